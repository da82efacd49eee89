// The compiled-in table: whole rows, known families, and the highest risks where the literature has them.
#include "core/fungi/genus_table.hpp"

#include <set>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "core/fungi/risk.hpp"

namespace hypha::fungi {

TEST_CASE("every row of the table is whole", "[genus_table]") {
    REQUIRE(all_genera().size() >= 149);
    std::set<std::string_view> seen;
    for (const GenusFacts& facts : all_genera()) {
        CAPTURE(facts.genus);
        CHECK(seen.insert(facts.genus).second);
        CHECK(facts.family.ends_with("aceae"));
        CHECK_FALSE(facts.common_en.empty());
        CHECK_FALSE(facts.common_es.empty());
        CHECK_FALSE(facts.sources.empty());
        CHECK(facts.checked.size() == 10);
        REQUIRE_FALSE(facts.look_alikes.empty());
        for (const LookAlike& other : facts.look_alikes) {
            CHECK(other.name.contains(' '));
            CHECK(other.feature_en.size() > 10);
            CHECK(other.feature_es.size() > 10);
            CHECK(other.feature_en != other.feature_es);
        }
        CHECK(find_genus(facts.genus) == &facts);
    }
    for (const std::string_view none : {"Nonesuch", "", "A", "Amanit", "Amanitaa", "Zzz"}) {
        CHECK(find_genus(none) == nullptr);
    }
}

TEST_CASE("genera whose species or look-alikes kill say so", "[genus_table]") {
    for (const std::string_view deadly : {"Amanita", "Tricholoma", "Clitocybe"}) {
        CHECK(risk_of_kind(deadly) == Risk::deadly);
    }
    // Agaricus against destroying angels, honey fungi against funeral bells, chanterelles against webcaps, oysters against
    // angel wings, parasols against small dapperlings, puffballs against a young Amanita.
    for (const std::string_view confused :
         {"Agaricus", "Armillaria", "Cantharellus", "Craterellus", "Pluteus", "Coprinellus", "Kuehneromyces",
          "Marasmius", "Macrolepiota", "Volvopluteus", "Calocybe", "Pleurotus", "Lycoperdon", "Verpa"}) {
        CAPTURE(confused);
        CHECK(risk_of_kind(confused) == Risk::deadly_lookalikes);
    }
}

TEST_CASE("accents survive compilation", "[genus_table]") {
    const GenusFacts* const russula = find_genus("Russula");
    REQUIRE(russula != nullptr);
    CHECK(russula->common_es == "r\u00FAsulas");
}

} // namespace hypha::fungi
