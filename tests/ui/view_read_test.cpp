// Read and the reader, through what they say and the commands they make: cards, their buttons, the search, a story with every kind of
// block, where reading goes on, and the sentences for what is not there.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>

#include "fakes/news_worker.hpp"
#include "ui/news_screens.hpp"

using namespace hypha;
using namespace hypha::ui;

namespace {

struct Reader {
    explicit Reader(app::StartFacts facts = flow::Stage::default_facts()) : stage({412, 915}, facts) {}
    void open_read() {
        stage.go(app::Screen::read);
        edge.run();
        stage.settle();
    }
    [[nodiscard]] std::string name(Role role, const std::string& words) const {
        const SemanticsNode* node = stage.starting(role, words);
        return node == nullptr ? "" : node->name;
    }

    ViewStage stage;
    flow::NewsWorker edge{stage.app};
};

news::Spans plain(const std::string& text) { return {{text, false, false, false, ""}}; }

} // namespace

TEST_CASE("a card says its story, why it is here and whether it can be read offline", "[view_read]") {
    Reader reader;
    reader.edge.publish({.title = "Rain wakes the beech wood", .topic = "science"});
    reader.open_read();
    const std::string said = reader.name(Role::link, "Rain wakes");
    CHECK(said.find("Radio Ribera, 2 h") != std::string::npos);
    CHECK(said.find("Newest from Radio Ribera") != std::string::npos);
    CHECK(said.find("Ready offline") != std::string::npos);
    CHECK(reader.stage.find(Role::radio, "Science") != nullptr);
    CHECK(reader.stage.find(Role::radio, "Sports") == nullptr);
    reader.stage.tap(Role::button, "Save: Rain wakes the beech wood");
    reader.stage.settle();
    CHECK(reader.stage.app.state().reading.saved.size() == 1);
}

TEST_CASE("a source is hidden in two taps, and the settings bring it back", "[view_read]") {
    Reader reader;
    reader.edge.publish({.title = "Loud", .source = "Boulevard"});
    reader.open_read();
    reader.stage.tap(Role::button, "Less like this: Loud");
    reader.stage.settle();
    REQUIRE(reader.stage.starting(Role::button, "Never show Boulevard again") != nullptr);
    reader.stage.tap(Role::button, reader.name(Role::button, "Never show Boulevard again"));
    reader.stage.settle();
    CHECK(reader.stage.starting(Role::link, "Loud") == nullptr);
    CHECK(reader.stage.find(Role::heading, "No stories in this region") != nullptr);
    reader.stage.go(app::Screen::news_settings);
    reader.stage.settle();
    INFO(reader.stage.said());
    reader.stage.reach(Role::button, "Boulevard");
    CHECK(reader.stage.app.state().reading.hidden_sources.empty());
}

TEST_CASE("the search finds what is kept and ends with one tap", "[view_read]") {
    Reader reader;
    reader.edge.publish({.title = "El río creció"});
    reader.edge.publish({.title = "Another"});
    reader.open_read();
    reader.stage.tap(Role::button, "Search what you have");
    reader.stage.settle();
    reader.stage.edit(Role::searchbox, "Search what you have", "rio");
    reader.stage.settle();
    CHECK(reader.stage.find(Role::text, "One story found") != nullptr);
    CHECK(reader.stage.starting(Role::link, "El río") != nullptr);
    CHECK(reader.stage.starting(Role::link, "Another") == nullptr);
    reader.stage.edit(Role::searchbox, "Search what you have", "zzz");
    reader.stage.settle();
    CHECK(reader.stage.find(Role::heading, "Nothing here has these words") != nullptr);
    reader.stage.tap(Role::button, "End the search");
    reader.stage.settle();
    CHECK(reader.stage.starting(Role::link, "Another") != nullptr);
}

TEST_CASE("of several regions the person chooses one, in words", "[view_read]") {
    Reader reader;
    reader.edge.publish({});
    reader.edge.regions = {"andes", "costa"};
    reader.open_read();
    REQUIRE(reader.stage.find(Role::heading, "Which region?") != nullptr);
    reader.stage.tap(Role::button, reader.name(Role::button, "costa"));
    reader.edge.run();
    reader.stage.settle();
    CHECK(reader.stage.starting(Role::link, "Rain wakes") != nullptr);
}

TEST_CASE("the settings lead to another region, also when only the present one is known", "[view_read]") {
    Reader reader;
    reader.edge.publish({});
    reader.open_read();
    reader.stage.app.restart();
    reader.edge.forget();
    reader.edge.regions = {"andes", "costa"};
    reader.stage.go(app::Screen::news_settings);
    reader.edge.run();
    reader.stage.settle();
    reader.stage.reach(Role::button, "Show the regions there are");
    reader.edge.run();
    reader.stage.settle();
    CHECK(reader.stage.find(Role::radio, "costa") != nullptr);
}

TEST_CASE("nothing yet and no network: what to do is said, and nothing pretends", "[view_read]") {
    Reader reader;
    reader.edge.no_network = true;
    reader.open_read();
    CHECK(reader.stage.find(Role::heading, "Nothing to read yet") != nullptr);
    CHECK(reader.stage.starting(Role::status, "No connection to the news") != nullptr);
    reader.edge.no_network = false;
    reader.edge.publish({});
    reader.stage.tap(Role::button, "Try again");
    reader.edge.run();
    reader.stage.settle();
    CHECK(reader.stage.starting(Role::link, "Rain wakes") != nullptr);
}

TEST_CASE("another key is said, and accepted with a tap", "[view_read]") {
    Reader reader;
    reader.edge.publish({});
    reader.open_read();
    reader.edge.key = 2;
    reader.edge.publish({.title = "New"});
    reader.stage.tap(Role::button, "Check for news");
    reader.edge.run();
    reader.stage.settle();
    CHECK(reader.stage.starting(Role::alert, "The server signs with another key") != nullptr);
    CHECK(reader.stage.starting(Role::link, "New") == nullptr);
    reader.stage.tap(Role::button, "Accept the key");
    reader.edge.run();
    reader.stage.settle();
    CHECK(reader.stage.starting(Role::link, "New") != nullptr);
}

TEST_CASE("a story says every block of its text, and links open after a question", "[view_read]") {
    Reader reader;
    const std::string hash = reader.edge.publish_story(every_block());
    reader.open_read();
    reader.stage.tap(Role::link, reader.name(Role::link, "Every kind of block"));
    reader.stage.settle();
    INFO(reader.stage.said());
    REQUIRE(reader.stage.find(Role::heading, "Every kind of block") != nullptr);
    CHECK(reader.stage.find(Role::heading, "Every kind of block")->level == 1);
    CHECK(reader.stage.find(Role::text, "Rain came early, says the service") != nullptr);
    CHECK(reader.stage.find(Role::heading, "What changed") != nullptr);
    CHECK(reader.stage.find(Role::text, "It reads the soil.") != nullptr);
    CHECK(reader.stage.find(Role::column_header, "Litres") != nullptr);
    CHECK(reader.stage.find(Role::cell, "18") != nullptr);
    CHECK(reader.stage.find(Role::text, "Picture, not loaded: A beech wood in fog") != nullptr);
    CHECK(reader.stage.starting(Role::text, "Marta Olmo, La Voz. 21 Sep 2026") != nullptr);
    reader.stage.scroll(4000);
    reader.stage.settle();
    reader.stage.tap(Role::link, reader.name(Role::link, "the service"));
    reader.stage.settle();
    REQUIRE(reader.stage.find(Role::dialog, "Open weather.example?") != nullptr);
    reader.stage.tap(Role::button, "Open");
    CHECK(reader.stage.app.post.last<ports::OpenTab>().url == "https://weather.example/x");
    CHECK(reader.stage.app.state().reading.open.progress == 1);
}

TEST_CASE("a link in the text is found by a finger", "[view_read]") {
    Reader reader;
    news::Story story = every_block();
    story.blocks.resize(1);
    story.blocks[0].spans = {{"linked words", false, false, false, "https://weather.example/x"}};
    const std::string hash = reader.edge.publish_story(story);
    reader.open_read();
    reader.stage.app.ask(app::command::GoTo{{app::Screen::story, {}, {}, hash}});
    reader.stage.settle();
    const SemanticsNode* words = reader.stage.find(Role::text, "linked words");
    REQUIRE(words != nullptr);
    reader.stage.tap(Role::text, "linked words");
    reader.stage.settle();
    // The middle of the paragraph is behind its one short line: only the words themselves are the link.
    CHECK(reader.stage.find(Role::dialog, "Open weather.example?") == nullptr);
}

TEST_CASE("reading goes on where it stopped", "[view_read]") {
    Reader reader;
    news::Story story = every_block();
    for (int i = 0; i < 40; ++i) {
        news::Block paragraph;
        paragraph.spans = plain("Paragraph " + std::to_string(i) + " of a long story that goes on for a while.");
        story.blocks.push_back(paragraph);
    }
    const std::string hash = reader.edge.publish_story(story);
    reader.open_read();
    reader.stage.app.ask(app::command::GoTo{{app::Screen::story, {}, {}, hash}});
    reader.stage.settle();
    reader.stage.scroll(1500);
    reader.stage.settle();
    const float stopped = reader.stage.app.state().reading.open.progress;
    CHECK(stopped > 0.2F);
    CHECK(stopped < 0.9F);
    reader.stage.app.restart();
    reader.edge.forget();
    reader.edge.forget();
    reader.stage.app.ask(app::command::GoTo{{app::Screen::story, {}, {}, hash}});
    reader.stage.settle();
    CHECK(std::abs(reader.stage.app.state().reading.open.progress - stopped) < 0.03F);
    const SemanticsNode* title = reader.stage.find(Role::heading, "Every kind of block");
    REQUIRE(title != nullptr);
    CHECK(title->rect.y < -500);
}

TEST_CASE("a story that is not here and cannot come says what to do", "[view_read]") {
    Reader reader;
    reader.open_read();
    reader.edge.no_network = true;
    reader.stage.app.ask(app::command::GoTo{{app::Screen::story, {}, {}, std::string(64, 'a')}});
    reader.edge.run();
    reader.stage.settle();
    CHECK(reader.stage.find(Role::heading, "This story is not on this device") != nullptr);
    reader.stage.tap(Role::button, "Try again");
    CHECK(reader.stage.app.state().reading.open.phase == app::StoryPhase::loading);
}

TEST_CASE("the same in Spanish", "[view_read]") {
    app::StartFacts facts = flow::Stage::default_facts();
    facts.languages = "es";
    Reader reader(facts);
    const std::string first = reader.edge.publish({.title = "La lluvia", .source = "A", .published_s = 1'789'990'002});
    reader.edge.publish({.title = "Lluvia", .source = "B", .published_s = 1'789'990'001, .tells_as = first});
    reader.open_read();
    const std::string said = reader.name(Role::link, "La lluvia");
    CHECK(said.find("La cuenta otra fuente más") != std::string::npos);
    CHECK(said.find("Lista sin conexión") != std::string::npos);
}
