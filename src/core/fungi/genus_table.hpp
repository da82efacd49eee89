// What is known about each covered genus, from published sources (assets/fungi/genera.json, checked and compiled in).
// `own_risk` speaks of the genus itself. A genus that is not in the table is of unknown risk, which is never reassurance.
#pragma once

#include <span>
#include <string_view>

#include "core/fungi/verdict.hpp"

namespace hypha::fungi {

struct LookAlike {
    std::string_view name; // Latin
    Risk risk = Risk::unknown;
    std::string_view feature_en; // what tells the two apart
    std::string_view feature_es;
};

struct GenusFacts {
    std::string_view genus;
    std::string_view family;
    std::string_view common_en; // may be empty
    std::string_view common_es;
    Risk own_risk = Risk::unknown;
    std::span<const LookAlike> look_alikes;
    std::string_view sources; // short citations, separated by "; "
    std::string_view checked; // ISO date
};

std::span<const GenusFacts> all_genera();
// Changes with every change of assets/fungi, this table's or the species'.
std::string_view tables_version();
const GenusFacts* find_genus(std::string_view genus);

} // namespace hypha::fungi
