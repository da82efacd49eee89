#include "app/sync_account.hpp"

#include <array>
#include <cstring>
#include <utility>

#include "app/sync_journal.hpp"
#include "ports/account_answer.hpp"
#include "storage/sync_rows.hpp"

namespace hypha::app {
namespace {

constexpr std::size_t kKeys_bytes = 16 + 32 + 32;
constexpr std::array<const char*, 11> kWishes{"begin",  "take",   "restore",   "offer", "words", "devices",
                                              "rename", "revoke", "set_words", "leave", "delete"};

std::optional<AccountKeys> keys_of(std::span<const std::byte> bytes) {
    if (bytes.size() != kKeys_bytes) {
        return std::nullopt;
    }
    AccountKeys keys;
    std::memcpy(keys.stream.value.data(), bytes.data(), 16);
    std::memcpy(keys.content.bytes.data(), bytes.data() + 16, 32);
    std::memcpy(keys.blobs.bytes.data(), bytes.data() + 48, 32);
    return keys;
}

// The journal stays; what syncing kept of it goes.
void leave(Workplace& work) {
    drop_sync(work);
    if (work.database) {
        work.keep(storage::end_recording(*work.database));
    }
    work.state.sync.known = true;
}

void come_in(Workplace& work, std::span<const std::byte> bytes) {
    work.memory.sync.account = keys_of(bytes);
    work.state.sync.typed.clear();
    begin_syncing(work);
    ask_account(work, {.ask = AccountAsk::devices});
    sync_now(work, true);
}

void done(Workplace& work, AccountAsk asked, const ports::AccountAnswer& answer, std::span<const std::byte> bytes) {
    Syncing& sync = work.state.sync;
    switch (asked) {
    case AccountAsk::begin:
    case AccountAsk::take:
    case AccountAsk::restore: return come_in(work, bytes);
    case AccountAsk::offer: sync.offer = {answer.words, answer.modules, answer.until_ms}; return;
    case AccountAsk::words: sync.words = answer.words; return;
    case AccountAsk::devices:
        sync.words_open = answer.words_open;
        sync.devices = answer.devices;
        return;
    case AccountAsk::rename:
    case AccountAsk::revoke:
    case AccountAsk::set_words: return ask_account(work, {.ask = AccountAsk::devices});
    case AccountAsk::leave:
    case AccountAsk::remove: return leave(work);
    }
}

} // namespace

void find_account(Workplace& work) {
    if (work.database && work.database->durable() && !work.database->read_only()) {
        work.postbox.send(ports::FindAccount{});
    }
}

void account_found(Workplace& work, const ports::AccountFound& found) {
    if (!work.database) {
        return;
    }
    work.state.sync.known = true;
    work.touch();
    if (auto keys = keys_of(found.bytes); keys && !work.memory.sync.account) {
        work.memory.sync.account = std::move(keys);
        begin_syncing(work);
        sync_now(work);
    }
}

void ask_account(Workplace& work, const command::AskAccount& wish) {
    SyncRun& run = work.memory.sync;
    if (run.account_ticket != 0 || !work.database) {
        return;
    }
    run.account_ticket = work.take_tickets();
    Syncing& sync = work.state.sync;
    sync.asking = true;
    sync.asked = wish.ask;
    if (wish.ask != AccountAsk::devices) { // which nobody asked for by a tap
        sync.problem.clear();
    }
    work.touch();
    work.postbox.send(ports::AskAccount{run.account_ticket, kWishes[static_cast<std::size_t>(wish.ask)], wish.value,
                                        wish.device, wish.name});
}

void account_answered(Workplace& work, const ports::AccountAnswered& answered) {
    SyncRun& run = work.memory.sync;
    if (answered.ticket == 0 || answered.ticket != run.account_ticket) {
        return;
    }
    run.account_ticket = 0;
    Syncing& sync = work.state.sync;
    sync.asking = false;
    if (sync.asked != AccountAsk::devices) {
        sync.problem = answered.code;
    } else if (answered.code.empty() && sync.problem == "no_network") {
        sync.problem.clear(); // what was said of a wish before is no longer so
    }
    work.touch();
    if (answered.code.empty()) {
        done(work, sync.asked, ports::read_account_answer(answered.answer), answered.bytes);
    }
}

void question_account(Workplace& work, const command::QuestionAccount& wish) {
    work.state.overlay = AccountQuestion{wish.ask, wish.device};
    work.touch();
}

void edit_pairing(Workplace& work, const command::EditPairing& wish) {
    work.state.sync.typed = wish.text;
    work.state.sync.restoring = wish.restoring;
    work.state.sync.problem.clear();
    work.touch();
}

void hide_account_words(Workplace& work) {
    Syncing& sync = work.state.sync;
    if (!sync.words.empty() || !sync.offer.words.empty() || !sync.typed.empty()) {
        sync.words.clear();
        sync.typed.clear();
        sync.offer = {};
        work.touch();
    }
}

} // namespace hypha::app
