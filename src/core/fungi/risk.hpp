// Risk, which only ever rises: the worst over what is shown, its genus and what it may be confused with (SAFETY rule 3).
// A deadly look-alike makes a kind `deadly_lookalikes`; a poisonous one makes it `poisonous`. A species also has what its own
// row says and, under an outdated name, what its present genus has. A kind that no source describes is `unknown`; there is no value
// below that.
#pragma once

#include <span>
#include <string_view>

#include "core/fungi/verdict.hpp"

namespace hypha::fungi {

constexpr Risk worse(Risk a, Risk b) { return a < b ? b : a; }

// `name` is a genus or a species, in use or outdated. A genus without a row of its own has the worst of its listed species.
Risk risk_of_kind(std::string_view name);

Risk worst_risk(std::span<const Candidate> candidates);

} // namespace hypha::fungi
