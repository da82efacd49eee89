#include "app/sync_journal.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "app/settings.hpp"
#include "app/sync_account.hpp"
#include "app/sync_conflicts.hpp"
#include "app/sync_photos.hpp"
#include "app/sync_rows.hpp"
#include "core/sync/http_form.hpp"
#include "storage/transaction.hpp"

namespace hypha::app {
namespace {

constexpr std::uint32_t kMostRefusals = 20; // one after the other: an edge and a replica that do not agree
constexpr double kFirstWait_ms = 5'000;     // doubled with each round that failed
constexpr double kLongestWait_ms = 15 * 60'000.0;
constexpr const char* kPaused = "sync_paused";
constexpr const char* kPhotosAnywhere = "sync_photos_anywhere";
constexpr const char* kLast = "sync_last_ms";
constexpr const char* kSent = "sync_sent_bytes";
constexpr const char* kReceived = "sync_received_bytes";

bool may_sync(const Workplace& work) {
    return work.state.sync.here && !work.state.sync.paused && work.database && !work.database->read_only() &&
           work.state.phase == Phase::ready && work.memory.sync.store && work.memory.sync.account;
}

bool is_out(const SyncRun& run) { return run.session != nullptr; }

// Photos wait for a connection that is not paid by its size.
bool photos_wait(const Workplace& work) { return work.memory.sync.metered && !work.state.sync.photos_anywhere; }

// What a status says that came with no answer to the request.
const char* failure_of(std::uint32_t status) { return status == 429 || status == 503 ? "busy" : "not_understood"; }

void begin_waiting(Workplace& work) {
    SyncRun& run = work.memory.sync;
    const double wait = kFirstWait_ms * static_cast<double>(1U << std::min<std::uint32_t>(run.failures, 8));
    run.not_before_ms = work.clock.monotonic_ms() + std::min(wait, kLongestWait_ms);
    ++run.failures;
}

void count_bytes(Workplace& work, const ports::EdgeAnswered& answered) {
    work.state.sync.sent_bytes += answered.sent_bytes;
    work.state.sync.received_bytes += answered.received_bytes;
}

} // namespace

void count_waiting(Workplace& work) {
    SyncRun& run = work.memory.sync;
    if (!run.store || !work.database) {
        return;
    }
    Syncing& sync = work.state.sync;
    sync.waiting = run.store->waiting().value_or(sync.waiting);
    sync.photos_up = run.store->transfers(sync::Transfer::upload).value_or(0) +
                     storage::count_unsent_photos(*work.database).value_or(0);
    sync.photos_down = run.store->transfers(sync::Transfer::download).value_or(0);
    const auto aside = run.store->set_aside_rows();
    sync.refused = run.unreadable + (aside ? static_cast<std::int64_t>(aside->size()) : 0);
    sync.photos_wait = photos_wait(work) && sync.photos_up + sync.photos_down > 0;
}

void end_round(Workplace& work, const std::string& failure) {
    SyncRun& run = work.memory.sync;
    run.drop_round();
    Syncing& sync = work.state.sync;
    sync.phase = failure.empty()           ? SyncPhase::idle
                 : failure == "no_network" ? SyncPhase::no_connection
                                           : SyncPhase::failed;
    sync.failure = failure;
    if (failure.empty()) {
        run.failures = 0;
        run.not_before_ms = 0;
        sync.last_ms = work.clock.wall_ms();
        write_setting(work, kLast, std::to_string(sync.last_ms));
        const Route& route = work.state.route;
        if (sync.devices.empty() || (route.screen == Screen::me && route.section == MeSection::sync)) {
            ask_account(work, {.ask = AccountAsk::devices}); // one may have come in since
        }
    } else {
        begin_waiting(work);
        if (failure == "no_network") {
            work.postbox.send(ports::WishSync{});
        }
    }
    write_setting(work, kSent, std::to_string(sync.sent_bytes));
    write_setting(work, kReceived, std::to_string(sync.received_bytes));
    count_waiting(work);
    run.left_behind = failure.empty() ? sync.waiting : 0;
    if (std::exchange(run.conflicts_behind, false)) {
        list_conflicts(work);
    }
    work.touch();
}

void go_on_syncing(Workplace& work) {
    SyncRun& run = work.memory.sync;
    if (!is_out(run) || run.ticket != 0 || run.photo.ticket != 0) {
        return;
    }
    const auto made = make_operations(work);
    if (!made) {
        return end_round(work, made.error().code);
    }
    if (keep_arrived_photo(work)) {
        return;
    }
    const auto request = run.session->next();
    if (!request) {
        if (request.error().code != "not_staged" || !seal_again(work)) {
            end_round(work, request.error().code);
        }
        return;
    }
    if (!*request) {
        if (photos_wait(work) || !seal_next_photo(work)) {
            end_round(work, "");
        }
        return;
    }
    const sync::HttpForm form = sync::http_form(**request);
    run.ticket = work.take_tickets();
    work.postbox.send(ports::AskEdge{run.ticket, std::string(form.method), form.target, std::string(form.content_type),
                                     form.content_type.empty() ? std::span<const std::byte>{}
                                                               : std::as_bytes(std::span((*request)->body))});
}

void edge_answered(Workplace& work, const ports::EdgeAnswered& answered) {
    SyncRun& run = work.memory.sync;
    if (answered.ticket == 0 || answered.ticket != run.ticket || !is_out(run) || !work.database) {
        return;
    }
    run.ticket = 0;
    count_bytes(work, answered);
    if (answered.status == 0) {
        run.session->failed();
        return end_round(work, "no_network");
    }
    if (answered.status == 401) { // the worker signed in again in vain
        return end_round(work, "signed_out");
    }
    auto transaction = storage::Transaction::begin(*work.database);
    if (!transaction) {
        return end_round(work, transaction.error().code);
    }
    const auto taken = run.session->answered(
        {static_cast<int>(answered.status),
         std::string(reinterpret_cast<const char*>(answered.bytes.data()), answered.bytes.size())});
    if (!taken) {
        return end_round(work, taken.error().code);
    }
    const auto changed = apply_changed(work);
    if (!changed) {
        return end_round(work, changed.error().code);
    }
    if (const auto committed = transaction->commit(); !committed) {
        return end_round(work, committed.error().code);
    }
    show_changed(work, *changed);
    if (*taken == sync::Answer::not_understood) {
        return end_round(work, failure_of(answered.status));
    }
    run.refusals = *taken == sync::Answer::refused ? run.refusals + 1 : 0;
    if (run.refusals > kMostRefusals) {
        return end_round(work, "refused");
    }
    go_on_syncing(work);
}

void sync_now(Workplace& work, bool wished) {
    SyncRun& run = work.memory.sync;
    if (!may_sync(work) || is_out(run)) {
        run.due = run.due || wished;
        return;
    }
    if (!wished && work.clock.monotonic_ms() < run.not_before_ms) {
        return;
    }
    run.due = false;
    run.refusals = 0;
    run.session = std::make_unique<sync::SyncSession>(*run.store, *run.surroundings, sync::kPart_bytes,
                                                      run.sealer.get(), !photos_wait(work));
    work.state.sync.phase = SyncPhase::working;
    work.state.sync.failure.clear();
    work.touch();
    go_on_syncing(work);
}

void pause_sync(Workplace& work, bool paused) {
    work.state.sync.paused = paused;
    write_setting(work, kPaused, paused ? "1" : "0");
    if (paused) {
        work.memory.sync.drop_round();
        work.state.sync.phase = SyncPhase::idle;
        count_waiting(work);
    }
    work.touch();
    sync_now(work, true);
}

void let_photos_go_anywhere(Workplace& work, bool anywhere) {
    work.state.sync.photos_anywhere = anywhere;
    write_setting(work, kPhotosAnywhere, anywhere ? "1" : "0");
    count_waiting(work);
    work.touch();
    work.memory.sync.due = true;
}

void sync_due(Workplace& work) {
    SyncRun& run = work.memory.sync;
    run.due = work.memory.visible;
    run.not_before_ms = 0;
}

void rest_from_syncing(Workplace& work) {
    SyncRun& run = work.memory.sync;
    if (!may_sync(work) || is_out(run) || !work.state.online || !work.memory.visible ||
        work.clock.monotonic_ms() < run.not_before_ms) {
        return;
    }
    if (run.due || run.store->waiting().value_or(0) != run.left_behind) {
        sync_now(work);
    }
}

void sync_when_connected(Workplace& work, const ports::ConnectionChanged& changed) {
    SyncRun& run = work.memory.sync;
    const bool better = changed.online && (!work.state.online || (run.metered && !changed.metered));
    run.metered = changed.metered;
    if (better) {
        run.not_before_ms = 0;
        run.failures = 0;
        run.due = true;
    }
    count_waiting(work);
}

void begin_syncing(Workplace& work) {
    SyncRun& run = work.memory.sync;
    if (!work.database || work.database->read_only() || !run.account) {
        return;
    }
    run.surroundings = std::make_unique<DeviceSurroundings>(work.clock, work.random);
    run.sealer = std::make_unique<ValueSealer>(run.account->content, work.random);
    run.store = std::make_unique<storage::SyncStore>(*work.database);
    if (!work.keep(storage::begin_recording(*work.database, run.account->stream)) ||
        !work.keep(run.replica().join(run.account->stream))) {
        run.store.reset();
        return;
    }
    Syncing& sync = work.state.sync;
    sync.here = true;
    sync.paused = read_setting(work, kPaused) == "1";
    sync.photos_anywhere = read_setting(work, kPhotosAnywhere) == "1";
    sync.last_ms = read_integer(work, kLast).value_or(0);
    sync.sent_bytes = read_integer(work, kSent).value_or(0);
    sync.received_bytes = read_integer(work, kReceived).value_or(0);
    run.due = true;
    count_waiting(work);
    list_conflicts(work);
    work.touch();
}

void drop_sync(Workplace& work) {
    SyncRun& run = work.memory.sync;
    const bool metered = run.metered;
    run = SyncRun{};
    run.metered = metered;
    work.state.sync = Syncing{};
    work.touch();
}

} // namespace hypha::app
