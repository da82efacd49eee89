// What screens know of syncing: the account, the last round, what waits, and words that stand in two versions.
// Filled by sync_account, sync_journal and sync_conflicts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/id.hpp"
#include "ports/account_answer.hpp"

namespace hypha::app {

enum class AccountAsk { begin, take, restore, offer, words, devices, rename, revoke, set_words, leave, remove };

using SyncDevice = ports::AccountDevice;

// What is shown to the device that comes in.
struct PairingOffer {
    std::string words;
    std::vector<std::string> modules; // rows of the QR code, '1' is dark
    std::int64_t until_ms = 0;
};

// Words of one find that two devices wrote without knowing of each other.
struct TextConflict {
    std::string copy; // key of the copy's row
    ObservationId find{};
    std::string now;  // what stands in the note
    std::string lost; // what was written elsewhere, or here
    std::int64_t written_ms = 0;
};

enum class SyncPhase { idle, working, no_connection, failed };

struct Syncing {
    bool known = false; // whether this device is in an account was asked and answered
    bool here = false;
    SyncPhase phase = SyncPhase::idle;
    std::string failure; // code of the last round: revoked, signed_out, not_understood, busy, or storage's
    bool paused = false;
    bool photos_anywhere = false; // else photos wait where the connection is paid by its size
    bool photos_wait = false;     // and do so now
    std::int64_t waiting = 0;     // changes that only this device has
    std::int64_t photos_up = 0, photos_down = 0;
    std::int64_t last_ms = 0; // when a round last ended with nothing left; 0: never
    std::int64_t sent_bytes = 0, received_bytes = 0;
    std::int64_t refused = 0; // changes that no edge will take
    std::vector<TextConflict> conflicts;

    // What was asked of the account, and what came of it.
    bool asking = false;
    AccountAsk asked = AccountAsk::devices;
    std::string problem; // code
    std::vector<SyncDevice> devices;
    bool words_open = true;
    PairingOffer offer;
    std::string words;      // 24, while they are shown
    std::string typed;      // a code or words that are being typed
    bool restoring = false; // what is typed are 24 words
};

} // namespace hypha::app
