// The rule for a name that a person gives: a genus, or a genus and a species, in Latin letters; a family by its ending (-aceae). What
// botanists write behind it (author, year) is left out. Names that the model and our table do not know are welcome.
// "amanita muscaria (L.) Lam." is Amanita muscaria; "Agaricaceae" is a family; "under an oak" is no name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/fungi/verdict.hpp"

namespace hypha::app {

struct GivenName {
    std::string latin;
    fungi::Rank rank = fungi::Rank::genus;
    bool operator==(const GivenName&) const = default;
};

std::optional<GivenName> given_name_of(std::string_view text);

} // namespace hypha::app
