#include "edge/feeds/bounded_tags.hpp"

#include "edge/feeds/ascii.hpp"

#include <algorithm>

namespace hypha::edge::feeds {
namespace {

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    while (at < text.size() && is_blank(text[at])) ++at;
    return at;
}

// After one attribute, or one run of letters that is none, that begins at `at`. Where libxml2 sees a value in quotes this does too.
std::size_t attribute_end(std::string_view html, std::size_t at) {
    const std::size_t begin = at;
    while (at < html.size() && !is_blank(html[at]) && html[at] != '>' && html[at] != '=' && html[at] != '/') ++at;
    if (at == begin) return at + 1;
    const std::size_t sign = skip_blanks(html, at);
    if (sign >= html.size() || html[sign] != '=') return at;
    at = skip_blanks(html, sign + 1);
    if (at >= html.size()) return at;
    if (html[at] == '"' || html[at] == '\'') {
        const std::size_t close = html.find(html[at], at + 1);
        return close == std::string_view::npos ? html.size() : close + 1;
    }
    while (at < html.size() && !is_blank(html[at]) && html[at] != '>') ++at;
    return at;
}

} // namespace

std::string bounded_tags(std::string_view html, std::size_t most) {
    std::string result;
    result.reserve(html.size());
    std::size_t copied = 0;
    for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
        ++at;
        if (at >= html.size() || !is_letter(html[at])) continue;
        while (at < html.size() && !is_blank(html[at]) && html[at] != '>' && html[at] != '/') ++at;
        std::size_t attributes = 0;
        while (at < html.size() && html[at] != '>') {
            at = skip_blanks(html, at);
            if (at >= html.size() || html[at] == '>') break;
            if (++attributes > most) {
                result += html.substr(copied, at - copied);
                result += '>';
                copied = at;
                break;
            }
            at = std::min(attribute_end(html, at), html.size());
        }
    }
    result += html.substr(copied);
    return result;
}

} // namespace hypha::edge::feeds
