// What the service worker fetches while the app is away, from the app's side: the plan it leaves and when, the journal it takes over exactly
// once whatever happens in between, the list and texts it takes without a network; and the hours in which nothing comes by itself.
// Over 300 lines because the cases share one reader and one service worker.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <span>

#include "core/taste/fetch_export.hpp"
#include "fakes/news_worker.hpp"

using namespace hypha;
using namespace hypha::flow;
namespace command = hypha::app::command;
using app::FetchWait;
using app::Screen;
using taste::FetchHold;

namespace {

// The stage's clock shows 14:13 UTC on day 20717; its zone is UTC unless it says otherwise.
constexpr std::int64_t kDay = 20'717;
const std::string kJournal(32, '7');

struct Away {
    Away() {
        auto facts = Stage::default_facts();
        facts.zone_offset_min = 0;
        stage.restart(facts);
    }
    void open_read() {
        stage.ask(command::GoTo{{Screen::read, {}, {}}});
        edge.run();
        rest();
    }
    void restart() {
        auto facts = Stage::default_facts();
        facts.zone_offset_min = 0;
        stage.restart(facts);
        edge.forget();
        edge.asked.clear();
        edge.asked_kept.clear();
    }
    void rest() {
        stage.clock.advance(5'000);
        stage.app->rest();
        edge.run();
        stage.app->rest();
    }
    void journal(const std::string& lines, const std::string& id = kJournal) {
        const std::string text = "hypha-journal 1 " + id + "\n" + lines;
        stage.receive(ports::FetchJournalFound{std::as_bytes(std::span(text))});
        edge.run();
    }
    [[nodiscard]] taste::FetchExport plan() const {
        const auto sent = stage.post.last<ports::KeepFetchPlan>();
        const auto read = taste::parse_export({reinterpret_cast<const char*>(sent.bytes.data()), sent.bytes.size()});
        REQUIRE(read.has_value());
        return *read;
    }
    [[nodiscard]] const app::Reading& reading() const { return stage.state().reading; }
    [[nodiscard]] bool is_kept(const std::string& hash) const {
        const auto found = std::ranges::find(reading().stories, hash, &app::FeedStory::hash);
        return found != reading().stories.end() && found->kept;
    }
    [[nodiscard]] std::int64_t bytes_of(taste::ReceivedKind kind) const {
        std::int64_t bytes = 0;
        for (const app::LedgerEntry& entry : reading().ledger) {
            bytes += entry.kind == kind ? entry.bytes : 0;
        }
        return bytes;
    }

    Stage stage;
    NewsWorker edge{stage};
};

std::string line(std::int64_t number, const std::string& kind, std::int64_t bytes, const std::string& hash = "") {
    return std::to_string(number) + '\t' + std::to_string(kDay) + '\t' + kind + '\t' + std::to_string(bytes) + '\t' +
           hash + "\tRadio Ribera\n";
}

} // namespace

TEST_CASE("a plan is left that says what the person allows and what is here", "[fetch_away]") {
    Away away;
    const std::string here = away.edge.publish({.title = "Here"});
    away.edge.publish({.title = "Loud", .source = "Boulevard"});
    away.stage.ask(command::ChooseBudget{false, 2});
    away.open_read();
    away.stage.ask(command::HideSource{"Boulevard", true});
    away.stage.ask(command::ChooseFetchHours{false, {22 * 60, 7 * 60}});
    away.stage.ask(command::ChooseFetchHours{true, {0, 300}});
    away.rest();
    const taste::FetchExport plan = away.plan();
    CHECK(plan.region == "andes");
    CHECK(plan.key.size() == 64);
    CHECK(plan.day == kDay);
    CHECK(plan.spent_bytes == away.reading().spent_bytes);
    CHECK(plan.spent_bytes > 0);
    CHECK(plan.here.contains(here.substr(0, taste::kHereDigits)));
    CHECK(plan.hidden_sources.contains("Boulevard"));
    CHECK(plan.rules.quiet == taste::DayWindow{22 * 60, 7 * 60});
    CHECK(plan.rules.cheap == taste::DayWindow{0, 300});
    const std::size_t left = away.stage.post.count<ports::KeepFetchPlan>();
    away.rest();
    CHECK(away.stage.post.count<ports::KeepFetchPlan>() == left); // nothing changed
    away.stage.ask(command::PauseFetching{true});
    away.rest();
    CHECK(away.plan().rules.paused);
}

TEST_CASE("a plan is left when the app goes out of sight, and none before there is a region", "[fetch_away]") {
    Away away;
    away.stage.receive(ports::VisibilityChanged{false});
    CHECK(away.stage.post.count<ports::KeepFetchPlan>() == 0);
    away.stage.receive(ports::VisibilityChanged{true});
    away.edge.publish({});
    away.stage.ask(command::GoTo{{Screen::read, {}, {}}});
    away.edge.run();
    away.stage.post.clear();
    away.edge.forget();
    away.stage.ask(command::ChooseFetchHours{true, {0, 300}});
    away.stage.receive(ports::VisibilityChanged{false});
    CHECK(away.plan().rules.cheap.is_set());
}

TEST_CASE("who erases everything leaves no plan and no journal", "[fetch_away]") {
    Away away;
    away.edge.publish({});
    away.open_read();
    away.stage.ask(command::EraseEverything{});
    REQUIRE(away.stage.post.count<ports::KeepFetchPlan>() > 0);
    CHECK(away.stage.post.last<ports::KeepFetchPlan>().bytes.empty());
}

TEST_CASE("what the journal holds is counted once, by kind, whatever is read twice", "[fetch_away]") {
    Away away;
    away.open_read();
    const std::int64_t before = away.reading().spent_bytes;
    const std::string lines =
        line(1, "lists", 4'000) + line(2, "texts", 900) + line(3, "pages", 70) + line(4, "app", 9'000);
    away.journal(lines);
    away.journal(lines); // read again before it was let go
    CHECK(away.bytes_of(taste::ReceivedKind::texts) == 900);
    CHECK(away.bytes_of(taste::ReceivedKind::pages) == 70);
    CHECK(away.bytes_of(taste::ReceivedKind::app) == 9'000);
    CHECK(away.reading().spent_bytes == before + 4'970); // Hypha itself is beside the limit
    away.restart();                                      // without a word to the service worker
    away.open_read();
    away.journal(lines + line(5, "texts", 5));
    CHECK(away.bytes_of(taste::ReceivedKind::texts) == 905);
    away.journal(line(1, "texts", 33), std::string(32, '8')); // the browser let the old one go
    CHECK(away.bytes_of(taste::ReceivedKind::texts) == 938);
}

TEST_CASE("the journal is let go of only behind a plan that says how far it was counted", "[fetch_away]") {
    Away away;
    away.edge.publish({});
    away.open_read();
    away.stage.post.clear();
    away.edge.forget();
    away.journal(line(1, "texts", 900) + line(2, "texts", 70));
    CHECK(away.stage.post.count<ports::DropFetchJournal>() == 0);
    away.rest();
    const auto& sent = away.stage.post.sent();
    const auto kept = std::ranges::find_if(
        sent, [](const ports::Message& each) { return holds_alternative<ports::KeepFetchPlan>(each); });
    const auto dropped = std::ranges::find_if(
        sent, [](const ports::Message& each) { return holds_alternative<ports::DropFetchJournal>(each); });
    REQUIRE(kept != sent.end());
    REQUIRE(dropped != sent.end());
    CHECK(kept < dropped);
    CHECK(away.plan().counted == 2);
    CHECK(away.plan().journal == kJournal);
    CHECK(away.stage.post.last<ports::DropFetchJournal>().counted == 2);
    CHECK(away.stage.post.last<ports::DropFetchJournal>().id == kJournal);
}

TEST_CASE("a journal that cannot be counted is not let go of, and is counted later", "[fetch_away]") {
    Away away;
    away.edge.publish({});
    away.open_read();
    away.stage.post.clear();
    away.edge.forget();
    away.stage.fill_storage(true);
    away.journal(line(1, "texts", 900));
    away.stage.answer_room({});
    away.rest();
    CHECK(away.stage.post.count<ports::DropFetchJournal>() == 0);
    away.stage.fill_storage(false);
    away.journal(line(1, "texts", 900));
    CHECK(away.bytes_of(taste::ReceivedKind::texts) >= 900);
    away.rest();
    CHECK(away.stage.post.count<ports::DropFetchJournal>() == 1);
}

TEST_CASE("list and texts that came while the app was away are taken without a network", "[fetch_away]") {
    Away away;
    away.edge.publish({.title = "Old"});
    away.open_read();
    const std::string fresh = away.edge.publish({.title = "Fresh", .published_s = 1'789'995'000});
    away.edge.away["/v1/news/andes/now"] = away.edge.signed_index("andes");
    away.edge.away["/v1/news/story/" + fresh] = away.edge.stories[fresh];
    away.restart();
    away.edge.no_network = true;
    away.stage.receive(ports::ConnectionChanged{false, false, false, false, false});
    away.stage.ask(command::GoTo{{Screen::read, {}, {}}});
    const std::int64_t before = away.reading().spent_bytes;
    away.journal(line(1, "lists", 4'000) + line(2, "texts", 900, fresh)); // and nothing else happens
    CHECK(away.is_kept(fresh));
    CHECK(away.edge.asked.empty());
    CHECK(away.reading().failure.empty());
    CHECK(away.reading().spent_bytes == before + 4'900);
}

TEST_CASE("a text that the service worker has let go is fetched as any other", "[fetch_away]") {
    Away away;
    away.edge.publish({.title = "Old"});
    away.open_read();
    const std::string fresh = away.edge.publish({.title = "Fresh", .published_s = 1'789'995'000});
    away.restart();
    away.stage.ask(command::GoTo{{Screen::read, {}, {}}});
    away.journal(line(1, "texts", 900, fresh));
    away.stage.ask(command::RefreshNews{});
    away.edge.run();
    CHECK(std::ranges::count(away.edge.asked_kept, "/v1/news/story/" + fresh) == 1);
    CHECK(std::ranges::count(away.edge.asked, "/v1/news/story/" + fresh) == 1);
    CHECK(away.is_kept(fresh));
}

TEST_CASE("nothing comes by itself outside the hours, and all that was asked for does", "[fetch_away]") {
    Away away;
    const std::string hash = away.edge.publish({});
    away.stage.ask(command::GoTo{{Screen::read, {}, {}}});
    SECTION("quiet hours") { away.stage.ask(command::ChooseFetchHours{false, {14 * 60, 15 * 60}}); }
    SECTION("not yet cheap hours") { away.stage.ask(command::ChooseFetchHours{true, {15 * 60, 16 * 60}}); }
    const bool quiet = away.reading().quiet.is_set();
    away.edge.run(); // the region was a choice: its list comes
    CHECK_FALSE(away.is_kept(hash));
    CHECK(away.reading().waits == FetchWait::hours);
    CHECK(away.reading().may.hold == (quiet ? FetchHold::quiet : FetchHold::outside_cheap));
    CHECK(away.reading().may.until_min == 15 * 60);
    away.restart(); // remembered
    away.stage.clock.advance(20 * 60'000);
    away.open_read();
    CHECK(away.edge.asked.empty());
    away.stage.ask(command::RefreshNews{});
    away.edge.run();
    CHECK(away.edge.asked == std::vector<std::string>{"/v1/news/andes/now"});
    away.stage.ask(command::GoTo{{Screen::story, {}, {}, hash}});
    away.edge.run();
    CHECK(away.reading().open.phase == app::StoryPhase::ready);
    // The hour comes while the app is open.
    const std::string other = away.edge.publish({.title = "Later", .published_s = 1'789'995'000});
    REQUIRE(away.reading().look_again_ms > away.stage.clock.wall_ms());
    away.stage.clock.advance(away.reading().look_again_ms - away.stage.clock.wall_ms());
    away.stage.ask(command::GoTo{{Screen::read, {}, {}}});
    away.edge.run();
    away.rest();
    CHECK(away.is_kept(other));
}

TEST_CASE("Save-Data and the battery hold what comes by itself, until they do not", "[fetch_away]") {
    Away away;
    const std::string hash = away.edge.publish({});
    SECTION("Save-Data") {
        away.stage.receive(ports::ConnectionChanged{true, true, false, true, true});
        away.open_read();
        CHECK(away.reading().waits == FetchWait::save_data);
        CHECK_FALSE(away.is_kept(hash));
        away.stage.receive(ports::ConnectionChanged{true, false, false, true, false});
        away.rest();
    }
    SECTION("the battery") {
        away.stage.receive(ports::PowerChanged{"no"});
        away.stage.ask(command::GoTo{{Screen::read, {}, {}}});
        away.stage.ask(command::ChooseCharging{true});
        away.edge.run();
        CHECK(away.reading().waits == FetchWait::charging);
        CHECK(away.reading().may.hold == FetchHold::on_battery);
        CHECK_FALSE(away.is_kept(hash));
        away.stage.receive(ports::PowerChanged{"yes"});
        away.rest();
    }
    CHECK(away.is_kept(hash));
}

TEST_CASE("a line of which nothing is known has the smaller limit until the person says otherwise", "[fetch_away]") {
    Away away;
    away.open_read();
    CHECK(away.reading().budget_bytes() == 1'000'000);
    away.stage.ask(command::ChooseFreeLine{true});
    CHECK(away.reading().budget_bytes() == 5'000'000);
    away.restart();
    away.open_read();
    CHECK(away.reading().budget_bytes() == 5'000'000);
    away.stage.receive(
        ports::ConnectionChanged{true, true, false, true, false}); // the browser knows it as paid by its size
    CHECK(away.reading().budget_bytes() == 1'000'000);
}

TEST_CASE("the browser is asked to wake the service worker as long as somebody reads and has not paused",
          "[fetch_away]") {
    Away away;
    away.edge.publish({});
    away.open_read();
    CHECK(away.stage.post.last<ports::WishBackground>().wanted);
    CHECK_FALSE(away.stage.post.last<ports::WishBackground>().when_connected);
    const std::size_t said = away.stage.post.count<ports::WishBackground>();
    away.rest();
    CHECK(away.stage.post.count<ports::WishBackground>() == said);
    away.stage.receive(ports::ConnectionChanged{false, false, false, false, false});
    away.rest();
    CHECK(away.stage.post.last<ports::WishBackground>().when_connected);
    away.stage.ask(command::PauseFetching{true});
    away.rest();
    CHECK_FALSE(away.stage.post.last<ports::WishBackground>().wanted);
    away.stage.receive(ports::BackgroundFound{"refused", true});
    CHECK(away.reading().periodic == app::PeriodicFetch::refused);
    CHECK(away.reading().when_connected);
}
