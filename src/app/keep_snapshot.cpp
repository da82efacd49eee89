#include "app/keep_snapshot.hpp"

#include <algorithm>

#include "app/list_copies.hpp"
#include "app/settings.hpp"
#include "storage/snapshot.hpp"

namespace hypha::app {
namespace {

constexpr std::int64_t kWeekMs = std::int64_t{7} * 24 * 60 * 60 * 1000;
constexpr std::int64_t kRoomBytes = 50'000'000; // left to photos and to the browser after the copy
constexpr const char* kBehind = "snapshot_behind";
constexpr const char* kTaken = "snapshot_ms";

bool is_busy(const Workplace& work) {
    const State& state = work.state;
    return state.console.pending || state.field.phase == FieldPhase::working ||
           state.backup.phase == BackupPhase::gathering || (state.outgoing && !state.outgoing->ready) ||
           state.restore.phase == RestorePhase::reading || state.restore.phase == RestorePhase::asking ||
           state.restore.phase == RestorePhase::keeping ||
           std::ranges::any_of(state.observations, [](const auto& entry) { return is_working(entry.second); });
}

// Where the browser says nothing about space, there is room until a write says otherwise.
bool has_room(const Workplace& work) {
    const StorageStatus& storage = work.state.storage;
    const std::int64_t wanted = 2 * work.state.copies.journal_bytes + kRoomBytes;
    return storage.failure != "storage_full" &&
           (storage.quota_bytes == 0 || storage.quota_bytes - storage.used_bytes > wanted);
}

bool is_due(const Workplace& work) {
    const std::int64_t taken = work.memory.snapshot_ms;
    const std::int64_t now = work.clock.wall_ms();
    return taken > now || now - taken > kWeekMs; // in the future: a clock was wrong, the copy's age is unknown
}

} // namespace

void read_snapshot_times(Workplace& work) {
    work.memory.snapshot_behind = read_integer(work, kBehind).value_or(0) == 1;
    work.memory.snapshot_ms = read_integer(work, kTaken).value_or(0);
}

void mark_finds_changed(Workplace& work) {
    if (work.database && work.database->durable() && !work.database->read_only() && !work.memory.snapshot_behind) {
        work.memory.snapshot_behind = true;
        write_setting(work, kBehind, "1");
    }
}

void keep_snapshot(Workplace& work) {
    if (work.state.phase != Phase::ready || !work.database || !work.database->durable() || work.database->read_only() ||
        is_busy(work)) {
        return;
    }
    if (!work.memory.snapshot_behind || work.state.journal.counts[0] == 0 || !has_room(work) || !is_due(work)) {
        return;
    }
    // A copy that could not be made is not worth a word to anybody: the journal is whole. It is tried again next week.
    if (storage::take_snapshot(*work.database, work.clock.wall_ms())) {
        work.memory.snapshot_behind = false;
        write_setting(work, kBehind, "0");
    }
    work.memory.snapshot_ms = work.clock.wall_ms();
    write_setting(work, kTaken, std::to_string(work.memory.snapshot_ms));
    list_copies(work);
}

} // namespace hypha::app
