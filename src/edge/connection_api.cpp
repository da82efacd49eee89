// A request to the API: its body, if it may have one, and the store's answer. Over both this coroutine waits without a thread.
#include "edge/connection.hpp"

#include "core/sync/sync_session.hpp"
#include "edge/http_server.hpp"
#include "edge/log.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/read.hpp>
#include <chrono>
#include <string>
#include <utility>

namespace hypha::edge {
namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;

constexpr auto kAnswer = net::as_tuple(net::use_awaitable);

// Waits for a value that another thread will hand to what `start` is given, and goes on where this coroutine belongs.
template <typename Value, typename Start> net::awaitable<Value> handed_over(Start start) {
    return net::async_initiate<const net::use_awaitable_t<>, void(Value)>(
        [](auto handler, Start begin) {
            auto executor = net::get_associated_executor(handler);
            begin([handler = std::move(handler), work = net::make_work_guard(executor)](Value value) mutable {
                const auto place = work.get_executor();
                net::post(place, [handler = std::move(handler), work = std::move(work),
                                  value = std::move(value)]() mutable { std::move(handler)(std::move(value)); });
            });
        },
        net::use_awaitable, std::move(start));
}

std::string_view only(const http::fields& fields, http::field name) {
    if (fields.count(name) != 1) {
        return {};
    }
    const auto found = fields.find(name);
    return {found->value().data(), found->value().size()};
}

ApiFacts facts_of(const http::request_header<>& request, std::uint64_t content_length) {
    return {{request.method_string().data(), request.method_string().size()},
            {request.target().data(), request.target().size()},
            only(request, http::field::authorization),
            only(request, http::field::content_type),
            only(request, http::field::content_encoding),
            content_length};
}

// What the answer to this may take, where that is much.
std::size_t reply_bytes(const sync::Request& request) {
    switch (request.kind) {
    case sync::Request::Kind::pull:
    case sync::Request::Kind::snapshot: return sync::kMostBody_bytes;
    case sync::Request::Kind::blob_get: return sync::kPart_bytes;
    default: return 0;
    }
}

class Room {
public:
    Room(HttpServer& server, std::size_t bytes) : server_(server), bytes_(bytes), is_there_(server.take_room(bytes)) {}
    ~Room() {
        if (is_there_) {
            server_.give_room(bytes_);
        }
    }
    Room(const Room&) = delete;
    Room& operator=(const Room&) = delete;
    [[nodiscard]] bool is_there() const { return is_there_; }

private:
    HttpServer& server_;
    std::size_t bytes_;
    bool is_there_;
};

} // namespace

net::awaitable<bool> Connection::answer_api(Parser& parser, bool keeps_alive) {
    const bool has_body = parser.chunked() || parser.content_length().value_or(0) > 0;
    auto admitted = server_->api()->admit(facts_of(parser.get(), parser.content_length().value_or(0)));
    if (!admitted) {
        admitted.error().body_is_withheld |= parser.get().method() == http::verb::head;
        co_return co_await write_and_end(admitted.error(), keeps_alive && !has_body);
    }
    if (admitted->what == ApiCall::What::sync) {
        co_return co_await answer_sync(parser, *std::move(admitted), keeps_alive);
    }
    Answer answer;
    if (admitted->what == ApiCall::What::ready) {
        answer = answer_health(
            co_await handed_over<bool>([this](auto done) { server_->api()->store().probe(std::move(done)); }));
    } else {
        answer = admitted->what == ApiCall::What::health ? answer_health(true) : answer_description();
    }
    answer.body_is_withheld |= admitted->body_is_withheld;
    co_return co_await write_and_end(answer, keeps_alive && !has_body);
}

net::awaitable<bool> Connection::answer_sync(Parser& parser, ApiCall call, bool keeps_alive) {
    const bool has_body = parser.chunked() || parser.content_length().value_or(0) > 0;
    const bool reads_body = has_body && call.body_bytes > 0;
    const bool waits = reads_body && boost::beast::iequals(parser.get()[http::field::expect], "100-continue");
    const auto length = static_cast<std::size_t>(parser.content_length().value_or(call.body_bytes));
    const Room room(*server_, (reads_body ? length : 0) + reply_bytes(call.request));
    if (!room.is_there()) {
        Answer busy = refuse(503, "Too many bodies at once. Try again in a moment.\n");
        busy.fields.emplace_back("Retry-After", "1");
        co_return co_await write_and_end(busy, false);
    }
    if (reads_body) {
        if (waits) {
            stream_.expires_after(server_->limits().write_deadline);
            const std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
            const auto [problem, size] =
                co_await net::async_write(stream_, net::buffer(go_on.data(), go_on.size()), kAnswer);
            if (problem) {
                co_return false;
            }
        }
        BodyParser with_body(std::move(parser));
        with_body.body_limit(call.body_bytes);
        if (const std::optional<Answer> refusal = co_await read_body(with_body)) {
            co_return refusal->status != 0 && co_await write_and_end(*refusal, false);
        }
        call.request.body = std::move(with_body.get().body());
    }
    const sync::Reply reply = co_await handed_over<sync::Reply>([this, &call](auto done) {
        server_->api()->store().answer(call.session.stream, std::move(call.request), std::move(done));
    });
    if (reply.status == 403) {
        log_event("forged_stream", {{"session", call.session.name}});
    }
    co_return co_await write_and_end(answer_of(call, reply), keeps_alive && (!has_body || reads_body));
}

net::awaitable<std::optional<Answer>> Connection::read_body(BodyParser& parser) {
    const auto end = std::chrono::steady_clock::now() + server_->limits().body_total;
    while (!parser.is_done()) {
        stream_.expires_at(std::min(end, std::chrono::steady_clock::now() + server_->limits().body_deadline));
        const auto [problem, size] = co_await http::async_read_some(stream_, buffer_, parser, kAnswer);
        if (problem == http::error::body_limit) {
            co_return answer_too_large();
        }
        if (problem) {
            const bool malformed = problem.category() == make_error_code(http::error::bad_method).category() &&
                                   problem != http::error::end_of_stream && problem != http::error::partial_message;
            Answer gone;
            gone.status = 0;
            co_return malformed ? refuse(400, "This is not a well-formed HTTP request.\n") : gone;
        }
    }
    co_return std::nullopt;
}

} // namespace hypha::edge
