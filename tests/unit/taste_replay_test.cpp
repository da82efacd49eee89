// The replay: what counts as a return and as a hit, that nothing from the moment of prefetch on matters to what was prefetched, that
// nobody beats the clairvoyant, and that ours learns what simple counts cannot see.
#include "core/taste/replay.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/taste/policies.hpp"
#include "core/taste/replay_json.hpp"
#include "unit/taste_log.hpp"

namespace hypha::taste {
namespace {

ReplaySettings settings_of(std::int64_t lead_s, std::uint32_t from_day) {
    return {.items = {1, 3, 10}, .lead_s = lead_s, .policy = {}, .from_day = from_day};
}

std::vector<std::size_t> hits_of(const ReplayResult& result, std::string_view policy) {
    return std::ranges::find(result.policies, policy, &PolicyHits::policy)->hits;
}

} // namespace

TEST_CASE("a hit is a first click that stood ready", "[taste_replay]") {
    // u returns at 4000 with b, which v and w had read; at 9000 with b again, which u has seen; at 20000 with the new e.
    const ClickLog log = small_log("0,u,a\n3000,v,b\n3500,w,b\n3600,w,c\n4000,u,b\n9000,u,b\n20000,u,e\n");
    const auto result = replay(log, settings_of(0, 0));
    REQUIRE(result);
    CHECK(result->returns == 3);
    CHECK(result->knowable == 1);
    CHECK(hits_of(*result, "most-read-30m") == std::vector<std::size_t>{1, 1, 1});
    CHECK(hits_of(*result, "recency") == std::vector<std::size_t>{0, 1, 1});
    const auto earlier = replay(log, settings_of(16 * 60, 0)); // at 3040 only one click on b is known
    REQUIRE(earlier);
    CHECK(hits_of(*earlier, "most-read-30m") == std::vector<std::size_t>{1, 1, 1});
    const auto too_early = replay(log, settings_of(17 * 60, 0));
    REQUIRE(too_early);
    CHECK(too_early->knowable == 0);
    CHECK(hits_of(*too_early, "most-read-24h") == std::vector<std::size_t>{0, 0, 0});
}

TEST_CASE("what is asked wrongly is refused", "[taste_replay]") {
    const ClickLog log = small_log("0,u,a\n90000,u,b\n");
    CHECK(replay(log, {.items = {}, .lead_s = 0, .policy = {}, .from_day = {}}).error().code == "bad_items");
    CHECK(replay(log, {.items = {0}, .lead_s = 0, .policy = {}, .from_day = {}}).error().code == "bad_items");
    CHECK(replay(log, {.items = {201}, .lead_s = 0, .policy = {}, .from_day = {}}).error().code == "bad_items");
    CHECK(replay(log, {.items = {5}, .lead_s = -1, .policy = {}, .from_day = {}}).error().code == "bad_lead");
    CHECK(replay(log, {.items = {5}, .lead_s = 0, .policy = "best", .from_day = {}}).error().code == "unknown_policy");
    CHECK(replay(log, {.items = {5}, .lead_s = 0, .policy = {}, .from_day = 2}).error() == Error{"bad_from", "2"});
    CHECK(later_half(log) == 1);
    CHECK(later_half(small_log("0,u,a\n")) == 0);
    const auto none = replay(small_log("0,u,a\n"), settings_of(0, 0));
    REQUIRE(none);
    CHECK(none->returns == 0);
    CHECK(encode_replay(*none).find("\"share\":[null,null,null]") != std::string::npos);
}

TEST_CASE("nothing from the moment of prefetch on changes what was prefetched", "[taste_replay]") {
    const std::string csv = made_csv(7, 3);
    const ClickLog log = log_of(csv);
    struct Case {
        std::int64_t lead_s, hours;
    };
    for (const auto [lead_s, hours] : {Case{0, 53}, Case{3600, 65}}) {
        // From a moment of the last day on every click is of another article, device and referrer.
        using Chosen = std::map<std::pair<std::string, std::int64_t>, std::vector<std::uint32_t>>;
        const auto chosen_in = [&](const ClickLog& any) {
            Chosen all;
            REQUIRE(replay(any, settings_of(lead_s, 2), [&](const Choice& choice) {
                all[{std::string(choice.policy), choice.moment.opens_s * 1000 + choice.moment.reader}] = choice.chosen;
            }));
            return all;
        };
        const Chosen before = chosen_in(log);
        const std::int64_t now_s = log.start_s() + hours * 3600;
        ClickLog altered = log;
        for (Click& click : altered.clicks) {
            if (click.t_s >= now_s) {
                click.article = (click.article * 7 + 3) % log.articles;
                click.device = static_cast<std::uint8_t>(2 - click.device);
                click.referrer = 1;
                click.own_time = !click.own_time;
            }
        }
        std::size_t compared = 0, changed = 0;
        for (const auto& [key, chosen] : chosen_in(altered)) {
            if (key.second / 1000 - lead_s <= now_s) {
                changed += static_cast<std::size_t>(before.at(key) != chosen);
                ++compared;
            }
        }
        CHECK(changed == 0);
        REQUIRE(compared > 100);
    }
}

TEST_CASE("no choice holds what was seen, is too long or names an article twice; nobody beats the clairvoyant",
          "[taste_replay]") {
    const ClickLog log = log_of(made_csv(11, 3));
    for (const std::int64_t lead_s : {0, 21600}) {
        std::size_t too_long = 0, twice = 0,
                    seen = 0; // counted, not required one by one: that takes longer than the replay
        const auto result = replay(log, settings_of(lead_s, 1), [&](const Choice& choice) {
            const std::set<std::uint32_t> chosen(choice.chosen.begin(), choice.chosen.end());
            too_long += static_cast<std::size_t>(choice.chosen.size() > 10);
            twice += static_cast<std::size_t>(chosen.size() < choice.chosen.size());
            for (const Click& click : log.clicks) {
                if (click.t_s >= choice.moment.opens_s - lead_s) {
                    break;
                }
                seen +=
                    static_cast<std::size_t>(click.reader == choice.moment.reader && chosen.contains(click.article));
            }
        });
        CHECK(too_long == 0);
        CHECK(twice == 0);
        CHECK(seen == 0);
        REQUIRE(result);
        REQUIRE(result->returns > 1000);
        for (const PolicyHits& each : result->policies) {
            CHECK(std::ranges::is_sorted(each.hits));
            CHECK(each.hits.back() <= result->knowable);
        }
    }
}

TEST_CASE("ours learns that what is young now will be read later", "[taste_replay]") {
    const ClickLog log = log_of(made_csv(3, 4, 12));
    ReplaySettings settings = settings_of(6 * 3600, 3);
    const auto result = replay(log, settings);
    REQUIRE(result);
    std::size_t most_read = 0;
    for (const char* policy : {"most-read-30m", "most-read-3h", "most-read-24h"}) {
        most_read = std::max(most_read, hits_of(*result, policy)[2]);
    }
    CHECK(hits_of(*result, "ours")[2] > most_read * 11 / 10);
    settings.policy = "ours";
    const auto alone = replay(log, settings);
    REQUIRE(alone);
    CHECK(alone->policies.size() == 1);
    CHECK(alone->policies.front().hits == hits_of(*result, "ours"));
    settings.policy = kClairvoyant;
    CHECK(replay(log, settings)->policies.empty());
}

} // namespace hypha::taste
