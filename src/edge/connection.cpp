// Beast parses headers; the answer's header is written by hand, so that header and first piece of body leave in one
// system call and nothing is copied.
#include "edge/connection.hpp"

#include "edge/http_server.hpp"
#include "edge/log.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

namespace hypha::edge {
namespace {

namespace net = boost::asio;
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

Connection::Connection(tcp::socket socket, std::shared_ptr<HttpServer> server, const AddressKey& peer)
    : stream_(std::move(socket)),
      server_(std::move(server)),
      buffer_(server_->limits().header_bytes + 4096),
      peer_(peer) {}

Connection::~Connection() { server_->forget(this); }

void Connection::start(std::optional<std::string_view> refusal) {
    net::co_spawn(
        stream_.get_executor(),
        [self = shared_from_this(), refusal]() -> net::awaitable<void> {
            if (refusal) {
                Answer busy = refuse(503, *refusal);
                busy.fields.emplace_back("Retry-After", "1");
                co_await self->refuse_and_close(std::move(busy));
            } else {
                co_await self->serve();
            }
        },
        net::detached);
}

void Connection::close_if_idle() {
    net::dispatch(stream_.get_executor(), [self = shared_from_this()] {
        if (self->is_idle_) {
            self->stream_.close();
        }
    });
}

void Connection::close() {
    net::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->stream_.close(); });
}

net::awaitable<void> Connection::refuse_and_close(Answer answer) {
    if (co_await write(answer, false)) {
        co_await drain();
    }
}

net::awaitable<void> Connection::serve() {
    error_code ignored;
    stream_.socket().set_option(tcp::no_delay(true), ignored);
    for (unsigned served = 0; served < server_->limits().requests_per_connection && co_await wait_for_request();) {
        ++served;
        Parser parser;
        parser.header_limit(server_->limits().header_bytes);
        parser.body_limit(boost::none); // the site reads none, and the API says its own limit in words of its own
        stream_.expires_after(server_->limits().header_deadline);
        const auto [problem, size] = co_await http::async_read_header(stream_, buffer_, parser, kAnswer);
        asked_at_ = std::chrono::steady_clock::now();
        route_ = Route::site;
        method_.clear();
        session_.clear();
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

net::awaitable<bool> Connection::wait_for_request() {
    if (buffer_.size() > 0) {
        co_return !server_->is_stopping();
    }
    is_idle_ = true;
    if (server_->is_stopping()) {
        co_return false;
    }
    stream_.expires_after(server_->limits().idle_deadline);
    const auto [problem, size] = co_await stream_.async_read_some(buffer_.prepare(4096), kAnswer);
    is_idle_ = false;
    buffer_.commit(size);
    co_return !problem;
}

net::awaitable<bool> Connection::answer(Parser& parser) {
    const auto& request = parser.get();
    const bool has_body = parser.chunked() || parser.content_length().value_or(0) > 0;
    const bool lacks_host = request.version() >= 11 && request.count(http::field::host) != 1;
    const bool wants_more = request.keep_alive() && !lacks_host && !server_->is_stopping();
    method_ = {request.method_string().data(), request.method_string().size()};
    if (server_->serves_metrics_only()) {
        co_return co_await answer_metrics(parser, wants_more && !has_body);
    }
    if (server_->api()) {
        route_ = route_of({request.target().data(), request.target().size()});
    }
    if (const std::optional<Answer> refusal = refuse_by_address(parser)) {
        co_return co_await write_and_end(*refusal, wants_more && !has_body);
    }
    if (!lacks_host && server_->api() && Api::owns({request.target().data(), request.target().size()})) {
        co_return co_await answer_api(parser, wants_more);
    }
    const bool keeps_alive = wants_more && !has_body;
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
    co_return co_await write_and_end(answer, keeps_alive);
}

net::awaitable<bool> Connection::answer_metrics(Parser& parser, bool keeps_alive) {
    const auto& request = parser.get();
    route_ = Route::metrics;
    const bool reads = request.method() == http::verb::get || request.method() == http::verb::head;
    std::string text;
    Answer answer = refuse(404, "There is only /metrics here.\n");
    if (reads && request.target() == "/metrics") {
        text = server_->metrics().text();
        answer = refuse(200, text);
        answer.fields.front().second = Metrics::kType;
    }
    answer.body_is_withheld |= request.method() == http::verb::head;
    co_return co_await write_and_end(answer, keeps_alive);
}

std::optional<Answer> Connection::refuse_by_address(Parser& parser) {
    const auto& request = parser.get();
    // Several fields of the name are one list; the last one is what the nearest proxy wrote.
    std::string_view forwarded;
    for (auto [field, end] = request.equal_range("X-Forwarded-For"); field != end; ++field) {
        forwarded = {field->value().data(), field->value().size()};
    }
    address_ = client_address(peer_, forwarded, server_->limits().trusted_proxies);
    const auto seconds = server_->refuse_address(address_);
    if (!seconds) {
        return std::nullopt;
    }
    Answer answer = answer_too_many(*seconds);
    answer.body_is_withheld |= request.method() == http::verb::head;
    return answer;
}

void Connection::note_answer(const Answer& answer) {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - asked_at_;
    server_->metrics().answered(route_, answer.status, took);
    if (server_->logs_requests()) {
        log_event("request", {{"method", method_},
                              {"route", kRouteNames[static_cast<std::size_t>(route_)]},
                              {"status", std::to_string(answer.status)},
                              {"ms", std::to_string(static_cast<long long>(took.count() * 1000))},
                              {"session", session_}});
    }
}

net::awaitable<bool> Connection::write_and_end(const Answer& answer, bool keeps_alive) {
    const bool was_sent = co_await write(answer, keeps_alive);
    if (was_sent && !keeps_alive) {
        co_await drain();
    }
    co_return (was_sent && keeps_alive);
}

net::awaitable<bool> Connection::write(const Answer& answer, bool keeps_alive) {
    note_answer(answer);
    const std::string header = header_text(answer, keeps_alive);
    std::string_view rest = answer.body_is_withheld ? std::string_view{} : answer.body;
    std::string_view head = header;
    do {
        const std::string_view piece = rest.substr(0, server_->limits().piece_bytes);
        const std::array<net::const_buffer, 2> buffers{net::buffer(head.data(), head.size()),
                                                       net::buffer(piece.data(), piece.size())};
        stream_.expires_after(server_->limits().write_deadline);
        const auto [problem, size] = co_await net::async_write(stream_, buffers, kAnswer);
        if (problem) {
            co_return false;
        }
        head = {};
        rest.remove_prefix(piece.size());
    } while (!rest.empty());
    co_return true;
}

net::awaitable<void> Connection::drain() {
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.expires_after(server_->limits().drain_deadline);
    std::array<char, 4096> unread{};
    for (std::size_t total = 0; total < (1u << 20);) {
        const auto [problem, size] = co_await stream_.async_read_some(net::buffer(unread), kAnswer);
        if (problem) {
            break;
        }
        total += size;
    }
}

} // namespace hypha::edge
