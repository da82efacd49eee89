// What a round of syncing works with, between events. Not copied: whoever drops it drops the round, and nothing else is lost, for all
// that must last is in the store.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "core/sync/replica.hpp"
#include "core/sync/sync_session.hpp"
#include "keys/sealed_value.hpp"
#include "keys/secret.hpp"
#include "ports/clock.hpp"
#include "ports/random.hpp"
#include "storage/sync_rows.hpp"
#include "storage/sync_store.hpp"

namespace hypha::app {

struct AccountKeys {
    sync::StreamId stream;
    keys::Secret<32> content;
    keys::Secret<32> blobs;
};

class ValueSealer final : public sync::Sealer {
public:
    ValueSealer(const keys::Secret<32>& key, ports::Random& random) : key_(key), random_(random) {}
    sync::Bytes seal(std::string_view bound_to, std::string_view value) override {
        return keys::seal(key_, bound_to, value, random_);
    }
    [[nodiscard]] Result<sync::Bytes> open(std::string_view bound_to, std::string_view sealed) const override {
        return keys::open_sealed(key_, bound_to, sealed);
    }

private:
    keys::Secret<32> key_;
    ports::Random& random_;
};

class DeviceSurroundings final : public sync::Surroundings {
public:
    DeviceSurroundings(ports::Clock& clock, ports::Random& random) : clock_(clock), random_(random) {}
    [[nodiscard]] std::int64_t wall_ms() const override { return clock_.wall_ms(); }
    std::uint64_t random() override { return random_.next(); }

private:
    ports::Clock& clock_;
    ports::Random& random_;
};

// The photo that is on its way between the photo store and the edge.
struct PhotoOnItsWay {
    std::uint32_t ticket = 0; // 0: none
    bool arrives = false;
    storage::UnsentPhoto photo;
    sync::BlobHash hash{}; // of one that arrives, or whose bytes are wanted once more
    bool again = false;    // its bytes are wanted once more
};

struct SyncRun {
    std::uint32_t account_ticket = 0; // of a wish about the account; 0: none is out
    std::optional<AccountKeys> account;
    std::unique_ptr<DeviceSurroundings> surroundings;
    std::unique_ptr<ValueSealer> sealer;
    std::unique_ptr<storage::SyncStore> store;  // of the open database
    std::unique_ptr<sync::SyncSession> session; // of the round that is under way
    std::uint32_t ticket = 0;                   // of the request that is out
    PhotoOnItsWay photo;
    std::uint32_t refusals = 0;  // one after the other
    std::uint32_t failures = 0;  // rounds one after the other that did not end well
    double not_before_ms = 0;    // monotonic; nobody asked for a round of its own before that
    std::int64_t unreadable = 0; // of this session: what could not be sent or read
    bool due = false;            // something was written, heard or wished since the last round began
    bool conflicts_behind = false;
    bool metered = false;
    std::int64_t left_behind =
        0; // changes that a round which ended well could not send: they begin no round of their own

    // Over the open database. Only while there is a store.
    [[nodiscard]] sync::Replica replica() { return {*store, *surroundings, sealer.get()}; }
    // What is out finds nobody when it comes.
    void drop_round() {
        session.reset();
        ticket = 0;
        photo = {};
    }
};

} // namespace hypha::app
