// See answer.hpp. The entity tag is the hash of the content plus its coding: two codings of a file are two
// representations, so a cache that holds one never answers with the other's tag.
#include "edge/answer.hpp"

#include "edge/byte_range.hpp"
#include "edge/content_coding.hpp"
#include "edge/security_headers.hpp"

namespace hypha::edge {
namespace {

constexpr std::string_view kPlainText = "text/plain; charset=utf-8";

int hex_value(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

void add_security(Answer& answer) {
    for (const auto& [name, value] : kSecurityHeaders) {
        answer.fields.emplace_back(name, value);
    }
}

void set_length(Answer& answer) { answer.fields.emplace_back("Content-Length", std::to_string(answer.body.size())); }

Answer not_found(const Site& site) {
    const SiteFile* page = site.find("/404.html");
    if (page == nullptr) {
        return refuse(404, "There is no such page here.\n");
    }
    Answer answer;
    answer.status = 404;
    answer.body = page->content;
    answer.fields.emplace_back("Content-Type", page->content_type);
    answer.fields.emplace_back("Cache-Control", "no-store");
    set_length(answer);
    add_security(answer);
    return answer;
}

Answer answer_file(const SiteFile& file, const RequestFacts& request) {
    const CodingsOnOffer offer{.gzip = !file.gzip.empty(), .brotli = !file.brotli.empty()};
    const std::optional<Coding> coding = choose_coding(request.accept_encoding, offer);
    if (!coding) {
        return refuse(406, "This file exists only in codings that the request refuses.\n");
    }
    Answer answer;
    std::string tag = "\"" + file.content_hash;
    switch (*coding) {
    case Coding::brotli:
        answer.body = file.brotli;
        answer.fields.emplace_back("Content-Encoding", "br");
        tag += "-br";
        break;
    case Coding::gzip:
        answer.body = file.gzip;
        answer.fields.emplace_back("Content-Encoding", "gzip");
        tag += "-gz";
        break;
    case Coding::identity: answer.body = file.content; break;
    }
    tag += '"';
    const bool is_unchanged = !request.if_none_match.empty() && lists_tag(request.if_none_match, tag);
    ByteRange range;
    if (!is_unchanged && !request.range.empty() && (request.if_range.empty() || request.if_range == tag)) {
        range = parse_byte_range(request.range, answer.body.size());
    }
    const std::string size = std::to_string(answer.body.size());
    if (range.kind == ByteRange::Kind::unsatisfiable) {
        answer = refuse(416, "The range lies outside the file.\n");
        answer.fields.emplace_back("Content-Range", "bytes */" + size);
        return answer;
    }
    answer.fields.emplace_back("Content-Type", file.content_type);
    answer.fields.emplace_back("ETag", tag);
    answer.fields.emplace_back("Vary", "Accept-Encoding");
    answer.fields.emplace_back("Accept-Ranges", "bytes");
    answer.fields.emplace_back("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (is_unchanged) {
        answer.status = 304;
        answer.body_is_withheld = true;
    } else if (range.kind == ByteRange::Kind::part) {
        answer.status = 206;
        answer.fields.emplace_back("Content-Range", "bytes " + std::to_string(range.first) + "-" +
                                                        std::to_string(range.first + range.length - 1) + "/" + size);
        answer.body = answer.body.substr(range.first, range.length);
    }
    if (!is_unchanged) {
        set_length(answer);
    }
    add_security(answer);
    return answer;
}

} // namespace

bool lists_tag(std::string_view field, std::string_view tag) {
    if (field == "*") {
        return true;
    }
    while (!field.empty()) {
        const std::size_t open = field.find('"');
        if (open == std::string_view::npos) {
            return false;
        }
        const std::size_t close = field.find('"', open + 1);
        if (close == std::string_view::npos) {
            return false;
        }
        if (field.substr(open, close - open + 1) == tag) {
            return true;
        }
        field.remove_prefix(close + 1);
    }
    return false;
}

std::optional<std::string> decode_path(std::string_view target) {
    target = target.substr(0, target.find_first_of("?#"));
    if (target.empty() || target.front() != '/') {
        return std::nullopt;
    }
    std::string path;
    for (std::size_t i = 0; i < target.size(); ++i) {
        char c = target[i];
        if (c == '%') {
            const int high = i + 1 < target.size() ? hex_value(target[i + 1]) : -1;
            const int low = i + 2 < target.size() ? hex_value(target[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return std::nullopt;
            }
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f || c == '\\') {
            return std::nullopt;
        }
        path += c;
    }
    return path;
}

Answer refuse(unsigned status, std::string_view sentence) {
    Answer answer;
    answer.status = status;
    answer.body = sentence;
    answer.fields.emplace_back("Content-Type", kPlainText);
    answer.fields.emplace_back("Cache-Control", "no-store");
    set_length(answer);
    add_security(answer);
    return answer;
}

Answer answer_request(const Site& site, const RequestFacts& request) {
    const bool is_head = request.method == "HEAD";
    Answer answer;
    if (!is_head && request.method != "GET") {
        answer = refuse(405, "This server only answers GET and HEAD. Photos shared with Hypha never leave the device: "
                             "the app itself takes them once it is installed.\n");
        answer.fields.emplace_back("Allow", "GET, HEAD");
        return answer;
    }
    if (const std::optional<std::string> path = decode_path(request.target); !path) {
        answer = refuse(400, "The address is malformed.\n");
    } else if (const SiteFile* file = site.find(*path)) {
        answer = answer_file(*file, request);
    } else {
        answer = not_found(site);
    }
    answer.body_is_withheld |= is_head;
    return answer;
}

std::string_view reason_of(unsigned status) {
    switch (status) {
    case 200: return "OK";
    case 206: return "Partial Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 503: return "Service Unavailable";
    case 507: return "Insufficient Storage";
    case 505: return "HTTP Version Not Supported";
    default: return "Unknown";
    }
}

} // namespace hypha::edge
