#include "app/identify_mushroom.hpp"

#include <algorithm>
#include <utility>

#include "app/follow_route.hpp"
#include "app/hand_over.hpp"
#include "app/keep_journal.hpp"
#include "app/make_room.hpp"
#include "app/prepare_field.hpp"
#include "app/records.hpp"
#include "app/show_toast.hpp"
#include "core/fungi/judge.hpp"
#include "storage/identification_table.hpp"
#include "storage/photo_table.hpp"
#include "storage/transaction.hpp"
#include "storage/write_key_table.hpp"

namespace hypha::app {
namespace {

struct WorkingPhoto {
    Observation* observation = nullptr;
    Slot slot = Slot::profile;
    [[nodiscard]] SlotPhoto& photo() const { return observation->photos[index_of(slot)]; }
    explicit operator bool() const { return observation != nullptr; }
};

// The photo a ticket works on; none for a ticket that is stale, repeated or cancelled.
WorkingPhoto working_photo(Workplace& work, std::uint32_t ticket) {
    for (auto& [id, observation] : work.state.observations) {
        for (const Slot slot : kSlots) {
            if (ticket != 0 && observation.photos[index_of(slot)].ticket == ticket && !observation.deleted) {
                return {&observation, slot};
            }
        }
    }
    return {};
}

void end_ticket(Workplace& work, SlotPhoto& photo) {
    if (work.state.load && work.state.load->ticket == photo.ticket) {
        work.state.load.reset();
    }
    photo.ticket = 0;
    work.touch();
}

void write_verdict(Workplace& work, Observation& observation, const fungi::Verdict& verdict) {
    storage::IdentificationRow row;
    row.observation = observation.id;
    row.created_ms = work.clock.wall_ms();
    row.by = storage::IdentifiedBy::model;
    row.model_name = work.manifest.name;
    row.model_version = work.manifest.version;
    row.model_sha256 = work.manifest.sha256;
    row.thresholds = fungi::rules_of(work.manifest);
    row.verdict = verdict;
    if (work.keep(storage::IdentificationTable(*work.database).add(row))) {
        read_opinions(work, observation);
    }
}

// What the person can do nothing about now, but the next try may get past: the pick stays open and comes again.
bool is_passing(std::string_view code) {
    return code == "storage_full" || code == "out_of_memory" || code == "runtime_failed" || code == "model_unavailable";
}

// The photo's row, the find's state and the pick's key: all of them or none.
bool keep_stored(Workplace& work, const Observation& observation, Slot slot) {
    auto transaction = storage::Transaction::begin(*work.database);
    if (!work.keep(transaction)) {
        return false;
    }
    const std::string& key = observation.photos[index_of(slot)].key;
    const std::uint32_t failed_before = work.memory.failed_writes;
    write_photo(work, observation, slot, {}, "");
    write_state(work, observation);
    if (!key.empty()) {
        work.keep(storage::WriteKeyTable(*work.database).add(key, work.clock.wall_ms()));
    }
    return work.memory.failed_writes == failed_before && work.keep(transaction->commit());
}

void analyse_again(Workplace& work, SlotPhoto& photo) {
    photo.phase = PhotoPhase::stored;
    photo.failure.clear();
    photo.ticket = work.take_tickets();
    work.postbox.send(ports::AnalyseStoredPhoto{photo.ticket, photo.photo, vision::numbers_of(photo.crop)});
}

} // namespace

void load_progressed(Workplace& work, const ports::LoadProgressed& progress) {
    if (!working_photo(work, progress.ticket)) {
        return;
    }
    work.state.load = Load{progress.ticket, progress.done_bytes, progress.total_bytes};
    work.touch();
}

void photo_stored(Workplace& work, const ports::PhotoStored& stored) {
    const WorkingPhoto working = working_photo(work, stored.ticket);
    if (!working || working.photo().phase != PhotoPhase::picked) {
        return;
    }
    SlotPhoto& photo = working.photo();
    std::string replaced;
    if (const auto rows = storage::PhotoTable(*work.database).of(working.observation->id); work.keep(rows)) {
        const auto old = std::ranges::find(*rows, name_of(working.slot), &storage::PhotoRow::slot);
        replaced = old == rows->end() ? "" : old->sha256;
    }
    photo.phase = PhotoPhase::stored;
    photo.photo = stored.photo;
    photo.width_px = stored.width_px;
    photo.height_px = stored.height_px;
    photo.size_bytes = stored.size_bytes;
    if (keep_stored(work, *working.observation, working.slot)) {
        finish_pick(work, photo);
    }
    if (!replaced.empty() && replaced != stored.photo) {
        delete_unreferenced(work, {replaced});
    }
    work.touch();
}

void photo_analysed(Workplace& work, const ports::PhotoAnalysed& analysed) {
    const WorkingPhoto working = working_photo(work, analysed.ticket);
    if (!working || working.photo().phase != PhotoPhase::stored || working.photo().photo != analysed.photo) {
        return;
    }
    SlotPhoto& photo = working.photo();
    photo.phase = PhotoPhase::analysed;
    photo.sharpness = analysed.sharpness;
    photo.exposure = analysed.exposure;
    end_ticket(work, photo);
    write_photo(work, *working.observation, working.slot, analysed.logits, analysed.model_sha256);
    judge_observation(work, *working.observation);
    confirm_field_ready(work);
    refresh_journal(work);
    close_unused(work);
}

void analysis_failed(Workplace& work, const ports::AnalysisFailed& failed) {
    const WorkingPhoto working = working_photo(work, failed.ticket);
    if (!working) {
        return;
    }
    SlotPhoto& photo = working.photo();
    end_ticket(work, photo);
    if (failed.code == "out_of_memory") {
        work.postbox.send(ports::ReleaseModel{});
    }
    if (failed.code == "storage_full") {
        work.show_storage_failure(failed.code);
    }
    if (photo.phase == PhotoPhase::picked) {
        const std::string name = photo.name;
        if (!is_passing(failed.code)) {
            settle_pick(work, photo);
        }
        const std::string key = photo.key;
        const std::uint32_t file_ticket = photo.file_ticket;
        reload_slot(work, *working.observation, working.slot);
        if (photo.phase != PhotoPhase::empty) {
            show_toast(work,
                       {.kind = ToastKind::photo_refused, .observation = working.observation->id, .code = failed.code});
        } else {
            photo.name = name;
            photo.key = key;
            photo.file_ticket = file_ticket;
            photo.phase = PhotoPhase::failed;
            photo.failure = failed.code;
        }
    } else {
        photo.phase = PhotoPhase::failed;
        photo.failure = failed.code;
    }
    write_state(work, *working.observation);
    refresh_journal(work);
    close_unused(work);
}

bool make_room_for_photo(Workplace& work, const ports::AnalysisFailed& failed) {
    const WorkingPhoto working = working_photo(work, failed.ticket);
    if (failed.code != "storage_full" || !working || working.photo().phase != PhotoPhase::picked) return false;
    const std::int64_t needed_bytes = working.photo().size_bytes + kRoomForRows_bytes;
    if (std::exchange(working.photo().room_was_made, true)) {
        work.state.storage.short_bytes = needed_bytes; // nobody measured what is missing now: this much is enough
        return false;
    }
    make_room(work,
              {.needed_bytes = needed_bytes, .then = [failed](Workplace& later, bool made) {
                   const WorkingPhoto again = working_photo(later, failed.ticket);
                   if (made && again) {
                       later.postbox.send(ports::AnalysePhoto{failed.ticket, std::string(name_of(again.slot)), {}});
                   } else {
                       analysis_failed(later, failed);
                   }
               }});
    return true;
}

void refuse_stored_photo(Workplace& work, const ports::PhotoStored& stored, const std::string& code) {
    work.postbox.send(ports::CancelTicket{stored.ticket});
    analysis_failed(work, {stored.ticket, code, ""});
    delete_unreferenced(work, {stored.photo});
}

void analysis_cancelled(Workplace& work, const ports::AnalysisCancelled& cancelled) {
    const WorkingPhoto working = working_photo(work, cancelled.ticket);
    if (working && working.photo().phase == PhotoPhase::picked) {
        end_ticket(work, working.photo());
        settle_pick(work, working.photo());
        reload_slot(work, *working.observation, working.slot);
        if (!drop_empty_draft(work, *working.observation)) {
            write_state(work, *working.observation);
        }
        return;
    }
    analysis_failed(work, {cancelled.ticket, "cancelled", ""});
}

void judge_observation(Workplace& work, Observation& observation) {
    const auto rows = storage::PhotoTable(*work.database).of(observation.id);
    if (!work.keep(rows)) {
        return;
    }
    std::vector<std::vector<float>> views;
    bool stale = false;
    for (const storage::PhotoRow& row : *rows) {
        const bool current = row.model_sha256 == work.manifest.sha256;
        if (!row.logits.empty() && current) {
            views.push_back(row.logits);
        }
        stale = stale || (!row.logits.empty() && !current);
    }
    observation.judge_failure.clear();
    observation.verdict.reset();
    if (!views.empty()) {
        const auto verdict = fungi::judge(work.manifest, work.manifest.sha256, views);
        if (verdict) {
            write_verdict(work, observation, *verdict);
        } else {
            observation.judge_failure = verdict.error().code;
        }
    } else if (stale) {
        observation.judge_failure = "model_mismatch";
    }
    write_state(work, observation);
    work.touch();
    if (stale && !views.empty()) {
        retry_photos(work, observation.id);
    }
}

void retry_photos(Workplace& work, ObservationId id) {
    Observation* observation = open_observation(work, id);
    if (observation == nullptr) {
        return;
    }
    const auto rows = storage::PhotoTable(*work.database).of(id);
    if (!work.keep(rows)) {
        return;
    }
    for (const storage::PhotoRow& row : *rows) {
        const auto slot = slot_named(row.slot);
        const bool unread = row.logits.empty() || row.model_sha256 != work.manifest.sha256;
        if (slot && unread && observation->photos[index_of(*slot)].ticket == 0) {
            analyse_again(work, observation->photos[index_of(*slot)]);
            work.touch();
        }
    }
    write_state(work, *observation);
}

void read_again(Workplace& work, Observation& observation, Slot slot) {
    SlotPhoto& photo = observation.photos[index_of(slot)];
    work.stop(photo);
    if (write_photo(work, observation, slot, {}, "")) { // scores of another part say nothing of this one
        analyse_again(work, photo);
    }
    write_state(work, observation);
    work.touch();
}

void cancel_photos(Workplace& work, ObservationId id) {
    const Observation* observation = work.open(id);
    if (observation == nullptr) {
        return;
    }
    for (const SlotPhoto& photo : observation->photos) {
        if (photo.ticket != 0) {
            work.postbox.send(ports::CancelTicket{photo.ticket});
        }
    }
}

} // namespace hypha::app
