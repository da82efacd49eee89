// "bytes=first-last", "bytes=first-" and "bytes=-suffix"; see byte_range.hpp.
#include "edge/byte_range.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace hypha::edge {
namespace {

constexpr std::uint64_t kHuge = std::numeric_limits<std::uint64_t>::max();

// Digits only, saturating; nullopt for an empty or foreign text.
std::optional<std::uint64_t> parse_number(std::string_view text) {
    if (text.empty()) {
        return std::nullopt;
    }
    std::uint64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        const auto digit = static_cast<std::uint64_t>(c - '0');
        value = value > (kHuge - digit) / 10 ? kHuge : value * 10 + digit;
    }
    return value;
}

} // namespace

ByteRange parse_byte_range(std::string_view field, std::uint64_t size_bytes) {
    constexpr std::string_view kUnit = "bytes=";
    if (!field.starts_with(kUnit)) {
        return {};
    }
    const std::string_view range = field.substr(kUnit.size());
    const std::size_t dash = range.find('-');
    if (dash == std::string_view::npos) {
        return {};
    }
    const std::string_view before = range.substr(0, dash);
    const std::string_view after = range.substr(dash + 1);
    const ByteRange unsatisfiable{ByteRange::Kind::unsatisfiable, 0, 0};
    if (before.empty()) {
        const std::optional<std::uint64_t> suffix = parse_number(after);
        if (!suffix) {
            return {};
        }
        const std::uint64_t length = std::min(*suffix, size_bytes);
        return length == 0 ? unsatisfiable : ByteRange{ByteRange::Kind::part, size_bytes - length, length};
    }
    const std::optional<std::uint64_t> first = parse_number(before);
    const std::optional<std::uint64_t> last = after.empty() ? kHuge : parse_number(after);
    if (!first || !last || *last < *first) {
        return {};
    }
    if (*first >= size_bytes) {
        return unsatisfiable;
    }
    return {ByteRange::Kind::part, *first, std::min(*last, size_bytes - 1) - *first + 1};
}

} // namespace hypha::edge
