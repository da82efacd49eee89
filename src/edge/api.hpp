// What the server answers beside the site: /v1/*, /healthz, /readyz, /openapi.yaml. admit() decides from a request's header alone,
// in this order: is there such a path (404), such a method (405), who is it (401), does its cookie come from a page of this host (403),
// is it well formed (400), has it the right type (415), is it small enough (413). So a body is read only of somebody who is known (a
// cookie's session is looked up in the store before, at each request) or at a door: a path by which a device comes in, with a body of
// 2 KiB at most and a rate of its own. A field Authorization is all that counts where there is one; else the cookie.
// News is anybody's: GET and HEAD, without a session, 400 for an address that cannot be one. So are photos of contributed stories; all
// else about those needs a device's cookie, and its refusals are JSON.
// What is admitted goes to the store's threads (store_threads.hpp). Immutable but for its authenticator; used from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/sync/sync_session.hpp"
#include "edge/accounts/accounts.hpp"
#include "edge/accounts/own_page.hpp"
#include "edge/answer.hpp"
#include "edge/authenticator.hpp"
#include "edge/contributions/contribution_question.hpp"
#include "edge/news/news_question.hpp"
#include "edge/store_threads.hpp"

namespace hypha::edge {

class ContributionDesk;
class NewsRoom;

// A field that stands there twice counts as one with nothing in it.
struct ApiFacts {
    std::string_view method;
    std::string_view target;
    std::string_view authorization;
    std::string_view content_type;
    std::string_view content_encoding;
    std::uint64_t content_length = 0; // 0 where it is not said
    bool has_authorization = false;
    std::string_view cookies{};
    PageFacts page{};
    std::optional<std::string_view> accept_encoding = std::nullopt;
    std::string_view if_none_match{};
};

struct ApiCall {
    enum class What { health, ready, description, sync, account, news, contribution };
    What what = What::health;
    Session session;                // of a sync call or of an account's; by a cookie, once that was looked up
    std::optional<TokenName> token; // of a cookie: to be looked up before anything else
    bool is_door = false;           // an account's call without a session
    AccountRequest account;         // without its body where one comes
    sync::Request request;          // the same
    NewsQuestion news;
    ContributionQuestion contribution; // without its body where one comes, and without who asks
    std::size_t body_bytes = 0;        // the most that may come, and be once it is unpacked; 0: no body is read
    bool is_gzip = false;
    bool body_is_withheld = false; // HEAD
    bool takes_gzip = false;       // a page of a pull or a snapshot may be packed
};

// Writes down that all of a stream went, and answers what its owner is given. On a store's thread.
using Receipts = std::function<Result<std::string>(const sync::StreamId&, const StreamFigures&)>;

class Api {
public:
    Api(std::unique_ptr<StoreThreads> store, std::shared_ptr<const Authenticator> authenticator);
    ~Api();
    Api(const Api&) = delete;
    Api& operator=(const Api&) = delete;

    // Before the server starts.
    void set_accounts(const AccountTimes& times, Receipts receipts) {
        times_ = times;
        receipts_ = std::move(receipts);
    }
    [[nodiscard]] const AccountTimes& times() const { return times_; }
    [[nodiscard]] const Receipts& receipts() const { return receipts_; }

    // Before the server starts. Without it news answers 503.
    void set_news(std::unique_ptr<NewsRoom> news);
    [[nodiscard]] NewsRoom* news() const { return news_.get(); }
    // Before the server starts. Without it contributions answer 503.
    void set_contributions(std::unique_ptr<ContributionDesk> desk);
    [[nodiscard]] ContributionDesk* contributions() const { return contributions_.get(); }

    // Whether the path is this API's; every other is the site's.
    static bool owns(std::string_view target);
    // What to do, or what to say instead.
    [[nodiscard]] std::expected<ApiCall, Answer> admit(const ApiFacts& facts) const;

    [[nodiscard]] StoreThreads& store() const { return *store_; }
    void set_authenticator(std::shared_ptr<const Authenticator> authenticator);

private:
    [[nodiscard]] std::optional<Answer> identify(const ApiFacts& facts, ApiCall& call) const;
    [[nodiscard]] static std::expected<ApiCall, Answer> admit_news(const ApiFacts& facts, ApiCall call);
    [[nodiscard]] std::expected<ApiCall, Answer> admit_contribution(const ApiFacts& facts, ApiCall call) const;
    [[nodiscard]] std::expected<ApiCall, Answer> admit_account(const ApiFacts& facts, ApiCall call) const;

    AccountTimes times_;
    Receipts receipts_;
    // Its threads hand answers to the server's io_context until they have ended: owned here, and this by HttpServer, they end before
    // the context does.
    std::unique_ptr<StoreThreads> store_;
    std::unique_ptr<NewsRoom> news_;                  // likewise
    std::unique_ptr<ContributionDesk> contributions_; // likewise
    mutable std::mutex mutex_;                        // guards what follows
    std::shared_ptr<const Authenticator> authenticator_;
};

// Packs a page in place, where the caller takes that and it gains; says whether it did.
bool pack(const ApiCall& call, sync::Reply& reply);
// The answer to a sync call. Its body points into `reply`.
Answer answer_of(const ApiCall& call, const sync::Reply& reply, bool packed);
// The answer to an account's call. Its body points into `reply`.
Answer answer_of(const AccountReply& reply);
// Its body is the reply's, here and below.
Answer answer_of(const NewsReply& reply);
Answer answer_of(const ContributionReply& reply);
// 405.
Answer answer_not_allowed(std::string_view methods);
// 401. The session ended, or there never was one.
Answer answer_no_session();
// 503, for whoever could not even be looked up.
Answer answer_unavailable();
Answer answer_health(bool healthy);
Answer answer_description();
// A body that is larger than it may be. The client's session understands it, and sends less next time.
Answer answer_too_large();
Answer answer_malformed();
// 429: a limit of requests in time; it may be tried again after so many seconds.
Answer answer_too_many(std::uint32_t seconds);

} // namespace hypha::edge
