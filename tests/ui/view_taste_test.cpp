// Your model and its sheets, through what they say and the commands they make: words lead to what is known of them, sliders turn by key,
// a word that is not wanted is typed and taken back, and forgetting asks first.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "fakes/news_worker.hpp"
#include "ui/news_screens.hpp"

using namespace hypha;
using namespace hypha::ui;
namespace command = hypha::app::command;

namespace {

struct Reader {
    Reader() : stage({412, 915}, flow::Stage::default_facts()) {
        edge.publish({.title = "Goals of the week", .source = "Boulevard", .published_s = 1'789'998'000});
        canal = edge.publish({.title = "Water for the canal", .source = "Radio", .published_s = 1'789'996'000});
        stage.go(app::Screen::read);
        edge.run();
        stage.app.ask(command::SaveStory{canal, true});
        stage.app.ask(command::TurnTrait{"s:Radio", 1});
        stage.settle();
    }
    void open_model() {
        stage.go(app::Screen::taste);
        edge.run();
        stage.settle();
    }
    [[nodiscard]] const app::OwnTaste& taste() const { return stage.app.state().reading.taste; }

    ViewStage stage;
    flow::NewsWorker edge{stage.app};
    std::string canal;
};

} // namespace

TEST_CASE("the list says why a story is on top, and the chip whose order it is", "[view_taste]") {
    Reader reader;
    const SemanticsNode* first = reader.stage.starting(Role::link, "Water for the canal");
    REQUIRE(first != nullptr);
    CHECK(first->name.find("You asked for more: Radio") != std::string::npos);
    REQUIRE(reader.stage.find(Role::radio, "For you") != nullptr);
    reader.stage.reach(Role::radio, "Newest");
    CHECK(reader.taste().by_time);
    CHECK(reader.stage.starting(Role::link, "Water for the canal")->name.find("You asked") == std::string::npos);
    reader.stage.reach(Role::radio, "For you");
    CHECK_FALSE(reader.taste().by_time);
}

TEST_CASE("a card leads to why it is there, from there to a trait, and to the model", "[view_taste]") {
    Reader reader;
    reader.stage.reach(Role::button, "Less like this: Water");
    reader.stage.reach(Role::button, "Why is it here?");
    INFO(reader.stage.said());
    CHECK(reader.stage.starting(Role::text, "Place 1 of your list. Without “Radio” it would stand there too.") !=
          nullptr);
    const SemanticsNode* reason = reader.stage.starting(Role::button, "Radio");
    REQUIRE(reason != nullptr);
    CHECK(reason->name.find("Speaks for it a lot") != std::string::npos);
    reader.stage.reach(Role::button, "Radio");
    CHECK(std::holds_alternative<app::TraitSheet>(reader.stage.app.state().overlay));
    CHECK(reader.stage.starting(Role::text, "Learned from one choice.") != nullptr);
    CHECK(reader.stage.starting(Role::text, "You set it yourself.") != nullptr);
    reader.stage.reach(Role::button, "Leave it out of the model");
    CHECK(reader.taste().dropped == std::vector<std::string>{"s:Radio"});
    CHECK(std::holds_alternative<std::monostate>(reader.stage.app.state().overlay));
}

TEST_CASE("a word of the model says what is known of it", "[view_taste]") {
    Reader reader;
    reader.open_model();
    INFO(reader.stage.said());
    CHECK(reader.stage.starting(Role::heading, "These words steer what you read") != nullptr);
    CHECK(reader.stage.starting(Role::text, "Learned here from one choice.") != nullptr);
    reader.stage.reach(Role::button, "canal");
    CHECK(std::holds_alternative<app::TraitSheet>(reader.stage.app.state().overlay));
}

TEST_CASE("sliders say what they are turned to in words, and turn by a step of a key", "[view_taste]") {
    Reader reader;
    reader.open_model();
    const SemanticsNode* radio = reader.stage.find(Role::slider, "Radio");
    REQUIRE(radio != nullptr);
    CHECK(radio->value_text == "a little more");
    reader.stage.app.ask(command::TurnTrait{"s:Radio", -2});
    reader.stage.settle();
    CHECK(reader.stage.find(Role::slider, "Radio")->value_text == "much less");
    CHECK(reader.stage.find(Role::slider, "Variety")->value_text == "a little");
}

TEST_CASE("a word that is not wanted is typed, hides its stories, and is taken back", "[view_taste]") {
    Reader reader;
    reader.open_model();
    reader.stage.edit(Role::textbox, "Words you do not want", "goal");
    reader.stage.settle();
    reader.stage.reach(Role::button, "Hide stories with it");
    CHECK(reader.taste().blocked == std::vector<std::string>{"goal"});
    CHECK(reader.stage.app.state().reading.stories.size() == 1);
    reader.stage.reach(Role::button, "goal");
    CHECK(reader.taste().blocked.empty());
    CHECK(reader.stage.app.state().reading.stories.size() == 2);
}

TEST_CASE("forgetting asks first, and cancel forgets nothing", "[view_taste]") {
    Reader reader;
    reader.open_model();
    reader.stage.reach(Role::button, "Start over");
    reader.stage.reach(Role::button, "Cancel");
    CHECK(reader.taste().choices == 1);
    reader.stage.reach(Role::button, "Start over");
    reader.stage.reach(Role::button, "Forget");
    CHECK(reader.taste().choices == 0);
    CHECK(reader.stage.starting(Role::heading, "Nothing learned yet") != nullptr);
}

TEST_CASE("the settings of reading and Me lead to the model", "[view_taste]") {
    Reader reader;
    for (const app::Screen from : {app::Screen::news_settings, app::Screen::me}) {
        reader.stage.go(from);
        reader.stage.settle();
        reader.stage.reach(Role::link, "Your model");
        CHECK(reader.stage.app.state().route.screen == app::Screen::taste);
    }
}

TEST_CASE("a new list asks for topics with switches that say what they are, and goes when it is told to",
          "[view_taste]") {
    ViewStage stage({412, 915}, flow::Stage::default_facts());
    flow::NewsWorker edge(stage.app);
    edge.publish({.title = "Goals", .source = "B", .published_s = 1'789'998'000, .topic = "sports"});
    edge.publish({.title = "Rain", .source = "A", .published_s = 1'789'996'000, .topic = "science"});
    stage.go(app::Screen::read);
    edge.run();
    stage.settle();
    INFO(stage.said());
    CHECK(stage.find(Role::heading, "What do you want more of?") != nullptr);
    REQUIRE(stage.find(Role::toggle_switch, "Science") != nullptr);
    CHECK_FALSE(*stage.find(Role::toggle_switch, "Science")->checked);
    CHECK(stage.find(Role::button, "Not now") != nullptr);
    stage.reach(Role::toggle_switch, "Science");
    CHECK(*stage.find(Role::toggle_switch, "Science")->checked);
    CHECK(stage.app.state().reading.stories.front().title == "Rain");
    stage.reach(Role::toggle_switch, "Science");
    CHECK_FALSE(*stage.find(Role::toggle_switch, "Science")->checked);
    stage.reach(Role::toggle_switch, "Sports");
    stage.reach(Role::button, "Done");
    CHECK(stage.find(Role::heading, "What do you want more of?") == nullptr);
}

TEST_CASE("a word of the model that is held is left out, and undo brings it back", "[view_taste]") {
    Reader reader;
    reader.open_model();
    reader.stage.hold(Role::button, "canal");
    CHECK(reader.taste().dropped == std::vector<std::string>{"w:canal"});
    CHECK(std::holds_alternative<std::monostate>(reader.stage.app.state().overlay)); // no sheet opens as well
    CHECK(reader.stage.find(Role::button, "canal") == nullptr);
    reader.stage.reach(Role::button, "Undo");
    CHECK(reader.stage.find(Role::button, "canal") != nullptr);
}
