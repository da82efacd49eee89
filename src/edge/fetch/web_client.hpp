// A page of the web, with limits. The name is looked up once, each address is held against the guard, and the very address that passed
// is connected to; every redirect begins again, at most five, never from https to http. Certificates and host names are verified
// against the system's roots (SSL_CERT_FILE and SSL_CERT_DIR name others). A body is bounded as it comes and again as it is unpacked.
// One deadline holds for everything but the look-up of a name, which is the system's own (resolv.conf).
// Blocking, on the caller's thread; several threads may ask at once. Sends no cookies, no Referer, keeps nothing open.
// Errors: not_an_address, private_address, port_refused, unknown_host, unreachable, not_trusted, too_slow, too_large,
// too_many_redirects, insecure_redirect, bad_answer, stopped.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>

#include "core/base/error.hpp"
#include "edge/fetch/host_turns.hpp"
#include "edge/fetch/web_target.hpp"

namespace hypha::edge::fetch {

using Addresses = std::vector<boost::asio::ip::address>;

struct FetchRules {
    bool allows_private = false; // any address and any port: tests, intranets
    std::vector<std::uint16_t> ports{80, 443};
    std::chrono::milliseconds deadline{30'000};
    std::chrono::milliseconds connect_deadline{10'000};
    int redirects = 5;
    std::string user_agent = "hypha-edge";
    // Of a test; empty: getaddrinfo and is_public_address.
    std::function<Result<Addresses>(const std::string& host)> resolve;
    std::function<bool(const boost::asio::ip::address&)> is_public;
};

struct FetchRequest {
    std::string url;
    std::string accept = "*/*";
    std::string etag{}; // what is known already, as the server said it; empty: nothing
    std::string last_modified{};
    std::size_t most_bytes = std::size_t{4} << 20;
};

struct Fetched {
    unsigned status = 0;
    std::string url; // after redirects
    std::string content_type;
    std::string content_language;
    std::string content_location;
    std::string etag;
    std::string last_modified;
    std::string retry_after; // as written
    std::string body;        // unpacked
    std::size_t wire_bytes = 0;
};

class WebClient {
public:
    explicit WebClient(FetchRules rules);

    Result<Fetched> fetch(const FetchRequest& request);
    // From any thread: what is under way ends with "stopped" within a fifth of a second, and so does what comes.
    void stop() { is_stopped_ = true; }
    // Bytes of bodies as they came, of all requests so far.
    [[nodiscard]] std::uint64_t wire_bytes() const { return wire_bytes_; }

private:
    struct Hop;
    [[nodiscard]] Result<Addresses> addresses_of(const WebTarget& target) const;
    Result<Fetched> ask(const WebTarget& target, const FetchRequest& request, std::string& location,
                        std::chrono::steady_clock::time_point deadline);

    const FetchRules rules_;
    std::shared_ptr<boost::asio::ssl::context> tls_;
    HostTurns turns_;
    std::atomic<bool> is_stopped_ = false;
    std::atomic<std::uint64_t> wire_bytes_ = 0;
};

} // namespace hypha::edge::fetch
