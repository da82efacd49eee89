#include "core/exchange/expert_packet.hpp"

#include <cstdint>

#include "core/base/utf8.hpp"

namespace hypha::exchange {
namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : repaired_utf8(text)) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        case '\0': break;
        default: out += c;
        }
    }
    return out;
}

// RFC 4648, section 4.
void append_base64(std::string& out, std::span<const std::byte> bytes) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    out.reserve(out.size() + (bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t three = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            three = three << 8U | (at + i < bytes.size() ? static_cast<std::uint32_t>(bytes[at + i]) : 0U);
        }
        for (std::size_t i = 0; i < 4; ++i) {
            out += at + i > bytes.size() ? '=' : kDigits[three >> (18U - 6U * i) & 63U];
        }
    }
}

constexpr std::string_view kStyle =
    "body{margin:0 auto;max-width:46rem;padding:1.25rem;background:#f3eee3;color:#18211d;font:17px/1.5 Georgia,serif}"
    "h1{font-weight:500;font-size:1.9rem;line-height:1.2;margin:.5rem 0 1rem}"
    ".note{background:#f8e4cc;border-radius:14px;padding:.8rem 1rem;font-family:system-ui,sans-serif;font-weight:600}"
    ".question{background:#fcfaf4;border:1px solid #d9d0bd;border-radius:20px;padding:1rem 1.2rem;white-space:pre-wrap}"
    ".question b,dt{font:600 .85rem "
    "system-ui,sans-serif;color:#4a544d}dt{margin-top:.8rem}dd{margin:0;white-space:pre-wrap}"
    "figure{margin:1.2rem 0}img{max-width:100%;border-radius:20px;display:block}"
    "figcaption{font:.9rem system-ui,sans-serif;color:#4a544d;padding-top:.3rem}";

} // namespace

std::string packet_begin(const PacketWords& words) {
    std::string out = "<!DOCTYPE html>\n<html lang=\"" + escaped(words.language) +
                      "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\""
                      "default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" +
                      escaped(words.title) + "</title>\n<style>";
    out += kStyle;
    out += "</style>\n</head>\n<body>\n<p class=\"note\" role=\"note\">" + escaped(words.orientation) + "</p>\n<h1>" +
           escaped(words.title) + "</h1>\n";
    if (!words.question.empty()) {
        out +=
            "<p class=\"question\"><b>" + escaped(words.question_label) + "</b>\n" + escaped(words.question) + "</p>\n";
    }
    out += "<dl>\n";
    for (const PacketWords::Line& line : words.lines) {
        out += "<dt>" + escaped(line.label) + "</dt><dd>" + (line.latin ? "<i>" : "") + escaped(line.text) +
               (line.latin ? "</i>" : "") + "</dd>\n";
    }
    return out + "</dl>\n";
}

std::string packet_photo(std::string_view view, std::string_view kind, std::span<const std::byte> bytes) {
    std::string out = "<figure><img alt=\"" + escaped(view) + "\" src=\"data:" + escaped(kind) + ";base64,";
    append_base64(out, bytes);
    return out + "\"><figcaption>" + escaped(view) + "</figcaption></figure>\n";
}

std::string packet_end(const PacketWords& words) {
    return "<p class=\"note\">" + escaped(words.orientation) + "</p>\n</body>\n</html>\n";
}

} // namespace hypha::exchange
