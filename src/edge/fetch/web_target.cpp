#include "edge/fetch/web_target.hpp"

#include <algorithm>
#include <charconv>

#include "core/base/hex.hpp"
#include "edge/feeds/ascii.hpp"

namespace hypha::edge::fetch {
namespace {

constexpr std::size_t kMostAddress_bytes = 2'000;

// Bytes beyond ASCII in a path are percent-encoded, as browsers do.
std::string sendable(std::string_view path) {
    std::string text;
    for (const char c : path) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (byte < 0x80) {
            text += c;
        } else {
            text += '%' + to_hex(std::span(&byte, 1));
        }
    }
    return text;
}

} // namespace

std::string WebTarget::authority() const {
    const std::string name = host.find(':') == std::string::npos ? host : '[' + host + ']';
    return port == (is_secure ? 443 : 80) ? name : name + ':' + std::to_string(port);
}

std::string WebTarget::origin() const { return (is_secure ? "https://" : "http://") + authority(); }

Result<WebTarget> parse_target(std::string_view url) {
    const auto refused = [] { return failure("not_an_address"); };
    if (url.size() > kMostAddress_bytes || std::ranges::any_of(url, [](char c) {
            return static_cast<unsigned char>(c) <= ' ' || c == '\x7f' || c == '\\';
        })) {
        return refused();
    }
    WebTarget target;
    if (feeds::lower(url.substr(0, 7)) == "http://") {
        url.remove_prefix(7);
    } else if (feeds::lower(url.substr(0, 8)) == "https://") {
        url.remove_prefix(8);
        target.is_secure = true;
        target.port = 443;
    } else {
        return refused();
    }
    std::string_view authority = url.substr(0, url.find_first_of("/?#"));
    std::string_view path = url.substr(authority.size());
    path = path.substr(0, path.find('#'));
    target.path = (path.starts_with('/') ? "" : "/") + sendable(path);
    const bool is_bracketed = authority.starts_with('[');
    const std::size_t end = is_bracketed ? authority.find(']') : authority.find(':');
    if (is_bracketed && end == std::string_view::npos) {
        return refused();
    }
    target.host = feeds::lower(authority.substr(is_bracketed ? 1 : 0, is_bracketed ? end - 1 : end));
    const std::string_view letters = is_bracketed ? "0123456789abcdef:." : "abcdefghijklmnopqrstuvwxyz0123456789-._";
    if (target.host.empty() || target.host.size() > 253 ||
        target.host.find_first_not_of(letters) != std::string::npos) {
        return refused();
    }
    authority.remove_prefix(end == std::string_view::npos ? authority.size() : end + (is_bracketed ? 1 : 0));
    if (authority.size() > 1 && authority.front() == ':') {
        const auto [stop, problem] =
            std::from_chars(authority.data() + 1, authority.data() + authority.size(), target.port);
        if (problem != std::errc{} || stop != authority.data() + authority.size() || target.port == 0) {
            return refused();
        }
    } else if (!authority.empty() && authority != ":") {
        return refused();
    }
    return target;
}

} // namespace hypha::edge::fetch
