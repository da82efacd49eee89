// One pass with a look at each "&" and "<"; see markup_mending.hpp.
#include "edge/feeds/markup_mending.hpp"

#include "core/base/utf8.hpp"
#include "edge/feeds/ascii.hpp"
#include "edge/feeds/text_encoding.hpp"

#include <cstdint>
#include <libxml/HTMLparser.h>
#include <map>

namespace hypha::edge::feeds {
namespace {

// What may follow the "<" of a tag; letters beyond ASCII too.
bool begins_name(char c) {
    return is_letter(c) || c == '_' || c == '/' || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

using Entities = std::map<std::string, std::string, std::less<>>;

constexpr std::size_t kMaxReferenceBytes = 32;
constexpr std::size_t kMaxEntityBytes = 200;
constexpr std::size_t kMaxEntities = 100;

bool is_xml_character(char32_t c) {
    return c == 9 || c == 10 || c == 13 || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
           (c >= 0x10000 && c <= 0x10FFFF);
}

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '&') result += "&amp;";
        else if (c == '<') result += "&lt;";
        else if (c == '>') result += "&gt;";
        else if (c == '"') result += "&quot;";
        else result += c;
    }
    return result;
}

// "#65" or "#x41" to its character, 0 when it is none that XML has.
char32_t numbered_character(std::string_view reference) {
    reference.remove_prefix(1);
    const bool hex = !reference.empty() && lower(reference.front()) == 'x';
    if (hex) reference.remove_prefix(1);
    char32_t value = 0;
    for (const char c : reference) {
        const char small = lower(c);
        const bool hex_letter = small >= 'a' && small <= 'f';
        if (!is_digit(c) && !(hex && hex_letter)) return 0;
        value = value * (hex ? 16 : 10) + static_cast<char32_t>(is_digit(c) ? c - '0' : small - 'a' + 10);
        if (value > 0x10FFFF) return 0;
    }
    return !reference.empty() && is_xml_character(value) ? value : 0;
}

class Mender {
public:
    explicit Mender(std::string_view text) : rest_(text) { result_.text.reserve(text.size() + text.size() / 16); }

    MendedMarkup mend() {
        while (!rest_.empty()) {
            const char c = rest_.front();
            if (c == '&') mend_reference();
            else if (c == '<') mend_tag();
            else if (static_cast<std::uint8_t>(c) < 0x20 && !is_blank(c)) drop(1);
            else if (c == '\f' || c == '\v') drop(1);
            else if (rest_.starts_with("\xEF\xBF\xBE") || rest_.starts_with("\xEF\xBF\xBF")) drop(3);
            else copy(1);
        }
        return std::move(result_);
    }

private:
    void copy(std::size_t bytes) {
        result_.text += rest_.substr(0, bytes);
        rest_.remove_prefix(bytes);
    }
    void drop(std::size_t bytes) {
        rest_.remove_prefix(bytes);
        result_.changed = true;
    }
    void replace(std::size_t bytes, std::string_view with) {
        result_.text += with;
        drop(bytes);
    }

    void mend_reference() {
        std::size_t end = 1;
        while (end < rest_.size() && end < kMaxReferenceBytes &&
               (is_word(rest_[end]) || (end == 1 && rest_[end] == '#')))
            ++end;
        if (end >= rest_.size() || rest_[end] != ';' || end == 1) {
            replace(1, "&amp;");
            return;
        }
        const std::string_view name = rest_.substr(1, end - 1);
        if (name.front() == '#') {
            if (numbered_character(name) == 0) {
                replace(end + 1, "\xEF\xBF\xBD");
            } else if (name[1] == 'X') { // XML knows the small x only
                result_.text += "&#x";
                result_.text += name.substr(2);
                result_.text += ';';
                rest_.remove_prefix(end + 1);
            } else {
                copy(end + 1);
            }
            return;
        }
        if (name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos") {
            copy(end + 1);
        } else if (const auto own = entities_.find(name); own != entities_.end()) {
            result_.text += own->second;
            rest_.remove_prefix(end + 1);
        } else if (const char32_t letter = html_entity(name); letter != 0) {
            std::string utf8;
            append_code_point(utf8, letter);
            replace(end + 1, utf8);
        } else {
            replace(1, "&amp;");
        }
    }

    // A section that ends with `closing` passes whole; an unfinished one loses its meaning.
    void pass(std::string_view closing) {
        const std::size_t end = rest_.find(closing);
        if (end == std::string_view::npos) {
            replace(1, "&lt;");
            return;
        }
        for (const char c : rest_.substr(0, end + closing.size())) {
            if (static_cast<std::uint8_t>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r') result_.text += c;
            else result_.changed = true;
        }
        rest_.remove_prefix(end + closing.size());
    }

    void mend_tag() {
        if (rest_.starts_with("<![CDATA[")) {
            pass("]]>");
        } else if (rest_.starts_with("<!--")) {
            const std::size_t end = rest_.find("-->");
            if (end == std::string_view::npos) replace(1, "&lt;");
            else rest_.remove_prefix(end + 3);
        } else if (rest_.starts_with("<?")) {
            const std::size_t end = rest_.find("?>");
            // A declaration that does not come first is an error to XML, and nothing to a feed.
            if (rest_.starts_with("<?xml ")) result_.changed = true;
            if (end == std::string_view::npos) replace(1, "&lt;");
            else rest_.remove_prefix(end + 2);
        } else if (rest_.size() > 9 && equals_ignoring_case(rest_.substr(0, 9), "<!DOCTYPE")) {
            skip_doctype();
        } else if (rest_.size() < 2 || !begins_name(rest_[1])) {
            replace(1, "&lt;");
        } else {
            copy(1);
        }
    }

    void skip_doctype() {
        std::size_t at = 9;
        int brackets = 0;
        for (; at < rest_.size(); ++at) {
            const char c = rest_[at];
            if (c == '"' || c == '\'') {
                const std::size_t end = rest_.find(c, at + 1);
                if (end == std::string_view::npos) break;
                at = end;
            } else if (c == '[') {
                ++brackets;
            } else if (c == ']') {
                --brackets;
            } else if (rest_.substr(at).starts_with("<!ENTITY")) {
                keep_entity(rest_.substr(at + 8));
            } else if (c == '>' && brackets <= 0) {
                break;
            }
        }
        const std::size_t end = std::min(at + 1, rest_.size());
        result_.netscape_doctype = lower(rest_.substr(0, std::min(end, std::size_t{300}))).contains("netscape");
        rest_.remove_prefix(end);
    }

    // ` name "value"`, as in the head of a document.
    void keep_entity(std::string_view declaration) {
        declaration = declaration.substr(0, kMaxEntityBytes);
        std::size_t at = 0;
        while (at < declaration.size() && is_blank(declaration[at])) ++at;
        const std::size_t begin = at;
        while (at < declaration.size() && is_word(declaration[at])) ++at;
        const std::string_view name = declaration.substr(begin, at - begin);
        while (at < declaration.size() && is_blank(declaration[at])) ++at;
        if (name.empty() || at >= declaration.size() || declaration[at] != '"' || entities_.size() >= kMaxEntities)
            return;
        const std::size_t end = declaration.find('"', at + 1);
        if (end == std::string_view::npos) return;
        const std::string_view value = declaration.substr(at + 1, end - at - 1);
        if (value.size() > 3 && value.starts_with("&#") && value.ends_with(";")) {
            if (const char32_t letter = numbered_character(value.substr(1, value.size() - 2)); letter != 0) {
                std::string utf8;
                append_code_point(utf8, letter);
                entities_.emplace(name, escaped(utf8));
            }
        } else if (!value.contains('&')) {
            entities_.emplace(name, escaped(value));
        }
    }

    std::string_view rest_;
    Entities entities_;
    MendedMarkup result_;
};

} // namespace

char32_t html_entity(std::string_view name) {
    const std::string terminated(name);
    const htmlEntityDesc* found = htmlEntityLookup(reinterpret_cast<const xmlChar*>(terminated.c_str()));
    return found == nullptr ? 0 : static_cast<char32_t>(found->value);
}

MendedMarkup mend_markup(std::string_view text) { return Mender(text).mend(); }

} // namespace hypha::edge::feeds
