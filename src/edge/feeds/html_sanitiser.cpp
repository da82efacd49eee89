// Token by token; see html_sanitiser.hpp.
#include "edge/feeds/html_sanitiser.hpp"

#include "edge/feeds/ascii.hpp"
#include "edge/feeds/html_allow_list.hpp"
#include "edge/feeds/html_tokens.hpp"
#include "edge/feeds/markup_mending.hpp"
#include "edge/feeds/text_encoding.hpp"
#include "edge/feeds/url.hpp"
#include "edge/feeds/windows_letters.hpp"

#include <map>

namespace hypha::edge::feeds {
namespace {

using Kind = HtmlToken::Kind;

bool is_void(std::string_view name) {
    static constexpr std::string_view kVoid[] = {"area",  "base",  "basefont", "br",    "col",     "command", "embed",
                                                 "frame", "hr",    "img",      "input", "isindex", "keygen",  "link",
                                                 "meta",  "param", "source",   "track", "wbr"};
    return std::ranges::find(kVoid, name) != std::end(kVoid);
}

bool holds_address(std::string_view attribute) {
    static constexpr std::string_view kAddresses[] = {
        "action", "background", "cite",   "codebase", "data", "dynsrc", "href",       "icon",      "longdesc",
        "lowsrc", "ping",       "poster", "profile",  "src",  "usemap", "xlink:href", "formaction"};
    return std::ranges::find(kAddresses, attribute) != std::end(kAddresses);
}

void write_attribute_value(std::string& result, std::string_view value) {
    for (std::size_t at = 0; at < value.size(); ++at) {
        const char c = value[at];
        if (c == '>') result += "&gt;";
        else if (c == '<') result += "&lt;";
        else if (c == '"') result += "&quot;";
        else if (c != '&') result += c;
        else {
            std::string_view rest = value.substr(at);
            const HtmlToken token = take_html_token(rest);
            result += token.kind == Kind::reference && token.is_terminated ? "&" : "&amp;";
        }
    }
}

class Sanitiser {
public:
    explicit Sanitiser(bool is_xhtml) : is_xhtml_(is_xhtml) {}

    std::string clean(std::string_view html) {
        while (!html.empty()) {
            const HtmlToken token = take_html_token(html);
            if (token.kind == Kind::text) write_text(token.raw);
            else if (token.kind == Kind::reference) write_reference(token);
            else if (token.kind == Kind::start) write_start(token);
            else if (token.kind == Kind::end) write_end(token.name);
        }
        return replace_all(std::string(trim(result_)), "\r\n", "\n");
    }

private:
    void write_text(std::string_view text) {
        if (!hidden_in_.empty()) return;
        if (text == "<") result_ += "&lt;";
        else result_ += text;
    }

    void write_reference(const HtmlToken& token) {
        if (!hidden_in_.empty()) return;
        if (!token.name.starts_with('#')) {
            const bool known = token.name == "apos" || html_entity(token.name) != 0;
            result_ += known ? "&" + token.name + ";" : "&amp;" + token.name + (token.is_terminated ? ";" : "");
            return;
        }
        const std::string name = lower(token.name);
        const bool number =
            name.size() > 1 &&
            (name[1] == 'x' ? name.size() > 2 && name.find_first_not_of("0123456789abcdef", 2) == std::string::npos
                            : name.find_first_not_of("0123456789", 1) == std::string::npos);
        if (!number || !token.is_terminated) result_ += "&amp;" + std::string(token.raw.substr(1));
        else if (name == "#39") result_ += '\'';
        else if (name == "#34") result_ += '"';
        else if (const char32_t letter = name[1] == 'x' ? 0 : windows_letter(number_of(name)); letter != 0)
            result_ += hex_reference(letter);
        else result_ += "&" + name + ";";
    }

    static char32_t number_of(std::string_view name) {
        char32_t value = 0;
        for (const char c : name.substr(1))
            value = value > 0x10FFFF ? value : value * 10 + static_cast<char32_t>(c - '0');
        return value;
    }

    static std::string hex_reference(char32_t letter) {
        std::string digits;
        for (; letter > 0; letter /= 16) digits.insert(digits.begin(), "0123456789abcdef"[letter % 16]);
        return "&#x" + digits + ";";
    }

    enum class Vocabulary { none, html, math, svg };

    // Counts what <math> and <svg> open; none: the tag goes, its content stays.
    Vocabulary vocabulary_of(const HtmlToken& token) {
        if (is_kept_element(token.name) && svg_ == 0) return Vocabulary::html;
        if (hidden_in_.empty() && (token.name == "script" || token.name == "applet" || token.name == "style"))
            hidden_in_ = token.name;
        const auto named = [&token](std::string_view space) {
            for (const auto& [name, value] : token.attributes) {
                if (name == "xmlns") return value == space;
            }
            return false;
        };
        const bool bare =
            std::ranges::none_of(token.attributes, [](const auto& attribute) { return attribute.first == "xmlns"; });
        if (token.name == "math" && ((bare && !is_xhtml_) || named("http://www.w3.org/1998/Math/MathML"))) ++math_;
        if (token.name == "svg" && ((bare && !is_xhtml_) || named("http://www.w3.org/2000/svg"))) ++svg_;
        if (math_ > 0 && is_kept_math_element(token.name)) return Vocabulary::math;
        if (svg_ > 0 && !kept_svg_element(token.name).empty()) return Vocabulary::svg;
        return is_kept_element(token.name) ? Vocabulary::html : Vocabulary::none;
    }

    std::string_view kept_name(Vocabulary vocabulary, std::string_view attribute) const {
        if (vocabulary == Vocabulary::svg) return kept_svg_attribute(attribute);
        const bool kept =
            vocabulary == Vocabulary::math ? is_kept_math_attribute(attribute) : is_kept_attribute(attribute);
        return kept ? attribute : std::string_view();
    }

    void write_start(const HtmlToken& token) {
        const Vocabulary vocabulary = vocabulary_of(token);
        if (vocabulary == Vocabulary::none || !hidden_in_.empty()) return;
        std::map<std::string, std::string> attributes;
        for (const auto& [name, value] : token.attributes) attributes[name] = value;
        if (!is_xhtml_ && token.name == "svg") attributes.try_emplace("xmlns", "http://www.w3.org/2000/svg");
        if (!is_xhtml_ && token.name == "math") attributes.try_emplace("xmlns", "http://www.w3.org/1998/Math/MathML");
        const auto from_xlink = attributes.lower_bound("xlink:");
        if ((math_ > 0 || svg_ > 0) && from_xlink != attributes.end() && from_xlink->first.starts_with("xlink:")) {
            attributes["xmlns:xlink"] = "http://www.w3.org/1999/xlink";
        }
        const std::string_view name =
            vocabulary == Vocabulary::svg ? kept_svg_element(token.name) : std::string_view(token.name);
        result_ += '<';
        result_ += name;
        for (const auto& [attribute, value] : attributes) {
            const std::string_view kept = kept_name(vocabulary, attribute);
            if (kept.empty()) continue;
            std::string clean = replace_all(replace_all(value, "&#39;", "'"), "&#34;", "\"");
            if (attribute == "rel" || attribute == "type") clean = lower(clean);
            if (attribute == "style") {
                clean = safe_css(clean, svg_ > 0);
                if (clean.empty()) continue;
            }
            if (holds_address(attribute) && !has_safe_scheme(decode_references(clean))) clean.clear();
            result_ += ' ';
            result_ += kept;
            result_ += "=\"";
            write_attribute_value(result_, clean);
            result_ += '"';
        }
        result_ += is_void(name) ? " />" : ">";
        if (token.closes_itself && (is_xhtml_ || token.attributes.empty())) write_end(token.name);
    }

    void write_end(const std::string& name) {
        std::string_view written = name;
        if (!is_kept_element(name)) {
            if (name == hidden_in_) hidden_in_.clear();
            if (math_ > 0 && is_kept_math_element(name)) {
                if (name == "math") --math_;
            } else if (svg_ > 0 && !kept_svg_element(name).empty()) {
                written = kept_svg_element(name);
                if (name == "svg") --svg_;
            } else {
                return;
            }
        }
        if (!hidden_in_.empty() || is_void(written)) return;
        result_ += "</";
        result_ += written;
        result_ += '>';
    }

    bool is_xhtml_;
    std::string hidden_in_; // script, style or applet, which do not nest
    int math_ = 0;
    int svg_ = 0;
    std::string result_;
};

} // namespace

std::string safe_html(std::string_view html, bool is_xhtml) { return Sanitiser(is_xhtml).clean(html); }

bool looks_like_html(std::string_view text) {
    bool qualifies = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '<') {
            const bool closing = at + 1 < text.size() && text[at + 1] == '/';
            const std::size_t begin = at + (closing ? 2 : 1);
            std::size_t end = begin;
            while (end < text.size() && is_word(text[end])) ++end;
            if (end == begin) continue;
            if (!is_kept_element(lower(text.substr(begin, end - begin)))) return false;
            if (closing && end < text.size() && text[end] == '>') qualifies = true;
        } else if (text[at] == '&') {
            std::string_view rest = text.substr(at);
            const HtmlToken token = take_html_token(rest);
            if (token.kind != Kind::reference || !token.is_terminated) continue;
            if (!token.name.starts_with('#') && html_entity(token.name) == 0) return false;
            qualifies = true;
        }
    }
    return qualifies;
}

} // namespace hypha::edge::feeds
