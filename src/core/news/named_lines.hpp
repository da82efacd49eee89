// "name: value" lines, the head of a story and of an index: at most 200 of them, up to an empty line. Values are UTF-8 without control
// characters. Used by story_file and story_index alone.
#pragma once

#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/utf8.hpp"

namespace hypha::news {

inline constexpr std::size_t kMostNamedLines = 200;

// A value that fits into one line and a field: single blanks for what is no letter, whole code points, none at the ends.
inline std::string one_line(std::string_view text, std::size_t most_bytes) {
    std::string line;
    std::string letter;
    bool blank = false;
    while (!text.empty()) {
        const char32_t point = take_code_point(text);
        if (point <= U' ' || (point >= 0x7F && point < 0xA0)) {
            blank = !line.empty();
            continue;
        }
        letter.assign(blank ? " " : "");
        append_code_point(letter, point);
        if (line.size() + letter.size() > most_bytes) break;
        line += letter;
        blank = false;
    }
    return line;
}

inline bool is_one_line(std::string_view text, std::size_t most_bytes) {
    return text.size() <= most_bytes && one_line(text, most_bytes) == text;
}

// A whole number from 0 to 2^53, in decimal without a sign or a leading zero.
inline std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_plain = !text.empty() && text[0] != '-' && (text[0] != '0' || text.size() == 1);
    if (!is_plain || error != std::errc{} || end != text.data() + text.size() || value > (std::int64_t{1} << 53))
        return std::nullopt;
    return value;
}

// The line up to "\n", which is taken off too. Nothing: there is no whole line left.
inline std::optional<std::string_view> take_line(std::string_view& rest) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return line;
}

// Takes the head off `rest`, empty line included. Nothing: it is malformed; `line_number` says where.
inline std::optional<std::vector<std::pair<std::string_view, std::string_view>>>
take_named_lines(std::string_view& rest, std::size_t most_value_bytes, std::size_t& line_number) {
    std::vector<std::pair<std::string_view, std::string_view>> lines;
    while (const std::optional<std::string_view> line = take_line(rest)) {
        ++line_number;
        if (line->empty()) return lines;
        const std::size_t colon = line->find(": ");
        if (colon == std::string_view::npos || colon == 0 || lines.size() == kMostNamedLines ||
            !is_one_line(line->substr(colon + 2), most_value_bytes)) {
            return std::nullopt;
        }
        lines.emplace_back(line->substr(0, colon), line->substr(colon + 2));
    }
    return std::nullopt;
}

} // namespace hypha::news
