// See windows_letters.hpp.
#include "edge/feeds/windows_letters.hpp"

#include "core/base/utf8.hpp"
#include "edge/feeds/text_encoding.hpp"

#include <cstdint>

namespace hypha::edge::feeds {
namespace {

// The bytes of which every letter was made one of U+0000 to U+00FF; empty when a letter is beyond.
std::string latin_bytes(std::string_view utf8) {
    std::string result;
    for (std::size_t at = 0; at < utf8.size(); ++at) {
        const auto byte = static_cast<std::uint8_t>(utf8[at]);
        if (byte < 0x80) {
            result += utf8[at];
        } else if ((byte == 0xC2 || byte == 0xC3) && at + 1 < utf8.size()) {
            result += static_cast<char>(((byte & 0x03) << 6) | (static_cast<std::uint8_t>(utf8[at + 1]) & 0x3F));
            ++at;
        } else {
            return "";
        }
    }
    return result;
}

} // namespace

char32_t windows_letter(char32_t number) {
    static constexpr char16_t kLetters[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                              0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                              0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                              0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    return number >= 128 && number < 160 ? kLetters[number - 128] : 0;
}

std::string mend_letters(std::string text) {
    if (std::string bytes = latin_bytes(text); bytes.size() < text.size() && !bytes.empty() && is_utf8(bytes))
        text = std::move(bytes);
    if (!text.contains('\xC2')) return text;
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool two = text[at] == '\xC2' && at + 1 < text.size();
        const char32_t letter = two ? windows_letter(static_cast<std::uint8_t>(text[at + 1])) : 0;
        if (letter == 0) {
            result += text[at];
            continue;
        }
        append_code_point(result, letter);
        ++at;
    }
    return result;
}

} // namespace hypha::edge::feeds
