#include "edge/articles/web_address.hpp"

#include "core/news/article_blocks.hpp"
#include "edge/feeds/ascii.hpp"
#include "edge/feeds/url.hpp"

namespace hypha::edge::articles {

std::string web_address(std::string_view base, std::string_view reference) {
    // A browser takes tabs, line ends and blanks around away before it looks for the scheme ("java\nscript:"); so does this.
    std::string plain;
    for (const char c : feeds::trim(reference)) {
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) plain += c;
    }
    std::string address = feeds::resolve_url(base, feeds::trim(plain));
    const std::string scheme = feeds::url_scheme(address);
    if (scheme != "http" && scheme != "https") return "";
    address.replace(0, scheme.size(), scheme); // in lower case
    std::string safe;
    for (const char c : address) {
        static constexpr std::string_view kDigits = "0123456789ABCDEF";
        if (c == ' ' || c == '(' || c == ')' || c == '<' || c == '>' || c == '"' || c == '\\' || c == '`') {
            safe += '%';
            safe += kDigits[static_cast<unsigned char>(c) >> 4];
            safe += kDigits[static_cast<unsigned char>(c) & 15];
        } else {
            safe += c;
        }
    }
    return news::is_web_address(safe) ? safe : "";
}

} // namespace hypha::edge::articles
