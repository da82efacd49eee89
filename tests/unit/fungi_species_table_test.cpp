// Species in the risk: what their own rows, their outdated names and their genus add, and that nothing of it ever lowers a risk.
#include "core/fungi/species_table.hpp"

#include <string>

#include <catch2/catch_test_macros.hpp>

#include "core/fungi/evaluation.hpp"
#include "core/fungi/genus_table.hpp"
#include "core/fungi/risk.hpp"
#include "generated/core/fungi/species.hpp"

namespace hypha::fungi {
namespace {

std::string genus_of(std::string_view name) { return std::string(name.substr(0, name.find(' '))); }

} // namespace

TEST_CASE("a species is found by every name it goes by, and by its varieties", "[species_table]") {
    for (const std::string_view name : {"Galerina marginata", "Galerina autumnalis", "Pholiota marginata"}) {
        CAPTURE(name);
        const SpeciesName* const found = find_species(name);
        REQUIRE(found != nullptr);
        CHECK(found->accepted == "Galerina marginata");
        CHECK(found->risk == Risk::deadly);
    }
    const SpeciesName* const variety = find_species("Amanita phalloides var. alba");
    REQUIRE(variety != nullptr);
    CHECK(variety->name == "Amanita phalloides");
    const SpeciesName* const outdated = find_species("Neoboletus erythropus");
    REQUIRE(outdated != nullptr);
    CHECK(outdated->accepted == "Neoboletus luridiformis");
    CHECK(outdated->risk == Risk::unknown);
    for (const std::string_view none :
         {"", " ", "Amanita", "Amanita ", "Amanita p", "Amanita phalloide", "phalloides", "Zzz zzz", "Aaa aaa"}) {
        CAPTURE(none);
        CHECK(find_species(none) == nullptr);
    }
}

TEST_CASE("the risk of a species is never below its row, its genus or the name in use", "[species_table]") {
    for (const SpeciesName& species : generated::kSpecies) {
        CAPTURE(species.name);
        CHECK(find_species(species.name) == &species);
        const Risk risk = risk_of_kind(species.name);
        CHECK(risk >= species.risk);
        CHECK(risk >= risk_of_kind(genus_of(species.name)));
        CHECK(risk >= risk_of_kind(species.accepted));
        CHECK(own_risk_of(parse_latin(species.name)) >= species.risk);
        CHECK(own_risk_of(parse_latin(species.name)) >= own_risk_of(parse_latin(species.accepted)));
        CHECK(own_risk_of(parse_latin(genus_of(species.accepted))) >= species.risk); // as a species of it
    }
}

TEST_CASE("a species speaks where its genus has no row", "[species_table]") {
    for (const std::string_view alone : {"Pleurocybella", "Pholiotina"}) {
        REQUIRE(find_genus(alone) == nullptr);
        CHECK(worst_species_of(alone) == Risk::deadly);
        CHECK(risk_of_kind(alone) == Risk::deadly);
    }
    CHECK(risk_of_kind("Pleurocybella porrigens") == Risk::deadly);
    CHECK(risk_of_kind("Pseudosperma rimosum") == Risk::poisonous);
    CHECK(worst_species_of("Nonesuch") == Risk::unknown);
    CHECK(risk_of_kind("Nonesuch porrigens") == Risk::unknown);
    CHECK(own_risk_of(parse_latin("Nonesuch porrigens")) == Risk::unknown);
    CHECK(own_risk_of(parse_latin("Pleurocybella porrigens")) == Risk::deadly);
}

TEST_CASE("an outdated name warns as the name in use does", "[species_table]") {
    CHECK(risk_of_kind("Conocybe filaris") == Risk::deadly); // Conocybe itself has no row
    CHECK(own_risk_of(parse_latin("Conocybe filaris")) == Risk::deadly);
    // A young Amanita is taken for any puffball, whichever genus this one is put into.
    CHECK(risk_of_kind("Lycoperdon pyriforme") == risk_of_kind("Apioperdon pyriforme"));
    // Rubroboletus kills, Boletus itself does not.
    REQUIRE(own_risk_of(parse_latin("Boletus")) == Risk::poisonous);
    CHECK(own_risk_of(parse_latin("Boletus satanas")) == Risk::deadly);
    CHECK(risk_of_kind("Boletus satanas") == Risk::deadly);
    // Nothing else of Conocybe or Pholiota is thereby called deadly.
    CHECK(risk_of_kind("Conocybe") == Risk::unknown);
    CHECK(own_risk_of(parse_latin("Pholiota squarrosa")) == Risk::poisonous);
}

} // namespace hypha::fungi
