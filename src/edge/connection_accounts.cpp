// A request about an account: its body of 2 KiB at most, and what accounts/ answers on a store's thread.
#include "edge/connection.hpp"

#include "edge/admin/receipt.hpp"
#include "edge/contributions/contribution_desk.hpp"
#include "edge/contributions/contribution_export.hpp"
#include "edge/handed_over.hpp"
#include "edge/host_surroundings.hpp"
#include "edge/http_server.hpp"
#include "edge/log.hpp"
#include "edge/room.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/read.hpp>
#include <string>
#include <utility>

namespace hypha::edge {

namespace net = boost::asio;
namespace http = boost::beast::http;

namespace {

constexpr int kTries = 4;
// 192 KiB of values, or one that is larger, as base64url, and what stands around them.
constexpr std::size_t kMostPage_bytes = 512 * 1024;

// A transaction that lost a race, or a connection that ended meanwhile, is worth another try: nothing of the first one happened, or a
// challenge says that it did.
AccountReply answer_account_on(ServedStore& store, const AccountTimes& times, const AccountRequest& request) {
    HostSurroundings surroundings;
    Accounts accounts(store, surroundings, times);
    AccountReply reply = accounts.answer(request);
    for (int tried = 1; reply.status == 503 && tried < kTries && (tried == 1 || store.worth_another_try()); ++tried) {
        reply = accounts.answer(request);
    }
    return reply;
}

} // namespace

net::awaitable<bool> Connection::answer_account(Parser& parser, ApiCall call, bool keeps_alive) {
    const bool has_body = parser.chunked() || parser.content_length().value_or(0) > 0;
    const bool reads_body = has_body && call.body_bytes > 0;
    const Room room(*server_, call.account.action == AccountAction::export_page ? kMostPage_bytes : 0);
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
            co_return refusal->status != 0 && co_await write_and_end(*refusal, false);
        }
        call.account.body = std::move(with_body.get().body());
    }
    AccountReply reply;
    if (call.account.action == AccountAction::export_page && is_contribution_section(call.account.from)) {
        reply = co_await export_contributions(call.session.stream, std::move(call.account.from));
    } else {
        reply = co_await handed_over<AccountReply>([this, &call](auto done) {
            server_->api()->store().run([times = server_->api()->times(), request = std::move(call.account),
                                         done = std::move(done)](ServedStore& store, sync::Edge&) mutable {
                done(answer_account_on(store, times, request));
            });
        });
    }
    if (!reply.code.empty()) {
        server_->metrics().refused(reply.code);
    }
    if (reply.erases) {
        reply = co_await erase(call.session.stream, reply.figures);
    }
    co_return co_await write_and_end(answer_of(reply), keeps_alive && (!has_body || reads_body));
}

// An export that left them out would say that there are none: without a desk it is refused.
net::awaitable<AccountReply> Connection::export_contributions(sync::StreamId stream, std::string from) {
    ContributionDesk* const desk = server_->api()->contributions();
    Result<std::string> page = failure("store_failed");
    if (desk != nullptr) {
        page = co_await handed_over<Result<std::string>>(
            [desk, stream, &from](auto done) { desk->export_page(stream, std::move(from), std::move(done)); });
    }
    co_return export_reply(std::move(page), HostSurroundings().wall_ms());
}

// In steps, between which others are answered.
net::awaitable<AccountReply> Connection::erase(sync::StreamId stream, StreamFigures figures) {
    Result<std::uint64_t> gone = 1;
    while (gone && *gone > 0) {
        gone = co_await handed_over<Result<std::uint64_t>>([this, stream](auto done) {
            server_->api()->store().run([stream, done = std::move(done)](ServedStore& store, sync::Edge&) mutable {
                HostSurroundings surroundings;
                done(Accounts(store, surroundings, {}).erase(stream));
            });
        });
    }
    // A receipt says that nothing is left: where contributions cannot be reached there is none, and an operator's deletion ends it.
    ContributionDesk* const desk = server_->api()->contributions();
    if (gone && desk == nullptr) {
        gone = failure("store_failed");
    } else if (gone) {
        const auto taken_back = co_await handed_over<Result<std::int64_t>>(
            [desk, stream](auto done) { desk->erase(stream, std::move(done)); });
        gone = taken_back ? gone : std::unexpected(taken_back.error());
    }
    Result<std::string> receipt = failure("storage_unavailable");
    if (gone) {
        receipt = co_await handed_over<Result<std::string>>([this, stream, figures](auto done) {
            server_->api()->store().run(
                [this, stream, figures, done = std::move(done)](ServedStore& store, sync::Edge&) mutable {
                    (void)store.settle(); // where somebody reads just now, the next checkpoint does it
                    const Receipts& receipts = server_->api()->receipts();
                    done(receipts ? receipts(stream, figures)
                                  : Result<std::string>(deletion_receipt(stream, figures, 0).dump()));
                });
        });
    }
    AccountReply reply;
    reply.signs_out = true; // nobody of this account is in any more, whatever else failed
    if (!receipt) {
        log_event("deletion_unfinished", {{"reason", receipt.error().code}});
        reply.status = 503;
        reply.body = encode(sync::wire::Refusal{{}, "store_failed", 0});
        co_return reply;
    }
    log_event("account_deleted");
    reply.type = "application/json";
    reply.body = *std::move(receipt);
    co_return reply;
}

} // namespace hypha::edge
