// What is fetched within a budget: never more bytes than are left, never less than half of the best there is (which is found here by
// trying all), and everything when everything fits.
#include <catch2/catch_test_macros.hpp>

#include <random>

#include "core/taste/fetch_plan.hpp"

using hypha::taste::fetch_plan;
using hypha::taste::Fetchable;

namespace {

double best_of(const std::vector<Fetchable>& stories, std::int64_t left_bytes) {
    double best = 0;
    for (std::uint32_t some = 0; some < (1U << stories.size()); ++some) {
        std::int64_t bytes = 0;
        double value = 0;
        for (std::size_t i = 0; i < stories.size(); ++i) {
            if ((some >> i & 1U) != 0) {
                bytes += stories[i].bytes;
                value += stories[i].value;
            }
        }
        best = bytes <= left_bytes ? std::max(best, value) : best;
    }
    return best;
}

} // namespace

TEST_CASE("everything is chosen when everything fits, and nothing when nothing does", "[taste]") {
    const std::vector<Fetchable> stories{{0.5, 100}, {0.1, 900}, {0.2, 0}};
    CHECK(fetch_plan(stories, 1000) == std::vector<bool>{true, true, true});
    CHECK(fetch_plan(stories, 50) == std::vector<bool>{false, false, true});
    CHECK(fetch_plan(stories, -1) == std::vector<bool>{false, false, false});
    CHECK(fetch_plan({}, 10).empty());
}

TEST_CASE("value for a byte counts, but a large story is not left out for a crumb", "[taste]") {
    CHECK(fetch_plan(std::vector<Fetchable>{{0.9, 900}, {0.6, 300}, {0.6, 300}, {0.6, 300}}, 900) ==
          std::vector<bool>{false, true, true, true});
    CHECK(fetch_plan(std::vector<Fetchable>{{0.02, 1}, {0.9, 1000}}, 1000) == std::vector<bool>{false, true});
    CHECK(fetch_plan(std::vector<Fetchable>{{0, 10}, {-1, 10}}, 1000) == std::vector<bool>{false, false});
}

TEST_CASE("a plan keeps to its bytes and has at least half of the best value", "[taste]") {
    std::mt19937 random(17);
    double ours = 0, best = 0;
    for (int round = 0; round < 300; ++round) {
        std::vector<Fetchable> stories;
        for (std::size_t i = 0; i < 1 + random() % 11; ++i) {
            stories.push_back(
                {static_cast<double>(1 + random() % 100) / 100, 1 + static_cast<std::int64_t>(random() % 12'000)});
        }
        const auto left = static_cast<std::int64_t>(random() % 40'000);
        const auto chosen = fetch_plan(stories, left);
        REQUIRE(chosen.size() == stories.size());
        std::int64_t bytes = 0;
        double value = 0;
        for (std::size_t i = 0; i < stories.size(); ++i) {
            bytes += chosen[i] ? stories[i].bytes : 0;
            value += chosen[i] ? stories[i].value : 0;
        }
        const double most = best_of(stories, left);
        CHECK(bytes <= left);
        CHECK(value >= most / 2);
        ours += value;
        best += most;
    }
    INFO(ours << " of " << best);
    CHECK(ours > 0.95 * best);
}
