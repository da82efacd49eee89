// libjpeg-turbo's own interface, because TurboJPEG's hides what is needed here: a bound on memory and on scans, and whether the data was
// cut off. An error in the library is a longjmp: between setjmp and it lives nothing that has a destructor; all of that is the caller's.
#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <string>

// Needs size_t and FILE before it.
#include <jpeglib.h>

#include <jerror.h>

#include "edge/pictures/picture_decoder.hpp"

namespace hypha::edge {
namespace {

// 40 million pixels as coefficients of a progressive JPEG with whole colour are 240 MB; what needs more is refused.
constexpr long kMostMemory_bytes = 260'000'000;
// Each scan goes over the whole picture, however few bytes it has. Cameras and optimisers write up to 10 or so.
constexpr int kMostScans = 40;

struct Decoding {
    jpeg_decompress_struct jpeg{};
    jpeg_error_mgr errors{};
    jpeg_progress_mgr progress{};
    std::jmp_buf failed{};
    bool is_damaged = false;
    int out_width = 0;
    int out_height = 0;
};

Decoding& decoding_of(j_common_ptr jpeg) { return *static_cast<Decoding*>(jpeg->client_data); }

[[noreturn]] void fail(j_common_ptr jpeg) {
    std::longjmp(decoding_of(jpeg).failed, 1); // NOLINT(cert-err52-cpp)
}

// Warnings say that data is missing or was made up, but for three that files of honest programs bring about: bytes between segments, and
// numbers of a version or a colour transform that nobody knows.
void note(j_common_ptr jpeg, int level) {
    const int code = jpeg->err->msg_code;
    if (level < 0 && code != JWRN_EXTRANEOUS_DATA && code != JWRN_ADOBE_XFORM && code != JWRN_JFIF_MAJOR) {
        decoding_of(jpeg).is_damaged = true;
    }
}

void ignore(j_common_ptr) {}

void watch_scans(j_common_ptr jpeg) {
    const Decoding& decoding = decoding_of(jpeg);
    if (decoding.jpeg.input_scan_number > kMostScans) {
        fail(jpeg);
    }
}

// Eighths of the sides at which the longer one is still enough.
unsigned eighths_of(const vision::ImageHeader& header, int enough_px) {
    const std::uint32_t longer = std::max(header.width_px, header.height_px);
    for (const unsigned eighths : {1U, 2U, 4U}) {
        if (longer * eighths / 8 >= static_cast<std::uint32_t>(enough_px)) {
            return eighths;
        }
    }
    return 8;
}

// False: it is no JPEG that can be shown. Then, and at last in any case, it is to be destroyed.
bool begin(Decoding& decoding, vision::Bytes file, const vision::ImageHeader& header, int enough_px) {
    jpeg_decompress_struct& jpeg = decoding.jpeg;
    jpeg.err = jpeg_std_error(&decoding.errors);
    decoding.errors.error_exit = fail;
    decoding.errors.emit_message = note;
    decoding.errors.output_message = ignore;
    jpeg.client_data = &decoding;
    if (setjmp(decoding.failed) != 0) { // NOLINT(cert-err52-cpp)
        return false;
    }
    jpeg_create_decompress(&jpeg);
    jpeg.mem->max_memory_to_use = kMostMemory_bytes;
    decoding.progress.progress_monitor = watch_scans;
    jpeg.progress = &decoding.progress;
    jpeg_mem_src(&jpeg, file.data(), file.size());
    if (jpeg_read_header(&jpeg, TRUE) != JPEG_HEADER_OK || jpeg.image_width != header.width_px ||
        jpeg.image_height != header.height_px) {
        return false;
    }
    const bool has_four = jpeg.num_components == 4;
    if (!has_four && jpeg.num_components != 3 && jpeg.num_components != 1) {
        return false;
    }
    jpeg.out_color_space = has_four ? JCS_CMYK : JCS_EXT_RGBX;
    jpeg.scale_num = eighths_of(header, enough_px);
    jpeg.scale_denom = 8;
    jpeg_start_decompress(&jpeg);
    decoding.out_width = static_cast<int>(jpeg.output_width);
    decoding.out_height = static_cast<int>(jpeg.output_height);
    return true;
}

bool read_rows(Decoding& decoding, std::uint8_t* rows) {
    jpeg_decompress_struct& jpeg = decoding.jpeg;
    if (setjmp(decoding.failed) != 0) { // NOLINT(cert-err52-cpp)
        return false;
    }
    while (jpeg.output_scanline < jpeg.output_height) {
        JSAMPROW row = rows + static_cast<std::size_t>(jpeg.output_scanline) * jpeg.output_width * 4;
        jpeg_read_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_decompress(&jpeg);
    return !decoding.is_damaged;
}

// Inks to light, without a profile: what browsers show of such a file without one. Adobe's writers store the inks inverted.
void turn_inks_to_light(Pixels& pixels, bool is_inverted) {
    for (std::size_t at = 0; at < pixels.rgba.size(); at += 4) {
        const auto light = [&](std::size_t channel) {
            const unsigned stored = pixels.rgba[at + channel];
            return is_inverted ? stored : 255 - stored;
        };
        const unsigned black = light(3);
        for (std::size_t channel = 0; channel < 3; ++channel) {
            pixels.rgba[at + channel] = static_cast<std::uint8_t>(light(channel) * black / 255);
        }
    }
}

} // namespace

Result<Pixels> decode_jpeg(vision::Bytes file, const vision::ImageHeader& header, int enough_px) {
    struct Owned : Decoding {
        Owned() = default;
        ~Owned() { jpeg_destroy_decompress(&jpeg); } // of one that was never made it is nothing
        Owned(const Owned&) = delete;
        Owned& operator=(const Owned&) = delete;
    } decoding;
    const auto failed = [&decoding] {
        char text[JMSG_LENGTH_MAX] = "";
        if (decoding.errors.msg_code > 0) {
            decoding.errors.format_message(reinterpret_cast<j_common_ptr>(&decoding.jpeg), text);
        }
        return failure("decode_failed", text);
    };
    if (!begin(decoding, file, header, enough_px)) {
        return failed();
    }
    Pixels pixels = room_for(decoding.out_width, decoding.out_height);
    if (!read_rows(decoding, pixels.rgba.data())) {
        return failed();
    }
    if (decoding.jpeg.out_color_space == JCS_CMYK) {
        turn_inks_to_light(pixels, decoding.jpeg.saw_Adobe_marker != FALSE);
    }
    for (std::size_t at = 3; at < pixels.rgba.size(); at += 4) {
        pixels.rgba[at] = 255;
    }
    return pixels;
}

} // namespace hypha::edge
