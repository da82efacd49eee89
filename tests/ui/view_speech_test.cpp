// The bar of a story that is read aloud, through what it says and the commands it makes: pause, speed, stop; the sentence that is spoken is
// brought into view; a voice that is missing is said with what to do; nothing is drawn while nothing moves.
#include <catch2/catch_test_macros.hpp>

#include "fakes/news_worker.hpp"
#include "ui/view_stage.hpp"

using namespace hypha;
using namespace hypha::ui;
namespace command = hypha::app::command;
using app::SpeechPhase;

namespace {

struct Listener {
    explicit Listener(const std::string& text = "One came. Two came. Three came.") {
        hash = edge.publish({.title = "Rain", .text = text});
        stage.go(app::Screen::read);
        edge.run();
        stage.app.ask(command::GoTo{{app::Screen::story, {}, {}, hash}});
        edge.run();
        stage.settle();
    }
    [[nodiscard]] const app::Speech& speech() const { return stage.app.state().reading.open.speech; }
    void began(std::size_t place) {
        stage.app.receive(
            ports::SpeechBegan{stage.app.post.all<ports::Speak>().front().ticket + static_cast<std::uint32_t>(place)});
        stage.settle();
    }

    ViewStage stage{{412, 915}, flow::Stage::default_facts()};
    flow::NewsWorker edge{stage.app};
    std::string hash;
};

} // namespace

TEST_CASE("listening, pausing, going on, faster, and away", "[view_speech]") {
    Listener listener;
    CHECK(listener.stage.find(Role::group, "Reading aloud") == nullptr);
    listener.stage.tap(Role::button, "Read aloud");
    listener.stage.settle();
    INFO(listener.stage.said());
    REQUIRE(listener.stage.find(Role::group, "Reading aloud") != nullptr);
    listener.began(0);
    CHECK_FALSE(listener.stage.wants_frame());
    listener.stage.tap(Role::button, "Pause");
    CHECK(listener.speech().phase == SpeechPhase::paused);
    listener.stage.settle();
    listener.stage.tap(Role::button, "Go on reading aloud");
    CHECK(listener.speech().phase == SpeechPhase::speaking);
    listener.stage.settle();
    listener.stage.tap(Role::button, "Speed 1 times");
    listener.stage.settle();
    CHECK(listener.stage.find(Role::button, "Speed 1.25 times") != nullptr);
    const SemanticsNode* progress = listener.stage.find(Role::progress, "Reading aloud");
    REQUIRE(progress != nullptr);
    CHECK(progress->value_text.find(" of ") != std::string::npos);
    listener.stage.reach(Role::button, "Stop reading aloud");
    CHECK(listener.speech().phase == SpeechPhase::silent);
    listener.stage.settle();
    CHECK(listener.stage.find(Role::group, "Reading aloud") == nullptr);
}

TEST_CASE("the page follows the voice", "[view_speech]") {
    std::string text;
    for (int i = 0; i < 60; ++i) {
        text += "The rain fell on the beech wood for the third night in a row. ";
    }
    Listener listener(text);
    listener.stage.tap(Role::button, "Read aloud");
    listener.stage.settle();
    const auto top = [&listener] { return listener.stage.find(Role::heading, "Rain")->rect.y; };
    listener.began(1);
    const float before = top();
    listener.began(2);
    CHECK(top() == before); // it is in view
    listener.began(50);
    CHECK(top() < before - 400);
    CHECK(listener.stage.app.state().reading.open.progress > 0.5F);
}

TEST_CASE("a missing voice is said, with what to do", "[view_speech]") {
    Listener listener;
    listener.stage.tap(Role::button, "Read aloud");
    listener.stage.app.receive(
        ports::SpeechFailed{listener.stage.app.post.last<ports::Speak>().ticket - 1, "no_voice"});
    listener.stage.settle();
    INFO(listener.stage.said());
    CHECK(listener.stage.find(Role::alert, "No voice for this language") != nullptr);
    CHECK(listener.stage.starting(Role::text, "Add one in the settings") != nullptr);
    listener.stage.tap(Role::button, "Go on reading aloud");
    CHECK(listener.speech().phase == SpeechPhase::speaking);
}
