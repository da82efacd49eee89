#include "edge/gzip_body.hpp"

#include <utility>

#include <zlib.h>

namespace hypha::edge {
namespace {

constexpr int kGzipOnly = 16 + MAX_WBITS;
// 256 KiB take 4 to 5 ms of the thread that speaks with everybody (zlib 1.2.13 on a busy core of 2026, words and random bytes).
constexpr int kLevel = 3;

} // namespace

Result<std::string> unpacked_gzip(std::string_view packed, std::size_t most_bytes) {
    z_stream stream{};
    if (inflateInit2(&stream, kGzipOnly) != Z_OK) {
        return failure("malformed");
    }
    // One more than may come, to tell what fits exactly from what does not.
    std::string plain(most_bytes + 1, '\0');
    // zlib has no const for what it only reads.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(plain.data());
    stream.avail_out = static_cast<uInt>(plain.size());
    const int code = inflate(&stream, Z_FINISH);
    const std::size_t size = plain.size() - stream.avail_out;
    const bool is_whole = code == Z_STREAM_END && stream.avail_in == 0;
    inflateEnd(&stream);
    if (size > most_bytes) {
        return failure("too_large");
    }
    if (!is_whole) {
        return failure("malformed");
    }
    plain.resize(size);
    return plain;
}

std::optional<std::string> packed_gzip(std::string_view plain) {
    z_stream stream{};
    if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipOnly, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        return std::nullopt;
    }
    std::string packed(plain.size(), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const bool fits = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    packed.resize(packed.size() - stream.avail_out);
    deflateEnd(&stream);
    return fits ? std::optional(std::move(packed)) : std::nullopt;
}

} // namespace hypha::edge
