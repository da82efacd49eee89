// Picture files that tests draw: pixels by a function of the place, written by the libraries that cameras and publishers use.
#pragma once

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include <jpeglib.h>
#include <png.h>
#include <webp/decode.h>
#include <webp/encode.h>

#include "edge/pictures/picture_maker.hpp"

namespace hypha::edge {

using FileBytes = std::vector<std::uint8_t>;
using Colour = std::array<std::uint8_t, 4>;
using Paint = std::function<Colour(int x, int y)>;

inline std::vector<std::uint8_t> painted(int width, int height, const Paint& paint) {
    std::vector<std::uint8_t> rgba;
    rgba.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const Colour colour = paint(x, y);
            rgba.insert(rgba.end(), colour.begin(), colour.end());
        }
    }
    return rgba;
}

// The same noise at each run; `amplitude` 0 to 255 around the middle.
inline Paint grain(int amplitude) {
    return [amplitude, state = 1U](int x, int y) mutable -> Colour {
        const auto next = [&](int base) {
            state = state * 1'664'525U + 1'013'904'223U;
            const int part = static_cast<int>(state >> 16U) % (amplitude + 1) - amplitude / 2;
            return static_cast<std::uint8_t>(std::clamp(base + part, 0, 255));
        };
        const int slope = 64 + (x + 2 * y) % 512 / 4;
        return {next(slope), next(128), next(255 - slope), 255};
    };
}

inline Paint flat(Colour colour) {
    return [colour](int, int) { return colour; };
}

enum class JpegKind { baseline, progressive, many_scans, inks };

inline FileBytes jpeg_file(int width, int height, const Paint& paint, JpegKind kind = JpegKind::baseline,
                           int quality = 85) {
    std::vector<std::uint8_t> pixels = painted(width, height, paint);
    jpeg_compress_struct jpeg{};
    jpeg_error_mgr errors{};
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&jpeg, &bytes, &size);
    jpeg.image_width = static_cast<JDIMENSION>(width);
    jpeg.image_height = static_cast<JDIMENSION>(height);
    jpeg.input_components = 4;
    jpeg.in_color_space = kind == JpegKind::inks ? JCS_CMYK : JCS_EXT_RGBX;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, quality, TRUE);
    std::vector<jpeg_scan_info> scans;
    if (kind == JpegKind::progressive) jpeg_simple_progression(&jpeg);
    if (kind == JpegKind::many_scans) {
        scans.push_back({3, {0, 1, 2, 0}, 0, 0, 0, 0});
        for (int component = 0; component < 3; ++component) {
            for (int k = 1; k <= 63; ++k) scans.push_back({1, {component, 0, 0, 0}, k, k, 0, 0});
        }
        jpeg.scan_info = scans.data();
        jpeg.num_scans = static_cast<int>(scans.size());
    }
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < jpeg.image_height) {
        JSAMPROW row = pixels.data() + static_cast<std::size_t>(jpeg.next_scanline) * jpeg.image_width * 4;
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    FileBytes file(bytes, bytes + size);
    std::free(bytes); // NOLINT(cppcoreguidelines-no-malloc)
    return file;
}

inline FileBytes png_file(int width, int height, const Paint& paint) {
    const std::vector<std::uint8_t> pixels = painted(width, height, paint);
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = PNG_FORMAT_RGBA;
    png_alloc_size_t size = 0;
    REQUIRE(png_image_write_to_memory(&image, nullptr, &size, 0, pixels.data(), 0, nullptr) != 0);
    FileBytes file(size);
    REQUIRE(png_image_write_to_memory(&image, file.data(), &size, 0, pixels.data(), 0, nullptr) != 0);
    file.resize(size);
    return file;
}

inline FileBytes webp_file(int width, int height, const Paint& paint, bool is_lossless = false) {
    const std::vector<std::uint8_t> pixels = painted(width, height, paint);
    std::uint8_t* bytes = nullptr;
    const std::size_t size = is_lossless ? WebPEncodeLosslessRGBA(pixels.data(), width, height, width * 4, &bytes)
                                         : WebPEncodeRGBA(pixels.data(), width, height, width * 4, 70, &bytes);
    FileBytes file(bytes, bytes + size);
    WebPFree(bytes);
    return file;
}

// What a reader sees of a made file; its sides are held against what the file says of them.
class Seen {
public:
    explicit Seen(const WebpFile& file) : width_(file.width_px) {
        int width = 0, height = 0;
        std::uint8_t* const rgba = WebPDecodeRGBA(reinterpret_cast<const std::uint8_t*>(file.bytes.data()),
                                                  file.bytes.size(), &width, &height);
        REQUIRE(rgba != nullptr);
        CHECK(width == file.width_px);
        CHECK(height == file.height_px);
        rgba_.assign(rgba, rgba + static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
        WebPFree(rgba);
    }
    [[nodiscard]] Colour at(int x, int y) const {
        const std::size_t from =
            (static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)) * 4;
        return {rgba_[from], rgba_[from + 1], rgba_[from + 2], rgba_[from + 3]};
    }

private:
    int width_;
    std::vector<std::uint8_t> rgba_;
};

inline bool is_near(const Colour& a, const Colour& b, int most = 24) {
    for (std::size_t i = 0; i < 4; ++i) {
        if (std::abs(int{a[i]} - int{b[i]}) > most) return false;
    }
    return true;
}

} // namespace hypha::edge
