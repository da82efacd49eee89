// HTTP/1.1 over plain TCP: listens, accepts up to a limit, and ends in order. What happens on a connection is in connection.hpp.
// Every wait has a deadline, so a client that opens a connection and says nothing, or stops reading, costs a socket for
// that long and never a thread. Bodies are written in pieces, each with its own deadline: slow networks are served,
// stalled ones are dropped. Request bodies are never read: such a connection is answered and closed.
// The Site is taken once per request, so a reload (set_site) never mixes two versions in one answer.
#pragma once

#include "core/base/error.hpp"
#include "edge/server_limits.hpp"
#include "edge/site.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
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

    // For connections.
    const ServerLimits& limits() const { return limits_; }
    bool is_stopping() const;
    void forget(const Connection* connection);

private:
    HttpServer(boost::asio::io_context& context, std::shared_ptr<const Site> site, ServerLimits limits);

    boost::asio::awaitable<void> accept_on(std::size_t index);
    std::vector<std::shared_ptr<Connection>> living_connections() const;

    boost::asio::io_context& context_;
    boost::asio::steady_timer stop_timer_;
    const ServerLimits limits_;
    std::vector<boost::asio::ip::tcp::acceptor> acceptors_;
    mutable std::mutex mutex_; // guards what follows
    std::shared_ptr<const Site> site_;
    std::map<const Connection*, std::weak_ptr<Connection>> connections_;
    bool is_stopping_ = false;
};

} // namespace hypha::edge
