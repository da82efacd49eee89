#include "app/hand_over.hpp"

#include <algorithm>

#include "app/ask_place.hpp"
#include "app/keep_journal.hpp"
#include "app/name_find.hpp"
#include "app/records.hpp"
#include "app/show_toast.hpp"
#include "app/take_photos.hpp"
#include "core/base/uuid.hpp"
#include "storage/observation_table.hpp"
#include "storage/transaction.hpp"
#include "storage/write_key_table.hpp"

namespace hypha::app {
namespace {

void show_waiting(Workplace& work) {
    work.state.handover.waiting = work.memory.waiting_requests.size();
    work.touch();
}

void send_request(Workplace& work, ports::KeepRequest request) {
    if (request.key.empty()) {
        request.key = uuid_of(work.random.next(), work.random.next());
    }
    if (work.memory.waiting_requests.empty()) {
        work.state.handover.settled = 0;
    }
    work.memory.waiting_requests.insert(request.key);
    work.postbox.send(request);
    show_waiting(work);
}

void finish(Workplace& work, const std::string& key) {
    if (!work.database || !work.database->durable()) {
        return; // nothing is kept here: whoever holds the request must not let go of it
    }
    work.postbox.send(ports::FinishRequest{key});
    if (work.memory.waiting_requests.erase(key) > 0) {
        show_waiting(work);
    }
}

std::optional<PlacePrivacy> privacy_of(const std::string& value) {
    if (value.size() != 1 || value[0] < '0' || value[0] > '3') {
        return std::nullopt;
    }
    return static_cast<PlacePrivacy>(value[0] - '0');
}

// False for a kind that this app does not know.
bool obey(Workplace& work, const ports::RequestArrived& request) {
    const ObservationId id{request.observation};
    if (request.kind == "note") {
        write_note(work, {id, request.value});
    } else if (request.kind == "name") {
        give_name(work, {id, request.value});
    } else if (request.kind == "no_mushroom") {
        say_no_mushroom(work, id);
    } else if (request.kind == "no_name") {
        remove_name(work, id);
    } else if (request.kind == "save") {
        save_observation(work, id);
    } else if (request.kind == "unsave") {
        unsave_observation(work, id);
    } else if (request.kind == "delete") {
        delete_observation(work, id, ToastKind::deleted);
    } else if (request.kind == "restore") {
        if (const auto row = storage::ObservationTable(*work.database).find(id); row && row->deleted_ms != 0) {
            restore_observation(work, id);
        }
    } else if (request.kind == "privacy") {
        if (const auto privacy = privacy_of(request.value)) {
            choose_privacy(work, {id, *privacy});
        }
    } else if (request.kind == "forget_place") {
        forget_place(work, id);
    } else {
        return false;
    }
    return true;
}

enum class Done { committed, already, not_now };

// Effect and key in one transaction; when it fails, neither is there.
Done do_once(Workplace& work, const ports::RequestArrived& request) {
    storage::WriteKeyTable keys(*work.database);
    const auto known = keys.contains(request.key);
    if (!work.keep(known)) {
        return Done::not_now;
    }
    if (*known) {
        return Done::already;
    }
    if (work.state.toast) {
        // May remove a find and its files for good: not inside a transaction.
        close_toast(work, work.state.toast->serial);
    }
    auto transaction = storage::Transaction::begin(*work.database);
    if (!work.keep(transaction)) {
        return Done::not_now;
    }
    const std::uint32_t failed_before = work.memory.failed_writes;
    const bool committed = obey(work, request) && work.memory.failed_writes == failed_before &&
                           work.keep(keys.add(request.key, work.clock.wall_ms())) && work.keep(transaction->commit());
    return committed ? Done::committed : Done::not_now;
}

// What the screen shows may have run ahead of what is kept.
void reread(Workplace& work, ObservationId id) {
    const auto row = storage::ObservationTable(*work.database).find(id);
    if (Observation* shown = work.open(id); shown != nullptr && row) {
        shown->saved = row->saved;
        shown->deleted = row->deleted_ms != 0;
        shown->note = row->note;
        shown->privacy = static_cast<PlacePrivacy>(row->place_privacy);
    }
    refresh_journal(work);
}

void photo_arrived(Workplace& work, const ports::RequestArrived& request) {
    const bool ours = work.memory.waiting_requests.contains(request.key);
    const ports::PhotoPicked picked{request.ticket, request.value, request.name, request.size_bytes, {}, request.key};
    add_photo(work, picked, {ObservationId{request.observation}, slot_named(request.value), false, ours});
}

} // namespace

bool hand_over(Workplace& work, const Command& command) {
    namespace c = command;
    ports::KeepRequest request;
    if (const auto* note = get_if<c::WriteNote>(&command)) {
        request = {"", "note", note->observation.value, note->note, 0};
    } else if (const auto* name = get_if<c::GiveName>(&command)) {
        request = {"", "name", name->observation.value, name->name, 0};
    } else if (const auto* none = get_if<c::SayNoMushroom>(&command)) {
        request = {"", "no_mushroom", none->observation.value, "", 0};
    } else if (const auto* unnamed = get_if<c::RemoveName>(&command)) {
        request = {"", "no_name", unnamed->observation.value, "", 0};
    } else if (const auto* save = get_if<c::SaveObservation>(&command)) {
        request = {"", "save", save->observation.value, "", 0};
    } else if (const auto* gone = get_if<c::DeleteObservation>(&command)) {
        request = {"", "delete", gone->observation.value, "", 0};
    } else if (const auto* privacy = get_if<c::ChoosePrivacy>(&command)) {
        request = {"", "privacy", privacy->observation.value, std::to_string(static_cast<int>(privacy->privacy)), 0};
    } else if (const auto* forget = get_if<c::ForgetPlace>(&command)) {
        request = {"", "forget_place", forget->observation.value, "", 0};
    } else if (const auto* undo = get_if<c::Undo>(&command)) {
        const Toast toast = std::exchange(work.memory.lost_toast, {});
        // A name's undo takes back a row that only the owner knows: there the name is simply given anew.
        if (toast.can_undo && toast.serial == undo->serial && !toast.identification) {
            request = {"", toast.kind == ToastKind::saved ? "unsave" : "restore", toast.observation.value, "", 0};
        }
    }
    if (request.kind.empty() || request.observation == 0) {
        return false;
    }
    send_request(work, std::move(request));
    return true;
}

void hand_over_photo(Workplace& work, const ports::PhotoPicked& picked, ObservationId observation,
                     std::optional<Slot> slot) {
    const std::string view = slot ? std::string(name_of(*slot)) : "";
    send_request(work, {picked.key, "photo", observation.value, view, picked.ticket});
}

void hand_over_unsafe_photos(Workplace& work) {
    std::vector<ObservationId> ids;
    std::ranges::transform(work.state.observations, std::back_inserter(ids),
                           [](const auto& entry) { return entry.second.id; });
    for (const ObservationId id : ids) {
        Observation* observation = work.open(id);
        bool changed = false;
        for (const Slot slot : kSlots) {
            SlotPhoto& photo = observation->photos[index_of(slot)];
            if (photo.key.empty() || photo.file_ticket == 0 || !photo.photo.empty() || observation->deleted) {
                continue;
            }
            send_request(work, {photo.key, "photo", id.value, std::string(name_of(slot)), photo.file_ticket});
            work.stop(photo);
            reload_slot(work, *observation, slot);
            changed = true;
        }
        if (changed && !drop_empty_draft(work, *observation)) {
            write_state(work, *observation);
        }
    }
}

void request_arrived(Workplace& work, const ports::RequestArrived& request) {
    const bool may_write =
        work.database && work.database->durable() && work.state.phase == Phase::ready && !work.state.storage.read_only;
    if (!may_write || request.key.empty()) {
        return; // it stays in the outbox and comes again
    }
    if (request.kind == "photo") {
        photo_arrived(work, request);
        return;
    }
    const Done done = do_once(work, request);
    if (done == Done::not_now) {
        reread(work, ObservationId{request.observation});
        return;
    }
    finish(work, request.key);
}

void request_finished(Workplace& work, const ports::RequestFinished& finished) {
    if (work.memory.waiting_requests.erase(finished.key) > 0) {
        ++work.state.handover.settled;
        show_waiting(work);
    }
}

bool is_known_pick(Workplace& work, const std::string& key) {
    if (key.empty()) {
        return false;
    }
    for (const auto& [id, observation] : work.state.observations) {
        if (std::ranges::any_of(observation.photos, [&key](const SlotPhoto& photo) { return photo.key == key; })) {
            return true;
        }
    }
    const auto known = storage::WriteKeyTable(*work.database).contains(key);
    if (known && *known) {
        finish(work, key);
    }
    return !work.keep(known) || *known;
}

void finish_pick(Workplace& work, SlotPhoto& photo) {
    if (!photo.key.empty()) {
        finish(work, photo.key);
        photo.key.clear();
    }
}

void settle_pick(Workplace& work, SlotPhoto& photo) {
    if (!photo.key.empty() && work.database &&
        work.keep(storage::WriteKeyTable(*work.database).add(photo.key, work.clock.wall_ms()))) {
        finish_pick(work, photo);
    }
}

} // namespace hypha::app
