// The part of the API that is news: what a header asks for, and a reply of the desk as an answer.
#include "edge/api.hpp"

#include "edge/contributions/contribution_desk.hpp"
#include "edge/news/news_room.hpp"
#include "edge/security_headers.hpp"

namespace hypha::edge {

Api::Api(std::unique_ptr<StoreThreads> store, std::shared_ptr<const Authenticator> authenticator)
    : store_(std::move(store)), authenticator_(std::move(authenticator)) {}

Api::~Api() = default;

void Api::set_news(std::unique_ptr<NewsRoom> news) { news_ = std::move(news); }

std::expected<ApiCall, Answer> Api::admit_news(const ApiFacts& facts, ApiCall call) {
    auto ask = facts.target.find('?') == std::string_view::npos ? news_ask_of(facts.target) : failure("malformed");
    if (!ask && ask.error().code == "no_path") {
        return std::unexpected(refuse(404, "There is no such path in this API.\n"));
    }
    if (facts.method != "GET" && facts.method != "HEAD") {
        return std::unexpected(answer_not_allowed("GET, HEAD"));
    }
    if (!ask) {
        return std::unexpected(refuse(400, "This address names no region, day, story or picture.\n"));
    }
    call.what = ApiCall::What::news;
    call.news = {*std::move(ask),
                 facts.accept_encoding ? std::optional(std::string(*facts.accept_encoding)) : std::nullopt,
                 std::string(facts.if_none_match)};
    return call;
}

Answer answer_of(const NewsReply& reply) {
    Answer answer;
    answer.status = reply.status;
    answer.body = *reply.body;
    answer.fields.emplace_back("Vary", "Accept-Encoding");
    answer.fields.emplace_back("Cache-Control", reply.cache);
    if (!reply.etag.empty()) {
        answer.fields.emplace_back("ETag", reply.etag);
    }
    if (reply.status == 304) {
        answer.body_is_withheld = true;
    } else {
        answer.fields.emplace_back("Content-Type", reply.type);
        answer.fields.emplace_back("Content-Length", std::to_string(reply.body->size()));
        if (reply.coding != Coding::identity) {
            answer.fields.emplace_back("Content-Encoding", reply.coding == Coding::brotli ? "br" : "gzip");
        }
    }
    if (reply.status == 503) {
        answer.fields.emplace_back("Retry-After", "30");
    }
    for (const auto& [name, value] : kSecurityHeaders) {
        const bool is_own = name == "Content-Security-Policy" && !reply.policy.empty();
        answer.fields.emplace_back(name, is_own ? reply.policy : value);
    }
    return answer;
}

} // namespace hypha::edge
