#include "edge/api.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/sync/base64url.hpp"
#include "core/sync/http_form.hpp"
#include "edge/accounts/account_paths.hpp"
#include "edge/content_coding.hpp"
#include "edge/gzip_body.hpp"
#include "edge/security_headers.hpp"
#include "generated/edge/openapi.hpp"

#include <boost/beast/core/string.hpp>

namespace hypha::edge {
namespace {

constexpr std::string_view kVersioned = "/v1/";
// Below this gzip's own frame is a good part of it; above it the thread that packs
// would keep the others waiting for more than 10 ms (gzip_body.cpp).
constexpr std::size_t kWorthPacking_bytes = 256, kMostPacked_bytes = 512 * 1024;
constexpr std::string_view kHealth = "/healthz";
constexpr std::string_view kReady = "/readyz";
constexpr std::string_view kDescription = "/openapi.yaml";

std::string_view path_of(std::string_view target) { return target.substr(0, target.find('?')); }

Answer with_body(unsigned status, std::string_view type, std::string_view body) {
    Answer answer;
    answer.status = status;
    answer.body = body;
    answer.fields.emplace_back("Content-Type", type);
    answer.fields.emplace_back("Cache-Control", "no-store");
    answer.fields.emplace_back("Content-Length", std::to_string(body.size()));
    for (const auto& [name, value] : kSecurityHeaders) {
        answer.fields.emplace_back(name, value);
    }
    return answer;
}

// A refusal that a session understands. Never freed: answers point into it.
Answer refuse_as_message(const char* code) {
    static const std::string kMalformed = encode(sync::wire::Refusal{{}, "malformed", 0});
    static const std::string kTooLarge = encode(sync::wire::Refusal{{}, "too_large", 0});
    static const std::string kCrossSite = encode(sync::wire::Refusal{{}, "cross_site", 0});
    static const std::string kDeviceOnly = encode(sync::wire::Refusal{{}, "device_only", 0});
    const std::string_view said = code;
    return said == "malformed"     ? with_body(400, sync::kMessageType, kMalformed)
           : said == "cross_site"  ? with_body(403, sync::kMessageType, kCrossSite)
           : said == "device_only" ? with_body(403, sync::kMessageType, kDeviceOnly)
                                   : with_body(413, sync::kMessageType, kTooLarge);
}

} // namespace

Answer answer_not_allowed(std::string_view methods) {
    Answer answer = refuse(405, "This path has other methods; Allow names them.\n");
    answer.fields.emplace_back("Allow", methods);
    return answer;
}

bool Api::owns(std::string_view target) {
    const std::string_view path = path_of(target);
    return path.starts_with(kVersioned) || path == kHealth || path == kReady || path == kDescription ||
           is_news_page_path(path);
}

void Api::set_authenticator(std::shared_ptr<const Authenticator> authenticator) {
    const std::scoped_lock lock(mutex_);
    authenticator_ = std::move(authenticator);
}

// Who asks; of a cookie only which session it would be.
std::optional<Answer> Api::identify(const ApiFacts& facts, ApiCall& call) const {
    if (facts.has_authorization) {
        std::shared_ptr<const Authenticator> authenticator;
        {
            const std::scoped_lock lock(mutex_);
            authenticator = authenticator_;
        }
        auto session = authenticator->session_of(facts.authorization);
        if (!session) {
            return answer_no_session();
        }
        call.session = *std::move(session);
        return std::nullopt;
    }
    const auto token = token_in(facts.cookies);
    call.token = token ? name_of_token(*token) : std::nullopt;
    if (!call.token) {
        return answer_no_session();
    }
    if (!is_own_page(facts.page)) {
        return refuse_as_message("cross_site");
    }
    return std::nullopt;
}

std::expected<ApiCall, Answer> Api::admit_account(const ApiFacts& facts, ApiCall call) const {
    const std::string_view path = path_of(facts.target);
    const AccountPath& known = *account_path(path);
    if (facts.method != known.method) {
        return std::unexpected(answer_not_allowed(known.method));
    }
    call.what = ApiCall::What::account;
    call.is_door = known.is_door;
    call.account.action = known.action;
    call.account.host = facts.page.host;
    if (known.is_door) {
        // Nobody's page may open a door in a browser either: who is let in gets a cookie.
        if (known.has_body && !is_own_page(facts.page)) {
            return std::unexpected(refuse_as_message("cross_site"));
        }
    } else {
        if (auto refusal = identify(facts, call)) {
            return std::unexpected(*std::move(refusal));
        }
        if (!call.token && known.action != AccountAction::export_page) {
            return std::unexpected(refuse_as_message("device_only")); // a machine's token is no device
        }
        call.account.token = call.token.value_or(TokenName{call.session.stream, {}});
    }
    std::string_view query = facts.target.substr(path.size());
    if (known.action == AccountAction::export_page && query.starts_with("?from=")) {
        call.account.from = query.substr(6);
        query = {};
    }
    if (!query.empty() || facts.page.host.size() > sync::account::kMostHost_bytes) {
        return std::unexpected(refuse_as_message("malformed"));
    }
    if (!known.has_body) {
        return call;
    }
    if (!boost::beast::iequals(facts.content_type, sync::kMessageType) ||
        (!facts.content_encoding.empty() && !boost::beast::iequals(facts.content_encoding, "identity"))) {
        return std::unexpected(refuse(415, "This is application/cbor, in no coding.\n"));
    }
    call.body_bytes = sync::account::kMostBody_bytes;
    if (facts.content_length > call.body_bytes) {
        return std::unexpected(answer_too_large());
    }
    return call;
}

std::expected<ApiCall, Answer> Api::admit(const ApiFacts& facts) const {
    const std::string_view path = path_of(facts.target);
    ApiCall call;
    call.body_is_withheld = facts.method == "HEAD";
    if (path.starts_with(kNewsPath) || is_news_page_path(path)) {
        return admit_news(facts, std::move(call));
    }
    if (!path.starts_with(kVersioned)) {
        call.what = path == kHealth  ? ApiCall::What::health
                    : path == kReady ? ApiCall::What::ready
                                     : ApiCall::What::description;
        return facts.method == "GET" || facts.method == "HEAD" ? std::expected<ApiCall, Answer>(std::move(call))
                                                               : std::unexpected(answer_not_allowed("GET, HEAD"));
    }
    if (is_contribution_path(path)) {
        return admit_contribution(facts, std::move(call));
    }
    if (is_account_path(path)) {
        return admit_account(facts, std::move(call));
    }
    call.what = ApiCall::What::sync;
    const std::string_view methods = sync::methods_of(path);
    if (methods.empty()) {
        return std::unexpected(refuse(404, "There is no such path in this API.\n"));
    }
    const std::string wanted = ", " + std::string(methods) + ",";
    if (wanted.find(" " + std::string(facts.method) + ",") == std::string::npos) {
        return std::unexpected(answer_not_allowed(methods));
    }
    if (auto refusal = identify(facts, call)) {
        return std::unexpected(*std::move(refusal));
    }
    auto request = sync::request_of(facts.method, facts.target);
    if (!request) {
        Answer refusal = refuse_as_message("malformed");
        if (call.body_is_withheld) {
            refusal.fields.emplace_back(sync::kReplyField, sync::to_base64url(refusal.body));
        }
        return std::unexpected(std::move(refusal));
    }
    call.request = *std::move(request);
    const bool pages =
        call.request.kind == sync::Request::Kind::pull || call.request.kind == sync::Request::Kind::snapshot;
    call.takes_gzip = pages && choose_coding(facts.accept_encoding, {.gzip = true}) == Coding::gzip;
    const bool push = call.request.kind == sync::Request::Kind::push;
    if (!push && call.request.kind != sync::Request::Kind::blob_put) {
        return call;
    }
    if (!boost::beast::iequals(facts.content_type, push ? sync::kMessageType : sync::kPartType)) {
        return std::unexpected(
            refuse(415, push ? "A push is application/cbor.\n" : "A part of a blob is application/octet-stream.\n"));
    }
    call.is_gzip = push && boost::beast::iequals(facts.content_encoding, "gzip");
    if (!call.is_gzip && !facts.content_encoding.empty() &&
        !boost::beast::iequals(facts.content_encoding, "identity")) {
        return std::unexpected(refuse(415, push ? "A push is taken as it is or as gzip.\n"
                                                : "Parts of a blob are taken as they are, in no coding.\n"));
    }
    call.body_bytes = push ? sync::kMostBody_bytes : sync::kPart_bytes;
    if (facts.content_length > call.body_bytes) {
        return std::unexpected(answer_too_large());
    }
    return call;
}

bool pack(const ApiCall& call, sync::Reply& reply) {
    const bool worth = reply.body.size() >= kWorthPacking_bytes && reply.body.size() <= kMostPacked_bytes;
    auto packed = call.takes_gzip && !call.body_is_withheld && worth ? packed_gzip(reply.body) : std::nullopt;
    if (!packed) {
        return false;
    }
    reply.body = *std::move(packed);
    return true;
}

Answer answer_of(const ApiCall& call, const sync::Reply& reply, bool packed) {
    Answer answer = with_body(static_cast<unsigned>(reply.status), sync::kMessageType, reply.body);
    if (call.body_is_withheld) {
        answer.body_is_withheld = true;
        answer.fields.emplace_back(sync::kReplyField, sync::to_base64url(reply.body));
    }
    if (packed) {
        answer.fields.emplace_back("Content-Encoding", "gzip");
    }
    if (reply.status == 503) {
        answer.fields.emplace_back("Retry-After", "1");
    }
    return answer;
}

Answer answer_of(const AccountReply& reply) {
    Answer answer = with_body(static_cast<unsigned>(reply.status), reply.type, reply.body);
    if (!reply.token.empty() || reply.signs_out) {
        answer.fields.emplace_back("Set-Cookie", set_cookie(reply.token, reply.seconds));
    }
    if (reply.status == 503) {
        answer.fields.emplace_back("Retry-After", "1");
    }
    return answer;
}

Answer answer_no_session() {
    Answer answer = refuse(401, "This needs a session.\n");
    answer.fields.emplace_back("WWW-Authenticate", "Bearer");
    return answer;
}

Answer answer_unavailable() {
    Answer answer = refuse(503, "The store does not answer.\n");
    answer.fields.emplace_back("Retry-After", "1");
    return answer;
}

Answer answer_health(bool healthy) {
    return healthy ? with_body(200, "text/plain; charset=utf-8", "ok\n") : refuse(503, "The store does not answer.\n");
}

Answer answer_description() { return with_body(200, "application/yaml", generated::kOpenApi); }

Answer answer_too_large() { return refuse_as_message("too_large"); }

Answer answer_malformed() { return refuse_as_message("malformed"); }

Answer answer_too_many(std::uint32_t seconds) {
    Answer answer = refuse(429, "Too many requests. Try again after the seconds of Retry-After.\n");
    answer.fields.emplace_back("Retry-After", std::to_string(seconds));
    return answer;
}

} // namespace hypha::edge
