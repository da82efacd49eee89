// What an edge does for accounts: one request is one answer, on a store's thread. Bodies are core/sync/account_wire.hpp; a refusal is
// wire::Refusal with one of these codes:
//   400 malformed        403 challenge_wrong (none of ours, or ended) · signature_wrong · device_unknown · device_revoked ·
//   registration_closed · ticket_wrong (words alone let nobody in)        404 no_device · no_offer        409 challenge_used ·
//   device_known · too_many_devices · offer_taken        410 account_deleted        503 store_failed
// A device that registers shows two signatures: the account's key vouches for it, its own key proves that it is there. The first
// device, a paired one and one restored from words all come this way; what they share is the account's secret, which is never here.
// Whoever has that secret can register devices. So a revocation may also close the words: then only an offer of a device that is in lets
// another in, by the ticket that the edge gives to whoever takes the offer.
#pragma once

#include <cstdint>
#include <string>

#include "core/sync/replica_store.hpp"
#include "edge/accounts/account_times.hpp"
#include "edge/accounts/session_cookie.hpp"
#include "edge/store/served_store.hpp"

namespace hypha::edge {

enum class AccountAction {
    challenge,
    enter,
    sign_in,
    rotate,
    devices,
    rename,
    revoke,
    words,
    offer,
    take,
    remove,
    export_page
};

struct AccountRequest {
    AccountAction action = AccountAction::challenge;
    std::string body;
    std::string host; // the field Host: what a statement must name
    TokenName token;  // of an action that needs a session
    std::string from; // of export_page
};

struct AccountReply {
    int status = 200;
    std::string body;
    std::string code{};       // of a refusal, for whoever counts
    std::string token;        // a new session's, for the cookie
    std::int64_t seconds = 0; // its life
    bool signs_out = false;   // the session that asked is over
    bool erases = false;      // all of the stream is to go: erase(), until it says 0
    StreamFigures figures;    // of what is to go
    const char* type = "application/cbor";
};

// Of a page of the export, wherever it was made.
AccountReply export_reply(Result<std::string> page, std::int64_t now_ms);

class Accounts {
public:
    Accounts(ServedStore& store, sync::Surroundings& surroundings, const AccountTimes& times)
        : store_(store), surroundings_(surroundings), times_(times) {}

    AccountReply answer(const AccountRequest& request);
    // A step of removing all that is kept of a stream. Answers how much went.
    Result<std::uint64_t> erase(const sync::StreamId& stream);

private:
    // Error::code is a code of above, else the store failed.
    Result<AccountReply> challenge();
    Result<AccountReply> enter(const AccountRequest& request);
    Result<AccountReply> add_device(const sync::account::Register& message, std::int64_t challenge_ends_ms);
    Result<AccountReply> sign_in(const AccountRequest& request);
    Result<AccountReply> rotate(const AccountRequest& request);
    Result<AccountReply> devices(const AccountRequest& request);
    Result<AccountReply> rename(const AccountRequest& request);
    Result<AccountReply> revoke(const AccountRequest& request);
    Result<AccountReply> words(const AccountRequest& request);
    Result<AccountReply> offer(const AccountRequest& request);
    Result<AccountReply> take(const AccountRequest& request);
    Result<AccountReply> remove(const AccountRequest& request);

    // Within a transaction of the stream: the device that asks, anew, for it may have been revoked since its cookie was looked at.
    Result<DeviceRow> asking(const TokenName& token);
    Result<DeviceRow> device_named(const sync::account::Key& key);
    Result<std::int64_t> open_challenge(std::string_view challenge);
    Result<void> use_challenge(std::string_view challenge, std::int64_t ends_ms);
    AccountReply begin_session(DeviceRow& device, const sync::StreamId& stream, bool keeps_previous);
    [[nodiscard]] std::int64_t now_ms() const { return surroundings_.wall_ms(); }

    ServedStore& store_;
    sync::Surroundings& surroundings_;
    AccountTimes times_;
};

} // namespace hypha::edge
