// The server's own life: addresses, accepting, stopping. See http_server.hpp.
#include "edge/http_server.hpp"

#include "edge/connection.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <iterator>
#include <set>
#include <utility>

namespace hypha::edge {
namespace {

namespace net = boost::asio;
using tcp = net::ip::tcp;
using boost::system::error_code;

constexpr auto kAnswer = net::as_tuple(net::use_awaitable);

} // namespace

HttpServer::HttpServer(net::io_context& context, std::shared_ptr<const Site> site, ServerLimits limits)
    : context_(context),
      stop_timer_(net::make_strand(context)),
      limits_(std::move(limits)),
      addresses_(limits_.address_rate),
      sessions_(limits_.session_rate),
      doors_(limits_.door_rate),
      site_(std::move(site)) {}

Result<std::shared_ptr<HttpServer>> HttpServer::open(net::io_context& context, const std::string& host,
                                                     std::uint16_t port, std::shared_ptr<const Site> site,
                                                     ServerLimits limits) {
    error_code problem;
    tcp::resolver resolver(context);
    const auto found = resolver.resolve(host, std::to_string(port), tcp::resolver::passive, problem);
    if (problem) {
        return failure("bad_host", "'" + host + "' is not a name or address of this machine");
    }
    std::shared_ptr<HttpServer> server(new HttpServer(context, std::move(site), std::move(limits)));
    std::set<tcp::endpoint> endpoints;
    for (const auto& entry : found) {
        endpoints.insert(entry.endpoint());
    }
    error_code first_problem;
    for (tcp::endpoint endpoint : endpoints) {
        // A free port is chosen once, by the first address.
        endpoint.port(server->acceptors_.empty() ? port : server->port());
        tcp::acceptor acceptor(net::make_strand(context));
        acceptor.open(endpoint.protocol(), problem);
        if (!problem) {
            acceptor.set_option(net::socket_base::reuse_address(true), problem);
        }
        if (!problem && endpoint.address().is_v6()) {
            acceptor.set_option(boost::asio::ip::v6_only(true), problem);
        }
        if (!problem) {
            acceptor.bind(endpoint, problem);
        }
        if (!problem) {
            acceptor.listen(net::socket_base::max_listen_connections, problem);
        }
        if (problem == net::error::address_in_use) {
            return failure("port_in_use", "port " + std::to_string(endpoint.port()) + " is already in use");
        }
        if (problem) {
            // A name may stand for addresses that this machine does not have, as ::1 without IPv6.
            first_problem = first_problem ? first_problem : problem;
            continue;
        }
        server->acceptors_.push_back(std::move(acceptor));
    }
    if (server->acceptors_.empty()) {
        return failure("cannot_listen", "cannot listen on " + host + ": " + first_problem.message());
    }
    return server;
}

std::uint16_t HttpServer::port() const {
    error_code ignored;
    return acceptors_.front().local_endpoint(ignored).port();
}

void HttpServer::start() {
    for (std::size_t i = 0; i < acceptors_.size(); ++i) {
        net::co_spawn(
            acceptors_[i].get_executor(), [self = shared_from_this(), i] { return self->accept_on(i); }, net::detached);
    }
}

net::awaitable<void> HttpServer::accept_on(std::size_t index) {
    tcp::acceptor& acceptor = acceptors_[index];
    net::steady_timer pause(acceptor.get_executor());
    while (!is_stopping()) {
        auto [problem, socket] = co_await acceptor.async_accept(net::make_strand(context_), kAnswer);
        if (problem == net::error::operation_aborted || problem == net::error::bad_descriptor) {
            co_return;
        }
        if (problem) {
            // Out of descriptors, most likely: connections that end will free some.
            pause.expires_after(std::chrono::milliseconds(50));
            co_await pause.async_wait(kAnswer);
            continue;
        }
        error_code gone;
        const tcp::endpoint peer = socket.remote_endpoint(gone);
        if (gone) {
            continue;
        }
        const AddressKey address = parse_address(peer.address().to_string()).value_or(AddressKey{});
        const auto connection = std::make_shared<Connection>(std::move(socket), shared_from_this(), address);
        connection->start(take_in(connection, address));
    }
}

// A proxy's connections are those of many: it has the bound of all and none of its own.
std::optional<std::string_view> HttpServer::take_in(const std::shared_ptr<Connection>& connection,
                                                    const AddressKey& address) {
    const std::scoped_lock lock(mutex_);
    const bool is_full = connections_.size() >= limits_.connections;
    const bool is_proxy = std::ranges::find(limits_.trusted_proxies, address) != limits_.trusted_proxies.end();
    connections_.emplace(connection.get(), Living{connection, address});
    metrics_->connections = std::ssize(connections_);
    const std::size_t of_address = ++by_address_[address];
    if (is_full) {
        ++metrics_->connections_refused_all;
        return "Too many connections. Try again in a moment.\n";
    }
    if (limits_.address_connections > 0 && of_address > limits_.address_connections && !is_proxy) {
        ++metrics_->connections_refused_address;
        return "Too many connections from your address. Close some and try again.\n";
    }
    return std::nullopt;
}

std::optional<std::uint32_t> HttpServer::refuse_address(const AddressKey& address) {
    const std::string_view key(reinterpret_cast<const char*>(address.data()), address.size());
    const auto seconds = addresses_.refuse(key, std::chrono::steady_clock::now());
    metrics_->limited_by_address += seconds ? 1 : 0;
    return seconds;
}

std::optional<std::uint32_t> HttpServer::refuse_session(std::string_view session) {
    const auto seconds = sessions_.refuse(session, std::chrono::steady_clock::now());
    metrics_->limited_by_session += seconds ? 1 : 0;
    return seconds;
}

std::optional<std::uint32_t> HttpServer::refuse_door(const AddressKey& address) {
    const std::string_view key(reinterpret_cast<const char*>(address.data()), address.size());
    const auto seconds = doors_.refuse(key, std::chrono::steady_clock::now());
    metrics_->limited_by_address += seconds ? 1 : 0;
    return seconds;
}

void HttpServer::stop() {
    {
        const std::scoped_lock lock(mutex_);
        if (is_stopping_) {
            return;
        }
        is_stopping_ = true;
    }
    for (tcp::acceptor& acceptor : acceptors_) {
        net::dispatch(acceptor.get_executor(), [self = shared_from_this(), &acceptor] {
            error_code ignored;
            acceptor.close(ignored);
        });
    }
    const std::vector<std::shared_ptr<Connection>> living = living_connections();
    for (const auto& connection : living) {
        connection->close_if_idle();
    }
    if (living.empty()) {
        return;
    }
    net::dispatch(stop_timer_.get_executor(), [self = shared_from_this()] {
        self->stop_timer_.expires_after(self->limits_.stop_deadline);
        self->stop_timer_.async_wait([self](const error_code& problem) {
            if (!problem) {
                for (const auto& connection : self->living_connections()) {
                    connection->close();
                }
            }
        });
    });
}

std::vector<std::shared_ptr<Connection>> HttpServer::living_connections() const {
    const std::scoped_lock lock(mutex_);
    std::vector<std::shared_ptr<Connection>> living;
    for (const auto& [key, one] : connections_) {
        if (auto held = one.connection.lock()) {
            living.push_back(std::move(held));
        }
    }
    return living;
}

void HttpServer::forget(const Connection* connection) {
    const std::scoped_lock lock(mutex_);
    const auto found = connections_.find(connection);
    if (found != connections_.end()) {
        const auto of_address = by_address_.find(found->second.address);
        if (of_address != by_address_.end() && --of_address->second == 0) {
            by_address_.erase(of_address);
        }
        connections_.erase(found);
        metrics_->connections = std::ssize(connections_);
    }
    if (is_stopping_ && connections_.empty()) {
        // The last one has ended: nothing keeps the context waiting any more.
        net::post(stop_timer_.get_executor(), [self = weak_from_this()] {
            if (const auto server = self.lock()) {
                server->stop_timer_.cancel();
            }
        });
    }
}

bool HttpServer::take_room(std::size_t bytes) {
    const std::size_t before = bodies_bytes_.fetch_add(bytes);
    if (before + bytes <= limits_.bodies_bytes) {
        metrics_->bodies_bytes += static_cast<std::int64_t>(bytes);
        return true;
    }
    bodies_bytes_ -= bytes;
    return false;
}

bool HttpServer::is_stopping() const {
    const std::scoped_lock lock(mutex_);
    return is_stopping_;
}

std::shared_ptr<const Site> HttpServer::site() const {
    const std::scoped_lock lock(mutex_);
    return site_;
}

void HttpServer::set_site(std::shared_ptr<const Site> site) {
    const std::scoped_lock lock(mutex_);
    site_ = std::move(site);
}

} // namespace hypha::edge
