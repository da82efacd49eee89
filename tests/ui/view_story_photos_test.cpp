// Photos of a story, while it is written, in the list of own stories and before a moderator, through what the screens say and ask.
#include <catch2/catch_test_macros.hpp>

#include "fakes/contribution_edge.hpp"
#include "fakes/news_worker.hpp"
#include "ui/view_stage.hpp"

using namespace hypha;
using namespace hypha::ui;
namespace command = hypha::app::command;
using Field = command::EditOwnStory::Field;
using flow::ContributionEdge;

namespace {

struct Shown : Pictures {
    Picture find(std::string_view key, float) override {
        asked.emplace_back(key);
        return Picture{1, 100, 100, false};
    }
    std::vector<std::string> asked;
};

struct Author {
    Author() {
        edge.publish({});
        stage.go(app::Screen::read);
        edge.run();
        stage.app.ask(command::ChooseRegion{"andes"});
        edge.run();
        stage.app.ask(command::WriteStory{});
        stage.app.ask(command::EditOwnStory{Field::title, "The roof"});
        stage.app.ask(command::EditOwnStory{Field::words, "Reeds were carried up."});
        stage.settle();
    }
    void picked() {
        stage.app.receive(ports::PhotoPicked{ticket(), "", "roof.jpg", 3'000'000, {}, "key"});
        stage.settle();
    }
    void prepared(char photo) {
        stage.app.receive(ports::PhotoPrepared{ticket(), flow::sha(photo), 1'600, 1'200, 212'000, {}});
        stage.settle();
    }
    void add(char photo) {
        stage.app.ask(command::AddStoryPhotos{app::PhotoSource::library});
        picked();
        prepared(photo);
    }
    [[nodiscard]] std::uint32_t ticket() const { return stage.app.post.last<ports::OpenPicker>().ticket; }
    [[nodiscard]] const app::OwnStory& writing() const { return stage.app.state().contributing.writing; }
    [[nodiscard]] bool says(Role role, std::string_view words) const { return stage.starting(role, words) != nullptr; }

    ViewStage stage{{412, 915}, flow::Stage::default_facts()};
    flow::NewsWorker edge{stage.app};
    ContributionEdge line{stage.app};
};

} // namespace

TEST_CASE("a photo is chosen, is made ready, is seen with its size, and goes and comes back", "[view_story_photos]") {
    Shown shown;
    Author author;
    author.stage.draw_pictures_of(shown);
    CHECK(author.says(Role::text, "At most four. They are sent upright"));
    author.stage.reach(Role::button, "Choose photos");
    CHECK(author.stage.app.post.last<ports::OpenPicker>().source == "library");
    author.picked();
    CHECK(author.says(Role::text, "roof.jpg is being made ready"));
    author.prepared('b');
    INFO(author.stage.said());
    CHECK_FALSE(author.says(Role::text, "roof.jpg is being made ready"));
    CHECK(author.stage.find(Role::image, "Photo 1") != nullptr);
    CHECK(author.says(Role::text, "1600 \u00D7 1200 pixels, 212"));
    author.stage.reach(Role::button, "Remove photo 1");
    CHECK(author.writing().photos.empty());
    author.stage.settle();
    author.stage.reach(Role::button, "Undo");
    REQUIRE(author.writing().photos.size() == 1);
    author.stage.settle();
    author.stage.reach(Role::button, "Take photo");
    CHECK(author.stage.app.post.last<ports::OpenPicker>().source == "camera");
    CHECK(shown.asked.back() == "photos/" + flow::sha('b'));
}

TEST_CASE("four photos are enough, and a photo that cannot be sent says why", "[view_story_photos]") {
    Author author;
    author.stage.app.ask(command::AddStoryPhotos{app::PhotoSource::library});
    author.picked();
    author.stage.app.receive(ports::AnalysisFailed{author.ticket(), "too_detailed", ""});
    author.stage.settle();
    CHECK(author.says(Role::text, "Even at its lowest quality this photo has more than 400 KB"));
    author.stage.app.ask(command::AddStoryPhotos{app::PhotoSource::library});
    author.picked();
    author.stage.app.receive(ports::AnalysisFailed{author.ticket(), "decode_failed", ""});
    author.stage.settle();
    CHECK(author.says(Role::text, "The picture is damaged. The photo was not added."));
    for (const char photo : {'b', 'c', 'd', 'e'}) {
        author.add(photo);
    }
    INFO(author.stage.said());
    CHECK(author.says(Role::text, "Four photos are in this story."));
    CHECK(author.stage.find(Role::button, "Choose photos") == nullptr);
    CHECK(author.stage.find(Role::image, "Photo 4") != nullptr);
}

TEST_CASE("how many photos have arrived stands beside the story, and what hinders them", "[view_story_photos]") {
    Author author;
    author.line.has_account();
    author.add('b');
    author.add('c');
    const std::string id = author.writing().id;
    author.stage.app.receive(ports::ConnectionChanged{true, true, false});
    author.stage.app.ask(command::SendOwnStory{id});
    author.line.sign();
    author.line.answer(
        200, ContributionEdge::standing(id, "held", 1,
                                        R"(,"held_for":["photos"],"photos_missing":[")" + flow::sha('c') + R"("])"));
    author.stage.settle();
    INFO(author.stage.said());
    CHECK(author.says(Role::text, "1 of 2 photos have arrived. Photos wait for a connection that is not paid"));
    author.stage.go(app::Screen::own_stories);
    author.stage.settle();
    const SemanticsNode* row = author.stage.starting(Role::link, "The roof. With a moderator");
    REQUIRE(row != nullptr);
    CHECK(row->name.find("Its photos are still on their way. 1 of 2 photos have arrived.") != std::string::npos);
}

TEST_CASE("a moderator is told of photos and asks for one with a tap", "[view_story_photos]") {
    Shown shown;
    Author author;
    author.stage.draw_pictures_of(shown);
    author.line.has_account();
    author.add('b');
    const std::string id = author.writing().id;
    author.stage.app.ask(command::SendOwnStory{id});
    const std::string file = author.line.to_sign();
    author.line.sign();
    author.line.answer(200, ContributionEdge::standing(id, "held", 1));
    author.stage.go(app::Screen::me, {}, app::MeSection::moderation);
    author.line.answer(200, R"({"moderator":true,"contributions":[]})");
    author.line.answer(200, R"({"waiting":1,"contributions":[)" +
                                ContributionEdge::standing(id, "held", 1, ContributionEdge::file_member(file)) + "]}");
    author.stage.settle();
    INFO(author.stage.said());
    CHECK(author.stage.find(Role::text, "1 photo") != nullptr);
    author.stage.reach(Role::button, "Show photo 1 \u00B7 212");
    CHECK(author.line.asked().back().target == "/v1/contributions/photo/" + flow::sha('b'));
    author.line.answer(200, "not its bytes");
    author.stage.settle();
    CHECK(author.says(Role::text, "Photo 1 did not come."));
    author.stage.reach(Role::button, "Accept");
    author.line.answer(409, R"({"refused":"photos_missing","rev":1,"state":"held"})");
    author.stage.settle();
    CHECK(author.stage.said().find("Its photos are still on their way. It can be accepted when") != std::string::npos);
}
