#include "app/back_up.hpp"

#include "app/list_copies.hpp"
#include "app/remind_backup.hpp"
#include "app/send_file.hpp"
#include "app/show_toast.hpp"
#include "core/base/iso_date.hpp"
#include "storage/photo_table.hpp"

namespace hypha::app {
namespace {

constexpr const char* kBackupKind = "application/vnd.sqlite3";

bool is_ours(const Workplace& work, std::uint32_t ticket) { return ticket != 0 && work.memory.backup.ticket == ticket; }

void fail_backup(Workplace& work, const std::string& code) {
    drop_backup(work);
    work.state.backup.phase = BackupPhase::failed;
    work.state.backup.failure = code;
    work.touch();
}

std::string backup_name(const Workplace& work) {
    return "hypha-journal-" + iso_date(work.clock.wall_ms(), work.state.look.zone_offset_min) + ".sqlite";
}

void finish_backup(Workplace& work) {
    const auto made = work.memory.backup.writer->finish();
    if (!made) {
        return fail_backup(work, made.error().code);
    }
    work.memory.backup = BackupRun{};
    work.state.backup.phase = BackupPhase::idle;
    send_file(work, {made->file, backup_name(work), 0, made->size_bytes, false, ""}, kBackupKind, true);
    work.touch();
}

void ask_next_photo(Workplace& work) {
    const BackupRun& run = work.memory.backup;
    work.state.backup.done_photos = static_cast<std::int64_t>(run.next);
    work.touch();
    if (run.next == run.photos.size()) {
        return finish_backup(work);
    }
    work.postbox.send(ports::ReadPhoto{run.ticket, run.photos[run.next], run.thumbnail ? "thumbnail" : "original"});
}

void go_on(Workplace& work) {
    BackupRun& run = work.memory.backup;
    run.next += run.thumbnail ? 1 : 0;
    run.thumbnail = !run.thumbnail;
    ask_next_photo(work);
}

} // namespace

void back_up(Workplace& work, bool with_photos) {
    Backup& backup = work.state.backup;
    if (!work.database || !work.database->durable() || backup.phase == BackupPhase::gathering ||
        work.state.phase != Phase::ready) {
        return;
    }
    drop_outgoing(work);
    backup = {.with_photos = with_photos, .failure = {}, .last_ms = backup.last_ms, .due = backup.due};
    auto writer = storage::BackupWriter::begin(*work.database, work.clock.wall_ms());
    if (!writer) {
        return fail_backup(work, writer.error().code);
    }
    BackupRun& run = work.memory.backup;
    run.writer = std::make_unique<storage::BackupWriter>(std::move(*writer));
    if (with_photos) {
        auto photos = storage::PhotoTable(*work.database).originals();
        if (!photos) {
            return fail_backup(work, photos.error().code);
        }
        run.photos = std::move(*photos);
    }
    run.ticket = work.take_tickets();
    backup.phase = BackupPhase::gathering;
    backup.total_photos = static_cast<std::int64_t>(run.photos.size());
    ask_next_photo(work);
}

void cancel_backup(Workplace& work) {
    drop_backup(work);
    drop_outgoing(work);
    work.state.backup.phase = BackupPhase::idle;
    work.touch();
}

void backup_photo_read(Workplace& work, const ports::FileRead& read) {
    if (!is_ours(work, read.ticket)) {
        return;
    }
    const BackupRun& run = work.memory.backup;
    const auto added =
        run.writer->add_photo(run.photos[run.next], run.thumbnail ? "thumbnail" : "original", read.bytes);
    if (added) {
        go_on(work);
    } else {
        fail_backup(work, added.error().code);
    }
}

void backup_photo_failed(Workplace& work, const ports::FileFailed& failed) {
    if (!is_ours(work, failed.ticket)) {
        return;
    }
    work.state.backup.missing_photos += work.memory.backup.thumbnail ? 0 : 1;
    go_on(work);
}

void backup_saved(Workplace& work) {
    remember_backup(work, work.clock.wall_ms());
    show_toast(work, {.kind = ToastKind::backed_up});
}

void drop_backup(Workplace& work) { work.memory.backup = BackupRun{}; }

} // namespace hypha::app
