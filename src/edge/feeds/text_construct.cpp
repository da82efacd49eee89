// See text_construct.hpp.
#include "edge/feeds/text_construct.hpp"

#include "core/base/utf8.hpp"
#include "edge/feeds/ascii.hpp"
#include "edge/feeds/html_sanitiser.hpp"
#include "edge/feeds/text_encoding.hpp"
#include "edge/feeds/windows_letters.hpp"

#include <cstdint>
#include <optional>

namespace hypha::edge::feeds {
namespace {

constexpr std::string_view kXhtml = "application/xhtml+xml";

std::string media_type(std::string_view type) {
    std::string plain = lower(trim(type));
    if (plain == "text" || plain == "plain") return "text/plain";
    if (plain == "html") return "text/html";
    if (plain == "xhtml") return std::string(kXhtml);
    return plain;
}

std::optional<std::string> decode_base64(std::string_view text) {
    std::string result;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        if (is_blank(c)) continue;
        if (c == '=') break;
        static constexpr std::string_view kAlphabet =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        const std::size_t value = kAlphabet.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xFFFFFF;
        count += 6;
        if (count >= 8) {
            count -= 8;
            result += static_cast<char>(static_cast<std::uint8_t>(bits >> count));
        }
    }
    if (!is_utf8(result)) return std::nullopt;
    return result;
}

void escape_into(std::string& result, std::string_view text) {
    for (const char c : text) {
        if (c == '&') result += "&amp;";
        else if (c == '<') result += "&lt;";
        else if (c == '>') result += "&gt;";
        else result += c;
    }
}

bool is_div(const XmlNode& node) { return node.key == "xhtml:div" || node.key == "div"; }

// Escaped markup that turns out to hold elements is XHTML from the first element on; a <div> alone is packaging.
void read_mixed(const XmlNode& node, std::string& value, std::string& type) {
    for (const XmlNode& child : node.children) {
        const bool is_xhtml = type == kXhtml;
        if (child.is_text()) {
            if (type.ends_with("xml")) escape_into(value, child.text);
            else value += child.text;
        } else if (is_div(child) && !is_xhtml && !type.ends_with("xml")) {
            read_mixed(child, value, type);
        } else {
            type = kXhtml;
            value += outer_markup(child);
        }
    }
}

// The one <div> around everything, as RFC 4287 wants it.
const XmlNode* wrapping_div(const XmlNode& node) {
    const XmlNode* found = nullptr;
    for (const XmlNode& child : node.children) {
        if (child.is_text() && trim(child.text).empty()) continue;
        if (found != nullptr || child.is_text() || !is_div(child)) return nullptr;
        found = &child;
    }
    return found;
}

bool is_base64(const XmlNode& node, const std::string& type) {
    if (node.attribute_or("mode", "") == "base64") return true;
    return !type.starts_with("text/") && !type.ends_with("+xml") && !type.ends_with("/xml");
}

} // namespace

Text read_text_construct(const XmlNode& node, std::string_view default_type, bool is_atom) {
    Text text;
    text.present = true;
    text.declared_type = trim(node.attribute_or("type", ""));
    text.type = media_type(text.declared_type.empty() ? default_type : std::string_view(text.declared_type));
    text.language = replace_all(node.language, "_", "-");
    text.base = node.base;
    text.source_url = node.attribute_or("src", "");
    const bool base64 = is_base64(node, text.type);
    const XmlNode* div = text.type == kXhtml ? wrapping_div(node) : nullptr;
    text.in_div = div != nullptr;
    read_mixed(div != nullptr ? *div : node, text.value, text.type);
    text.value = mend_letters(std::string(trim(text.value)));
    if (base64) {
        if (auto decoded = decode_base64(text.value)) text.value = std::move(*decoded);
    }
    if (!is_atom && text.type == "text/plain" && looks_like_html(text.value)) text.type = "text/html";
    if (text.is_html() && !text.base.empty()) text.value = resolve_html_links(text.value, text.base);
    return text;
}

std::string read_plain(const XmlNode& node) {
    bool has_elements = false;
    for (const XmlNode& child : node.children) has_elements = has_elements || !child.is_text();
    std::string value = has_elements ? inner_markup(node) : node.direct_text();
    return mend_letters(std::string(trim(value)));
}

} // namespace hypha::edge::feeds
