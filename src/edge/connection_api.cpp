// A request to the API: its body, if it may have one, and the store's answer. Over both this coroutine waits without a thread.
#include "edge/connection.hpp"

#include "core/base/hex.hpp"
#include "core/sync/sync_session.hpp"
#include "edge/gzip_body.hpp"
#include "edge/handed_over.hpp"
#include "edge/host_surroundings.hpp"
#include "edge/http_server.hpp"
#include "edge/log.hpp"
#include "edge/news/news_room.hpp"
#include "edge/room.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
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

std::string_view only(const http::fields& fields, http::field name) {
    if (fields.count(name) != 1) {
        return {};
    }
    const auto found = fields.find(name);
    return {found->value().data(), found->value().size()};
}

// As only(), but a field that stands there twice is not as good as none.
std::string_view one(const http::fields& fields, std::string_view name) {
    if (fields.count(name) > 1) {
        return "several";
    }
    const auto found = fields.find(name);
    return found == fields.end() ? std::string_view{} : std::string_view(found->value().data(), found->value().size());
}

ApiFacts facts_of(const http::request_header<>& request, std::uint64_t content_length) {
    return {{request.method_string().data(), request.method_string().size()},
            {request.target().data(), request.target().size()},
            only(request, http::field::authorization),
            only(request, http::field::content_type),
            only(request, http::field::content_encoding),
            content_length,
            request.count(http::field::authorization) > 0,
            only(request, http::field::cookie),
            {only(request, http::field::host), one(request, "Origin"), one(request, "Sec-Fetch-Site"),
             one(request, kAppField)},
            request.count(http::field::accept_encoding) > 0 ? std::optional(only(request, http::field::accept_encoding))
                                                            : std::nullopt,
            only(request, http::field::if_none_match)};
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

} // namespace

net::awaitable<bool> Connection::answer_api(Parser& parser, bool keeps_alive) {
    const bool has_body = parser.chunked() || parser.content_length().value_or(0) > 0;
    auto admitted = server_->api()->admit(facts_of(parser.get(), parser.content_length().value_or(0)));
    if (!admitted) {
        if (admitted.error().status == 403) {
            server_->metrics().refused("cross_site");
        }
        admitted.error().body_is_withheld |= parser.get().method() == http::verb::head;
        co_return co_await write_and_end(admitted.error(), keeps_alive && !has_body);
    }
    if (admitted->what == ApiCall::What::sync || admitted->what == ApiCall::What::account) {
        if (admitted->is_door) {
            if (const auto seconds = server_->refuse_door(address_)) {
                co_return co_await write_and_end(answer_too_many(*seconds), keeps_alive && !has_body);
            }
            co_return co_await answer_account(parser, *std::move(admitted), keeps_alive);
        }
        if (std::optional<Answer> refusal = co_await look_up(*admitted)) {
            refusal->body_is_withheld |= admitted->body_is_withheld;
            co_return co_await write_and_end(*refusal, keeps_alive && !has_body);
        }
        session_ = admitted->session.name;
        if (const auto seconds = server_->refuse_session(admitted->session.id)) {
            Answer refusal = answer_too_many(*seconds);
            refusal.body_is_withheld |= admitted->body_is_withheld;
            co_return co_await write_and_end(refusal, keeps_alive && !has_body);
        }
        co_return admitted->what == ApiCall::What::sync
            ? co_await answer_sync(parser, *std::move(admitted), keeps_alive)
            : co_await answer_account(parser, *std::move(admitted), keeps_alive);
    }
    if (admitted->what == ApiCall::What::contribution) {
        co_return co_await answer_contribution(parser, *std::move(admitted), keeps_alive);
    }
    if (admitted->what == ApiCall::What::news) {
        co_return co_await answer_news(*std::move(admitted), keeps_alive && !has_body);
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

net::awaitable<bool> Connection::answer_news(ApiCall call, bool keeps_alive) {
    NewsRoom* const news = server_->api()->news();
    if (news == nullptr) {
        Answer closed = refuse(503, "This edge has no news.\n");
        closed.fields.emplace_back("Retry-After", "3600");
        closed.body_is_withheld |= call.body_is_withheld;
        co_return co_await write_and_end(closed, keeps_alive);
    }
    const NewsReply reply = co_await handed_over<NewsReply>(
        [news, &call](auto done) { news->desk().answer(std::move(call.news), std::move(done)); });
    Answer answer = answer_of(reply);
    answer.body_is_withheld |= call.body_is_withheld;
    co_return co_await write_and_end(answer, keeps_alive);
}

net::awaitable<bool> Connection::answer_sync(Parser& parser, ApiCall call, bool keeps_alive) {
    const bool has_body = parser.chunked() || parser.content_length().value_or(0) > 0;
    const bool reads_body = has_body && call.body_bytes > 0;
    const bool waits = reads_body && boost::beast::iequals(parser.get()[http::field::expect], "100-continue");
    const auto length = static_cast<std::size_t>(parser.content_length().value_or(call.body_bytes));
    const Room room(*server_,
                    (reads_body ? length + (call.is_gzip ? call.body_bytes : 0) : 0) + reply_bytes(call.request));
    if (!room.is_there()) {
        Answer busy = refuse(503, "Too many bodies at once. Try again in a moment.\n");
        busy.fields.emplace_back("Retry-After", "1");
        co_return co_await write_and_end(busy, false);
    }
    if (reads_body) {
        if (!co_await write_100(waits)) {
            co_return false;
        }
        BodyParser with_body(std::move(parser));
        with_body.body_limit(call.body_bytes);
        if (const std::optional<Answer> refusal = co_await read_body(with_body)) {
            co_return refusal->status != 0 && co_await write_and_end(*refusal, false);
        }
        asked_at_ = std::chrono::steady_clock::now();
        call.request.body = std::move(with_body.get().body());
        if (call.is_gzip) {
            auto plain = unpacked_gzip(call.request.body, call.body_bytes);
            if (!plain) {
                const bool large = plain.error().code == "too_large";
                co_return co_await write_and_end(large ? answer_too_large() : answer_malformed(), keeps_alive);
            }
            call.request.body = *std::move(plain);
        }
    }
    sync::Reply reply = co_await handed_over<sync::Reply>([this, &call](auto done) {
        server_->api()->store().answer(call.session.stream, std::move(call.request), std::move(done));
    });
    if (reply.status == 403) {
        log_event("forged_stream", {{"session", call.session.name}});
    }
    const bool packed = pack(call, reply);
    co_return co_await write_and_end(answer_of(call, reply, packed), keeps_alive && (!has_body || reads_body));
}

net::awaitable<std::optional<Answer>> Connection::look_up(ApiCall& call) {
    if (!call.token) {
        co_return std::nullopt;
    }
    const auto device = co_await handed_over<Result<std::optional<DeviceRow>>>([this, token = *call.token](auto done) {
        server_->api()->store().find_device(token.stream, token.hash, std::move(done));
    });
    if (!device) {
        co_return answer_unavailable();
    }
    const AccountTimes& times = server_->api()->times();
    const SessionState state =
        *device ? session_state(**device, call.token->hash, HostSurroundings().wall_ms(), times.grace_ms)
                : SessionState::none;
    if (state == SessionState::reused) {
        log_event("session_reused"); // a token that was replaced: somebody kept it, or a backup of a browser came back
    }
    if (state != SessionState::good) {
        co_return answer_no_session();
    }
    call.session = {call.token->stream, to_hex((*device)->key), "device"};
    co_return std::nullopt;
}

net::awaitable<bool> Connection::write_100(bool waits) {
    if (waits) {
        stream_.expires_after(server_->limits().write_deadline);
        const std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        const auto [problem, size] =
            co_await net::async_write(stream_, net::buffer(go_on.data(), go_on.size()), kAnswer);
        co_return !problem;
    }
    co_return true;
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
