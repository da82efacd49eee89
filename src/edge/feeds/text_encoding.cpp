// Candidates and iconv; see text_encoding.hpp.
#include "edge/feeds/text_encoding.hpp"

#include "core/base/utf8.hpp"
#include "edge/feeds/ascii.hpp"

#include <algorithm>
#include <cerrno>
#include <iconv.h>
#include <optional>
#include <vector>

namespace hypha::edge::feeds {
namespace {

using namespace std::string_view_literals;

struct Sniffed {
    std::string encoding;
    std::size_t bom_bytes = 0;
};

Sniffed sniff(std::string_view bytes) {
    struct Mark {
        std::string_view begins;
        std::string_view encoding;
        std::size_t bom_bytes;
    };
    static constexpr Mark kMarks[] = {
        {"\x00\x00\xFE\xFF"sv, "utf-32be", 4}, {"\xFF\xFE\x00\x00"sv, "utf-32le", 4},
        {"\xFE\xFF"sv, "utf-16be", 2},         {"\xFF\xFE"sv, "utf-16le", 2},
        {"\xEF\xBB\xBF"sv, "utf-8", 3},        {"\x4C\x6F\xA7\x94"sv, "cp037", 0},
        {"\x00\x3C\x00\x3F"sv, "utf-16be", 0}, {"\x3C\x00\x3F\x00"sv, "utf-16le", 0},
        {"\x00\x00\x00\x3C"sv, "utf-32be", 0}, {"\x3C\x00\x00\x00"sv, "utf-32le", 0},
    };
    for (const Mark& mark : kMarks) {
        if (bytes.starts_with(mark.begins)) return {std::string(mark.encoding), mark.bom_bytes};
    }
    return {};
}

// What iconv calls an encoding; Python's and IANA's spellings differ in punctuation only, but for these.
std::string iconv_name(std::string_view name) {
    std::string plain = lower(name);
    std::ranges::replace(plain, '_', '-');
    if (plain == "cp037" || plain == "csibm037" || plain.starts_with("ebcdic-cp-us") || plain == "ebcdic-cp-ca" ||
        plain == "ebcdic-cp-wt" || plain == "ebcdic-cp-nl" || plain == "ibm039") {
        return "IBM037";
    }
    if (plain == "ebcdic-cp-be" || plain == "ebcdic-cp-ch" || plain == "cp500") return "IBM500";
    if (plain == "gb2312") return "GB18030";
    if (plain == "ascii") return "US-ASCII";
    if (plain == "shift-jis" || plain == "x-sjis") return "CP932";
    if (plain == "mac-cyrillic" || plain == "maccyrillic") return "MAC-CYRILLIC";
    if (plain == "macroman" || plain == "mac-roman") return "MACINTOSH";
    if (plain == "maccentraleurope" || plain == "maclatin2") return "MAC-CENTRALEUROPE";
    if (plain == "cspcp852") return "CP852";
    if (plain == "cspc775baltic") return "CP775";
    if (plain == "cspc862latinhebrew") return "CP862";
    if (plain == "cp-is" || plain == "csibm861") return "CP861";
    if (plain == "maciceland") return "MAC-IS";
    if (plain.starts_with("windows-")) return "CP" + plain.substr(8);
    if (!plain.empty() && std::ranges::all_of(plain, is_digit)) return "CP" + plain;
    return plain;
}

std::optional<std::string> convert(std::string_view bytes, std::string_view encoding) {
    // Names reach a search for files in the C library, so they are names and nothing else; "//TRANSLIT" is not one.
    const bool is_name = !encoding.empty() && encoding.size() <= 40 && std::ranges::all_of(encoding, [](char c) {
        return is_word(c) || c == '-' || c == '.' || c == ':' || c == '+';
    });
    if (!is_name || encoding.contains("..")) return std::nullopt;
    const std::string name = iconv_name(encoding);
    if (name == "utf-8" || name == "utf8") {
        return is_utf8(bytes) ? std::optional(std::string(bytes)) : std::nullopt;
    }
    iconv_t converter = iconv_open("UTF-8", name.c_str());
    // iconv_open answers (iconv_t)-1 for a name it does not know.
    if (reinterpret_cast<std::intptr_t>(converter) == -1) return std::nullopt;
    std::string result;
    std::vector<char> chunk(16384);
    std::string copy(bytes);
    char* in = copy.data();
    std::size_t in_left = copy.size();
    bool complete = true;
    while (in_left > 0) {
        char* out = chunk.data();
        std::size_t out_left = chunk.size();
        const std::size_t answer = iconv(converter, &in, &in_left, &out, &out_left);
        result.append(chunk.data(), chunk.size() - out_left);
        if (answer == static_cast<std::size_t>(-1) && errno != E2BIG) {
            complete = false;
            break;
        }
    }
    char* out = chunk.data();
    std::size_t out_left = chunk.size();
    (void)iconv(converter, nullptr, nullptr, &out,
                &out_left); // shift states have nothing left to say in UTF-8 but a held letter
    result.append(chunk.data(), chunk.size() - out_left);
    (void)iconv_close(converter);
    if (!complete) return std::nullopt;
    return result;
}

// The encoding of "<?xml … encoding='…'?>" at the beginning, lower case.
std::string declared_encoding(std::string_view text) {
    if (!text.starts_with("<?")) return "";
    const std::string_view declaration = text.substr(0, text.find('>'));
    const std::size_t at = declaration.find("encoding=");
    if (at == std::string_view::npos || at + 10 >= declaration.size()) return "";
    const char quote = declaration[at + 9];
    if (quote != '"' && quote != '\'') return "";
    const std::string_view value = declaration.substr(at + 10);
    return lower(trim(value.substr(0, value.find(quote))));
}

bool is_wide_name(std::string_view name) {
    static constexpr std::string_view kWide[] = {"u16",    "utf-16", "utf16",           "utf_16",         "u32",
                                                 "utf-32", "utf32",  "utf_32",          "csucs4",         "csunicode",
                                                 "ucs-2",  "ucs-4",  "iso-10646-ucs-2", "iso-10646-ucs-4"};
    return std::ranges::find(kWide, name) != std::end(kWide);
}

// RFC 3023: which of header and declaration counts depends on the media type.
std::string encoding_by_rules(const ContentType& type, const std::string& declared, bool has_type, bool from_http) {
    const bool xml_suffix = type.media_type.ends_with("+xml");
    const bool application = type.media_type == "application/xml" || type.media_type == "application/xml-dtd" ||
                             type.media_type == "application/xml-external-parsed-entity" ||
                             (type.media_type.starts_with("application/") && xml_suffix);
    if (application) {
        if (!type.charset.empty()) return type.charset;
        return declared.empty() ? "utf-8" : declared;
    }
    if (type.media_type.starts_with("text/")) return type.charset.empty() ? "us-ascii" : type.charset;
    if (from_http && !has_type) return declared.empty() ? "iso-8859-1" : declared;
    return declared.empty() ? "utf-8" : declared;
}

std::string without_declaration(std::string text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos || !std::string_view(text).substr(first).starts_with("<?xml")) return text;
    const std::size_t end = text.find('>', first);
    if (end != std::string::npos) text.erase(0, end + 1);
    return text;
}

std::string meta_charset(std::string_view bytes) {
    const std::string head = lower(bytes.substr(0, 1024));
    const std::size_t at = head.find("charset=");
    if (at == std::string::npos) return "";
    std::string_view value = std::string_view(head).substr(at + 8);
    while (!value.empty() && (value.front() == '"' || value.front() == '\'')) value.remove_prefix(1);
    return std::string(value.substr(0, value.find_first_of("\"' ;/>")));
}

} // namespace

ContentType parse_content_type(std::string_view field) {
    ContentType result;
    const std::size_t semicolon = field.find(';');
    result.media_type = lower(trim(field.substr(0, semicolon)));
    while (semicolon != std::string_view::npos && !field.empty()) {
        const std::size_t next = field.find(';');
        const std::string_view part = field.substr(0, next);
        const std::size_t equals = part.find('=');
        if (equals != std::string_view::npos && equals_ignoring_case(trim(part.substr(0, equals)), "charset")) {
            std::string_view value = trim(part.substr(equals + 1));
            while (!value.empty() && (value.front() == '"' || value.front() == '\'')) value.remove_prefix(1);
            while (!value.empty() && (value.back() == '"' || value.back() == '\'')) value.remove_suffix(1);
            result.charset = lower(value);
        }
        if (next == std::string_view::npos) break;
        field.remove_prefix(next + 1);
    }
    return result;
}

Result<DecodedText> decode_text(std::string_view bytes, std::string_view content_type, bool from_http) {
    const Sniffed sniffed = sniff(bytes);
    const std::string_view body = bytes.substr(sniffed.bom_bytes);
    std::string declared;
    if (sniffed.encoding.empty()) {
        declared = declared_encoding(body.substr(0, 1000));
    } else {
        const std::size_t unit = 4; // whole characters in every one of the sniffed encodings
        const std::string_view head = body.substr(0, std::min(body.size() / unit * unit, std::size_t{1000}));
        if (const auto text = convert(head, sniffed.encoding)) declared = declared_encoding(*text);
        if (is_wide_name(declared)) declared = sniffed.encoding;
    }
    const ContentType type = parse_content_type(content_type);
    std::string by_rules = encoding_by_rules(type, declared, !content_type.empty(), from_http);
    if (by_rules == "gb2312") by_rules = "gb18030";
    // A wide BOM is certain, and wide ASCII would pass for UTF-8 with NULs.
    if (sniffed.bom_bytes > 0 && sniffed.encoding != "utf-8") by_rules = sniffed.encoding;
    if (declared == "gb2312") declared = "gb18030";
    std::vector<std::string> tried;
    for (const std::string& candidate :
         {by_rules, declared, sniffed.encoding, std::string("utf-8"), std::string("windows-1252")}) {
        if (candidate.empty() || std::ranges::find(tried, candidate) != tried.end()) continue;
        tried.push_back(candidate);
        if (auto text = convert(body, candidate)) {
            return DecodedText{without_declaration(std::move(*text)), candidate, candidate == by_rules};
        }
    }
    // Bytes that windows-1252 leaves open: keep what is UTF-8, mark the rest.
    return DecodedText{without_declaration(repaired_utf8(body)), "utf-8", false};
}

Result<DecodedText> decode_html(std::string_view bytes, std::string_view content_type) {
    std::string charset = parse_content_type(content_type).charset;
    if (charset.empty()) charset = meta_charset(bytes);
    // As browsers do: a page that says UTF-8 and has a wrong byte, or was cut within a letter, is UTF-8 all the same.
    if ((charset == "utf-8" || charset == "utf8") && sniff(bytes).bom_bytes == 0)
        return DecodedText{repaired_utf8(bytes), "utf-8", is_utf8(bytes)};
    return decode_text(bytes, "text/html; charset=" + (charset.empty() ? "utf-8" : charset), true);
}

} // namespace hypha::edge::feeds
