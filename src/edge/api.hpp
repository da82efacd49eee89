// What the server answers beside the site: /v1/*, /healthz, /readyz, /openapi.yaml. admit() decides from a request's header alone,
// in this order: is there such a path (404), such a method (405), who is it (401), is it well formed (400), has it the right type
// (415), is it small enough (413). So a body is read only of somebody who is known, and only as much as that request may have.
// What is admitted goes to the store's threads (store_threads.hpp). Immutable but for its authenticator; used from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/sync/sync_session.hpp"
#include "edge/answer.hpp"
#include "edge/authenticator.hpp"
#include "edge/store_threads.hpp"

namespace hypha::edge {

// A field that stands there twice counts as one with nothing in it.
struct ApiFacts {
    std::string_view method;
    std::string_view target;
    std::string_view authorization;
    std::string_view content_type;
    std::string_view content_encoding;
    std::uint64_t content_length = 0; // 0 where it is not said
};

struct ApiCall {
    enum class What { health, ready, description, sync };
    What what = What::health;
    Session session;               // of a sync call, as is the rest
    sync::Request request;         // without its body where one comes
    std::size_t body_bytes = 0;    // the most that may come; 0: no body is read
    bool body_is_withheld = false; // HEAD
};

class Api {
public:
    Api(std::unique_ptr<StoreThreads> store, std::shared_ptr<const Authenticator> authenticator)
        : store_(std::move(store)), authenticator_(std::move(authenticator)) {}

    // Whether the path is this API's; every other is the site's.
    static bool owns(std::string_view target);
    // What to do, or what to say instead.
    [[nodiscard]] std::expected<ApiCall, Answer> admit(const ApiFacts& facts) const;

    [[nodiscard]] StoreThreads& store() const { return *store_; }
    void set_authenticator(std::shared_ptr<const Authenticator> authenticator);

private:
    // Its threads hand answers to the server's io_context until they have ended: owned here, and this by HttpServer, they end before
    // the context does.
    std::unique_ptr<StoreThreads> store_;
    mutable std::mutex mutex_; // guards what follows
    std::shared_ptr<const Authenticator> authenticator_;
};

// The answer to a sync call. Its body points into `reply`.
Answer answer_of(const ApiCall& call, const sync::Reply& reply);
Answer answer_health(bool healthy);
Answer answer_description();
// A body that is larger than it may be. The client's session understands it, and sends less next time.
Answer answer_too_large();

} // namespace hypha::edge
