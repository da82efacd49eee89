// A text as it leaves the edge: packed once, when it is made, never at a request. Brotli at its tightest, and raw deflate that ends on a
// byte (a full flush), so that several texts become one gzip by being put behind each other (RFC 1951, RFC 1952): that is a pack.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace hypha::edge {

struct PackedText {
    std::size_t bytes = 0; // as it is
    std::uint32_t crc = 0; // of them, CRC-32
    std::string deflated;
    std::string brotli; // empty: was not asked for
    bool operator==(const PackedText&) const = default;
};

enum class Brotli { none, quick, tight };

// Errors: "pack_failed", where memory ran out.
Result<PackedText> pack_text(std::string_view text, Brotli brotli);
// One gzip member that unpacks to all of them, one behind the other.
std::string gzip_of(std::span<const PackedText> parts);
// Errors: "damaged", where it does not unpack to what it was.
Result<std::string> unpack_text(const PackedText& packed);

} // namespace hypha::edge
