// The part of the API that is contributed stories: what a header asks for, and a reply of the desk as an answer.
#include "edge/api.hpp"

#include <utility>

#include "edge/contributions/contributed_story.hpp"
#include "edge/contributions/contribution_desk.hpp"
#include "edge/contributions/contribution_json.hpp"
#include "edge/security_headers.hpp"

#include <boost/beast/core/string.hpp>

namespace hypha::edge {
namespace {

// A refusal before anybody was asked. Never freed: answers point into it.
Answer refuse_as_json(std::string_view code) {
    static const ContributionReply kMalformed = refusal_of("malformed"), kTooLarge = refusal_of("too_large"),
                                   kCrossSite = refusal_of("cross_site"), kDeviceOnly = refusal_of("device_only");
    return answer_of(code == "malformed"    ? kMalformed
                     : code == "too_large"  ? kTooLarge
                     : code == "cross_site" ? kCrossSite
                                            : kDeviceOnly);
}

// `types`: one, or two with a blank between.
bool is_one_of(std::string_view type, std::string_view types) {
    const std::size_t blank = types.find(' ');
    return boost::beast::iequals(type, types.substr(0, blank)) ||
           (blank != std::string_view::npos && boost::beast::iequals(type, types.substr(blank + 1)));
}

} // namespace

void Api::set_contributions(std::unique_ptr<ContributionDesk> desk) { contributions_ = std::move(desk); }

std::expected<ApiCall, Answer> Api::admit_contribution(const ApiFacts& facts, ApiCall call) const {
    auto path = contribution_path_of(facts.method, facts.target);
    if (!path && path.error().code == "no_method") {
        return std::unexpected(answer_not_allowed(path.error().detail));
    }
    const bool is_anybodys = facts.method == "GET" && facts.target.starts_with(kContributedPhotoPath);
    if (auto refusal = identify(facts, call); refusal && !is_anybodys) {
        return std::unexpected(refusal->status == 403 ? refuse_as_json("cross_site") : *std::move(refusal));
    }
    if (!call.token && !is_anybodys) {
        return std::unexpected(refuse_as_json("device_only")); // a machine's token is no device, and signs nothing
    }
    if (is_anybodys && !is_own_page(facts.page)) {
        call.token.reset(); // a picture in a page of elsewhere is asked for as anybody would
    }
    if (!path) {
        return std::unexpected(refuse_as_json("malformed"));
    }
    call.what = ApiCall::What::contribution;
    call.contribution = std::move(path->question);
    const ContributionMethod& asked = path->asked;
    if (asked.most_bytes == 0) {
        return call;
    }
    if (!is_one_of(facts.content_type, asked.type) ||
        (!facts.content_encoding.empty() && !boost::beast::iequals(facts.content_encoding, "identity"))) {
        return std::unexpected(refuse(415, "A contribution is application/octet-stream, a photo image/jpeg or "
                                           "image/webp, all else application/json, in no coding.\n"));
    }
    call.body_bytes = asked.most_bytes;
    if (facts.content_length > call.body_bytes) {
        return std::unexpected(refuse_as_json("too_large"));
    }
    return call;
}

Answer answer_of(const ContributionReply& reply) {
    Answer answer;
    answer.status = reply.status;
    answer.body = reply.body;
    answer.fields.emplace_back("Content-Type", reply.type);
    answer.fields.emplace_back("Cache-Control", reply.cache);
    answer.fields.emplace_back("Content-Length", std::to_string(reply.body.size()));
    if (reply.retry_after_s > 0) {
        answer.fields.emplace_back("Retry-After", std::to_string(reply.retry_after_s));
    }
    for (const auto& [name, value] : kSecurityHeaders) {
        answer.fields.emplace_back(name, value);
    }
    return answer;
}

} // namespace hypha::edge
