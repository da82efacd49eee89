// The words that stand for the enums of this module in the database; fungi's own are in core/fungi/verdict_json.hpp.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "storage/identification_table.hpp"
#include "storage/observation_table.hpp"

namespace hypha::storage {

// In the order of the enums.
inline constexpr std::array<std::string_view, 4> kObservationStates{"picked", "stored", "analysed", "failed"};
inline constexpr std::array<std::string_view, 4> kPlacePrivacies{"exact", "1km", "10km", "hidden"};
inline constexpr std::array<std::string_view, 2> kIdentifiers{"model", "person"};

template <typename Enum, std::size_t kCount>
std::optional<Enum> enum_of(const std::array<std::string_view, kCount>& words, std::string_view text) {
    const auto found = std::ranges::find(words, text);
    return found == words.end() ? std::nullopt : std::optional(static_cast<Enum>(found - words.begin()));
}

inline std::string_view text_of(ObservationState state) { return kObservationStates[static_cast<std::size_t>(state)]; }

inline std::string_view text_of(PlacePrivacy privacy) { return kPlacePrivacies[static_cast<std::size_t>(privacy)]; }

inline std::string_view text_of(IdentifiedBy by) { return kIdentifiers[static_cast<std::size_t>(by)]; }

inline std::optional<ObservationState> observation_state_of(std::string_view text) {
    return enum_of<ObservationState>(kObservationStates, text);
}

inline std::optional<PlacePrivacy> place_privacy_of(std::string_view text) {
    return enum_of<PlacePrivacy>(kPlacePrivacies, text);
}

inline std::optional<IdentifiedBy> identified_by_of(std::string_view text) {
    return enum_of<IdentifiedBy>(kIdentifiers, text);
}

} // namespace hypha::storage
