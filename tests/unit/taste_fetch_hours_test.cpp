// When texts may come by themselves: every rule alone and in its turn, windows over midnight, windows that are none, and the two nights of the
// year in which a clock on the wall goes another way than time.
#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

#include "core/base/local_day.hpp"
#include "core/taste/fetch_hours.hpp"

using namespace hypha::taste;

namespace {

constexpr int at(int hour, int minute = 0) { return hour * 60 + minute; }

FetchMoment moment(int minute, Line line = Line::unmetered) { return {minute, line, Power::mains, false, 0}; }

struct Row {
    std::string what;
    FetchRules rules;
    FetchMoment moment;
    FetchHold hold;
    int until_min;
};

FetchRules with(DayWindow quiet, DayWindow cheap = {}) {
    FetchRules rules;
    rules.quiet = quiet;
    rules.cheap = cheap;
    return rules;
}

} // namespace

TEST_CASE("a window of the day", "[fetch_hours]") {
    const DayWindow night{at(22), at(7)}, early{at(0), at(5)}, none{at(3), at(3)};
    CHECK(night.holds(at(22)));
    CHECK(night.holds(at(23, 59)));
    CHECK(night.holds(at(0)));
    CHECK(night.holds(at(6, 59)));
    CHECK_FALSE(night.holds(at(7)));
    CHECK_FALSE(night.holds(at(21, 59)));
    CHECK(early.holds(at(0)));
    CHECK_FALSE(early.holds(at(5)));
    CHECK_FALSE(none.is_set());
    for (int minute = 0; minute < kDay_min; ++minute) {
        CHECK_FALSE(none.holds(minute));
        CHECK(DayWindow{at(1), at(0)}.holds(minute) !=
              DayWindow{at(0), at(1)}.holds(minute)); // the one is what the other leaves
    }
    CHECK(early.holds(kDay_min + 1)); // the next day's
    CHECK_FALSE(early.holds(-1));
}

TEST_CASE("what holds, and until when", "[fetch_hours]") {
    FetchRules paused = with({at(22), at(7)});
    paused.paused = true;
    FetchRules charging;
    charging.only_charging = true;
    FetchRules nothing;
    nothing.unmetered_bytes = nothing.other_bytes = 0;
    FetchRules only_wifi;
    only_wifi.other_bytes = 0;
    FetchRules free = only_wifi;
    free.unknown_is_free = true;
    FetchMoment spent = moment(at(12), Line::metered);
    spent.spent_bytes = 1'000'000;
    FetchMoment spent_wifi = moment(at(12));
    spent_wifi.spent_bytes = 5'000'000;
    FetchMoment saving = moment(at(23));
    saving.saves_data = true;
    FetchMoment battery = moment(at(12));
    battery.power = Power::battery;
    FetchMoment silent = moment(at(12));
    silent.power = Power::unknown;
    const std::vector<Row> rows{
        {"all is well", {}, moment(at(12)), FetchHold::none, -1},
        {"paused, whatever else", paused, moment(at(23)), FetchHold::paused, -1},
        {"no line", {}, moment(at(12), Line::none), FetchHold::connection, -1},
        {"Save-Data comes before hours", with({at(22), at(7)}), saving, FetchHold::save_data, -1},
        {"quiet, over midnight, before it", with({at(22), at(7)}), moment(at(23)), FetchHold::quiet, at(7)},
        {"quiet, over midnight, after it", with({at(22), at(7)}), moment(at(0)), FetchHold::quiet, at(7)},
        {"quiet has ended", with({at(22), at(7)}), moment(at(7)), FetchHold::none, -1},
        {"equal ends are no window", with({at(8), at(8)}, {at(9), at(9)}), moment(at(8)), FetchHold::none, -1},
        {"before the cheap hours", with({}, {at(0), at(5)}), moment(at(21)), FetchHold::outside_cheap, 0},
        {"in the cheap hours", with({}, {at(0), at(5)}), moment(at(4, 59)), FetchHold::none, -1},
        {"after the cheap hours", with({}, {at(0), at(5)}), moment(at(5)), FetchHold::outside_cheap, 0},
        {"cheap over midnight", with({}, {at(23), at(1)}), moment(at(0, 30)), FetchHold::none, -1},
        {"quiet within cheap", with({at(0), at(2)}, {at(0), at(5)}), moment(at(1)), FetchHold::quiet, at(2)},
        {"outside both, cheap begins quiet", with({at(23), at(2)}, {at(0), at(5)}), moment(at(12)),
         FetchHold::outside_cheap, at(2)},
        {"quiet leaves nothing of cheap", with({at(22), at(7)}, {at(0), at(5)}), moment(at(12)), FetchHold::never, -1},
        {"on battery", charging, battery, FetchHold::on_battery, -1},
        {"nobody says whether it charges", charging, silent, FetchHold::power_unknown, -1},
        {"charging", charging, moment(at(12)), FetchHold::none, -1},
        {"nothing a day", nothing, moment(at(12)), FetchHold::no_budget, -1},
        {"nothing but on Wi-Fi", only_wifi, moment(at(12), Line::metered), FetchHold::wifi, -1},
        {"an unknown line is paid by its size", only_wifi, moment(at(12), Line::unknown), FetchHold::wifi, -1},
        {"unless the person says that it is not", free, moment(at(12), Line::unknown), FetchHold::none, -1},
        {"which says nothing of one that is known", free, moment(at(12), Line::metered), FetchHold::wifi, -1},
        {"spent here, more on Wi-Fi", {}, spent, FetchHold::wifi, -1},
        {"spent on Wi-Fi", {}, spent_wifi, FetchHold::tomorrow, 0},
        {"spent, and tomorrow begins quiet", with({at(22), at(7)}), spent_wifi, FetchHold::tomorrow, at(7)},
    };
    for (const Row& row : rows) {
        INFO(row.what);
        const FetchAnswer answer = may_fetch(row.rules, row.moment);
        CHECK(answer.hold == row.hold);
        CHECK(answer.until_min == row.until_min);
        CHECK((answer.left_bytes > 0) == (row.hold == FetchHold::none));
    }
}

TEST_CASE("what is left is the day's limit for this line less what was spent", "[fetch_hours]") {
    FetchMoment now = moment(at(12));
    now.spent_bytes = 1'200'000;
    CHECK(may_fetch({}, now).left_bytes == 3'800'000);
    now.line = Line::metered;
    CHECK(may_fetch({}, now).left_bytes == 0);
}

TEST_CASE("pictures leave half of the day's limit to texts", "[fetch_hours]") {
    FetchMoment now = moment(at(12));
    now.spent_bytes = 1'200'000;
    CHECK(pictures_left_bytes({}, now) == 1'300'000);
    now.line = Line::metered;
    CHECK(pictures_left_bytes({}, now) == 0);
}

TEST_CASE("the answer says when it changes, for every minute of every pair of windows", "[fetch_hours]") {
    for (int quiet_from = 0; quiet_from < kDay_min; quiet_from += 370) {
        for (int length = 0; length < kDay_min; length += 433) {
            for (int cheap_from = 0; cheap_from < kDay_min; cheap_from += 290) {
                const FetchRules rules =
                    with({quiet_from, (quiet_from + length) % kDay_min}, {cheap_from, (cheap_from + 300) % kDay_min});
                for (int minute = 0; minute < kDay_min; minute += 97) {
                    const auto runs = [&](int when) { return may_fetch(rules, moment(when)).hold == FetchHold::none; };
                    const FetchAnswer answer = may_fetch(rules, moment(minute));
                    if (answer.hold == FetchHold::quiet || answer.hold == FetchHold::outside_cheap) {
                        CHECK(runs(answer.until_min));
                        CHECK_FALSE(runs(answer.until_min - 1));
                    }
                    if (const int more = minutes_to_change(rules, minute); more > 0) {
                        CHECK(runs(minute + more) != runs(minute));
                        CHECK(runs(minute + more - 1) == runs(minute));
                    } else {
                        CHECK((answer.hold == FetchHold::never || answer.hold == FetchHold::none));
                    }
                }
            }
        }
    }
}

TEST_CASE("a minute of the day is what the clock on the wall shows", "[fetch_hours]") {
    CHECK(minute_of_day(0, 0) == 0);
    CHECK(minute_of_day(0, -1) == at(23, 59));
    CHECK(minute_of_day(-1, 0) == at(23, 59));
    CHECK(minute_of_day(1'790'000'000'000, 0) == at(14, 13));
    CHECK(minute_of_day(1'790'000'000'000, 345) == at(19, 58)); // Kathmandu
    CHECK(minute_of_day(1'790'000'000'000, -570) == at(4, 43)); // Marquesas
}

// Madrid, 29 March 2026: after 01:59 comes 03:00, at 01:00 UTC. 25 October: after 02:59 comes 02:00, at 01:00 UTC.
TEST_CASE("summer time begins and ends in the middle of a window", "[fetch_hours]") {
    constexpr std::int64_t kMinute_ms = 60'000;
    constexpr std::int64_t kSpring_ms = 1'774'746'000'000, kAutumn_ms = 1'792'890'000'000; // 01:00 UTC of these days
    const auto runs = [](const FetchRules& rules, std::int64_t wall_ms, std::int64_t zone_min) {
        return may_fetch(rules, moment(minute_of_day(wall_ms, zone_min))).hold == FetchHold::none;
    };
    REQUIRE(minute_of_day(kSpring_ms - kMinute_ms, 60) == at(1, 59));
    REQUIRE(minute_of_day(kSpring_ms, 120) == at(3));
    REQUIRE(minute_of_day(kAutumn_ms - kMinute_ms, 120) == at(2, 59));
    REQUIRE(minute_of_day(kAutumn_ms, 60) == at(2));
    const FetchRules over = with({}, {at(1, 30), at(3, 30)});
    CHECK(runs(over, kSpring_ms - kMinute_ms, 60));
    CHECK(runs(over, kSpring_ms + 29 * kMinute_ms, 120));
    CHECK_FALSE(runs(over, kSpring_ms + 30 * kMinute_ms, 120)); // it was an hour shorter
    const FetchRules within = with({}, {at(2), at(3)});
    CHECK_FALSE(runs(within, kSpring_ms - kMinute_ms, 60)); // that hour does not happen
    CHECK_FALSE(runs(within, kSpring_ms, 120));
    CHECK(runs(within, kAutumn_ms - kMinute_ms, 120)); // and happens twice
    CHECK(runs(within, kAutumn_ms, 60));
    CHECK(runs(within, kAutumn_ms + 59 * kMinute_ms, 60));
    CHECK_FALSE(runs(within, kAutumn_ms + 60 * kMinute_ms, 60));
    // The day stays the same day: its limit is no second one.
    CHECK(hypha::local_day(kAutumn_ms - kMinute_ms, 120) == hypha::local_day(kAutumn_ms, 60));
    CHECK(hypha::local_day(kSpring_ms - kMinute_ms, 60) == hypha::local_day(kSpring_ms, 120));
}
