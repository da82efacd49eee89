// A Latin name as a label file writes it, reduced to what can be compared: genus and, where one is given, species.
// "amanita_muscaria (L.) Lam." is Amanita / Amanita muscaria; "Amanita", "Amanita sp." and "Amanita cf. muscaria" are the genus alone.
#pragma once

#include <string>
#include <string_view>

namespace hypha::fungi {

struct LatinName {
    std::string genus;   // empty: no mushroom
    std::string species; // "Genus epithet"; empty where only the genus is known
    bool operator==(const LatinName&) const = default;
};

LatinName parse_latin(std::string_view text);

} // namespace hypha::fungi
