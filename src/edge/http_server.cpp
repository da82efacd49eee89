// A connection is one coroutine on its own strand. Beast parses headers; the answer's header is written by hand, so that
// header and first piece of body leave in one system call and nothing is copied.
#include "edge/http_server.hpp"

#include "edge/answer.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <ctime>
#include <optional>
#include <set>
#include <string_view>

namespace hypha::edge {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = net::ip::tcp;
using boost::system::error_code;

constexpr auto kAnswer = net::as_tuple(net::use_awaitable);

std::string http_date() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 40> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
    return {text.data(), length};
}

std::string header_text(const Answer& answer, bool keeps_alive) {
    std::string text = "HTTP/1.1 " + std::to_string(answer.status) + ' ';
    text += reason_of(answer.status);
    text += "\r\nDate: " + http_date() + "\r\nServer: hypha-edge\r\n";
    for (const auto& [name, value] : answer.fields) {
        text += name;
        text += ": ";
        text += value;
        text += "\r\n";
    }
    text += keeps_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    return text;
}

std::string_view view_of(const http::fields& fields, http::field name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string_view{} : std::string_view(found->value().data(), found->value().size());
}

// What to say to a header that could not be read; nullopt: nothing, the client has gone or was too slow.
std::optional<Answer> refusal_of(const error_code& problem) {
    if (problem == http::error::header_limit || problem == http::error::buffer_overflow) {
        return refuse(431, "The header of this request is too large.\n");
    }
    if (problem == http::error::bad_version) {
        return refuse(505, "This server speaks HTTP/1.1.\n");
    }
    if (problem.category() == make_error_code(http::error::bad_method).category() &&
        problem != http::error::end_of_stream && problem != http::error::partial_message) {
        return refuse(400, "This is not a well-formed HTTP request.\n");
    }
    return std::nullopt;
}

} // namespace

class HttpServer::Connection : public std::enable_shared_from_this<HttpServer::Connection> {
public:
    Connection(tcp::socket socket, std::shared_ptr<HttpServer> server)
        : stream_(std::move(socket)), server_(std::move(server)), buffer_(server_->limits_.header_bytes + 4096) {}

    ~Connection() { server_->forget(this); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // The coroutine holds the connection: it lives as long as it is served.
    void start(bool is_one_too_many) {
        net::co_spawn(
            stream_.get_executor(),
            [self = shared_from_this(), is_one_too_many]() -> net::awaitable<void> {
                if (is_one_too_many) {
                    co_await self->refuse_and_close(refuse(503, "Too many connections. Try again in a moment.\n"));
                } else {
                    co_await self->serve();
                }
            },
            net::detached);
    }

    void close_if_idle() {
        net::dispatch(stream_.get_executor(), [self = shared_from_this()] {
            if (self->is_idle_) {
                self->stream_.close();
            }
        });
    }

    void close() {
        net::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->stream_.close(); });
    }

private:
    net::awaitable<void> refuse_and_close(Answer answer) {
        if (co_await write(answer, false)) {
            co_await drain();
        }
    }

    net::awaitable<void> serve() {
        error_code ignored;
        stream_.socket().set_option(tcp::no_delay(true), ignored);
        for (unsigned served = 0; served < server_->limits_.requests_per_connection && co_await wait_for_request();) {
            ++served;
            http::request_parser<http::empty_body> parser;
            parser.header_limit(server_->limits_.header_bytes);
            stream_.expires_after(server_->limits_.header_deadline);
            const auto [problem, size] = co_await http::async_read_header(stream_, buffer_, parser, kAnswer);
            if (problem) {
                if (std::optional<Answer> refusal = refusal_of(problem)) {
                    co_await refuse_and_close(*std::move(refusal));
                }
                break;
            }
            if (!co_await answer(parser)) {
                break;
            }
        }
        stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
    }

    // Answers false when no request will come.
    net::awaitable<bool> wait_for_request() {
        if (buffer_.size() > 0) {
            co_return !server_->is_stopping();
        }
        is_idle_ = true;
        if (server_->is_stopping()) {
            co_return false;
        }
        stream_.expires_after(server_->limits_.idle_deadline);
        const auto [problem, size] = co_await stream_.async_read_some(buffer_.prepare(4096), kAnswer);
        is_idle_ = false;
        buffer_.commit(size);
        co_return !problem;
    }

    // Answers whether the connection goes on.
    net::awaitable<bool> answer(const http::request_parser<http::empty_body>& parser) {
        const auto& request = parser.get();
        const bool has_body = parser.chunked() || parser.content_length().value_or(0) > 0;
        const bool lacks_host = request.version() >= 11 && request.count(http::field::host) != 1;
        const bool keeps_alive = request.keep_alive() && !has_body && !lacks_host && !server_->is_stopping();
        RequestFacts facts;
        facts.method = {request.method_string().data(), request.method_string().size()};
        facts.target = {request.target().data(), request.target().size()};
        if (request.count(http::field::accept_encoding) > 0) {
            facts.accept_encoding = view_of(request, http::field::accept_encoding);
        }
        facts.if_none_match = view_of(request, http::field::if_none_match);
        facts.if_range = view_of(request, http::field::if_range);
        facts.range = view_of(request, http::field::range);
        const std::shared_ptr<const Site> site = server_->site(); // keeps the bytes until they are sent
        const Answer answer =
            lacks_host ? refuse(400, "The request names no host, or several.\n") : answer_request(*site, facts);
        const bool was_sent = co_await write(answer, keeps_alive);
        if (was_sent && !keeps_alive) {
            co_await drain();
        }
        co_return was_sent&& keeps_alive;
    }

    net::awaitable<bool> write(const Answer& answer, bool keeps_alive) {
        const std::string header = header_text(answer, keeps_alive);
        std::string_view rest = answer.body_is_withheld ? std::string_view{} : answer.body;
        std::string_view head = header;
        do {
            const std::string_view piece = rest.substr(0, server_->limits_.piece_bytes);
            const std::array<net::const_buffer, 2> buffers{net::buffer(head.data(), head.size()),
                                                           net::buffer(piece.data(), piece.size())};
            stream_.expires_after(server_->limits_.write_deadline);
            const auto [problem, size] = co_await net::async_write(stream_, buffers, kAnswer);
            if (problem) {
                co_return false;
            }
            head = {};
            rest.remove_prefix(piece.size());
        } while (!rest.empty());
        co_return true;
    }

    // Closing with unread bytes would reset the connection and could take the answer away from the client.
    net::awaitable<void> drain() {
        error_code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        stream_.expires_after(server_->limits_.drain_deadline);
        std::array<char, 4096> unread{};
        for (std::size_t total = 0; total < (1u << 20);) {
            const auto [problem, size] = co_await stream_.async_read_some(net::buffer(unread), kAnswer);
            if (problem) {
                break;
            }
            total += size;
        }
    }

    beast::tcp_stream stream_;
    std::shared_ptr<HttpServer> server_;
    beast::flat_buffer buffer_;
    bool is_idle_ = false; // only touched on the strand
};

HttpServer::HttpServer(net::io_context& context, std::shared_ptr<const Site> site, ServerLimits limits)
    : context_(context), stop_timer_(net::make_strand(context)), limits_(limits), site_(std::move(site)) {}

Result<std::shared_ptr<HttpServer>> HttpServer::open(net::io_context& context, const std::string& host,
                                                     std::uint16_t port, std::shared_ptr<const Site> site,
                                                     ServerLimits limits) {
    error_code problem;
    tcp::resolver resolver(context);
    const auto found = resolver.resolve(host, std::to_string(port), tcp::resolver::passive, problem);
    if (problem) {
        return failure("bad_host", "'" + host + "' is not a name or address of this machine");
    }
    std::shared_ptr<HttpServer> server(new HttpServer(context, std::move(site), limits));
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
        const auto connection = std::make_shared<Connection>(std::move(socket), shared_from_this());
        bool is_full = false;
        {
            const std::scoped_lock lock(mutex_);
            is_full = connections_.size() >= limits_.connections;
            connections_.emplace(connection.get(), connection);
        }
        connection->start(is_full);
    }
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

std::vector<std::shared_ptr<HttpServer::Connection>> HttpServer::living_connections() const {
    const std::scoped_lock lock(mutex_);
    std::vector<std::shared_ptr<Connection>> living;
    for (const auto& [address, connection] : connections_) {
        if (auto held = connection.lock()) {
            living.push_back(std::move(held));
        }
    }
    return living;
}

void HttpServer::forget(const Connection* connection) {
    const std::scoped_lock lock(mutex_);
    connections_.erase(connection);
    if (is_stopping_ && connections_.empty()) {
        // The last one has ended: nothing keeps the context waiting any more.
        net::post(stop_timer_.get_executor(), [self = weak_from_this()] {
            if (const auto server = self.lock()) {
                server->stop_timer_.cancel();
            }
        });
    }
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
