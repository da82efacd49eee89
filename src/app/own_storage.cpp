#include "app/own_storage.hpp"

#include "app/back_up.hpp"
#include "app/choose_look.hpp"
#include "app/export_finds.hpp"
#include "app/follow_route.hpp"
#include "app/hand_over.hpp"
#include "app/import_finds.hpp"
#include "app/keep_journal.hpp"
#include "app/keep_snapshot.hpp"
#include "app/list_copies.hpp"
#include "app/look_again.hpp"
#include "app/make_room.hpp"
#include "app/prepare_field.hpp"
#include "app/query_own_rows.hpp"
#include "app/read_news.hpp"
#include "app/recover_journal.hpp"
#include "app/restore_backup.hpp"
#include "app/resume_drafts.hpp"
#include "app/send_file.hpp"
#include "app/send_stories.hpp"
#include "app/settings.hpp"
#include "app/share_picture.hpp"
#include "app/show_toast.hpp"
#include "app/sync_account.hpp"
#include "app/sync_journal.hpp"

namespace hypha::app {
namespace {

constexpr std::int64_t kRoomToOpen_bytes = 8 << 20; // a migration writes tables anew, beside a copy of the old ones

void read_all(Workplace& work) {
    read_look(work);
    if (const auto privacy = read_choice(work, "place_privacy", 4)) {
        work.state.default_privacy = static_cast<PlacePrivacy>(*privacy);
    }
    work.state.storage.asked_to_persist = read_setting(work, "persist_asked") == "1";
    read_field(work);
    if (!work.state.storage.read_only) {
        purge_leftovers(work);
        resume_drafts(work);
    }
    refresh_journal(work);
    read_snapshot_times(work);
    list_copies(work);
    arrive(work);
}

// Everything that lived on the database; choices of look stay as they are.
void forget_all(Workplace& work) {
    for (auto& [id, observation] : work.state.observations) {
        for (SlotPhoto& photo : observation.photos) {
            work.stop(photo);
        }
    }
    forget_looking(work);
    drop_reading(work);
    drop_contributing(work);
    work.state.observations.clear();
    work.state.draft = {};
    work.state.journal = Journal{};
    work.state.load.reset();
    work.state.toast.reset();
    work.state.overlay = std::monostate{};
    work.state.damage.reset();
}

// What opening the journal came to: the open database, or the file that was set aside, or a failure's code.
struct Opened {
    std::unique_ptr<storage::Database> database;
    std::string damaged, failure;
};

Opened open_journal(Workplace& work, bool start_empty) {
    const auto place = work.mount_storage();
    if (!place) {
        return {nullptr, "", place.error().code};
    }
    work.memory.place = *place;
    if (const auto undecided = start_empty ? std::nullopt : undecided_damage(*place)) {
        return {nullptr, *undecided, ""};
    }
    auto opened = storage::Database::open(*place);
    if (!opened && opened.error().code == "newer_database") {
        opened = storage::Database::open_newer(*place);
        work.state.storage.read_only = opened.has_value();
    }
    if (opened) {
        return {std::move(*opened), "", ""};
    }
    return opened.error().code == "database_corrupt" ? Opened{nullptr, opened.error().detail, ""}
                                                     : Opened{nullptr, "", opened.error().code};
}

} // namespace

void close_storage(Workplace& work) {
    drop_backup(work);
    drop_outgoing(work);
    drop_restore(work);
    drop_export(work);
    forget_picture(work);
    drop_import(work);
    drop_sync(work);
    close_console(work, Undone::storage_lost); // its connection goes before the owner's
    forget_all(work);
    work.state.backup = Backup{};
    work.state.copies = Copies{};
    work.memory.finds_index.reset();
    work.database.reset();
}

void open_storage(Workplace& work, std::string_view mode, OpenChoices choices) {
    work.touch();
    if (mode == "other_tab") {
        work.state.phase = Phase::other_tab;
        return;
    }
    work.state.storage.failure.clear();
    work.state.storage.read_only = false;
    Opened journal = mode == "memory" ? Opened{} : open_journal(work, choices.start_empty);
    if (journal.failure == "storage_full" && !choices.room_was_made) {
        // Nothing is open and nothing was changed; whatever the end is, it is tried once more.
        choices.room_was_made = true;
        make_room(work, {.needed_bytes = kRoomToOpen_bytes,
                         .then = [kept = std::string(mode), choices](Workplace& later, bool) {
                             if (!later.database) {
                                 open_storage(later, kept, choices);
                             }
                         }});
        return;
    }
    work.show_storage_failure(journal.failure);
    if (!journal.database) {
        auto memory = storage::Database::open(storage::DatabasePlace::in_memory());
        if (!work.keep(memory)) {
            return;
        }
        journal.database = std::move(*memory);
    }
    work.database = std::move(journal.database);
    work.state.storage.durable = work.database->durable();
    work.state.phase = Phase::ready;
    if (!journal.damaged.empty()) {
        show_damage(work, journal.damaged);
    }
    read_all(work);
    find_account(work);
}

void storage_lost(Workplace& work, const ports::StorageLost& lost) {
    if (!work.database) {
        work.state.handover.owner_asleep = lost.code == "owner_asleep";
        work.touch();
        return;
    }
    hand_over_unsafe_photos(work);
    work.memory.lost_toast = work.state.toast.value_or(Toast{});
    close_storage(work);
    if (work.state.console.undone == Undone::storage_lost) {
        show_toast(work, {.kind = ToastKind::changes_undone});
    }
    work.state.storage.failure.clear();
    work.state.storage.short_bytes = 0;
    work.state.phase = Phase::other_tab;
    work.touch();
}

void read_all_again(Workplace& work) {
    forget_all(work);
    read_all(work);
    work.touch();
}

void storage_gained(Workplace& work, const ports::StorageGained& gained) {
    if (!work.database) {
        work.state.handover.owner_asleep = false;
        open_storage(work, gained.mode);
    }
}

void take_storage_over(Workplace& work) {
    if (work.state.phase == Phase::other_tab) {
        work.postbox.send(ports::TakeStorageOver{});
    }
}

void ask_to_persist(Workplace& work) {
    if (work.state.storage.durable && !work.state.storage.asked_to_persist) {
        work.state.storage.asked_to_persist = true;
        write_setting(work, "persist_asked", "1");
        work.postbox.send(ports::AskPersist{true});
    }
}

void ask_to_persist_again(Workplace& work) {
    if (work.state.storage.durable) {
        work.postbox.send(ports::AskPersist{true});
    }
}

void measure_storage(Workplace& work) {
    if (work.database) {
        work.postbox.send(ports::AskPersist{false});
    }
}

void persist_answered(Workplace& work, const ports::PersistAnswered& answered) {
    work.state.storage.persisted = answered.granted;
    work.state.storage.used_bytes = answered.used_bytes;
    work.state.storage.quota_bytes = answered.quota_bytes;
    work.touch();
}

void dismiss_storage_failure(Workplace& work) {
    if (!work.state.storage.failure.empty()) {
        work.state.storage.failure.clear();
        work.state.storage.short_bytes = 0;
        work.touch();
    }
}

} // namespace hypha::app
