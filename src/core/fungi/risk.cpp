#include "core/fungi/risk.hpp"

#include "core/fungi/genus_table.hpp"
#include "core/fungi/species_table.hpp"

namespace hypha::fungi {
namespace {

// Of the genus that `name` begins with, and of what may be confused with it.
Risk risk_of_genus(std::string_view name) {
    const std::string_view genus = name.substr(0, name.find(' '));
    const GenusFacts* const facts = find_genus(genus);
    if (facts == nullptr) {
        return worst_species_of(genus);
    }
    Risk risk = facts->own_risk;
    for (const LookAlike& other : facts->look_alikes) {
        risk = worse(risk, other.risk == Risk::deadly ? Risk::deadly_lookalikes : other.risk);
    }
    return risk;
}

} // namespace

Risk risk_of_kind(std::string_view name) {
    const Risk risk = risk_of_genus(name);
    const SpeciesName* const species = find_species(name);
    return species == nullptr ? risk : worse(risk, worse(species->risk, risk_of_genus(species->accepted)));
}

Risk worst_risk(std::span<const Candidate> candidates) {
    Risk risk = Risk::unknown;
    for (const Candidate& candidate : candidates) {
        risk = worse(risk, worse(candidate.risk, risk_of_kind(candidate.name)));
    }
    return risk;
}

} // namespace hypha::fungi
