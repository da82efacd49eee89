// See html_tokens.hpp.
#include "edge/feeds/html_tokens.hpp"

#include "core/base/utf8.hpp"
#include "edge/feeds/ascii.hpp"
#include "edge/feeds/markup_mending.hpp"
#include "edge/feeds/text_encoding.hpp"

namespace hypha::edge::feeds {
namespace {

using Kind = HtmlToken::Kind;

HtmlToken take(std::string_view& rest, std::size_t bytes, Kind kind) {
    HtmlToken token;
    token.kind = kind;
    token.raw = rest.substr(0, bytes);
    rest.remove_prefix(token.raw.size());
    return token;
}

bool is_name(char c) { return is_word(c) || c == '-' || c == '.' || c == ':'; }

std::size_t name_end(std::string_view text, std::size_t at) {
    while (at < text.size() && is_name(text[at])) ++at;
    return at;
}

// Where a tag ends: at ">" or "<" outside of quotes; a quote that never closes is a letter like any other.
std::size_t tag_end(std::string_view text) {
    std::size_t at = 1;
    while (at < text.size() && text[at] != '>' && text[at] != '<') {
        const char c = text[at];
        const bool opens = (c == '"' || c == '\'') && (text[at - 1] == '=' || is_blank(text[at - 1]));
        const std::size_t close = opens ? text.find(c, at + 1) : std::string_view::npos;
        at = close == std::string_view::npos ? at + 1 : close + 1;
    }
    return at;
}

void read_attributes(std::string_view inside, HtmlToken& token) {
    std::size_t at = 0;
    while (at < inside.size() && token.attributes.size() < 200) {
        while (at < inside.size() && (is_blank(inside[at]) || inside[at] == '/')) ++at;
        if (at >= inside.size()) return;
        const std::size_t begin = at;
        at = name_end(inside, at);
        if (at == begin) {
            ++at; // a letter that begins no attribute
            continue;
        }
        std::string name = lower(inside.substr(begin, at - begin));
        std::size_t after = at;
        while (after < inside.size() && is_blank(inside[after])) ++after;
        if (after >= inside.size() || inside[after] != '=') {
            token.attributes.emplace_back(name, name);
            continue;
        }
        ++after;
        while (after < inside.size() && is_blank(inside[after])) ++after;
        const char quote = after < inside.size() ? inside[after] : ' ';
        const std::size_t close =
            quote == '"' || quote == '\'' ? inside.find(quote, after + 1) : std::string_view::npos;
        if (close != std::string_view::npos) {
            token.attributes.emplace_back(std::move(name), inside.substr(after + 1, close - after - 1));
            at = close + 1;
        } else {
            at = after;
            while (at < inside.size() && !is_blank(inside[at])) ++at;
            token.attributes.emplace_back(std::move(name), inside.substr(after, at - after));
        }
    }
}

HtmlToken take_start(std::string_view& rest) {
    const std::size_t end = tag_end(rest);
    const bool closed = end < rest.size() && rest[end] == '>';
    HtmlToken token = take(rest, closed ? end + 1 : end, Kind::start);
    std::string_view inside = token.raw.substr(1, end - 1);
    const std::size_t name = name_end(inside, 0);
    token.name = lower(inside.substr(0, name));
    inside.remove_prefix(name);
    token.closes_itself = closed && inside.ends_with('/');
    read_attributes(inside, token);
    return token;
}

HtmlToken take_reference(std::string_view& rest) {
    std::size_t end = 1;
    const bool numbered = rest.size() > 1 && rest[1] == '#';
    if (numbered) end = 2;
    while (end < rest.size() && end < 40 && is_word(rest[end])) ++end;
    if (end == (numbered ? 2U : 1U) || (!numbered && !is_letter(rest[1]))) return take(rest, 1, Kind::text);
    const bool terminated = end < rest.size() && rest[end] == ';';
    HtmlToken token = take(rest, terminated ? end + 1 : end, Kind::reference);
    token.name = token.raw.substr(1, end - 1);
    token.is_terminated = terminated;
    return token;
}

HtmlToken take_declaration(std::string_view& rest) {
    if (rest.starts_with("<!--")) {
        const std::size_t end = rest.find("-->", 4);
        if (end != std::string_view::npos) return take(rest, end + 3, Kind::dropped);
        // Never closed: an attempt to hide what follows. It ends at "--…>", or everything goes.
        const std::size_t dashes = rest.find("--", 4);
        const std::size_t close = dashes == std::string_view::npos ? dashes : rest.find('>', dashes);
        return take(rest, close == std::string_view::npos ? rest.size() : close + 1, Kind::dropped);
    }
    const bool doctype = rest.size() >= 9 && equals_ignoring_case(rest.substr(0, 9), "<!doctype");
    if (!doctype && !rest.starts_with("<?")) return take(rest, 1, Kind::text);
    const std::size_t end = rest.find('>');
    return take(rest, end == std::string_view::npos ? rest.size() : end + 1, Kind::dropped);
}

} // namespace

HtmlToken take_html_token(std::string_view& rest) {
    const char c = rest.front();
    const char next = rest.size() > 1 ? rest[1] : ' ';
    if (c == '&') return take_reference(rest);
    if (c != '<') return take(rest, std::min(rest.find_first_of("<&"), rest.size()), Kind::text);
    if (is_letter(next)) return take_start(rest);
    if (next == '!' || next == '?') return take_declaration(rest);
    if (next != '/') return take(rest, 1, Kind::text);
    const std::size_t end = std::min(rest.find_first_of("<>", 1), rest.size());
    const bool closed = end < rest.size() && rest[end] == '>';
    HtmlToken token = take(rest, closed ? end + 1 : end, Kind::end);
    token.name = lower(trim(token.raw.substr(2, end - 2)));
    return token;
}

std::string decode_references(std::string_view value) {
    std::string result;
    while (!value.empty()) {
        const HtmlToken token = take_html_token(value);
        if (token.kind != Kind::reference) {
            result += token.raw;
            continue;
        }
        if (!token.name.starts_with('#')) {
            const char32_t letter = html_entity(token.name);
            if (letter != 0) append_code_point(result, letter);
            else if (lower(token.name) == "colon") result += ':';
            else if (lower(token.name) != "tab" && lower(token.name) != "newline") result += token.raw;
            continue;
        }
        const bool hex = token.name.size() > 1 && lower(token.name[1]) == 'x';
        char32_t code = 0;
        for (const char c : std::string_view(token.name).substr(hex ? 2 : 1)) {
            const char small = lower(c);
            if (code > 0x10FFFF) break;
            if (is_digit(c)) code = code * (hex ? 16 : 10) + static_cast<char32_t>(c - '0');
            else if (hex && small >= 'a' && small <= 'f') code = code * 16 + static_cast<char32_t>(small - 'a' + 10);
        }
        if (code != 0) append_code_point(result, code);
    }
    return result;
}

} // namespace hypha::edge::feeds
