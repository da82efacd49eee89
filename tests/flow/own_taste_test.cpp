// A person's own order of stories: what they do is learned and shows when the list is next made, never under their finger; what they say
// holds at once; undo, forgetting and the switches do what they promise; and a word that is not wanted is never seen again. Over 300 lines because the cases share one reader and one edge.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <random>
#include <set>

#include "fakes/news_worker.hpp"

using namespace hypha;
using namespace hypha::flow;
namespace command = hypha::app::command;
using app::Screen;

namespace {

struct Reader {
    void go(Screen screen, const std::string& hash = "") {
        stage.ask(command::GoTo{{screen, {}, {}, hash}});
        edge.run();
    }
    void read(const std::string& hash) {
        go(Screen::story, hash);
        go(Screen::read);
    }
    // As who leaves Read and comes back later.
    void come_back() {
        go(Screen::identify);
        go(Screen::read);
    }
    void restart() {
        stage.restart();
        edge.forget();
        go(Screen::read);
    }
    [[nodiscard]] const app::Reading& reading() const { return stage.state().reading; }
    [[nodiscard]] const app::OwnTaste& taste() const { return reading().taste; }
    [[nodiscard]] std::vector<std::string> titles() const {
        std::vector<std::string> all;
        for (const app::FeedStory& story : reading().stories) {
            all.push_back(story.title);
        }
        return all;
    }
    [[nodiscard]] const app::TasteTrait* word(const std::string& key) const {
        const auto found = std::ranges::find(taste().words, key, &app::TasteTrait::key);
        return found == taste().words.end() ? nullptr : &*found;
    }
    [[nodiscard]] app::TasteTrait source(const std::string& name) const {
        const auto found = std::ranges::find(taste().sources, "s:" + name, &app::TasteTrait::key);
        REQUIRE(found != taste().sources.end());
        return *found;
    }

    Stage stage;
    NewsWorker edge{stage};
};

// Four stories, the newest of no interest.
struct Village : Reader {
    Village() {
        goals = edge.publish({.title = "Goals of the week", .source = "Boulevard", .published_s = 1'789'998'000});
        canal = edge.publish({.title = "Water for the canal", .source = "Radio", .published_s = 1'789'996'000});
        market = edge.publish({.title = "Market day today", .source = "Boulevard", .published_s = 1'789'994'000});
        spring = edge.publish({.title = "Water at the spring", .source = "Radio", .published_s = 1'789'992'000});
        go(Screen::read);
    }
    std::string goals, canal, market, spring;
};

const std::vector<std::string> kByTime{"Goals of the week", "Water for the canal", "Market day today",
                                       "Water at the spring"};

} // namespace

TEST_CASE("a story that was opened lifts what is like it, when the list is next made", "[own_taste]") {
    Village village;
    CHECK_FALSE(village.taste().knows);
    village.read(village.canal);
    CHECK(village.titles() == kByTime);
    CHECK_FALSE(village.taste().knows); // the list was not made by it yet
    CHECK(village.taste().choices == 1);
    REQUIRE(village.word("w:water") != nullptr);
    village.edge.publish({.title = "Water is back", .source = "Radio", .published_s = 1'789'990'000});
    village.come_back();
    CHECK(village.taste().knows);
    CHECK(village.titles().front() == "Water at the spring");
    CHECK(village.reading().stories.front().reason == taste::Reason::source);
    CHECK(village.reading().stories.front().reason_shown == "Radio");
    village.stage.ask(command::RefreshNews{});
    village.edge.run();
    CHECK(village.titles().at(1) == "Water is back");
}

TEST_CASE("what was learned is there after a restart, and opening again teaches nothing", "[own_taste]") {
    Village village;
    village.read(village.canal);
    village.read(village.canal);
    CHECK(village.taste().choices == 1);
    const double weight = village.word("w:canal")->weight;
    village.restart();
    CHECK(village.taste().choices == 1);
    REQUIRE(village.word("w:canal") != nullptr);
    CHECK(village.word("w:canal")->weight == weight);
    CHECK(village.titles().front() == "Water at the spring");
}

TEST_CASE("saving teaches, does not move the list, and is taken back with the bookmark", "[own_taste]") {
    Village village;
    village.stage.ask(command::SaveStory{village.market, true});
    CHECK(village.titles() == kByTime);
    CHECK(village.taste().choices == 1);
    CHECK(village.word("w:market") != nullptr);
    village.stage.ask(command::SaveStory{village.market, false});
    CHECK(village.taste().choices == 0);
    CHECK(village.word("w:market") == nullptr);
}

TEST_CASE("a story that was put away speaks against its like, until that is undone", "[own_taste]") {
    Village village;
    village.stage.ask(command::PutStoryAway{village.goals});
    CHECK(village.titles() ==
          std::vector<std::string>{"Water for the canal", "Water at the spring", "Market day today"});
    CHECK(village.source("Boulevard").weight < -0.3);
    village.stage.ask(command::Undo{village.stage.state().toast->serial});
    CHECK(village.titles().size() == 4);
    CHECK(village.taste().choices == 0);
}

TEST_CASE("what a person turns holds at once, in both directions, and over what was learned", "[own_taste]") {
    Village village;
    village.stage.ask(command::TurnTrait{"s:Boulevard", -2});
    CHECK(village.titles().front() == "Water for the canal");
    village.stage.ask(command::TurnTrait{"s:Boulevard", 0});
    village.stage.ask(command::TurnTrait{"w:market", 2});
    CHECK(village.titles().front() == "Market day today");
    CHECK(village.reading().stories.front().reason == taste::Reason::wished);
    village.restart();
    CHECK(village.titles().front() == "Market day today");
    village.stage.ask(command::TurnTrait{"w:market", 99});
    REQUIRE(village.word("w:market") != nullptr);
    CHECK(village.word("w:market")->steps == taste::kMostSteps);
}

TEST_CASE("what the listed stories have can be turned before anything was learned", "[own_taste]") {
    Village village;
    CHECK(village.taste().choices == 0);
    CHECK(village.source("Radio").steps == 0);
    CHECK(village.source("Boulevard").weight == 0);
    CHECK(village.taste().languages.size() == 1);
    village.restart();
    CHECK(village.taste().sources.size() == 2);
}

TEST_CASE("who starts over sees what was blocked again, in a search too", "[own_taste]") {
    Village village;
    village.stage.ask(command::SearchNews{"goals"});
    village.stage.ask(command::BlockWord{"goals", true});
    CHECK(village.reading().found.empty());
    village.stage.ask(command::ForgetTaste{true});
    CHECK(village.reading().found.size() == 1);
}

TEST_CASE("a trait that is left out counts for nothing until it is let in again", "[own_taste]") {
    Village village;
    village.stage.ask(command::SaveStory{village.canal, true});
    const auto reasons = [&village] {
        std::set<std::string> keys;
        village.stage.ask(command::AskWhy{village.canal});
        for (const taste::Contribution& each : std::get<app::WhyStory>(village.stage.state().overlay).contributions) {
            keys.insert(each.key);
        }
        village.stage.ask(command::CloseOverlay{});
        return keys;
    };
    const std::set<std::string> all{"w:water", "w:canal", "s:Radio", "l:en"};
    CHECK(reasons() == all);
    for (const std::string& key : all) {
        village.stage.ask(command::DropTrait{key, true});
    }
    CHECK(reasons().empty());
    CHECK(village.titles() == kByTime);
    CHECK(village.taste().words.empty());
    CHECK(village.taste().dropped.size() == 4);
    village.restart();
    CHECK(village.titles() == kByTime);
    CHECK(village.taste().choices == 1);
    village.stage.ask(command::DropTrait{"s:Radio", false});
    CHECK(reasons() == std::set<std::string>{"s:Radio"});
    CHECK(village.titles().front() == "Water for the canal");
}

TEST_CASE("a new list asks which topics there should be more of, once, and the answer counts at once", "[own_taste]") {
    Reader reader;
    reader.edge.publish({.title = "Goals", .source = "B", .published_s = 1'789'998'000, .topic = "sports"});
    reader.go(Screen::read);
    CHECK(reader.taste().interests.empty()); // one topic is no choice
    reader.edge.publish({.title = "Rain", .source = "A", .published_s = 1'789'996'000, .topic = "science"});
    reader.edge.publish({.title = "Talk", .source = "C", .published_s = 1'789'995'000, .topic = "other"});
    reader.stage.ask(command::RefreshNews{});
    reader.edge.run();
    REQUIRE(reader.taste().interests.size() == 2);
    CHECK(reader.taste().interests[0].key == "t:science");
    CHECK(reader.titles().front() == "Goals");
    reader.stage.ask(command::TurnTrait{"t:science", 1});
    CHECK(reader.titles().front() == "Rain");
    REQUIRE(reader.taste().interests.size() == 2); // nothing moves under the finger
    CHECK(reader.taste().interests[0].steps == 1);
    CHECK(reader.taste().interests[1].steps == 0);
    reader.stage.ask(command::CloseInterests{});
    CHECK(reader.taste().interests.empty());
    reader.restart();
    CHECK(reader.taste().interests.empty());
    CHECK(reader.titles().front() == "Rain");
    reader.stage.ask(command::ForgetTaste{true});
    CHECK(reader.taste().interests.size() == 2);
    CHECK(reader.titles().front() == "Goals");
}

TEST_CASE("who skips the question is not asked again, and who was learned from before is never asked", "[own_taste]") {
    Reader reader;
    const auto goals =
        reader.edge.publish({.title = "Goals", .source = "B", .published_s = 1'789'998'000, .topic = "sports"});
    reader.edge.publish({.title = "Rain", .source = "A", .published_s = 1'789'996'000, .topic = "science"});
    reader.go(Screen::read);
    CHECK(reader.taste().interests.size() == 2);
    const bool skips = GENERATE(true, false);
    if (skips) {
        reader.stage.ask(command::CloseInterests{});
        CHECK_FALSE(reader.taste().knows);
    } else {
        reader.read(goals);
    }
    reader.restart();
    CHECK(reader.taste().interests.empty());
}

TEST_CASE("leaving a word out can be undone", "[own_taste]") {
    Village village;
    village.read(village.canal);
    village.stage.ask(command::DropTrait{"w:canal", true});
    CHECK(village.word("w:canal") == nullptr);
    REQUIRE(village.stage.state().toast.has_value());
    CHECK(village.stage.state().toast->kind == app::ToastKind::trait_dropped);
    village.stage.ask(command::Undo{village.stage.state().toast->serial});
    CHECK(village.word("w:canal") != nullptr);
    CHECK(village.taste().dropped.empty());
}

TEST_CASE("who wants the newest first gets them, and what was learned waits", "[own_taste]") {
    Village village;
    village.read(village.canal);
    village.come_back();
    CHECK(village.titles().front() == "Water at the spring");
    village.stage.ask(command::ChooseStoryOrder{true});
    CHECK(village.titles() == kByTime);
    CHECK(village.reading().stories.front().reason == taste::Reason::by_order);
    village.restart();
    CHECK(village.taste().by_time);
    CHECK(village.titles() == kByTime);
    village.stage.ask(command::ChooseStoryOrder{false});
    CHECK(village.titles().front() == "Water at the spring");
}

TEST_CASE("nothing is learned where that is switched off", "[own_taste]") {
    Village village;
    village.stage.ask(command::ChooseLearning{false, false});
    village.read(village.canal);
    village.stage.ask(command::SaveStory{village.market, true});
    village.stage.ask(command::PutStoryAway{village.goals});
    CHECK(village.taste().choices == 0);
    village.restart();
    CHECK_FALSE(village.taste().learns);
    CHECK(village.taste().choices == 0);
}

TEST_CASE("reading time is learned only where that is switched on, and only while the app is in sight", "[own_taste]") {
    Village village;
    const auto choices_after = [&village](const std::string& hash, std::int64_t spent_ms, bool hidden) {
        const std::size_t before = village.taste().choices;
        village.go(Screen::story, hash);
        village.stage.clock.advance(spent_ms / 2);
        if (hidden) {
            village.stage.receive(ports::VisibilityChanged{false});
            village.stage.receive(ports::VisibilityChanged{true});
        }
        village.stage.clock.advance(spent_ms - spent_ms / 2);
        village.go(Screen::read);
        return village.taste().choices - before;
    };
    village.read(village.goals); // the first opening of each teaches
    village.read(village.canal);
    CHECK(choices_after(village.canal, 40'000, false) == 0);
    village.stage.ask(command::ChooseLearning{true, true});
    CHECK(choices_after(village.canal, 40'000, false) == 1);
    CHECK(choices_after(village.canal, 40'000, true) == 0);
    CHECK(choices_after(village.canal, 15'000, false) == 0); // neither long nor short
    CHECK(choices_after(village.goals, 2'000, false) == 1);
    CHECK(village.source("Radio").weight > village.source("Boulevard").weight);
}

TEST_CASE("the last seven days are forgotten alone, or everything with what the person said", "[own_taste]") {
    Village village;
    village.read(village.canal);
    village.stage.ask(command::TurnTrait{"s:Boulevard", 1});
    village.stage.clock.advance(8LL * 24 * 3600 * 1000);
    village.stage.ask(command::SaveStory{village.market, true});
    REQUIRE(village.taste().choices == 2);
    village.stage.ask(command::AskForgetTaste{false});
    CHECK(std::holds_alternative<app::TasteQuestion>(village.stage.state().overlay));
    village.stage.ask(command::ForgetTaste{false});
    CHECK(std::holds_alternative<std::monostate>(village.stage.state().overlay));
    CHECK(village.taste().choices == 1);
    CHECK(village.word("w:canal") != nullptr);
    CHECK(village.word("w:market") == nullptr);
    CHECK(village.source("Boulevard").steps == 1);
    village.stage.ask(command::ForgetTaste{true});
    CHECK(village.taste().choices == 0);
    CHECK_FALSE(village.taste().knows);
    CHECK(village.reading().saved.size() == 1);
    village.restart();
    CHECK_FALSE(village.taste().knows);
}

TEST_CASE("everything that is deleted takes the taste with it", "[own_taste]") {
    Village village;
    village.read(village.canal);
    village.stage.ask(command::EraseEverything{});
    village.go(Screen::read);
    CHECK(village.taste().choices == 0);
    CHECK_FALSE(village.taste().knows);
}

TEST_CASE("why a story is where it is: the real parts of its score, and where it would be without the first",
          "[own_taste]") {
    Village village;
    village.stage.ask(command::TurnTrait{"w:market", 2});
    village.stage.ask(command::AskWhy{village.market});
    const auto* why = std::get_if<app::WhyStory>(&village.stage.state().overlay);
    REQUIRE(why != nullptr);
    REQUIRE(why->contributions.size() == 1);
    CHECK(why->contributions.front().key == "w:market");
    CHECK(why->contributions.front().value == 2);
    CHECK(why->place == 1U);
    CHECK(why->place_without == 3U);
    village.stage.ask(command::CloseOverlay{});
    village.stage.ask(command::TurnTrait{"w:market", -1});
    village.stage.ask(command::AskWhy{village.market});
    why = std::get_if<app::WhyStory>(&village.stage.state().overlay);
    REQUIRE(why != nullptr);
    CHECK(why->place == 4U);
    village.stage.ask(command::CloseOverlay{});
    village.stage.ask(command::AskWhy{std::string(64, 'f')});
    CHECK(std::holds_alternative<std::monostate>(village.stage.state().overlay));
}

TEST_CASE("a story for which another stands has no place", "[own_taste]") {
    Village village;
    const std::string twin = village.edge.publish(
        {.title = "Goals, told twice", .source = "Radio", .published_s = 1'789'990'000, .tells_as = village.goals});
    village.stage.ask(command::RefreshNews{});
    village.edge.run();
    village.stage.ask(command::AskWhy{twin});
    const auto* why = std::get_if<app::WhyStory>(&village.stage.state().overlay);
    REQUIRE(why != nullptr);
    CHECK_FALSE(why->place.has_value());
}

TEST_CASE("a word that is not wanted is never seen again, in no list and no search", "[own_taste]") {
    std::mt19937 chance(23);
    const auto pick = [&chance](int below) { return static_cast<int>(chance() % static_cast<unsigned>(below)); };
    const std::vector<std::string> words{"river", "Goals", "market", "RAIN"};
    Reader reader;
    reader.edge.publish({.title = "first"});
    reader.go(Screen::read);
    std::set<std::string> blocked;
    const auto is_blocked = [&blocked](const app::FeedStory& story) {
        return blocked.contains(story.title.substr(0, story.title.find(' ')));
    };
    for (int step = 0; step < 60; ++step) {
        switch (pick(6)) {
        case 0:
        case 1:
        case 2:
            reader.edge.publish({.title = words[static_cast<std::size_t>(pick(4))] + " and " + std::to_string(step),
                                 .published_s = 1'789'900'000 + step});
            break;
        case 3: {
            const std::string& word = words[static_cast<std::size_t>(pick(3))];
            reader.stage.ask(command::EditUnwanted{word});
            reader.stage.ask(command::BlockWord{word, true});
            CHECK(reader.taste().typed.empty());
            blocked.insert(word);
            break;
        }
        case 4: reader.restart(); break;
        default: reader.stage.ask(command::SearchNews{"and"}); break;
        }
        reader.stage.ask(command::RefreshNews{});
        reader.edge.run();
        CHECK(std::ranges::none_of(reader.reading().stories, is_blocked));
        CHECK(std::ranges::none_of(reader.reading().found, is_blocked));
    }
    REQUIRE_FALSE(blocked.empty());
    CHECK(reader.taste().blocked.size() == blocked.size());
    CHECK_FALSE(reader.titles().empty()); // the fourth word was wanted
    for (const std::string& word : std::vector<std::string>(reader.taste().blocked)) {
        reader.stage.ask(command::BlockWord{word, false});
    }
    CHECK(reader.taste().blocked.empty());
    CHECK(std::ranges::any_of(reader.reading().stories, is_blocked));
}

TEST_CASE("of a small budget the likelier text comes before newer ones", "[own_taste]") {
    Reader reader;
    const std::string half(450'000, 'x');
    for (int i = 0; i < 3; ++i) {
        reader.edge.publish({.title = "Boring " + std::to_string(i),
                             .source = "B",
                             .published_s = 1'789'999'000 - i,
                             .text = half + std::to_string(i)});
    }
    reader.edge.publish({.title = "Liked", .source = "Radio", .published_s = 1'789'990'000, .text = half});
    reader.stage.ask(command::GoTo{{Screen::read, {}, {}}});
    reader.stage.ask(command::PauseFetching{true});
    reader.edge.run();
    reader.stage.ask(command::TurnTrait{"s:Radio", 2});
    reader.stage.ask(command::PauseFetching{false});
    reader.edge.run();
    REQUIRE(reader.reading().stories.size() == 4);
    CHECK(reader.titles().front() == "Liked");
    CHECK(std::ranges::count_if(reader.reading().stories, &app::FeedStory::kept) == 2);
    CHECK(reader.reading().stories.front().kept);
    CHECK(reader.reading().spent_bytes <= reader.reading().budget_bytes());
}

TEST_CASE("how much variety is wanted is remembered, and no more than there is", "[own_taste]") {
    Village village;
    village.stage.ask(command::ChooseDiversity{99});
    CHECK(village.taste().diversity == taste::kMostDiversity);
    village.restart();
    CHECK(village.taste().diversity == taste::kMostDiversity);
}
