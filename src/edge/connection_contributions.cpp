// A request about contributed stories: who asks, its body within what its path takes, and what the desk says.
#include "edge/connection.hpp"

#include "core/base/hex.hpp"
#include "edge/contributions/contribution_desk.hpp"
#include "edge/contributions/contribution_json.hpp"
#include "edge/handed_over.hpp"
#include "edge/http_server.hpp"
#include "edge/room.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/read.hpp>
#include <string>
#include <utility>

namespace hypha::edge {

namespace net = boost::asio;
namespace http = boost::beast::http;

net::awaitable<bool> Connection::answer_contribution(Parser& parser, ApiCall call, bool keeps_alive) {
    const bool has_body = parser.chunked() || parser.content_length().value_or(0) > 0;
    const bool is_anybodys = call.contribution.what == ContributionQuestion::What::get_photo;
    if (call.token) {
        const std::optional<Answer> refusal = co_await look_up(call);
        if (refusal && !is_anybodys) {
            co_return co_await write_and_end(*refusal, keeps_alive && !has_body);
        }
        sync::account::Key device{};
        if (!refusal && from_hex(call.session.id, device)) {
            session_ = call.session.name;
            call.contribution.caller = {call.session.stream, device};
            if (const auto seconds = server_->refuse_session(call.session.id)) {
                co_return co_await write_and_end(answer_too_many(*seconds), keeps_alive && !has_body);
            }
        }
    }
    ContributionDesk* const desk = server_->api()->contributions();
    if (desk == nullptr || (!is_anybodys && !call.contribution.caller)) {
        const ContributionReply closed = refusal_of("store_failed");
        co_return co_await write_and_end(answer_of(closed), keeps_alive && !has_body);
    }
    const bool reads_body = has_body && call.body_bytes > 0;
    // A page of a list and a photo are as large as what is sent at most.
    const Room room(*server_, reads_body ? call.body_bytes : news::kMostContributedPhoto_bytes);
    if (!room.is_there()) {
        co_return co_await write_and_end(answer_unavailable(), false);
    }
    if (reads_body) {
        if (!co_await write_100(boost::beast::iequals(parser.get()[http::field::expect], "100-continue"))) {
            co_return false;
        }
        BodyParser with_body(std::move(parser));
        with_body.body_limit(call.body_bytes);
        if (const std::optional<Answer> refusal = co_await read_body(with_body)) {
            const ContributionReply large = refusal_of("too_large");
            co_return refusal->status != 0 &&
                co_await write_and_end(refusal->status == 413 ? answer_of(large) : *refusal, false);
        }
        call.contribution.body = std::move(with_body.get().body());
    }
    const ContributionReply reply = co_await handed_over<ContributionReply>(
        [desk, &call](auto done) { desk->answer(std::move(call.contribution), std::move(done)); });
    if (!reply.code.empty()) {
        server_->metrics().refused(reply.code);
    }
    co_return co_await write_and_end(answer_of(reply), keeps_alive && (!has_body || reads_body));
}

} // namespace hypha::edge
