// One byte range of a Range field (RFC 9110 §14). Several ranges, other units and malformed ones are `whole`: the field
// is ignored, as the RFC allows. Numbers too large for 64 bits count as "beyond the end", never as small ones.
#pragma once

#include <cstdint>
#include <string_view>

namespace hypha::edge {

struct ByteRange {
    enum class Kind { whole, part, unsatisfiable };
    Kind kind = Kind::whole;
    std::uint64_t first = 0;
    std::uint64_t length = 0;
    bool operator==(const ByteRange&) const = default;
};

ByteRange parse_byte_range(std::string_view field, std::uint64_t size_bytes);

} // namespace hypha::edge
