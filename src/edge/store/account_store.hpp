// What an edge keeps of accounts: their keys, their devices with the hashes of their sessions, challenges that were used, pairing
// offers. No secret of a person is among it: names are sealed, what an offer wraps is sealed, tokens are hashes.
// Every row is found by its stream first, as in sync::EdgeStore, but for an offer, which is found by its lookup: whoever takes it knows
// no stream yet. What says "outside" needs no transaction and makes no row, so that a stranger's question leaves nothing behind.
// Both stores must pass tests/contract/account_store_contract.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/sync/account_wire.hpp"

namespace hypha::edge {

using TokenHash = std::array<std::uint8_t, 32>;

struct AccountRow {
    sync::account::Key key{};
    std::int64_t added_ms = 0;
    bool words_open = true;
    std::optional<TokenHash> ticket; // of the offer that was taken last
    std::int64_t ticket_until_ms = 0;
    bool operator==(const AccountRow&) const = default;
};

struct DeviceRow {
    sync::account::Key key{};
    std::string name; // sealed
    std::int64_t added_ms = 0;
    std::int64_t seen_ms = 0;
    std::int64_t revoked_ms = 0; // 0: it is not
    TokenHash token{};
    std::optional<TokenHash> previous; // good for a moment after rotated_ms
    std::int64_t rotated_ms = 0;
    std::int64_t expires_ms = 0;
    bool operator==(const DeviceRow&) const = default;
};

struct OfferRow {
    sync::StreamId stream;
    std::string wrapped;
    bool operator==(const OfferRow&) const = default;
};

class AccountStore {
public:
    virtual ~AccountStore() = default;

    // Of the transaction's stream.
    virtual Result<std::optional<AccountRow>> account() = 0;
    virtual Result<void> put_account(const AccountRow& row) = 0;
    // In the order in which they came.
    virtual Result<std::vector<DeviceRow>> devices() = 0;
    virtual Result<void> put_device(const DeviceRow& row) = 0;
    virtual Result<void> drop_device(const sync::account::Key& key) = 0;
    // False: it was used before. Forgets those that ended before `now_ms`.
    virtual Result<bool> use_challenge(std::string_view challenge, std::int64_t ends_ms, std::int64_t now_ms) = 0;
    // In place of the stream's offer before it. Forgets all offers that ended. False: another stream has that lookup.
    virtual Result<bool> put_offer(const sync::account::Lookup& lookup, std::string_view wrapped, std::int64_t until_ms,
                                   std::int64_t now_ms) = 0;

    // Outside.
    virtual Result<bool> has_account(const sync::StreamId& stream) = 0;
    // The device whose session has, or had just before, this hash.
    virtual Result<std::optional<DeviceRow>> device_of_token(const sync::StreamId& stream, const TokenHash& token) = 0;
    // Takes it away: whoever asks second finds none, and so does whoever comes too late.
    virtual Result<std::optional<OfferRow>> take_offer(const sync::account::Lookup& lookup, std::int64_t now_ms) = 0;
    // 32 bytes that all edges of this store share: `proposed`, or what was proposed first.
    virtual Result<std::string> shared_secret(std::string_view proposed) = 0;
};

} // namespace hypha::edge
