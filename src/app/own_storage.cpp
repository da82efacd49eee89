#include "app/own_storage.hpp"

#include "app/choose_look.hpp"
#include "app/follow_route.hpp"
#include "app/hand_over.hpp"
#include "app/keep_journal.hpp"
#include "app/make_room.hpp"
#include "app/prepare_field.hpp"
#include "app/resume_drafts.hpp"
#include "app/settings.hpp"

namespace hypha::app {
namespace {

constexpr std::int64_t kRoomToOpen_bytes = 8 << 20; // a migration writes tables anew, beside a copy of the old ones

void read_all(Workplace& work) {
    read_look(work);
    if (const auto privacy = read_choice(work, "place_privacy", 4)) {
        work.state.default_privacy = static_cast<PlacePrivacy>(*privacy);
    }
    work.state.storage.asked_to_persist = read_setting(work, "persist_asked").has_value();
    read_field(work);
    purge_leftovers(work);
    resume_drafts(work);
    refresh_journal(work);
    arrive(work);
}

// Everything that lived on the database; choices of look stay as they are.
void forget_all(Workplace& work) {
    for (auto& [id, observation] : work.state.observations) {
        for (SlotPhoto& photo : observation.photos) {
            work.stop(photo);
        }
    }
    work.state.observations.clear();
    work.state.draft = {};
    work.state.journal = Journal{};
    work.state.load.reset();
    work.state.toast.reset();
    work.state.overlay = std::monostate{};
}

} // namespace

void open_storage(Workplace& work, std::string_view mode, bool room_was_made) {
    work.touch();
    if (mode == "other_tab") {
        work.state.phase = Phase::other_tab;
        return;
    }
    work.state.storage.failure.clear();
    auto opened = work.open_storage(mode != "memory");
    if (!opened && opened.error().code == "storage_full" && !room_was_made) {
        // Nothing is open and nothing was changed; whatever the end is, it is tried once more.
        make_room(work, {.needed_bytes = kRoomToOpen_bytes, .then = [kept = std::string(mode)](Workplace& later, bool) {
                             if (!later.database) {
                                 open_storage(later, kept, true);
                             }
                         }});
        return;
    }
    if (!opened && opened.error().code == "database_corrupt") {
        work.keep(opened);
        opened = work.open_storage(mode != "memory");
    }
    if (!opened) {
        work.keep(opened);
        opened = work.open_storage(false);
    }
    if (!work.keep(opened)) {
        return;
    }
    work.database = std::move(*opened);
    work.state.storage.durable = work.database->durable();
    work.state.phase = Phase::ready;
    read_all(work);
}

void storage_lost(Workplace& work, const ports::StorageLost& lost) {
    if (!work.database) {
        work.state.handover.owner_asleep = lost.code == "owner_asleep";
        work.touch();
        return;
    }
    hand_over_unsafe_photos(work);
    work.memory.lost_toast = work.state.toast.value_or(Toast{});
    forget_all(work);
    work.database.reset();
    work.state.storage.failure.clear();
    work.state.phase = Phase::other_tab;
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
        work.touch();
    }
}

} // namespace hypha::app
