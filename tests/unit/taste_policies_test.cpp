// Each policy against small logs worked out by hand, and the trees and counts that ours is made of.
#include "core/taste/policies.hpp"

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "core/taste/boosted_trees.hpp"
#include "core/taste/lots.hpp"
#include "core/taste/sliding_counts.hpp"
#include "unit/taste_log.hpp"

namespace hypha::taste {
namespace {

// Articles as letters: a is the log's first, b its second.
std::string choice(std::string_view policy, const ClickLog& log, std::int64_t now_s, std::uint32_t reader,
                   std::size_t count) {
    KnownPast past(log);
    past.advance(now_s);
    past.face(reader);
    std::vector<std::uint32_t> chosen;
    make_policy(policy, log.articles, 0)->choose(past, {.opens_s = now_s, .reader = reader}, count, chosen);
    std::string letters;
    for (const std::uint32_t article : chosen) {
        letters += static_cast<char>('a' + static_cast<int>(article));
    }
    return letters;
}

// Readers 0 to 3 are u to x. a: 4 clicks long ago; b: 2, c: 1 in the last 30 minutes; d: the newest, 1.
const char* const kRows = "0,u,a\n10,v,a\n20,w,a\n30,x,a\n9000,u,b\n9100,v,b\n9200,w,c\n9300,x,d\n";

} // namespace

TEST_CASE("most read counts its window alone, of equals the last clicked first", "[taste_policies]") {
    const ClickLog log = small_log(std::string(kRows) + "20000,y,e\n");
    CHECK(choice("most-read-30m", log, 10000, 4, 10) == "bdc");
    CHECK(choice("most-read-30m", log, 10000, 4, 2) == "bd");
    CHECK(choice("most-read-3h", log, 10000, 4, 10) == "abdc");
    CHECK(choice("most-read-3h", log, 10821, 4, 10) == "bdca"); // three clicks on a are too old
    CHECK(choice("most-read-24h", log, 20000, 4, 1) == "a");
    CHECK(choice("most-read-30m", log, 9300, 4, 10) == "bc"); // the click at that very second is not known
    CHECK(choice("most-read-30m", log, 0, 4, 10).empty());
}

TEST_CASE("what the reader saw is not chosen", "[taste_policies]") {
    const ClickLog log = small_log(kRows);
    CHECK(choice("most-read-3h", log, 10000, 0, 10) == "dc");
    CHECK(choice("recency", log, 10000, 0, 10) == "dc");
    CHECK(choice("most-read-3h", log, 5, 1, 10) == "a"); // v reads it later
}

TEST_CASE("recency is the order of first clicks", "[taste_policies]") {
    const ClickLog log = small_log(std::string(kRows) + "9400,u,c\n20000,y,e\n");
    CHECK(choice("recency", log, 10000, 4, 10) == "dcba");
    CHECK(choice("recency", log, 10000, 4, 2) == "dc");
}

TEST_CASE("co-reading asks those who read the same, then fills up with the most read", "[taste_policies]") {
    // After a, v and w read b, w also c; d is the most read of all.
    const ClickLog log = small_log("0,u,a\n10,v,a\n20,v,b\n30,w,a\n40,w,b\n50,w,c\n60,x,d\n70,y,d\n80,z,d\n");
    CHECK(choice("co-reading", log, 100, 0, 10) == "bcd");
    CHECK(choice("co-reading", log, 100, 0, 1) == "b");
    CHECK(choice("co-reading", log, 100, 3, 10) == "abc"); // nobody read on after d
}

TEST_CASE("ours begins with what opened sessions in the last 30 minutes", "[taste_policies]") {
    // b is clicked most, but c opens more sessions.
    const ClickLog log = small_log("0,u,a\n10,u,b\n20,v,c\n25,w,c\n30,v,b\n40,w,b\n50,x,c\n");
    CHECK(choice("ours", log, 100, 3, 10) == "ab");
    KnownPast past(log);
    CHECK(make_policy("", log.articles, 0) == nullptr);
    CHECK(make_policy(kClairvoyant, log.articles, 0) == nullptr);
}

TEST_CASE("a sliding window forgets", "[taste_policies]") {
    const ClickLog log = small_log("0,u,a\n30,u,b\n100,v,a\n200,v,a\n");
    KnownPast past(log);
    SlidingCounts late({.length_s = 100}, log.articles), before({.length_s = 100, .age_s = 100}, log.articles);
    SlidingCounts opening({.length_s = 1000, .opening_only = true}, log.articles),
        own({.length_s = 1000, .own_time_only = true}, log.articles);
    past.advance(200);
    for (SlidingCounts* each : {&late, &before, &opening, &own}) {
        each->advance(past);
    }
    CHECK(late.of(0) == 1);
    CHECK(before.of(0) == 1);
    CHECK(before.of(1) == 1);
    CHECK(before.total() == 2);
    CHECK(opening.of(0) == 2);
    CHECK(own.total() == 2); // 30 s after u's first
    past.advance(301);
    late.advance(past);
    CHECK(late.total() == 0);
}

TEST_CASE("trees find the share that a feature tells, and the same ones each time", "[taste_policies]") {
    TrainingRows rows{.width = 2, .features = {}, .events = {}, .trials = {}, .weight = {}};
    for (std::uint64_t at = 0; at < 4000; ++at) {
        const bool often = lot(1, at) < 0.5;
        rows.features.insert(rows.features.end(),
                             {static_cast<std::uint8_t>(often ? 11 : 10), static_cast<std::uint8_t>(at % 64)});
        rows.events.push_back(lot(2, at) < (often ? 0.4 : 0.02) ? 1.0F : 0.0F);
        rows.trials.push_back(1);
        rows.weight.push_back(1);
    }
    BoostedTrees trees, again;
    trees.fit(rows, {});
    again.fit(rows, {});
    const std::vector<std::uint8_t> often{11, 7}, seldom{10, 7};
    CHECK(std::exp(trees.score(often.data())) == Catch::Approx(0.4).margin(0.08));
    CHECK(std::exp(trees.score(seldom.data())) == Catch::Approx(0.02).margin(0.02));
    CHECK(trees.score(often.data()) == again.score(often.data()));
    rows.drop_first(3999);
    CHECK(rows.size() == 1);
    CHECK(rows.features.size() == 2);
    rows.events[0] = 0;
    trees.fit(rows, {});
    CHECK(trees.empty());
}

} // namespace hypha::taste
