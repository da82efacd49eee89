#include "core/fungi/risk.hpp"

#include "core/fungi/genus_table.hpp"

namespace hypha::fungi {

Risk risk_of_kind(std::string_view name) {
    const GenusFacts* const facts = find_genus(name.substr(0, name.find(' ')));
    if (facts == nullptr) {
        return Risk::unknown;
    }
    Risk risk = facts->own_risk;
    for (const LookAlike& other : facts->look_alikes) {
        risk = worse(risk, other.risk == Risk::deadly ? Risk::deadly_lookalikes : other.risk);
    }
    return risk;
}

Risk worst_risk(std::span<const Candidate> candidates) {
    Risk risk = Risk::unknown;
    for (const Candidate& candidate : candidates) {
        risk = worse(risk, worse(candidate.risk, risk_of_kind(candidate.name)));
    }
    return risk;
}

} // namespace hypha::fungi
