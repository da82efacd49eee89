// RFC 3986 §5.2.2 to 5.2.4, on views; see url.hpp.
#include "edge/feeds/url.hpp"

#include "edge/feeds/ascii.hpp"

#include <algorithm>
#include <vector>

namespace hypha::edge::feeds {
namespace {

struct Parts {
    std::string_view scheme;
    std::string_view authority;
    std::string_view path;
    std::string_view query;    // with its '?'
    std::string_view fragment; // with its '#'
    bool has_authority = false;
};

std::size_t scheme_bytes(std::string_view url) {
    if (url.empty() || !is_letter(url.front())) return 0;
    for (std::size_t at = 1; at < url.size(); ++at) {
        if (url[at] == ':') return at;
        if (!is_letter(url[at]) && !is_digit(url[at]) && url[at] != '+' && url[at] != '-' && url[at] != '.') return 0;
    }
    return 0;
}

Parts split(std::string_view url) {
    Parts parts;
    if (const std::size_t size = scheme_bytes(url); size > 0) {
        parts.scheme = url.substr(0, size);
        url.remove_prefix(size + 1);
    }
    const auto cut = [&url](char mark) {
        const std::size_t at = url.find(mark);
        const std::string_view tail = at == std::string_view::npos ? std::string_view() : url.substr(at);
        url = url.substr(0, at);
        return tail;
    };
    parts.fragment = cut('#');
    parts.query = cut('?');
    if (url.starts_with("//")) {
        parts.has_authority = true;
        const std::size_t slash = url.find('/', 2);
        parts.authority = url.substr(2, slash == std::string_view::npos ? slash : slash - 2);
        url = slash == std::string_view::npos ? std::string_view() : url.substr(slash);
    }
    parts.path = url;
    return parts;
}

std::string without_dots(std::string_view path) {
    std::vector<std::string_view> kept;
    bool ends_in_folder = false;
    std::string_view rest = path.starts_with('/') ? path.substr(1) : path;
    while (true) {
        const std::size_t slash = rest.find('/');
        const std::string_view segment = rest.substr(0, slash);
        ends_in_folder = segment == "." || segment == "..";
        if (segment == ".." && !kept.empty()) kept.pop_back();
        if (!ends_in_folder) kept.push_back(segment);
        if (slash == std::string_view::npos) break;
        rest.remove_prefix(slash + 1);
    }
    std::string result;
    for (const std::string_view segment : kept) {
        result += '/';
        result += segment;
    }
    if (ends_in_folder || result.empty()) result += '/';
    return result;
}

bool has_broken_host(std::string_view authority) { return authority.contains('[') != authority.contains(']'); }

} // namespace

std::string url_scheme(std::string_view url) { return lower(url.substr(0, scheme_bytes(url))); }

std::string resolve_url(std::string_view base, std::string_view reference) {
    const Parts to = split(reference);
    if (has_broken_host(to.authority)) return "";
    const Parts from = split(base);
    if (!to.scheme.empty() || base.empty() || from.scheme.empty()) {
        // "http:////host": feeds write more slashes than two.
        if (to.has_authority && to.authority.empty() && !to.scheme.empty()) {
            std::string_view path = reference.substr(to.scheme.size() + 1);
            while (path.starts_with('/')) path.remove_prefix(1);
            return std::string(to.scheme) + "://" + std::string(path);
        }
        return std::string(reference);
    }
    if (reference.empty()) return std::string(base);
    if (!from.has_authority && !from.path.starts_with('/')) return std::string(reference); // mailto:, urn:
    std::string result = std::string(from.scheme) + ':';
    if (to.has_authority) {
        result += "//" + std::string(to.authority) + std::string(to.path);
    } else {
        if (from.has_authority) result += "//" + std::string(from.authority);
        if (to.path.empty()) {
            result += from.path;
        } else if (to.path.starts_with('/')) {
            result += without_dots(to.path);
        } else {
            const std::string_view folder =
                from.path.substr(0, from.path.rfind('/') == std::string_view::npos ? 0 : from.path.rfind('/') + 1);
            result += without_dots(std::string(folder) + std::string(to.path));
        }
    }
    result += to.path.empty() && to.query.empty() && !to.has_authority ? from.query : to.query;
    result += to.fragment;
    return result;
}

bool has_safe_scheme(std::string_view url) {
    // A browser strips blanks and control characters before it reads a scheme; so does this.
    std::string plain;
    for (const char c : url) {
        if (static_cast<unsigned char>(c) > 0x20) plain += c;
    }
    const std::string_view head = std::string_view(plain).substr(0, plain.find_first_of("/?#"));
    const std::size_t colon = head.find(':');
    if (colon == std::string_view::npos) return true;
    static constexpr std::string_view kSafe[] = {
        "file", "ftp",   "gopher", "h323",     "hdl",    "http", "https", "imap",   "magnet", "mailto",
        "mms",  "news",  "nntp",   "prospero", "rsync",  "rtsp", "rtspu", "sftp",   "shttp",  "sip",
        "sips", "snews", "svn",    "svn+ssh",  "telnet", "wais", "aim",   "callto", "cvs",    "facetime",
        "feed", "git",   "gtalk",  "irc",      "ircs",   "irc6", "itms",  "msnim",  "skype",  "ssh",
        "smb",  "ymsg",  "at",     "tel",      "geo",    "urn",  "tag"};
    return std::ranges::find(kSafe, lower(head.substr(0, colon))) != std::end(kSafe);
}

} // namespace hypha::edge::feeds
