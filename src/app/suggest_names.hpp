// Names to choose from while one is typed: those that the model thought of for this find, those that this person gave before, what
// the model knows, what our table knows; each Latin name once. A text is found at the beginning of words of the Latin or the common
// name, accents and capitals aside. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/state.hpp"

namespace hypha::app {

inline constexpr std::size_t kMostSuggestions = 6;

struct KnownNames {
    std::span<const fungi::Candidate> candidates;
    std::span<const std::string> given;
    std::span<const std::string> species;
};
// An empty text: what the model thought of, then what the person gave before.
std::vector<NameSuggestion> suggest_names(std::string_view text, const KnownNames& known);

} // namespace hypha::app
