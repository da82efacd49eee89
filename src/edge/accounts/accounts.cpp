// Over 300 lines because every way in, and what takes it away again, is read against the others.
#include "edge/accounts/accounts.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/sync/attempt.hpp"
#include "core/sync/sha256.hpp"
#include "core/sync/wire.hpp"
#include "edge/accounts/challenges.hpp"
#include "edge/accounts/export_page.hpp"
#include "keys/secret.hpp"
#include "keys/signature.hpp"

namespace hypha::edge {

using namespace sync::account;
using sync::in_transaction;
using sync::StreamId;

namespace {

// Of those, so many may be in at a time; the rest are revoked ones.
constexpr std::size_t kMostInside = 16;

constexpr std::array<std::pair<std::string_view, int>, 14> kStatuses{{{"malformed", 400},
                                                                      {"challenge_wrong", 403},
                                                                      {"signature_wrong", 403},
                                                                      {"device_unknown", 403},
                                                                      {"device_revoked", 403},
                                                                      {"registration_closed", 403},
                                                                      {"ticket_wrong", 403},
                                                                      {"no_device", 404},
                                                                      {"no_offer", 404},
                                                                      {"challenge_used", 409},
                                                                      {"device_known", 409},
                                                                      {"too_many_devices", 409},
                                                                      {"offer_taken", 409},
                                                                      {"account_deleted", 410}}};

AccountReply refusal(std::string_view code, std::int64_t now_ms) {
    const auto* const known = std::ranges::find(kStatuses, code, &std::pair<std::string_view, int>::first);
    const bool is_ours = known != kStatuses.end();
    const std::string said = is_ours ? std::string(code) : "store_failed";
    return {.status = is_ours ? known->second : 503,
            .body = encode(sync::wire::Refusal{{{}, now_ms, 0}, said, 0}),
            .code = said,
            .token = {},
            .figures = {}};
}

template <typename Message> AccountReply reply_of(const Message& message) {
    return {.body = encode(message), .token = {}, .figures = {}};
}

class Chance final : public ports::Random {
public:
    explicit Chance(sync::Surroundings& surroundings) : surroundings_(surroundings) {}
    std::uint64_t next() override { return surroundings_.random(); }

private:
    sync::Surroundings& surroundings_;
};

} // namespace

AccountReply export_reply(Result<std::string> page, std::int64_t now_ms) {
    if (!page) {
        return refusal(page.error().code, now_ms);
    }
    return {.body = *std::move(page), .token = {}, .figures = {}, .type = "application/json"};
}

AccountReply Accounts::answer(const AccountRequest& request) {
    const auto done = [&]() -> Result<AccountReply> {
        switch (request.action) {
        case AccountAction::challenge: return challenge();
        case AccountAction::enter: return enter(request);
        case AccountAction::sign_in: return sign_in(request);
        case AccountAction::rotate: return rotate(request);
        case AccountAction::devices: return devices(request);
        case AccountAction::rename: return rename(request);
        case AccountAction::revoke: return revoke(request);
        case AccountAction::words: return words(request);
        case AccountAction::offer: return offer(request);
        case AccountAction::take: return take(request);
        case AccountAction::remove: return remove(request);
        case AccountAction::export_page: break;
        }
        return export_reply(export_page(store_, request.token.stream, request.from, now_ms()), now_ms());
    }();
    return done ? *done : refusal(done.error().code, now_ms());
}

Result<AccountReply> Accounts::challenge() {
    Chance chance(surroundings_);
    const auto secret = store_.shared_secret(keys::Secret<32>::by_chance(chance).view());
    HYPHA_SYNC_TRY(secret);
    return reply_of(Challenge{make_challenge(*secret, now_ms() + times_.challenge_ms, chance), now_ms()});
}

Result<std::int64_t> Accounts::open_challenge(std::string_view challenge) {
    Chance chance(surroundings_);
    const auto secret = store_.shared_secret(keys::Secret<32>::by_chance(chance).view());
    HYPHA_SYNC_TRY(secret);
    const auto ends_ms = end_of_challenge(*secret, challenge);
    return ends_ms && *ends_ms > now_ms() ? Result<std::int64_t>(*ends_ms) : failure("challenge_wrong");
}

Result<void> Accounts::use_challenge(std::string_view challenge, std::int64_t ends_ms) {
    const auto fresh = store_.use_challenge(challenge, ends_ms, now_ms());
    HYPHA_SYNC_TRY(fresh);
    return *fresh ? Result<void>{} : failure("challenge_used");
}

AccountReply Accounts::begin_session(DeviceRow& device, const StreamId& stream, bool keeps_previous) {
    Chance chance(surroundings_);
    const std::string token = new_token(stream, chance);
    device.previous = keeps_previous ? std::optional(device.token) : std::nullopt;
    device.token = name_of_token(token)->hash;
    device.seen_ms = device.rotated_ms = now_ms();
    device.expires_ms = now_ms() + times_.session_ms;
    AccountReply reply = reply_of(Entered{stream, device.expires_ms});
    reply.token = token;
    reply.seconds = times_.session_ms / 1000;
    return reply;
}

Result<AccountReply> Accounts::enter(const AccountRequest& request) {
    const auto message = decode_register(request.body);
    if (!message) {
        return failure("malformed");
    }
    const auto ends_ms = open_challenge(message->challenge);
    HYPHA_SYNC_TRY(ends_ms);
    const std::string said = statement(request.host, *message);
    if (!keys::verify(message->account, said, message->by_account) ||
        !keys::verify(message->device, said, message->by_device)) {
        return failure("signature_wrong");
    }
    const StreamId stream = stream_of(message->account);
    const auto known = store_.has_account(stream);
    HYPHA_SYNC_TRY(known);
    if (!*known && !times_.registration_open) {
        return failure("registration_closed");
    }
    return in_transaction(store_, stream, [&] { return add_device(*message, *ends_ms); });
}

Result<AccountReply> Accounts::add_device(const Register& message, std::int64_t challenge_ends_ms) {
    const StreamId stream = stream_of(message.account);
    HYPHA_SYNC_TRY(use_challenge(message.challenge, challenge_ends_ms));
    auto row = store_.account();
    HYPHA_SYNC_TRY(row);
    if (!*row) {
        const auto usage = store_.usage();
        HYPHA_SYNC_TRY(usage);
        if (usage->quota == 0U) { // what a deletion leaves
            return failure("account_deleted");
        }
        row->emplace(AccountRow{message.account, now_ms(), true, std::nullopt, 0});
    }
    AccountRow& account = **row;
    const auto devices = store_.devices();
    HYPHA_SYNC_TRY(devices);
    if (account.key != message.account) {
        return failure("signature_wrong"); // two keys with one name: half a hash was found again
    }
    if (std::ranges::find(*devices, message.device, &DeviceRow::key) != devices->end()) {
        return failure("device_known"); // a revoked one does not come back under the same key
    }
    const bool has_ticket = account.ticket && account.ticket_until_ms > now_ms() &&
                            account.ticket == TokenHash(sync::sha256(message.ticket));
    if (!account.words_open && !has_ticket) {
        return failure("ticket_wrong");
    }
    const auto inside = std::ranges::count(*devices, 0, &DeviceRow::revoked_ms);
    if (static_cast<std::size_t>(inside) >= kMostInside) {
        return failure("too_many_devices");
    }
    if (devices->size() >= kMostDevices) {
        const auto oldest = std::ranges::find_if(*devices, [](const DeviceRow& one) { return one.revoked_ms != 0; });
        HYPHA_SYNC_TRY(store_.drop_device(oldest->key));
    }
    if (has_ticket) {
        account.ticket.reset();
        account.ticket_until_ms = 0;
    }
    DeviceRow device{message.device, message.name, now_ms(), 0, 0, {}, std::nullopt, 0, 0};
    AccountReply reply = begin_session(device, stream, false);
    HYPHA_SYNC_TRY(store_.put_account(account));
    HYPHA_SYNC_TRY(store_.put_device(device));
    return reply;
}

Result<AccountReply> Accounts::sign_in(const AccountRequest& request) {
    const auto message = decode_sign_in(request.body);
    if (!message) {
        return failure("malformed");
    }
    const auto ends_ms = open_challenge(message->challenge);
    HYPHA_SYNC_TRY(ends_ms);
    if (!keys::verify(message->device, statement(request.host, *message), message->by_device)) {
        return failure("signature_wrong");
    }
    const auto known = store_.has_account(message->stream);
    HYPHA_SYNC_TRY(known);
    if (!*known) {
        return failure("device_unknown");
    }
    return in_transaction(store_, message->stream, [&]() -> Result<AccountReply> {
        HYPHA_SYNC_TRY(use_challenge(message->challenge, *ends_ms));
        auto device = device_named(message->device);
        if (!device) {
            return failure(device.error().code == "no_device" ? "device_unknown" : device.error().code);
        }
        if (device->revoked_ms != 0) {
            return failure("device_revoked");
        }
        AccountReply reply = begin_session(*device, message->stream, false);
        HYPHA_SYNC_TRY(store_.put_device(*device));
        return reply;
    });
}

Result<DeviceRow> Accounts::device_named(const Key& key) {
    const auto devices = store_.devices();
    HYPHA_SYNC_TRY(devices);
    const auto found = std::ranges::find(*devices, key, &DeviceRow::key);
    return found == devices->end() ? Result<DeviceRow>(failure("no_device")) : *found;
}

Result<DeviceRow> Accounts::asking(const TokenName& token) {
    const auto devices = store_.devices();
    HYPHA_SYNC_TRY(devices);
    for (const DeviceRow& device : *devices) {
        if (session_state(device, token.hash, now_ms(), times_.grace_ms) == SessionState::good) {
            return device;
        }
    }
    return failure("device_revoked");
}

Result<AccountReply> Accounts::rotate(const AccountRequest& request) {
    return in_transaction(store_, request.token.stream, [&]() -> Result<AccountReply> {
        auto device = asking(request.token);
        HYPHA_SYNC_TRY(device);
        const DeviceRow before = *device;
        AccountReply reply = begin_session(*device, request.token.stream, true);
        if (before.token != request.token.hash) {
            // Its answer was lost: what it has is good as long as it was before, and what nobody has is not.
            device->previous = before.previous;
            device->rotated_ms = before.rotated_ms;
        }
        HYPHA_SYNC_TRY(store_.put_device(*device));
        return reply;
    });
}

Result<AccountReply> Accounts::devices(const AccountRequest& request) {
    return in_transaction(store_, request.token.stream, [&]() -> Result<AccountReply> {
        const auto own = asking(request.token);
        HYPHA_SYNC_TRY(own);
        const auto account = store_.account();
        HYPHA_SYNC_TRY(account);
        const auto rows = store_.devices();
        HYPHA_SYNC_TRY(rows);
        Devices list{!*account || (*account)->words_open, {}};
        for (const DeviceRow& row : *rows) {
            list.devices.push_back({row.key, row.name, row.added_ms, row.seen_ms, row.revoked_ms, row.key == own->key});
        }
        return reply_of(list);
    });
}

Result<AccountReply> Accounts::rename(const AccountRequest& request) {
    const auto message = decode_rename(request.body);
    if (!message) {
        return failure("malformed");
    }
    return in_transaction(store_, request.token.stream, [&]() -> Result<AccountReply> {
        HYPHA_SYNC_TRY(asking(request.token));
        auto device = device_named(message->device);
        HYPHA_SYNC_TRY(device);
        device->name = message->name;
        HYPHA_SYNC_TRY(store_.put_device(*device));
        return reply_of(Done{});
    });
}

Result<AccountReply> Accounts::revoke(const AccountRequest& request) {
    const auto message = decode_revoke(request.body);
    if (!message) {
        return failure("malformed");
    }
    return in_transaction(store_, request.token.stream, [&]() -> Result<AccountReply> {
        const auto own = asking(request.token);
        HYPHA_SYNC_TRY(own);
        auto device = device_named(message->device);
        HYPHA_SYNC_TRY(device);
        device->revoked_ms = device->revoked_ms != 0 ? device->revoked_ms : now_ms();
        HYPHA_SYNC_TRY(store_.put_device(*device));
        auto account = store_.account();
        HYPHA_SYNC_TRY(account);
        if (*account) {
            (*account)->words_open = (*account)->words_open && !message->close_words;
            (*account)->ticket.reset(); // which that device may have taken
            HYPHA_SYNC_TRY(store_.put_account(**account));
        }
        AccountReply reply = reply_of(Done{});
        reply.signs_out = own->key == message->device;
        return reply;
    });
}

Result<AccountReply> Accounts::words(const AccountRequest& request) {
    const auto message = decode_words(request.body);
    if (!message) {
        return failure("malformed");
    }
    return in_transaction(store_, request.token.stream, [&]() -> Result<AccountReply> {
        HYPHA_SYNC_TRY(asking(request.token));
        auto account = store_.account();
        HYPHA_SYNC_TRY(account);
        if (*account) {
            (*account)->words_open = message->open;
            HYPHA_SYNC_TRY(store_.put_account(**account));
        }
        return reply_of(Done{});
    });
}

Result<AccountReply> Accounts::offer(const AccountRequest& request) {
    const auto message = decode_offer(request.body);
    if (!message) {
        return failure("malformed");
    }
    const std::int64_t until_ms = now_ms() + times_.offer_ms;
    return in_transaction(store_, request.token.stream, [&]() -> Result<AccountReply> {
        HYPHA_SYNC_TRY(asking(request.token));
        const auto put = store_.put_offer(message->lookup, message->wrapped, until_ms, now_ms());
        HYPHA_SYNC_TRY(put);
        return *put ? Result<AccountReply>(reply_of(Offered{until_ms})) : failure("offer_taken");
    });
}

Result<AccountReply> Accounts::take(const AccountRequest& request) {
    const auto message = decode_take(request.body);
    if (!message) {
        return failure("malformed");
    }
    const auto offer = store_.take_offer(message->lookup, now_ms());
    HYPHA_SYNC_TRY(offer);
    if (!*offer) {
        return failure("no_offer");
    }
    Chance chance(surroundings_);
    const auto ticket = keys::Secret<kTicket_bytes>::by_chance(chance);
    return in_transaction(store_, (*offer)->stream, [&]() -> Result<AccountReply> {
        auto account = store_.account();
        HYPHA_SYNC_TRY(account);
        if (!*account) {
            return failure("no_offer");
        }
        (*account)->ticket = TokenHash(sync::sha256(ticket.view()));
        (*account)->ticket_until_ms = now_ms() + times_.offer_ms;
        HYPHA_SYNC_TRY(store_.put_account(**account));
        return reply_of(Taken{(*offer)->wrapped, std::string(ticket.view())});
    });
}

// A stolen cookie deletes nothing: it takes the account's key. Every session ends with this answer; the rows go in steps after it.
Result<AccountReply> Accounts::remove(const AccountRequest& request) {
    const auto message = decode_delete(request.body);
    if (!message) {
        return failure("malformed");
    }
    const auto ends_ms = open_challenge(message->challenge);
    HYPHA_SYNC_TRY(ends_ms);
    const StreamId& stream = request.token.stream;
    return in_transaction(store_, stream, [&]() -> Result<AccountReply> {
        HYPHA_SYNC_TRY(asking(request.token));
        const auto account = store_.account();
        HYPHA_SYNC_TRY(account);
        if (!*account ||
            !keys::verify((*account)->key, statement(request.host, stream, *message), message->by_account)) {
            return failure("signature_wrong");
        }
        HYPHA_SYNC_TRY(use_challenge(message->challenge, *ends_ms));
        auto devices = store_.devices();
        HYPHA_SYNC_TRY(devices);
        for (DeviceRow& device : *devices) {
            device.revoked_ms = now_ms();
            HYPHA_SYNC_TRY(store_.put_device(device));
        }
        const auto figures = store_.figures();
        HYPHA_SYNC_TRY(figures);
        HYPHA_SYNC_TRY(store_.set_quota(0)); // a device that was not told cannot bring it back
        AccountReply reply = reply_of(Done{});
        reply.signs_out = reply.erases = true;
        reply.figures = *figures;
        return reply;
    });
}

Result<std::uint64_t> Accounts::erase(const StreamId& stream) {
    constexpr std::size_t kAtOnce = 500;
    return in_transaction(store_, stream, [&]() -> Result<std::uint64_t> {
        auto gone = store_.erase_some(kAtOnce);
        if (gone && *gone == 0) {
            HYPHA_SYNC_TRY(store_.put_stream({}));
            HYPHA_SYNC_TRY(store_.set_usage(0));
        }
        return gone;
    });
}

} // namespace hypha::edge
