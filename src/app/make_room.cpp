#include "app/make_room.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "app/all_or_nothing.hpp"
#include "app/prepare_field.hpp"
#include "app/show_toast.hpp"
#include "storage/photo_table.hpp"
#include "storage/spare_room.hpp"

namespace hypha::app {
namespace {

// One thing that can be let go.
struct Spare {
    bool LetGo::* what;
    std::int64_t bytes;
};

// The first in order that together give `missing`, without those that turn out not to be needed. Empty: all would not do.
LetGo plan_of(const std::array<Spare, 3>& in_order, std::int64_t missing_bytes) {
    std::int64_t sum = 0;
    std::size_t count = 0;
    while (count < in_order.size() && sum < missing_bytes) {
        sum += in_order[count++].bytes;
    }
    LetGo plan;
    if (sum < missing_bytes) {
        return plan;
    }
    for (std::size_t i = 0; i < count; ++i) {
        const Spare& spare = in_order[i];
        const bool spared = spare.bytes == 0 || (i + 1 < count && sum - spare.bytes >= missing_bytes);
        sum -= spared ? spare.bytes : 0;
        plan.*spare.what = !spared;
    }
    return plan;
}

// What the undo of a deletion holds. Answers the bytes of its photos that nothing else needs.
std::int64_t finish_deleting(Workplace& work) {
    const auto toast = work.state.toast;
    if (!toast || !keeps_deleted(*toast) || !work.database) {
        return 0;
    }
    storage::PhotoTable table(*work.database);
    const auto photos = table.of(toast->observation);
    const auto close = [serial = toast->serial](Workplace& inner) { close_toast(inner, serial); };
    if (!photos || !all_or_nothing(work, close).empty()) {
        return 0;
    }
    std::int64_t bytes = 0;
    for (const storage::PhotoRow& photo : *photos) {
        bytes += table.is_referenced(photo.sha256) == Result<bool>(false) ? photo.size_bytes : 0;
    }
    return bytes;
}

void begin(Workplace& work) {
    const RoomWish& wish = work.room.wishes.front();
    work.room.ticket = work.take_tickets();
    work.room.freed_bytes = wish.for_download || wish.undo_stays ? 0 : finish_deleting(work);
    work.room.plan = {};
    work.postbox.send(ports::DropOldFiles{work.room.ticket});
}

bool is_ours(const Workplace& work, std::uint32_t ticket) { return ticket != 0 && work.room.ticket == ticket; }

// Ends the wish in hand and begins the next; `then` may make new ones.
void end(Workplace& work, bool made, std::int64_t short_bytes) {
    RoomWish wish = std::move(work.room.wishes.front());
    work.room.wishes.pop_front();
    work.room.ticket = 0;
    if (!made) {
        work.state.storage.short_bytes = short_bytes;
    } else if (work.state.storage.failure.empty()) { // else another write's refusal stands there, with what it lacked
        work.state.storage.short_bytes = 0;
    }
    work.touch();
    wish.then(work, made);
    if (work.room.ticket == 0 && !work.room.wishes.empty()) {
        begin(work);
    }
}

void remember(Workplace& work) {
    LetGo& told = work.state.storage.let_go;
    const LetGo& plan = work.room.plan;
    told.thumbnails = told.thumbnails || plan.thumbnails;
    told.field_kit = told.field_kit || plan.field_kit;
    told.snapshot = told.snapshot || plan.snapshot;
    told.freed_bytes += work.room.freed_bytes;
    if (plan.field_kit) {
        field_let_go(work);
    }
}

} // namespace

void make_room(Workplace& work, RoomWish wish) {
    work.room.wishes.push_back(std::move(wish));
    if (work.room.ticket == 0) {
        begin(work);
    }
}

bool is_making_room(const Workplace& work) { return work.room.ticket != 0; }

void old_files_dropped(Workplace& work, const ports::OldFilesDropped& dropped) {
    if (!is_ours(work, dropped.ticket)) {
        return;
    }
    work.room.freed_bytes += std::max<std::int64_t>(0, dropped.freed_bytes);
    if (work.room.freed_bytes >= work.room.wishes.front().needed_bytes) {
        end(work, true, 0);
        return;
    }
    work.room.ticket = work.take_tickets();
    work.postbox.send(ports::MeasureRoom{work.room.ticket});
}

void room_measured(Workplace& work, const ports::RoomMeasured& measured) {
    if (!is_ours(work, measured.ticket)) {
        return;
    }
    const RoomWish& wish = work.room.wishes.front();
    if (work.room.freed_bytes > 0 && measured.free_bytes >= wish.needed_bytes) {
        end(work, true, 0);
        return;
    }
    // An estimate that says there is enough is not believed: a write has just failed.
    const bool believed = measured.free_bytes >= 0 && measured.free_bytes < wish.needed_bytes;
    const std::int64_t missing = wish.needed_bytes - (believed ? measured.free_bytes : work.room.freed_bytes);
    const std::int64_t copy = work.database && !wish.for_download ? storage::snapshot_bytes(*work.database) : 0;
    work.room.plan =
        plan_of({Spare{&LetGo::thumbnails, measured.thumbnail_bytes},
                 Spare{&LetGo::field_kit, wish.for_download ? 0 : measured.field_bytes}, Spare{&LetGo::snapshot, copy}},
                missing);
    if (!work.room.plan.any()) {
        end(work, work.room.freed_bytes > 0, missing);
        return;
    }
    if (work.room.plan.snapshot) {
        work.room.plan.snapshot = storage::drop_snapshot(*work.database).has_value();
        work.room.freed_bytes += work.room.plan.snapshot ? copy : 0;
    }
    if (!work.room.plan.thumbnails && !work.room.plan.field_kit) {
        remember(work);
        end(work, work.room.freed_bytes > 0, missing);
        return;
    }
    work.room.ticket = work.take_tickets();
    work.postbox.send(ports::DropDownloads{work.room.ticket, work.room.plan.thumbnails, work.room.plan.field_kit});
}

void downloads_dropped(Workplace& work, const ports::DownloadsDropped& dropped) {
    if (!is_ours(work, dropped.ticket)) {
        return;
    }
    work.room.freed_bytes += std::max<std::int64_t>(0, dropped.freed_bytes);
    remember(work);
    end(work, true, 0);
}

bool room_failed(Workplace& work, std::uint32_t ticket) {
    if (!is_ours(work, ticket)) {
        return false;
    }
    end(work, work.room.freed_bytes > 0, work.room.wishes.front().needed_bytes);
    return true;
}

void dismiss_let_go(Workplace& work) {
    work.state.storage.let_go = {};
    work.touch();
}

} // namespace hypha::app
