#include "core/fungi/species_table.hpp"

#include <algorithm>
#include <iterator>

#include "core/fungi/risk.hpp"
#include "generated/core/fungi/species.hpp"

namespace hypha::fungi {

static_assert(std::ranges::is_sorted(generated::kSpecies, {}, &SpeciesName::name)); // searched by halves

const SpeciesName* find_species(std::string_view name) {
    const std::size_t epithet = name.find(' ');
    if (epithet == std::string_view::npos) {
        return nullptr;
    }
    const std::string_view species = name.substr(0, name.find(' ', epithet + 1));
    const auto found = std::ranges::lower_bound(generated::kSpecies, species, {}, &SpeciesName::name);
    return found == std::end(generated::kSpecies) || found->name != species ? nullptr : &*found;
}

Risk worst_species_of(std::string_view genus) {
    Risk risk = Risk::unknown;
    for (const SpeciesName& species : generated::kSpecies) {
        if (species.accepted.substr(0, species.accepted.find(' ')) == genus) {
            risk = worse(risk, species.risk);
        }
    }
    return risk;
}

} // namespace hypha::fungi
