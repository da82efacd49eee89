// HTTP/1.1 over plain TCP: listens, accepts up to a limit, and ends in order. What happens on a connection is in connection.hpp.
// Every wait has a deadline, so a client that opens a connection and says nothing, or stops reading, costs a socket for
// that long and never a thread. Bodies are written in pieces, each with its own deadline: slow networks are served,
// stalled ones are dropped. Request bodies are read for the API alone (api.hpp), within a bound for all connections together;
// any other connection that sends one is answered and closed.
// The Site is taken once per request, so a reload (set_site) never mixes two versions in one answer.
#pragma once

#include "core/base/error.hpp"
#include "edge/api.hpp"
#include "edge/metrics.hpp"
#include "edge/rate_limiter.hpp"
#include "edge/server_limits.hpp"
#include "edge/site.hpp"

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hypha::edge {

class Connection;

class HttpServer : public std::enable_shared_from_this<HttpServer> {
public:
    // Listens on every address that `host` names, all on one port. Errors: "port_in_use", "bad_host", "cannot_listen".
    static Result<std::shared_ptr<HttpServer>> open(boost::asio::io_context& context, const std::string& host,
                                                    std::uint16_t port, std::shared_ptr<const Site> site,
                                                    ServerLimits limits = {});

    std::uint16_t port() const;
    void start();
    // Takes no more connections, closes the idle ones, lets answers in progress end within stop_deadline.
    void stop();

    std::shared_ptr<const Site> site() const;
    void set_site(std::shared_ptr<const Site> site);
    // Before start(). Without one the paths of the API are the site's, which has none of them.
    void set_api(std::shared_ptr<Api> api) { api_ = std::move(api); }
    const std::shared_ptr<Api>& api() const { return api_; }
    // Before start().
    void set_metrics(std::shared_ptr<Metrics> metrics) { metrics_ = std::move(metrics); }
    Metrics& metrics() const { return *metrics_; }
    // Before start(): this server answers GET /metrics and nothing else. Whoever may connect may read.
    void serve_metrics_only() { serves_metrics_only_ = true; }
    bool serves_metrics_only() const { return serves_metrics_only_; }
    // Before start(): a line in the log for every answer.
    void log_requests(bool log) { logs_requests_ = log; }
    bool logs_requests() const { return logs_requests_; }

    // For connections.
    const ServerLimits& limits() const { return limits_; }
    bool is_stopping() const;
    void forget(const Connection* connection);
    // Nothing: the request may go on. Otherwise the seconds after which it may be tried again.
    std::optional<std::uint32_t> refuse_address(const AddressKey& address);
    std::optional<std::uint32_t> refuse_session(std::string_view session);
    std::optional<std::uint32_t> refuse_door(const AddressKey& address);
    // Room for a body and its answer; false: there is none at the moment. What was taken is given back.
    bool take_room(std::size_t bytes);
    void give_room(std::size_t bytes) {
        bodies_bytes_ -= bytes;
        metrics_->bodies_bytes -= static_cast<std::int64_t>(bytes);
    }

private:
    HttpServer(boost::asio::io_context& context, std::shared_ptr<const Site> site, ServerLimits limits);

    boost::asio::awaitable<void> accept_on(std::size_t index);
    // Counts it; answers what to say to one that is one too many.
    std::optional<std::string_view> take_in(const std::shared_ptr<Connection>& connection, const AddressKey& address);
    std::vector<std::shared_ptr<Connection>> living_connections() const;

    boost::asio::io_context& context_;
    boost::asio::steady_timer stop_timer_;
    const ServerLimits limits_;
    std::shared_ptr<Api> api_;
    std::shared_ptr<Metrics> metrics_ = std::make_shared<Metrics>();
    bool serves_metrics_only_ = false;
    bool logs_requests_ = false;
    RateLimiter addresses_;
    RateLimiter sessions_;
    RateLimiter doors_;
    std::atomic<std::size_t> bodies_bytes_ = 0;
    std::vector<boost::asio::ip::tcp::acceptor> acceptors_;
    mutable std::mutex mutex_; // guards what follows
    std::shared_ptr<const Site> site_;
    struct Living {
        std::weak_ptr<Connection> connection;
        AddressKey address;
    };
    std::map<const Connection*, Living> connections_;
    std::map<AddressKey, std::size_t> by_address_;
    bool is_stopping_ = false;
};

} // namespace hypha::edge
