// Addresses in HTML: made absolute, and the first picture. Declared in html_sanitiser.hpp.
#include "edge/feeds/ascii.hpp"
#include "edge/feeds/html_sanitiser.hpp"
#include "edge/feeds/html_tokens.hpp"
#include "edge/feeds/url.hpp"

#include <algorithm>

namespace hypha::edge::feeds {
namespace {

using Kind = HtmlToken::Kind;

bool is_resolved(std::string_view element, std::string_view attribute) {
    struct Pair {
        std::string_view element;
        std::string_view attribute;
    };
    static constexpr Pair kPairs[] = {
        {"a", "href"},          {"applet", "codebase"}, {"area", "href"},    {"audio", "src"},
        {"blockquote", "cite"}, {"body", "background"}, {"del", "cite"},     {"form", "action"},
        {"frame", "longdesc"},  {"frame", "src"},       {"head", "profile"}, {"iframe", "longdesc"},
        {"iframe", "src"},      {"img", "longdesc"},    {"img", "src"},      {"img", "usemap"},
        {"input", "src"},       {"input", "usemap"},    {"ins", "cite"},     {"link", "href"},
        {"object", "classid"},  {"object", "codebase"}, {"object", "data"},  {"object", "usemap"},
        {"q", "cite"},          {"script", "src"},      {"source", "src"},   {"video", "poster"},
        {"video", "src"}};
    return std::ranges::any_of(
        kPairs, [&](const Pair& pair) { return pair.element == element && pair.attribute == attribute; });
}

} // namespace

std::string resolve_html_links(std::string_view html, std::string_view base) {
    std::string result;
    while (!html.empty()) {
        const HtmlToken token = take_html_token(html);
        std::string tag(token.raw);
        if (token.kind == Kind::start) {
            for (const auto& [name, value] : token.attributes) {
                if (!is_resolved(token.name, name)) continue;
                const std::string absolute = resolve_url(base, trim(value));
                if (absolute.empty() || absolute == value) continue;
                for (const char quote : {'"', '\''}) {
                    const std::string quoted = quote + value + quote;
                    if (const std::size_t at = tag.find("=" + quoted); at != std::string::npos) {
                        tag.replace(at + 1, quoted.size(), quote + absolute + quote);
                        break;
                    }
                }
            }
        }
        result += tag;
    }
    return result;
}

std::string first_picture(std::string_view html) {
    while (!html.empty()) {
        const HtmlToken token = take_html_token(html);
        if (token.kind != Kind::start || token.name != "img") continue;
        for (const auto& [name, value] : token.attributes) {
            const std::string address = name == "src" ? std::string(trim(decode_references(value))) : "";
            const std::string scheme = url_scheme(address);
            if (scheme == "http" || scheme == "https") return address;
        }
    }
    return "";
}

} // namespace hypha::edge::feeds
