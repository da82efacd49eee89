// Heat maps from evidence: what is bright, what stays dark, and what is refused.
#include "core/fungi/heat_map.hpp"

#include <limits>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "unit/fungi_small_manifest.hpp"

namespace hypha::fungi {
namespace {

constexpr int kColumns = 3, kRows = 2;
constexpr std::size_t kCells = 6, kLeaves = 7;

// Nothing anywhere, but for `leaf`, which says `much` in `cell`.
std::vector<float> evidence_of(std::size_t leaf, std::size_t cell, float much) {
    std::vector<float> evidence(kLeaves * kCells, 0.F);
    evidence[leaf * kCells + cell] = much;
    return evidence;
}

HeatMap map_of(const std::vector<float>& evidence, std::string_view genus) {
    const auto map = heat_map(small_manifest(), evidence, kColumns, kRows, genus);
    REQUIRE(map.has_value());
    return *map;
}

} // namespace

TEST_CASE("the place that speaks for the genus is the brightest, whichever of its leaves speaks", "[heat_map]") {
    for (const std::size_t leaf : {2U, 3U}) { // Boletus edulis, the rest of Boletus
        const HeatMap map = map_of(evidence_of(leaf, 4, 6), "Boletus");
        CHECK(map.columns == kColumns);
        CHECK(map.rows == kRows);
        REQUIRE(map.cells.size() == kCells);
        CHECK(map.cells[4] == 1.F);
        CHECK(map.cells[0] == 0.F);
    }
}

TEST_CASE("a place that speaks against the genus stays dark, and nothing that stands out is all dark", "[heat_map]") {
    const HeatMap against = map_of(evidence_of(4, 2, 9), "Boletus"); // Plicatura
    CHECK(against.cells[2] == 0.F);
    CHECK(map_of(std::vector<float>(kLeaves * kCells, 0.5F), "Boletus").cells == std::vector<float>(kCells, 0.F));
}

TEST_CASE("no mushroom and a genus without a leaf have maps of their own leaves", "[heat_map]") {
    CHECK(map_of(evidence_of(6, 1, 3), "").cells[1] == 1.F);
    CHECK(map_of(evidence_of(5, 3, 3), "Hydnum").cells[3] == 1.F);
}

TEST_CASE("a map is about the answer, the best guess, or that it is no mushroom", "[heat_map]") {
    Verdict verdict;
    verdict.state = VerdictState::answered;
    verdict.name = "Amanita muscaria";
    CHECK(explained_genus(verdict) == "Amanita");
    verdict.state = VerdictState::unknown;
    CHECK(explained_genus(verdict).empty());
    verdict.spread.push_back({"Plicatura", Rank::genus, 0.2F, Risk::unknown});
    CHECK(explained_genus(verdict) == "Plicatura");
    verdict.state = VerdictState::not_mushroom;
    CHECK(explained_genus(verdict).empty());
}

TEST_CASE("evidence that does not fit is refused", "[heat_map]") {
    const auto refused = [](const std::vector<float>& evidence, int columns, int rows) {
        const auto map = heat_map(small_manifest(), evidence, columns, rows, "Boletus");
        return !map && map.error().code == "evidence_invalid";
    };
    const std::vector<float> whole(kLeaves * kCells, 0.F);
    CHECK(refused(whole, 3, 3));
    CHECK(refused(whole, 0, 2));
    CHECK(refused(whole, -3, -2));
    CHECK(refused(whole, 100000, 100000));
    CHECK(refused({}, 3, 2));
    std::vector<float> odd = whole;
    odd[7] = std::numeric_limits<float>::quiet_NaN();
    CHECK(refused(odd, 3, 2));
    odd[7] = std::numeric_limits<float>::infinity();
    CHECK(refused(odd, 3, 2));
}

} // namespace hypha::fungi
