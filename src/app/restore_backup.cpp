#include "app/restore_backup.hpp"

#include <algorithm>
#include <utility>

#include "app/follow_route.hpp"
#include "app/make_room.hpp"
#include "app/records.hpp"
#include "app/remind_backup.hpp"
#include "app/replace_journal.hpp"
#include "app/show_toast.hpp"
#include "storage/place_files.hpp"
#include "storage/salvage.hpp"

namespace hypha::app {
namespace {

constexpr std::uint32_t kPartBytes = 2U << 20U;

bool is_ours(const Workplace& work, std::uint32_t ticket) {
    return ticket != 0 && work.memory.restore.ticket == ticket;
}

bool may_replace(const Workplace& work) {
    return work.state.phase == Phase::ready && work.database && work.database->durable() &&
           work.state.backup.phase != BackupPhase::gathering && !work.state.storage.read_only && !is_making_room(work);
}

void fail_restore(Workplace& work, const std::string& code) {
    const Restore shown = work.state.restore;
    drop_restore(work);
    work.state.restore = {.phase = RestorePhase::failed,
                          .from_damaged = shown.from_damaged,
                          .name = shown.name,
                          .facts = {},
                          .failure = code};
    work.touch();
}

// The device is full: the write that failed is tried once more after room was made. False when that is no way out.
bool try_again(Workplace& work, const std::string& code, void (*again)(Workplace&)) {
    if (code != "storage_full" || std::exchange(work.memory.restore.room_was_made, true)) {
        return false;
    }
    const Restore& restore = work.state.restore;
    make_room(work, {.needed_bytes = restore.size_bytes - restore.done_bytes + kRoomForRows_bytes,
                     .then = [ticket = work.memory.restore.ticket, again](Workplace& later, bool made) {
                         if (is_ours(later, ticket)) {
                             made ? again(later) : fail_restore(later, "storage_full");
                         }
                     }});
    return true;
}

void ask_next_part(Workplace& work) {
    work.postbox.send(ports::ReadFile{work.memory.restore.ticket, work.state.restore.done_bytes, kPartBytes});
    work.touch();
}

void ask_person(Workplace& work, const CopyFacts& facts, const std::string& candidate) {
    work.state.restore.phase = RestorePhase::asking;
    work.state.restore.facts = facts;
    work.memory.restore.candidate = candidate;
    work.state.overlay = RestoreQuestion{};
    work.touch();
}

void check_file(Workplace& work) {
    const auto facts = work.memory.restore.incoming->check();
    if (!facts) {
        return fail_restore(work, facts.error().code);
    }
    const auto photos = work.memory.restore.incoming->photo_count();
    ask_person(work, {facts->finds, photos.value_or(0), facts->size_bytes, facts->made_ms},
               storage::incoming_file(work.memory.place));
}

void replace(Workplace& work) {
    const Restore done = work.state.restore;
    const std::string candidate = work.memory.restore.candidate;
    work.memory.restore = RestoreRun{}; // the file stays: it is about to be the journal
    work.state.restore = Restore{};
    if (!replace_journal(work, candidate)) {
        work.state.restore = {.phase = RestorePhase::failed,
                              .from_damaged = done.from_damaged,
                              .name = done.name,
                              .facts = {},
                              .failure = std::exchange(work.state.storage.failure, "")};
        return;
    }
    if (!done.from_damaged && done.facts.made_ms > 0) {
        remember_backup(work, done.facts.made_ms);
    }
    work.state.restore.missing_photos = done.missing_photos;
    go_to(work, Route{Screen::journal, {}, {}});
    show_toast(work, {.kind = ToastKind::restored,
                      .can_undo = true,
                      .count = static_cast<std::int64_t>(work.state.journal.counts[0])});
}

void send_photo(Workplace& work) {
    const RestoreRun& run = work.memory.restore;
    const storage::BackupPhoto& photo = run.on_its_way;
    work.postbox.send(ports::KeepPhoto{run.ticket, photo.sha256, photo.part, photo.bytes});
}

void keep_next_photo(Workplace& work) {
    RestoreRun& run = work.memory.restore;
    const auto photo = run.incoming->next_photo();
    if (!photo) {
        return fail_restore(work, photo.error().code);
    }
    work.touch();
    if (*photo) {
        run.keeping = (*photo)->part == "original" ? (*photo)->sha256 : "";
        run.on_its_way = **photo;
        send_photo(work);
    } else if (const auto finished = run.incoming->finish(); !finished) {
        fail_restore(work, finished.error().code);
    } else {
        replace(work);
    }
}

} // namespace

void pick_backup(Workplace& work) {
    if (may_replace(work)) {
        drop_restore(work);
        work.memory.restore.ticket = work.take_tickets();
        work.postbox.send(ports::PickFile{work.memory.restore.ticket});
        work.touch();
    }
}

void backup_picked(Workplace& work, const ports::FilePicked& picked) {
    if (!is_ours(work, picked.ticket) || work.state.restore.phase != RestorePhase::idle || !may_replace(work)) {
        return;
    }
    auto incoming = storage::Incoming::begin(work.memory.place);
    work.state.restore.name = picked.name;
    if (!incoming) {
        return fail_restore(work, incoming.error().code);
    }
    work.memory.restore.incoming = std::make_unique<storage::Incoming>(std::move(*incoming));
    work.state.restore.phase = RestorePhase::reading;
    work.state.restore.size_bytes = picked.size_bytes;
    ask_next_part(work);
}

void read_set_aside(Workplace& work, const std::string& file) {
    const auto& aside = work.state.copies.set_aside;
    if (!may_replace(work) || std::ranges::find(aside, file, &SetAside::file) == aside.end()) {
        return;
    }
    drop_restore(work);
    work.state.restore.from_damaged = true;
    work.state.restore.name = file;
    const auto read = storage::salvage(work.memory.place, file);
    if (!read) {
        return fail_restore(work, read.error().code);
    }
    ask_person(work, {read->finds, read->photos, 0, 0}, storage::salvaged_file(work.memory.place));
}

void restore_part_read(Workplace& work, const ports::FileRead& read) {
    if (!is_ours(work, read.ticket) || work.state.restore.phase != RestorePhase::reading) {
        return;
    }
    if (read.bytes.empty()) {
        work.postbox.send(ports::DropFile{read.ticket});
        check_file(work);
    } else if (const auto added = work.memory.restore.incoming->append(read.bytes); !added) {
        if (!try_again(work, added.error().code, ask_next_part)) {
            fail_restore(work, added.error().code);
        }
    } else {
        work.state.restore.done_bytes += static_cast<std::int64_t>(read.bytes.size());
        ask_next_part(work);
    }
}

void restore_now(Workplace& work) {
    if (work.state.restore.phase != RestorePhase::asking) {
        return;
    }
    work.state.overlay = std::monostate{};
    if (work.state.restore.from_damaged) {
        return replace(work);
    }
    work.state.restore.phase = RestorePhase::keeping;
    work.memory.restore.room_was_made = false;
    work.state.restore.done_bytes = 0; // now the photos take their space, about as much as the file
    keep_next_photo(work);
}

void restore_photo_kept(Workplace& work, const ports::PhotoKept& kept) {
    RestoreRun& run = work.memory.restore;
    if (!is_ours(work, kept.ticket) || work.state.restore.phase != RestorePhase::keeping) {
        return;
    }
    if (!kept.was_there && !run.keeping.empty()) {
        run.new_photos.push_back(run.keeping);
    }
    ++work.state.restore.done_photos;
    keep_next_photo(work);
}

void restore_failed(Workplace& work, const ports::FileFailed& failed) {
    if (!is_ours(work, failed.ticket)) {
        return;
    }
    // One damaged photo does not cost the journal; anything else would cost every photo after it too.
    if (work.state.restore.phase == RestorePhase::keeping && failed.code == "damaged") {
        ++work.state.restore.missing_photos;
        keep_next_photo(work);
    } else if (work.state.restore.phase != RestorePhase::keeping || !try_again(work, failed.code, send_photo)) {
        fail_restore(work, failed.code);
    }
}

void cancel_restore(Workplace& work) {
    drop_restore(work);
    work.state.overlay = std::monostate{};
    work.touch();
}

void undo_restore(Workplace& work) {
    if (may_replace(work) && undo_replace(work)) {
        show_toast(work, {.kind = ToastKind::restore_undone,
                          .count = static_cast<std::int64_t>(work.state.journal.counts[0])});
    }
}

void drop_restore(Workplace& work) {
    RestoreRun& run = work.memory.restore;
    if (run.incoming) {
        work.postbox.send(ports::DropFile{run.ticket});
        run.incoming.reset();
        (void)storage::remove_file(work.memory.place, storage::incoming_file(work.memory.place)); // or never made
    }
    if (work.database) {
        delete_unreferenced(work, run.new_photos);
    }
    run = RestoreRun{};
    work.state.restore = Restore{};
}

} // namespace hypha::app
