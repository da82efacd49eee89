#include "edge/api.hpp"

#include <utility>

#include "core/sync/base64url.hpp"
#include "core/sync/http_form.hpp"
#include "edge/security_headers.hpp"
#include "generated/edge/openapi.hpp"

#include <boost/beast/core/string.hpp>

namespace hypha::edge {
namespace {

constexpr std::string_view kVersioned = "/v1/";
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
    const bool malformed = std::string_view(code) == "malformed";
    return with_body(malformed ? 400 : 413, sync::kMessageType, malformed ? kMalformed : kTooLarge);
}

Answer not_allowed(std::string_view methods) {
    Answer answer = refuse(405, "This path has other methods; Allow names them.\n");
    answer.fields.emplace_back("Allow", methods);
    return answer;
}

} // namespace

bool Api::owns(std::string_view target) {
    const std::string_view path = path_of(target);
    return path.starts_with(kVersioned) || path == kHealth || path == kReady || path == kDescription;
}

void Api::set_authenticator(std::shared_ptr<const Authenticator> authenticator) {
    const std::scoped_lock lock(mutex_);
    authenticator_ = std::move(authenticator);
}

std::expected<ApiCall, Answer> Api::admit(const ApiFacts& facts) const {
    const std::string_view path = path_of(facts.target);
    ApiCall call;
    call.body_is_withheld = facts.method == "HEAD";
    if (!path.starts_with(kVersioned)) {
        call.what = path == kHealth  ? ApiCall::What::health
                    : path == kReady ? ApiCall::What::ready
                                     : ApiCall::What::description;
        return facts.method == "GET" || facts.method == "HEAD" ? std::expected<ApiCall, Answer>(std::move(call))
                                                               : std::unexpected(not_allowed("GET, HEAD"));
    }
    call.what = ApiCall::What::sync;
    const std::string_view methods = sync::methods_of(path);
    if (methods.empty()) {
        return std::unexpected(refuse(404, "There is no such path in this API.\n"));
    }
    const std::string wanted = ", " + std::string(methods) + ",";
    if (wanted.find(" " + std::string(facts.method) + ",") == std::string::npos) {
        return std::unexpected(not_allowed(methods));
    }
    std::shared_ptr<const Authenticator> authenticator;
    {
        const std::scoped_lock lock(mutex_);
        authenticator = authenticator_;
    }
    auto session = authenticator->session_of(facts.authorization);
    if (!session) {
        Answer answer = refuse(401, "This needs a session.\n");
        answer.fields.emplace_back("WWW-Authenticate", "Bearer");
        return std::unexpected(std::move(answer));
    }
    call.session = *std::move(session);
    auto request = sync::request_of(facts.method, facts.target);
    if (!request) {
        Answer refusal = refuse_as_message("malformed");
        if (call.body_is_withheld) {
            refusal.fields.emplace_back(sync::kReplyField, sync::to_base64url(refusal.body));
        }
        return std::unexpected(std::move(refusal));
    }
    call.request = *std::move(request);
    const bool push = call.request.kind == sync::Request::Kind::push;
    if (!push && call.request.kind != sync::Request::Kind::blob_put) {
        return call;
    }
    if (!boost::beast::iequals(facts.content_type, push ? sync::kMessageType : sync::kPartType)) {
        return std::unexpected(
            refuse(415, push ? "A push is application/cbor.\n" : "A part of a blob is application/octet-stream.\n"));
    }
    if (!facts.content_encoding.empty() && !boost::beast::iequals(facts.content_encoding, "identity")) {
        return std::unexpected(refuse(415, "Bodies are taken as they are, in no coding.\n"));
    }
    call.body_bytes = push ? sync::kMostBody_bytes : sync::kPart_bytes;
    if (facts.content_length > call.body_bytes) {
        return std::unexpected(answer_too_large());
    }
    return call;
}

Answer answer_of(const ApiCall& call, const sync::Reply& reply) {
    Answer answer = with_body(static_cast<unsigned>(reply.status), sync::kMessageType, reply.body);
    if (call.body_is_withheld) {
        answer.body_is_withheld = true;
        answer.fields.emplace_back(sync::kReplyField, sync::to_base64url(reply.body));
    }
    if (reply.status == 503) {
        answer.fields.emplace_back("Retry-After", "1");
    }
    return answer;
}

Answer answer_health(bool healthy) {
    return healthy ? with_body(200, "text/plain; charset=utf-8", "ok\n") : refuse(503, "The store does not answer.\n");
}

Answer answer_description() { return with_body(200, "application/yaml", generated::kOpenApi); }

Answer answer_too_large() { return refuse_as_message("too_large"); }

} // namespace hypha::edge
