// The gauntlet of feedparser's sanitize_style without its regular expressions, which could run away. Declared in html_sanitiser.hpp.
#include "edge/feeds/ascii.hpp"
#include "edge/feeds/html_allow_list.hpp"
#include "edge/feeds/html_sanitiser.hpp"

namespace hypha::edge::feeds {
namespace {

// url(…) can load; it goes before anything is judged.
std::string without_urls(std::string_view style) {
    std::string result;
    while (!style.empty()) {
        if (style.size() > 3 && style.starts_with("url")) {
            std::size_t at = 3;
            while (at < style.size() && is_blank(style[at])) ++at;
            const std::size_t close =
                at < style.size() && style[at] == '(' ? style.find(')', at) : std::string_view::npos;
            if (close != std::string_view::npos) {
                result += ' ';
                style.remove_prefix(close + 1);
                style.remove_prefix(
                    style.size() - trim(style).size() < style.size() ? style.find_first_not_of(" \t\r\n\f\v") : 0);
                continue;
            }
        }
        result += style.front();
        style.remove_prefix(1);
    }
    return result;
}

// Letters, digits and the punctuation of declarations; words in quotes; numbers in brackets.
bool has_plain_characters_only(std::string_view style) {
    for (std::size_t at = 0; at < style.size();) {
        const char c = style[at];
        if (is_word(c) && at + 2 < style.size() && style[at + 1] == '-' && is_word(style[at + 2])) {
            at += 3;
        } else if (is_letter(c) || is_digit(c) || is_blank(c) || std::string_view(":,;#%.!").contains(c)) {
            ++at;
        } else if (c == '\'' || c == '"' || c == '(') {
            const char closing = c == '(' ? ')' : c;
            const std::size_t close = style.find(closing, at + 1);
            if (close == std::string_view::npos || close == at + 1) return false;
            for (const char inner : style.substr(at + 1, close - at - 1)) {
                const bool fits =
                    c == '(' ? is_digit(inner) || inner == ',' || is_blank(inner) : is_word(inner) || is_blank(inner);
                if (!fits) return false;
            }
            at = close + 1;
        } else {
            return false;
        }
    }
    return true;
}

bool is_size(std::string_view value) {
    const auto digits = [&value](std::size_t most) {
        std::size_t count = 0;
        while (count < most && !value.empty() && is_digit(value.front())) {
            value.remove_prefix(1);
            ++count;
        }
    };
    digits(2);
    if (value.starts_with('.')) value.remove_prefix(1);
    digits(2);
    for (const std::string_view unit : {"", "cm", "em", "ex", "in", "mm", "pc", "pt", "px", "%", ",", ")"}) {
        if (value == unit) return true;
    }
    return false;
}

bool is_colour(std::string_view value) {
    if (value.starts_with('#')) {
        return value.size() > 1 && value.find_first_not_of("0123456789abcdef", 1) == std::string_view::npos;
    }
    return value.size() > 5 && value.starts_with("rgb(") && is_digit(value[4]) && value.contains(',') &&
           value.find_first_not_of("0123456789%,)", 4) == std::string_view::npos && value.find(')') >= value.size() - 1;
}

bool are_known_values(std::string_view values) {
    while (true) {
        values = trim(values);
        if (values.empty()) return true;
        std::size_t end = 0;
        while (end < values.size() && !is_blank(values[end])) ++end;
        const std::string_view value = values.substr(0, end);
        if (!is_kept_css_keyword(value) && !is_colour(value) && !is_size(value)) return false;
        values.remove_prefix(end);
    }
}

bool is_kept_declaration(std::string_view name, std::string_view value, bool in_svg) {
    const std::string property = lower(name);
    if (is_kept_css_property(property)) return true;
    const std::string_view family = std::string_view(property).substr(0, property.find('-'));
    if (family == "background" || family == "border" || family == "margin" || family == "padding")
        return are_known_values(value);
    return in_svg && is_kept_svg_property(property);
}

} // namespace

std::string safe_css(std::string_view style, bool in_svg) {
    const std::string plain = without_urls(style);
    if (!has_plain_characters_only(plain)) return "";
    std::string result;
    std::string_view rest = plain;
    while (!trim(rest).empty()) {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        const std::string_view declaration = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const std::size_t colon = declaration.find(':');
        if (colon == std::string_view::npos || declaration.find(':', colon + 1) != std::string_view::npos) return "";
        const std::string_view name = trim(declaration.substr(0, colon));
        std::string_view value = declaration.substr(colon + 1);
        while (!value.empty() && is_blank(value.front())) value.remove_prefix(1);
        for (const char c : name) {
            if (!is_word(c) && c != '-') return "";
        }
        if (name.empty()) return "";
        if (value.empty() || !is_kept_declaration(name, value, in_svg)) continue;
        if (!result.empty()) result += ' ';
        result += std::string(name) + ": " + std::string(value) + ";";
    }
    return result;
}

} // namespace hypha::edge::feeds
