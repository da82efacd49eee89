#include "app/take_photos.hpp"

#include "app/follow_route.hpp"
#include "app/hand_over.hpp"
#include "app/identify_mushroom.hpp"
#include "app/keep_journal.hpp"
#include "app/live_camera.hpp"
#include "app/records.hpp"
#include "app/show_toast.hpp"
#include "storage/photo_table.hpp"

namespace hypha::app {
namespace {

// The observation a pick belongs to; a draft is made when its first photo comes.
Observation* observation_for(Workplace& work, ObservationId id) {
    if (Observation* named = open_observation(work, id)) {
        return named;
    }
    if (Observation* draft = work.open(work.state.draft); draft != nullptr && !draft->deleted) {
        return draft;
    }
    Observation* made = add_observation(work);
    if (made != nullptr) {
        work.state.draft = made->id;
    }
    return made;
}

void start_photo(Workplace& work, Observation& observation, Slot slot, const ports::PhotoPicked& picked) {
    SlotPhoto& photo = observation.photos[index_of(slot)];
    work.stop(photo);
    settle_pick(work, photo);
    photo = SlotPhoto{};
    photo.phase = PhotoPhase::picked;
    photo.ticket = picked.ticket;
    photo.file_ticket = picked.ticket;
    photo.key = picked.key;
    photo.name = picked.name;
    photo.size_bytes = picked.size_bytes;
    write_state(work, observation);
    work.postbox.send(ports::AnalysePhoto{picked.ticket, std::string(name_of(slot)), {}});
    work.touch();
}

// Which chooser's ticket this is; a ticket answers once.
std::optional<OpenChooser> chooser_of(Workplace& work, std::uint32_t ticket) {
    if (ticket >= kFirstWindowTicket) {
        if (!work.memory.window_tickets.insert(ticket).second) {
            return std::nullopt;
        }
        OpenChooser unasked;
        unasked.first_ticket = ticket;
        unasked.shows_result = true;
        return unasked;
    }
    OpenChooser& chooser = work.memory.chooser;
    const bool ours =
        chooser.first_ticket != 0 && ticket >= chooser.first_ticket && ticket - chooser.first_ticket < chooser.reserved;
    if (!ours || !chooser.answered.insert(ticket).second) {
        return std::nullopt;
    }
    return chooser;
}

void leave_photo_out(Workplace& work, ObservationId observation) {
    const bool counting = work.state.toast && work.state.toast->kind == ToastKind::too_many_photos;
    const std::int64_t before = counting ? work.state.toast->count : 0;
    show_toast(work, {.kind = ToastKind::too_many_photos, .observation = observation, .count = before + 1});
}

} // namespace

void show_slot(Workplace& work, const command::ShowSlot& wish) {
    work.state.overlay = SlotSheet{wish.observation, wish.slot};
    work.touch();
}

void ask_for_photo(Workplace& work, const command::AskForPhoto& wish) {
    const Observation* target =
        wish.observation ? open_observation(work, wish.observation) : work.state.draft_observation();
    if (!work.database || (wish.observation && target == nullptr)) {
        return;
    }
    const Observation nothing;
    const bool several = wish.source == PhotoSource::library && !wish.slot;
    const auto suggested = most_useful_missing(target != nullptr ? *target : nothing);
    OpenChooser chooser;
    chooser.reserved = several ? kReservedTickets : 1;
    chooser.first_ticket = work.take_tickets(chooser.reserved);
    chooser.observation = wish.observation;
    chooser.slot = wish.slot   ? wish.slot
                   : several   ? std::nullopt
                   : suggested ? suggested
                               : std::optional(Slot::profile);
    chooser.shows_result = !wish.slot && (target == nullptr || photo_count(*target) == 0);
    work.memory.chooser = chooser;
    work.state.overlay = std::monostate{};
    const std::string slot = chooser.slot ? std::string(name_of(*chooser.slot)) : "";
    const std::string source = wish.source == PhotoSource::camera ? "camera" : "library";
    work.postbox.send(ports::OpenPicker{chooser.first_ticket, slot, source, several});
    work.touch();
}

void photo_picked(Workplace& work, const ports::PhotoPicked& picked) {
    const auto chooser = chooser_of(work, picked.ticket);
    if (!chooser) {
        return;
    }
    if (work.database) {
        add_photo(work, picked, {chooser->observation, chooser->slot, true, chooser->shows_result});
        leave_camera(work);
    } else {
        hand_over_photo(work, picked, chooser->observation, chooser->slot);
    }
}

void add_photo(Workplace& work, const ports::PhotoPicked& picked, const PhotoUse& use) {
    if (is_known_pick(work, picked.key)) {
        return;
    }
    Observation* observation = observation_for(work, use.observation);
    if (observation == nullptr) {
        return;
    }
    auto slot = use.slot;
    const auto missing = most_useful_missing(*observation);
    if (!slot || (!use.may_replace && missing && observation->photos[index_of(*slot)].phase != PhotoPhase::empty)) {
        slot = missing;
    }
    if (!slot) {
        leave_photo_out(work, observation->id);
        SlotPhoto left_out;
        left_out.key = picked.key;
        settle_pick(work, left_out);
        return;
    }
    start_photo(work, *observation, *slot, picked);
    const Route result{Screen::result, observation->id, {}};
    if (use.shows_result && work.state.route != result) {
        go_to(work, result, work.state.route.screen == Screen::camera);
    }
}

void pick_cancelled(Workplace& work, const ports::PickCancelled& cancelled) {
    if (work.memory.chooser.first_ticket == cancelled.ticket) {
        work.memory.chooser = OpenChooser{};
    }
}

void remove_photo(Workplace& work, const command::RemovePhoto& wish) {
    Observation* observation = open_observation(work, wish.observation ? wish.observation : work.state.draft);
    if (observation == nullptr || observation->photos[index_of(wish.slot)].phase == PhotoPhase::empty) {
        return;
    }
    SlotPhoto& photo = observation->photos[index_of(wish.slot)];
    work.stop(photo);
    settle_pick(work, photo);
    const std::string removed = photo.photo;
    if (!removed.empty() &&
        !work.keep(storage::PhotoTable(*work.database).remove(observation->id, std::string(name_of(wish.slot))))) {
        return;
    }
    photo = SlotPhoto{};
    work.state.overlay = std::monostate{};
    if (!removed.empty()) {
        delete_unreferenced(work, {removed});
    }
    work.touch();
    if (!drop_empty_draft(work, *observation)) {
        judge_observation(work, *observation);
        refresh_journal(work);
    }
}

void discard_draft(Workplace& work) {
    if (work.state.draft_observation() != nullptr) {
        delete_observation(work, work.state.draft, ToastKind::discarded);
    }
}

void identify_now(Workplace& work) {
    const Observation* draft = work.state.draft_observation();
    if (draft == nullptr || outcome_of(*draft) == Outcome::empty) {
        return;
    }
    go_to(work, Route{Screen::result, draft->id, {}});
    retry_photos(work, draft->id);
}

} // namespace hypha::app
