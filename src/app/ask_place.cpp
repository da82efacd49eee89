#include "app/ask_place.hpp"

#include "app/keep_journal.hpp"
#include "app/records.hpp"
#include "app/settings.hpp"
#include "storage/observation_table.hpp"

namespace hypha::app {
namespace {

Observation* waiting_for(Workplace& work, std::uint32_t ticket) {
    for (auto& [id, observation] : work.state.observations) {
        if (ticket != 0 && observation.place_ticket == ticket) {
            observation.place_ticket = 0;
            work.touch();
            return &observation;
        }
    }
    return nullptr;
}

bool write_place(Workplace& work, Observation& observation, const std::optional<Place>& place) {
    std::optional<storage::PlaceFix> fix;
    if (place) {
        fix = storage::PlaceFix{place->latitude, place->longitude, place->accuracy_m};
    }
    if (!work.keep(storage::ObservationTable(*work.database).set_place(observation.id, fix))) {
        return false;
    }
    observation.place = place;
    refresh_journal(work);
    return true;
}

} // namespace

void ask_place_reason(Workplace& work, ObservationId id) {
    if (open_observation(work, id) != nullptr) {
        work.state.overlay = PlaceReason{id};
        work.touch();
    }
}

void ask_place(Workplace& work, ObservationId id) {
    Observation* observation = open_observation(work, id);
    if (observation == nullptr || observation->place_ticket != 0) {
        return;
    }
    work.state.overlay = std::monostate{};
    observation->place_failure.clear();
    observation->place_ticket = work.take_tickets();
    work.postbox.send(ports::AskPlace{observation->place_ticket});
    work.touch();
}

void place_found(Workplace& work, const ports::PlaceFound& found) {
    Observation* observation = waiting_for(work, found.ticket);
    if (observation == nullptr || observation->deleted || !work.database) {
        return;
    }
    const Place place{found.latitude, found.longitude, found.accuracy_m};
    if (!shared_square(place, PlacePrivacy::exact)) {
        observation->place_failure = "unavailable"; // a device that answers a point that is not on Earth
        return;
    }
    write_place(work, *observation, place);
}

void place_failed(Workplace& work, const ports::PlaceFailed& failed) {
    if (Observation* observation = waiting_for(work, failed.ticket)) {
        observation->place_failure = failed.code;
    }
}

void forget_place(Workplace& work, ObservationId id) {
    Observation* observation = open_observation(work, id);
    if (observation != nullptr && observation->place) {
        write_place(work, *observation, std::nullopt);
    }
}

void choose_privacy(Workplace& work, const command::ChoosePrivacy& wish) {
    Observation* observation = open_observation(work, wish.observation);
    if (observation == nullptr || observation->privacy == wish.privacy ||
        !work.keep(storage::ObservationTable(*work.database)
                       .set_place_privacy(wish.observation, static_cast<storage::PlacePrivacy>(wish.privacy)))) {
        return;
    }
    observation->privacy = wish.privacy;
    refresh_journal(work);
}

void choose_default_privacy(Workplace& work, PlacePrivacy privacy) {
    work.state.default_privacy = privacy;
    write_setting(work, "place_privacy", std::to_string(static_cast<int>(privacy)));
    work.touch();
}

} // namespace hypha::app
