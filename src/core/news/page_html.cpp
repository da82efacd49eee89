#include "core/news/page_html.hpp"

#include <algorithm>

namespace hypha::news {
namespace {

constexpr std::string_view kStyle =
    ":root{color-scheme:light dark}"
    "body{font:1.15rem/1.6 Georgia,'Times New Roman',serif;max-width:38rem;margin:0 auto;padding:1.2rem;"
    "overflow-wrap:break-word;background:#f2eee3;color:#18211d}"
    "nav,footer,header p,figure{font:1rem/1.5 system-ui,sans-serif;color:#4a554f}"
    "h1{font-size:1.9rem;line-height:1.2;margin:.6rem 0}h2{font-size:1.3rem}a{color:#8a3d0c}"
    "nav a,footer a{display:inline-block;padding:.7rem 0}"
    "blockquote{margin:1rem 0;padding-left:1rem;border-left:3px solid #e08a3a}"
    "pre{overflow-x:auto;padding:1rem;background:#e9e3d3}table{border-collapse:collapse;display:block;overflow-x:auto}"
    "th,td{border:1px solid #b9b29f;padding:.4rem .6rem;text-align:left}figure{margin:1rem 0}"
    "@media(prefers-color-scheme:dark){body{background:#141a17;color:#eae6da}nav,footer,header p,figure{color:#b4b8ae}"
    "a{color:#f0a764}pre{background:#222a26}}"
    "@media print{nav{display:none}body{background:none;color:#000;max-width:none}}";

} // namespace

void append_escaped(std::string& html, std::string_view text) {
    for (const char letter : text) {
        switch (letter) {
        case '&': html += "&amp;"; break;
        case '<': html += "&lt;"; break;
        case '>': html += "&gt;"; break;
        case '"': html += "&quot;"; break;
        case '\'': html += "&#39;"; break;
        case '\0': html += "\xEF\xBF\xBD"; break;
        default: html += letter;
        }
    }
}

bool is_tag_of_language(std::string_view language) {
    return !language.empty() && language.size() <= 35 && std::ranges::all_of(language, [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '-';
    });
}

void begin_page(std::string& html, std::string_view language, std::string_view title) {
    html += "<!doctype html><html";
    if (is_tag_of_language(language)) {
        html.append(" lang=\"").append(language).append("\"");
    }
    html += "><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
            "<meta name=\"robots\" content=\"noindex\"><title>";
    append_escaped(html, title);
    html += "</title><style>";
    html += kStyle;
    html += "</style></head><body>";
}

} // namespace hypha::news
