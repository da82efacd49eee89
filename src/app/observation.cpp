// Derived facts of an observation; nothing here is stored, so nothing can disagree with the rows.
#include "app/observation.hpp"

#include <algorithm>

#include "core/fungi/risk.hpp"

namespace hypha::app {

bool is_working(const Observation& observation) {
    return std::ranges::any_of(observation.photos, [](const SlotPhoto& photo) { return photo.ticket != 0; });
}

std::size_t photo_count(const Observation& observation) {
    const auto held = [](const SlotPhoto& photo) {
        return photo.phase != PhotoPhase::empty && (photo.phase != PhotoPhase::failed || !photo.photo.empty());
    };
    return static_cast<std::size_t>(std::ranges::count_if(observation.photos, held));
}

std::string failure_of(const Observation& observation) {
    for (const Slot slot : kMostUsefulFirst) {
        const SlotPhoto& photo = observation.photos[index_of(slot)];
        if (photo.phase == PhotoPhase::failed) {
            return photo.failure;
        }
    }
    return observation.judge_failure;
}

Outcome outcome_of(const Observation& observation) {
    if (observation.verdict) {
        switch (observation.verdict->state) {
        case fungi::VerdictState::answered: return Outcome::answered;
        case fungi::VerdictState::unknown: return Outcome::unknown;
        case fungi::VerdictState::not_mushroom: return Outcome::not_mushroom;
        }
    }
    if (is_working(observation)) {
        return Outcome::working;
    }
    if (!failure_of(observation).empty()) {
        return Outcome::failed;
    }
    return photo_count(observation) == 0 ? Outcome::empty : Outcome::working;
}

std::optional<Slot> most_useful_missing(const Observation& observation) {
    for (const Slot slot : kMostUsefulFirst) {
        const SlotPhoto& photo = observation.photos[index_of(slot)];
        if (photo.phase == PhotoPhase::empty || (photo.phase == PhotoPhase::failed && photo.photo.empty())) {
            return slot;
        }
    }
    return std::nullopt;
}

const Opinion* given_by_person(const Observation& observation) {
    const auto newest = std::find_if(observation.opinions.rbegin(), observation.opinions.rend(),
                                     [](const Opinion& opinion) { return opinion.by_person; });
    return newest == observation.opinions.rend() || newest->state == fungi::VerdictState::unknown ? nullptr : &*newest;
}

fungi::Risk shown_risk(const Observation& observation) {
    const Opinion* person = given_by_person(observation);
    const fungi::Risk models = observation.verdict ? observation.verdict->risk : fungi::Risk::unknown;
    return person == nullptr ? models : fungi::worse(models, person->risk);
}

std::string cover_photo(const Observation& observation) {
    for (const Slot slot : kMostUsefulFirst) {
        const SlotPhoto& photo = observation.photos[index_of(slot)];
        if (!photo.photo.empty()) {
            return photo.photo;
        }
    }
    return "";
}

} // namespace hypha::app
