// Names of species that matter for the risk (assets/fungi/species.json, checked and compiled in): every name of a poisonous or
// deadly species of Europe and the Americas, and outdated names of other kinds. What the file says of them beyond that is for people.
#pragma once

#include <string_view>

#include "core/fungi/verdict.hpp"

namespace hypha::fungi {

struct SpeciesName {
    std::string_view name;     // "Genus epithet", in use or not
    std::string_view accepted; // the name in use; equals `name` where that is it
    Risk risk = Risk::unknown; // of the species itself; unknown for a name that is only outdated
};

// By the first two words of `name`, so that a variety is found by its species; null where the table has no such name.
const SpeciesName* find_species(std::string_view name);

// The worst risk of the table's species whose name in use is of this genus; unknown where there are none.
Risk worst_species_of(std::string_view genus);

} // namespace hypha::fungi
