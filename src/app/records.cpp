#include "app/records.hpp"

#include <algorithm>

#include "core/base/uuid.hpp"
#include "storage/identification_table.hpp"
#include "storage/observation_table.hpp"
#include "storage/own_story_table.hpp"
#include "storage/photo_table.hpp"

namespace hypha::app {
namespace {

SlotPhoto photo_of(const storage::PhotoRow& row, const std::string& failure) {
    SlotPhoto photo;
    photo.phase = !row.logits.empty() ? PhotoPhase::analysed
                  : failure.empty()   ? PhotoPhase::stored
                                      : PhotoPhase::failed;
    photo.photo = row.sha256;
    photo.width_px = row.width_px;
    photo.height_px = row.height_px;
    photo.size_bytes = row.size_bytes;
    photo.sharpness = row.sharpness;
    photo.exposure = row.exposure;
    photo.crop = row.crop;
    photo.failure = photo.phase == PhotoPhase::failed ? failure : "";
    return photo;
}

Observation observation_of(const storage::ObservationRow& row) {
    Observation observation;
    observation.id = row.id;
    observation.created_ms = row.created_ms;
    observation.saved = row.saved;
    observation.note = row.note;
    observation.privacy = static_cast<PlacePrivacy>(row.place_privacy);
    if (row.place) {
        observation.place = Place{row.place->latitude, row.place->longitude, row.place->accuracy_m};
    }
    return observation;
}

static_assert(static_cast<int>(storage::PlacePrivacy::exact) == static_cast<int>(PlacePrivacy::exact));
static_assert(static_cast<int>(storage::PlacePrivacy::km_1) == static_cast<int>(PlacePrivacy::one_km));
static_assert(static_cast<int>(storage::PlacePrivacy::km_10) == static_cast<int>(PlacePrivacy::ten_km));
static_assert(static_cast<int>(storage::PlacePrivacy::hidden) == static_cast<int>(PlacePrivacy::hidden));

Opinion opinion_of(const storage::IdentificationRow& row) {
    const bool by_person = row.by == storage::IdentifiedBy::person;
    return {.id = row.id,
            .by_person = by_person,
            .created_ms = row.created_ms,
            .state = row.verdict.state,
            .rank = row.verdict.rank,
            .name = row.verdict.name,
            .probability = row.verdict.probability,
            .confidence = row.verdict.confidence,
            .risk = row.verdict.risk,
            .model = by_person ? "" : row.model_name + " " + row.model_version};
}

} // namespace

Observation* open_observation(Workplace& work, ObservationId id) {
    if (Observation* already = work.open(id)) {
        return already->deleted ? nullptr : already;
    }
    if (!work.database || !id) {
        return nullptr;
    }
    const auto row = storage::ObservationTable(*work.database).find(id);
    if (!row || row->deleted_ms != 0) {
        return nullptr;
    }
    const auto photos = storage::PhotoTable(*work.database).of(id);
    Observation observation = observation_of(*row);
    if (!work.keep(photos) || !read_opinions(work, observation)) {
        return nullptr;
    }
    for (const storage::PhotoRow& photo : *photos) {
        if (const auto slot = slot_named(photo.slot)) {
            observation.photos[index_of(*slot)] = photo_of(photo, row->failure_code);
        }
    }
    if (failure_of(observation).empty()) {
        observation.judge_failure = row->failure_code;
    }
    work.touch();
    return &work.state.observations.insert_or_assign(id.value, std::move(observation)).first->second;
}

bool read_opinions(Workplace& work, Observation& observation) {
    const auto rows = storage::IdentificationTable(*work.database).of(observation.id);
    if (!work.keep(rows)) {
        return false;
    }
    observation.opinions.clear();
    for (const storage::IdentificationRow& row : *rows) {
        observation.opinions.push_back(opinion_of(row));
        if (row.by == storage::IdentifiedBy::model) {
            observation.verdict = row.verdict;
            observation.provenance = {row.model_name, row.model_version, row.model_sha256, row.thresholds,
                                      row.created_ms};
        }
    }
    return true;
}

Observation* add_observation(Workplace& work) {
    if (!work.database) {
        return nullptr;
    }
    storage::ObservationRow row;
    row.uuid = uuid_of(work.random.next(), work.random.next());
    row.created_ms = work.clock.wall_ms();
    row.place_privacy = static_cast<storage::PlacePrivacy>(work.state.default_privacy);
    const auto id = storage::ObservationTable(*work.database).add(row);
    if (!work.keep(id)) {
        return nullptr;
    }
    row.id = *id;
    work.touch();
    return &work.state.observations.insert_or_assign(id->value, observation_of(row)).first->second;
}

void close_unused(Workplace& work) {
    std::erase_if(work.state.observations, [&work](const auto& entry) {
        const Observation& observation = entry.second;
        const bool wanted = observation.id == work.state.draft || observation.id == work.state.route.observation;
        return !wanted && !is_working(observation) && observation.place_ticket == 0;
    });
}

void reload_slot(Workplace& work, Observation& observation, Slot slot) {
    SlotPhoto& held = observation.photos[index_of(slot)];
    held = SlotPhoto{};
    const auto photos = storage::PhotoTable(*work.database).of(observation.id);
    if (work.keep(photos)) {
        for (const storage::PhotoRow& row : *photos) {
            if (row.slot == name_of(slot)) {
                held = photo_of(row, "");
            }
        }
    }
    work.touch();
}

bool write_photo(Workplace& work, const Observation& observation, Slot slot, const std::vector<float>& logits,
                 const std::string& model_sha256) {
    const SlotPhoto& photo = observation.photos[index_of(slot)];
    storage::PhotoRow row;
    row.observation = observation.id;
    row.slot = std::string(name_of(slot));
    row.sha256 = photo.photo;
    row.width_px = photo.width_px;
    row.height_px = photo.height_px;
    row.size_bytes = photo.size_bytes;
    row.sharpness = photo.sharpness;
    row.exposure = photo.exposure;
    row.crop = photo.crop;
    row.logits = logits;
    row.model_sha256 = model_sha256;
    return work.keep(storage::PhotoTable(*work.database).put(row));
}

void write_state(Workplace& work, const Observation& observation) {
    const auto any = [&observation](PhotoPhase phase) {
        return std::ranges::any_of(observation.photos,
                                   [phase](const SlotPhoto& photo) { return photo.phase == phase; });
    };
    const bool all_empty = std::ranges::all_of(observation.photos,
                                               [](const SlotPhoto& photo) { return photo.phase == PhotoPhase::empty; });
    storage::ObservationTable table(*work.database);
    if (all_empty || any(PhotoPhase::picked)) {
        work.keep(table.set_state(observation.id, storage::ObservationState::picked));
    } else if (any(PhotoPhase::stored)) {
        work.keep(table.set_state(observation.id, storage::ObservationState::stored));
    } else if (const std::string failure = failure_of(observation); !failure.empty()) {
        work.keep(table.set_state(observation.id, storage::ObservationState::failed, failure));
    } else {
        work.keep(table.set_state(observation.id, storage::ObservationState::analysed));
    }
}

void delete_unreferenced(Workplace& work, const std::vector<std::string>& photos) {
    for (const std::string& photo : photos) {
        const auto referenced = storage::PhotoTable(*work.database).is_referenced(photo);
        const auto named = storage::OwnStoryTable(*work.database).names_photo(photo);
        if (referenced && !*referenced && named && !*named) {
            work.postbox.send(ports::DeletePhoto{photo});
        }
    }
}

} // namespace hypha::app
