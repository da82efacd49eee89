// Pictures of a story in the reader, through what they say and what a tap asks for.
#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

#include "fakes/news_worker.hpp"
#include "ui/news_screens.hpp"

using namespace hypha;
using namespace hypha::ui;

namespace {

struct Reader {
    explicit Reader(app::StartFacts facts = flow::Stage::default_facts()) : stage({412, 915}, facts) {}
    void open(const news::Story& story) {
        stage.app.ask(app::command::GoTo{{app::Screen::story, {}, {}, edge.publish_story(story)}});
        edge.run();
        stage.settle();
    }
    void answer() {
        edge.run();
        stage.settle();
    }
    // The service worker has the small file of that picture.
    void keep_small(const news::Story& story, std::size_t at) {
        const std::string& hash = story.pictures.at(at).small.sha256;
        edge.away["/v1/news/picture/" + hash] = edge.pictures[hash];
    }
    [[nodiscard]] bool says(Role role, std::string_view name) const { return stage.find(role, name) != nullptr; }

    ViewStage stage;
    flow::NewsWorker edge{stage.app};
};

// Decodes nothing, or everything, to a square.
struct Shown : Pictures {
    Picture find(std::string_view key, float) override {
        asked.emplace_back(key);
        return broken ? Picture{0, 0, 0, true} : Picture{1, 100, 100, false};
    }
    bool broken = false;
    std::vector<std::string> asked;
};

} // namespace

TEST_CASE("a picture that is not here says what it costs, and a tap brings it", "[view_story_pictures]") {
    Reader reader;
    const news::Story story = illustrated(reader.edge);
    reader.open(story);
    INFO(reader.stage.said());
    CHECK(reader.says(Role::button, "Show picture, 14\u00A0KB: The picture of this story"));
    CHECK(reader.says(Role::button, "Show picture, 9\u00A0KB: Rings of caps below the old mill, seen from the path"));
    CHECK(reader.says(Role::button, "Show picture, 8\u00A0KB: Picture without a description"));
    CHECK(reader.says(Role::text, "The north slope at dawn"));
    reader.stage.reach(Role::button, "Show picture, 14\u00A0KB: A beech wood in fog");
    const auto asked = reader.stage.app.post.last<ports::AskNews>();
    CHECK(asked.target == "/v1/news/picture/" + story.pictures.at(1).large.sha256);
    CHECK_FALSE(asked.kept);
    const SemanticsNode* coming = reader.stage.find(Role::button, "Picture is coming, 14\u00A0KB: A beech wood in fog");
    REQUIRE(coming != nullptr);
    CHECK(coming->busy);
    CHECK(coming->disabled);
    reader.answer();
    CHECK(reader.says(Role::image, "A beech wood in fog"));
    CHECK(reader.stage.starting(Role::button, "Picture is coming") == nullptr);
    CHECK(reader.says(Role::text, "The north slope at dawn"));
    CHECK_FALSE(reader.says(Role::image, "The picture of this story"));
}

TEST_CASE("a picture keeps its shape: the text below it does not move when it comes", "[view_story_pictures]") {
    Reader reader;
    reader.open(illustrated(reader.edge));
    const SemanticsNode* before = reader.stage.find(Role::text, "It rained for two nights.");
    REQUIRE(before != nullptr);
    const Rect rect = before->rect;
    reader.stage.tap(Role::button, "Show picture, 14\u00A0KB: The picture of this story");
    reader.answer();
    REQUIRE(reader.says(Role::image, "The picture of this story"));
    CHECK(reader.stage.find(Role::text, "It rained for two nights.")->rect == rect);
}

TEST_CASE("a picture that did not come says why and what to do, and a tap tries again", "[view_story_pictures]") {
    Reader reader;
    reader.open(illustrated(reader.edge));
    reader.edge.no_network = true;
    reader.stage.tap(Role::button, "Show picture, 14\u00A0KB: The picture of this story");
    reader.answer();
    INFO(reader.stage.said());
    CHECK(reader.stage.starting(Role::status, "No connection. The picture can come when there is one") != nullptr);
    reader.edge.no_network = false;
    reader.stage.tap(Role::button, "Try again, 14\u00A0KB: The picture of this story");
    reader.answer();
    CHECK(reader.says(Role::image, "The picture of this story"));
    CHECK(reader.stage.starting(Role::status, "No connection. The picture") == nullptr);
}

TEST_CASE("only a picture that is here is asked for to be drawn, by its hash", "[view_story_pictures]") {
    Shown shown;
    Reader reader;
    reader.stage.draw_pictures_of(shown);
    const news::Story story = illustrated(reader.edge);
    reader.open(story);
    CHECK(shown.asked.empty());
    reader.stage.tap(Role::button, "Show picture, 14\u00A0KB: The picture of this story");
    reader.answer();
    REQUIRE_FALSE(shown.asked.empty());
    for (const std::string& key : shown.asked) {
        CHECK(key == "news/" + story.pictures.front().large.sha256);
    }
}

TEST_CASE("a picture that came and cannot be drawn leaves the words there were without it", "[view_story_pictures]") {
    Shown shown;
    shown.broken = true;
    Reader reader;
    reader.stage.draw_pictures_of(shown);
    reader.open(illustrated(reader.edge));
    reader.stage.reach(Role::button, "Show picture, 14\u00A0KB: A beech wood in fog");
    reader.answer();
    INFO(reader.stage.said());
    CHECK(reader.says(Role::text, "Picture, not loaded: A beech wood in fog"));
    CHECK_FALSE(reader.says(Role::image, "A beech wood in fog"));
}

TEST_CASE("a picture above the text that is one of its figures too is shown once", "[view_story_pictures]") {
    Reader reader;
    news::Story story = illustrated(reader.edge);
    story.pictures.clear();
    reader.edge.add_picture(story, 0, "the same");
    reader.edge.add_picture(story, 1, "the same");
    reader.open(story);
    CHECK(reader.says(Role::button, "Show picture, 8\u00A0B: A beech wood in fog"));
    CHECK(reader.stage.starting(Role::button, "Show picture, 8\u00A0B: The picture") == nullptr);
    // Figures that the story names no picture for have their words.
    CHECK(reader.stage.starting(Role::text, "Picture, not loaded: Rings of caps") != nullptr);
}

TEST_CASE("a picture that no figure has stands below the text", "[view_story_pictures]") {
    Reader reader;
    news::Story story = illustrated(reader.edge);
    std::erase_if(story.blocks, [](const news::Block& block) { return block.kind == news::Block::Kind::figure; });
    story.picture.clear();
    story.pictures.clear();
    reader.edge.add_picture(story, 1, "of a person");
    reader.open(story);
    INFO(reader.stage.said());
    const SemanticsNode* text = reader.stage.find(Role::text, "It rained for two nights.");
    const SemanticsNode* show =
        reader.stage.find(Role::button, "Show picture, 11\u00A0B: Picture without a description");
    REQUIRE(text != nullptr);
    REQUIRE(show != nullptr);
    CHECK(show->rect.y > text->rect.bottom());
    reader.stage.reach(Role::button, "Show picture, 11\u00A0B");
    reader.answer();
    CHECK(reader.says(Role::image, "Picture without a description"));
}

TEST_CASE("a small picture that is here is shown, and a tap brings the large one in its place",
          "[view_story_pictures]") {
    Shown shown;
    Reader reader;
    reader.stage.draw_pictures_of(shown);
    const news::Story story = illustrated(reader.edge);
    reader.keep_small(story, 0);
    reader.open(story);
    INFO(reader.stage.said());
    REQUIRE(reader.says(Role::image, "The picture of this story"));
    CHECK(shown.asked.back() == "news/" + story.pictures.front().small.sha256);
    const Rect rect = reader.stage.find(Role::text, "It rained for two nights.")->rect;
    const std::string larger = "14\u00A0KB: The picture of this story";
    reader.edge.no_network = true;
    reader.stage.tap(Role::button, "Show larger, " + larger);
    reader.answer();
    CHECK(reader.stage.starting(Role::text, "No connection. The picture can come when there is one") != nullptr);
    CHECK(reader.says(Role::image, "The picture of this story"));
    reader.edge.no_network = false;
    reader.stage.tap(Role::button, "Try again, " + larger);
    reader.answer();
    CHECK(reader.stage.starting(Role::button, "Show larger, " + larger) == nullptr);
    CHECK(shown.asked.back() == "news/" + story.pictures.front().large.sha256);
    CHECK(reader.stage.find(Role::text, "It rained for two nights.")->rect == rect);
}

TEST_CASE("a picture lower than a button offers no larger one", "[view_story_pictures]") {
    Reader reader;
    const news::Story story = illustrated(reader.edge);
    reader.keep_small(story, 2); // 640 by 40
    reader.open(story);
    CHECK(reader.says(Role::image, "Rings of caps below the old mill, seen from the path"));
    CHECK(reader.stage.starting(Role::button, "Show larger, 9\u00A0KB: Rings") == nullptr);
}

TEST_CASE("the same in Spanish, pictures too", "[view_story_pictures]") {
    app::StartFacts facts = flow::Stage::default_facts();
    facts.languages = "es";
    Reader reader(facts);
    reader.open(illustrated(reader.edge));
    CHECK(reader.says(Role::button, "Ver imagen, 14\u00A0KB: La imagen de esta nota"));
}
