#include "app/recover_journal.hpp"

#include "app/follow_route.hpp"
#include "app/own_storage.hpp"
#include "app/show_toast.hpp"
#include "storage/place_files.hpp"
#include "storage/pool_vfs.hpp"
#include "storage/salvage.hpp"
#include "storage/set_aside.hpp"

namespace hypha::app {
namespace {

// Puts the chosen file where the journal lies. Starting empty needs none.
Result<void> put_in_place(const storage::DatabasePlace& place, Recovery from) {
    switch (from) {
    case Recovery::readable: return storage::adopt(place, storage::salvaged_file(place));
    case Recovery::snapshot: return storage::adopt(place, storage::snapshot_file(place));
    case Recovery::empty: break;
    }
    return {};
}

bool offers(const Damage& damage, Recovery from) {
    return from == Recovery::empty || (from == Recovery::readable ? damage.readable : damage.snapshot).has_value();
}

} // namespace

Recovery recommended(const Damage& damage) {
    const std::int64_t readable = damage.readable ? damage.readable->finds : 0;
    const std::int64_t snapshot = damage.snapshot ? damage.snapshot->finds : 0;
    if (readable == 0 && snapshot == 0) {
        return Recovery::empty;
    }
    return readable >= snapshot ? Recovery::readable : Recovery::snapshot;
}

std::optional<std::string> undecided_damage(const storage::DatabasePlace& place) {
    const std::vector<std::string> aside = storage::names_set_aside(place);
    if (aside.empty() || place.pool->exists(place.name) || storage::is_adopting(place)) {
        return std::nullopt;
    }
    return aside.back();
}

void show_damage(Workplace& work, const std::string& file) {
    Damage damage;
    damage.file = file;
    damage.size_bytes = storage::size_of_file(work.memory.place, file);
    work.state.damage = std::move(damage);
    work.state.phase = Phase::damaged;
    work.touch();
}

bool look_at_damage(Workplace& work) {
    if (work.state.phase != Phase::damaged || !work.state.damage || work.state.damage->looked) {
        return false;
    }
    Damage& damage = *work.state.damage;
    const storage::DatabasePlace& place = work.memory.place;
    if (const auto read = storage::salvage(place, damage.file)) {
        damage.unreadable_pages = read->damaged_pages;
        if (read->finds > 0) {
            damage.readable = CopyFacts{read->finds, read->photos, 0, 0};
        }
    }
    if (const auto facts = storage::facts_of(place, storage::snapshot_file(place)); facts && facts->finds > 0) {
        damage.snapshot = CopyFacts{facts->finds, facts->photos, facts->size_bytes, facts->made_ms};
    }
    damage.looked = true;
    work.touch();
    return true;
}

void ask_start_empty(Workplace& work) {
    if (work.state.damage) {
        work.state.overlay = EmptyQuestion{};
        work.touch();
    }
}

void recover(Workplace& work, Recovery from) {
    if (!work.state.damage || !work.state.damage->looked || !offers(*work.state.damage, from)) {
        return;
    }
    work.state.overlay = std::monostate{};
    const Damage before = *work.state.damage;
    const auto placed = put_in_place(work.memory.place, from);
    if (placed) {
        close_storage(work);
        open_storage(work, "opfs", {.start_empty = from == Recovery::empty});
    }
    if (!placed || work.state.phase != Phase::ready) {
        if (!placed) {
            work.state.damage->failure = placed.error().code;
        }
        work.touch();
        return;
    }
    go_to(work, Route{Screen::journal, {}, {}});
    show_toast(work, {.kind = ToastKind::recovered, .count = static_cast<std::int64_t>(work.state.journal.counts[0])});
}

void identify_meanwhile(Workplace& work) {
    if (work.state.damage) {
        work.state.damage->meanwhile = true;
        go_to(work, Route{});
        work.touch();
    }
}

void decide_now(Workplace& work) {
    if (work.state.damage) {
        work.state.damage->meanwhile = false;
        work.touch();
    }
}

} // namespace hypha::app
