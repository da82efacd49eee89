#include "edge/news/packed_story.hpp"

#include <brotli/encode.h>
#include <zlib.h>

namespace hypha::edge {
namespace {

constexpr int kRaw = -MAX_WBITS;

// zlib has no const for what it only reads.
Bytef* bytes_of(std::string_view text) { return reinterpret_cast<Bytef*>(const_cast<char*>(text.data())); }

void append_number(std::string& text, std::uint32_t number) {
    for (unsigned shift = 0; shift < 32; shift += 8) {
        text += static_cast<char>(number >> shift & 0xFFU);
    }
}

} // namespace

Result<PackedText> pack_text(std::string_view text, Brotli brotli) {
    PackedText packed;
    packed.bytes = text.size();
    packed.crc = static_cast<std::uint32_t>(crc32(0, bytes_of(text), static_cast<uInt>(text.size())));
    z_stream stream{};
    if (deflateInit2(&stream, brotli == Brotli::quick ? 6 : 9, Z_DEFLATED, kRaw, 9, Z_DEFAULT_STRATEGY) != Z_OK) {
        return failure("pack_failed");
    }
    packed.deflated.resize(deflateBound(&stream, text.size()) + 16);
    stream.next_in = bytes_of(text);
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.deflated.data());
    stream.avail_out = static_cast<uInt>(packed.deflated.size());
    const bool is_done = deflate(&stream, Z_FULL_FLUSH) == Z_OK && stream.avail_in == 0 && stream.avail_out > 0;
    packed.deflated.resize(packed.deflated.size() - stream.avail_out);
    deflateEnd(&stream);
    if (!is_done) {
        return failure("pack_failed");
    }
    if (brotli == Brotli::none) {
        return packed;
    }
    std::size_t size = BrotliEncoderMaxCompressedSize(text.size()) + 16;
    packed.brotli.resize(size);
    if (BrotliEncoderCompress(brotli == Brotli::tight ? 11 : 5, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, text.size(),
                              bytes_of(text), &size,
                              reinterpret_cast<std::uint8_t*>(packed.brotli.data())) != BROTLI_TRUE) {
        return failure("pack_failed");
    }
    packed.brotli.resize(size);
    return packed;
}

std::string gzip_of(std::span<const PackedText> parts) {
    std::string gzip("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", 10);
    std::uint32_t crc = 0;
    std::size_t bytes = 0;
    for (const PackedText& part : parts) {
        gzip += part.deflated;
        crc = static_cast<std::uint32_t>(crc32_combine(crc, part.crc, static_cast<z_off_t>(part.bytes)));
        bytes += part.bytes;
    }
    gzip += std::string_view("\x03\x00", 2); // an empty last block
    append_number(gzip, crc);
    append_number(gzip, static_cast<std::uint32_t>(bytes));
    return gzip;
}

Result<std::string> unpack_text(const PackedText& packed) {
    z_stream stream{};
    if (inflateInit2(&stream, kRaw) != Z_OK) {
        return failure("damaged");
    }
    std::string text(packed.bytes + 1, '\0');
    stream.next_in = bytes_of(packed.deflated);
    stream.avail_in = static_cast<uInt>(packed.deflated.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    const int code = inflate(&stream, Z_SYNC_FLUSH);
    const std::size_t size = text.size() - stream.avail_out;
    inflateEnd(&stream);
    text.resize(size);
    // All of nothing is a flush alone, which zlib calls no progress.
    const bool is_whole = (code == Z_OK || code == Z_BUF_ERROR) && size == packed.bytes && stream.avail_in == 0;
    if (!is_whole ||
        static_cast<std::uint32_t>(crc32(0, bytes_of(text), static_cast<uInt>(text.size()))) != packed.crc) {
        return failure("damaged");
    }
    return text;
}

} // namespace hypha::edge
