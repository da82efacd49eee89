#include "core/sync/http_form.hpp"

#include <array>
#include <charconv>

#include "core/base/hex.hpp"
#include "core/sync/base64url.hpp"

namespace hypha::sync {
namespace {

constexpr std::string_view kPush = "/v1/push";
constexpr std::string_view kPull = "/v1/pull";
constexpr std::string_view kSnapshot = "/v1/snapshot";
constexpr std::string_view kBlob = "/v1/blob/";

std::optional<BlobHash> hash_of(std::string_view text) {
    BlobHash hash;
    return from_hex(text, hash.value) ? std::optional(hash) : std::nullopt;
}

std::string field(std::string_view name, std::uint64_t value) {
    return std::string(name) + "=" + std::to_string(value);
}

std::string history(const Request& request) {
    return "&" + field("size", request.size) + "&" + field("epoch", request.epoch) + "&" +
           field("seq", request.witness.seq) + "&" + field("check", request.witness.check);
}

struct Parameter {
    std::string_view name;
    std::uint64_t* number = nullptr;
    std::string* message = nullptr;
    bool found = false;
};

bool take(std::string_view value, const Parameter& parameter) {
    if (parameter.message != nullptr) {
        auto bytes = from_base64url(value);
        if (!bytes) {
            return false;
        }
        *parameter.message = *std::move(bytes);
        return true;
    }
    const auto [stop, problem] = std::from_chars(value.data(), value.data() + value.size(), *parameter.number);
    return problem == std::errc{} && stop == value.data() + value.size() && (value.front() != '0' || value.size() == 1);
}

// Each of `wanted` exactly once, and nothing else.
template <std::size_t N> bool read_query(std::string_view query, std::array<Parameter, N> wanted) {
    for (std::size_t left = N; left > 0; --left) {
        const std::string_view pair = query.substr(0, query.find('&'));
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos) {
            return false;
        }
        bool known = false;
        for (Parameter& parameter : wanted) {
            if (parameter.name == pair.substr(0, equals) && !parameter.found) {
                known = parameter.found = take(pair.substr(equals + 1), parameter);
            }
        }
        if (!known) {
            return false;
        }
        query.remove_prefix(pair.size());
        if (query.empty() != (left == 1)) {
            return false;
        }
        query.remove_prefix(query.empty() ? 0 : 1);
    }
    return true;
}

bool read_blob_query(std::string_view query, Request& request) {
    using Kind = Request::Kind;
    const Parameter offset{"offset", &request.offset};
    const Parameter size{"size", &request.size};
    const Parameter epoch{"epoch", &request.epoch};
    const Parameter seq{"seq", &request.witness.seq};
    const Parameter check{"check", &request.witness.check};
    return request.kind == Kind::blob_get     ? read_query<1>(query, {{offset}})
           : request.kind == Kind::blob_state ? read_query<4>(query, {{size, epoch, seq, check}})
                                              : read_query<5>(query, {{offset, size, epoch, seq, check}});
}

} // namespace

HttpForm http_form(const Request& request) {
    const std::string blob = std::string(kBlob) + to_hex(request.hash.value) + "?";
    switch (request.kind) {
    case Request::Kind::push: return {"POST", std::string(kPush), kMessageType};
    case Request::Kind::pull: return {"GET", std::string(kPull) + "?ask=" + to_base64url(request.body), {}};
    case Request::Kind::snapshot: return {"GET", std::string(kSnapshot) + "?ask=" + to_base64url(request.body), {}};
    case Request::Kind::blob_state: return {"HEAD", blob + history(request).substr(1), {}};
    case Request::Kind::blob_put: return {"PUT", blob + field("offset", request.offset) + history(request), kPartType};
    case Request::Kind::blob_get: return {"GET", blob + field("offset", request.offset), {}};
    }
    return {};
}

std::string_view methods_of(std::string_view path) {
    if (path == kPush) {
        return "POST";
    }
    if (path == kPull || path == kSnapshot) {
        return "GET";
    }
    return path.starts_with(kBlob) && hash_of(path.substr(kBlob.size())) ? "GET, HEAD, PUT" : std::string_view{};
}

std::optional<Request> request_of(std::string_view method, std::string_view target) {
    const std::string_view path = target.substr(0, target.find('?'));
    const std::string_view query = path.size() == target.size() ? std::string_view{} : target.substr(path.size() + 1);
    Request request;
    if (path == kPush && method == "POST") {
        return query.empty() ? std::optional(request) : std::nullopt;
    }
    if ((path == kPull || path == kSnapshot) && method == "GET") {
        request.kind = path == kPull ? Request::Kind::pull : Request::Kind::snapshot;
        const bool read = read_query<1>(query, {{{"ask", nullptr, &request.body}}});
        return read ? std::optional(std::move(request)) : std::nullopt;
    }
    const auto hash = path.starts_with(kBlob) ? hash_of(path.substr(kBlob.size())) : std::nullopt;
    if (!hash || (method != "GET" && method != "HEAD" && method != "PUT")) {
        return std::nullopt;
    }
    request.hash = *hash;
    request.kind = method == "GET"    ? Request::Kind::blob_get
                   : method == "HEAD" ? Request::Kind::blob_state
                                      : Request::Kind::blob_put;
    return read_blob_query(query, request) ? std::optional(std::move(request)) : std::nullopt;
}

} // namespace hypha::sync
