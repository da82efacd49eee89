#include "storage/clean_text.hpp"

#include <algorithm>
#include <cstdint>

namespace hypha::storage {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Length of the character that `bytes` begin with; 0 when they begin with none (overlong forms and surrogates are none).
std::size_t character_length(std::string_view bytes) {
    const auto at = [bytes](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
    const std::uint8_t lead = at(0);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    if (length == 0 || length > bytes.size()) {
        return 0;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if ((at(i) & 0xC0U) != 0x80) {
            return 0;
        }
    }
    const bool overlong = (lead == 0xE0 && at(1) < 0xA0) || (lead == 0xF0 && at(1) < 0x90);
    const bool beyond = (lead == 0xED && at(1) >= 0xA0) || (lead == 0xF4 && at(1) >= 0x90);
    return overlong || beyond ? 0 : length;
}

std::string cleaned(std::string_view bytes, std::size_t most_bytes, bool one_line) {
    std::string out;
    out.reserve(std::min(bytes.size(), most_bytes));
    while (!bytes.empty()) {
        const std::size_t length = character_length(bytes);
        const std::string_view piece = length == 0 ? kReplacement : bytes.substr(0, length);
        if (out.size() + piece.size() > most_bytes) {
            break;
        }
        const bool control = length == 1 && (static_cast<std::uint8_t>(piece[0]) < 0x20 || piece[0] == 0x7F);
        if (one_line && control) {
            out += ' ';
        } else {
            out += piece;
        }
        bytes.remove_prefix(std::max<std::size_t>(1, length));
    }
    return out;
}

} // namespace

std::string clean_line(std::string_view bytes, std::size_t most_bytes) { return cleaned(bytes, most_bytes, true); }

std::string clean_text(std::string_view bytes) { return cleaned(bytes, static_cast<std::size_t>(-1), false); }

} // namespace hypha::storage
