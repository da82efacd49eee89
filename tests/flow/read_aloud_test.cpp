// A story read aloud: two sentences ahead and no more, a pause that begins its sentence again, a speed that is remembered, silence when
// the story is left or lost, and answers of what was stopped that change nothing.
#include <catch2/catch_test_macros.hpp>

#include "fakes/news_worker.hpp"

using namespace hypha;
using namespace hypha::flow;
namespace command = hypha::app::command;
using app::Screen;
using app::SpeechPhase;

namespace {

struct Listener {
    Listener() {
        hash = edge.publish({.title = "Rain", .text = "One came. Two came. Three came. Four came."});
        go(Screen::read);
        go(Screen::story, hash);
    }
    void go(Screen screen, const std::string& story = "") {
        stage.ask(command::GoTo{{screen, {}, {}, story}});
        edge.run();
    }
    [[nodiscard]] const app::Speech& speech() const { return stage.state().reading.open.speech; }
    [[nodiscard]] std::vector<std::string> said() const {
        std::vector<std::string> words;
        for (const auto& wish : stage.post.all<ports::Speak>()) {
            words.push_back(wish.words);
        }
        return words;
    }
    [[nodiscard]] std::uint32_t ticket_of(const std::string& words) const {
        std::uint32_t ticket = 0;
        for (const auto& wish : stage.post.all<ports::Speak>()) {
            ticket = wish.words == words ? wish.ticket : ticket;
        }
        return ticket;
    }
    // The voice says the sentence, in so many ms.
    void speak(const std::string& words, double took_ms = 1000) {
        stage.receive(ports::SpeechBegan{ticket_of(words)});
        stage.clock.advance(static_cast<std::int64_t>(took_ms));
        stage.receive(ports::SpeechEnded{ticket_of(words)});
    }

    Stage stage;
    NewsWorker edge{stage};
    std::string hash;
};

} // namespace

TEST_CASE("a story is read to its end, two sentences ahead, and is finished then", "[read_aloud]") {
    Listener listener;
    listener.stage.ask(command::Listen{});
    CHECK(listener.speech().phase == SpeechPhase::speaking);
    CHECK(listener.said() == std::vector<std::string>{"Rain", "One came."});
    CHECK(listener.stage.post.last<ports::Speak>().language == "en");
    listener.speak("Rain");
    CHECK(listener.said().back() == "Two came.");
    CHECK(listener.speech().sentence()->text == "One came.");
    listener.speak("One came.");
    listener.speak("Two came.");
    listener.speak("Three came.");
    CHECK(listener.said().size() == 5);
    CHECK(listener.speech().phase == SpeechPhase::speaking);
    listener.speak("Four came.");
    CHECK(listener.speech().phase == SpeechPhase::silent);
    CHECK(listener.speech().sentence() == nullptr);
    CHECK(listener.stage.state().reading.open.progress == 1);
    CHECK(listener.stage.state().reading.stories.front().finished);
}

TEST_CASE("a pause begins its sentence again, and what the window still says of it is nothing", "[read_aloud]") {
    Listener listener;
    listener.stage.ask(command::Listen{});
    listener.speak("Rain");
    const std::uint32_t old = listener.ticket_of("One came.");
    listener.stage.receive(ports::SpeechBegan{old});
    listener.stage.ask(command::PauseListening{});
    CHECK(listener.stage.post.count<ports::StopSpeech>() == 1);
    CHECK(listener.speech().phase == SpeechPhase::paused);
    CHECK(listener.speech().sentence()->text == "One came.");
    listener.stage.receive(ports::SpeechEnded{old});
    listener.stage.receive(ports::SpeechFailed{old, "failed"});
    CHECK(listener.speech().phase == SpeechPhase::paused);
    listener.stage.ask(command::Listen{});
    CHECK(listener.ticket_of("One came.") != old);
    CHECK(listener.said().back() == "Two came.");
    listener.stage.receive(ports::SpeechEnded{old});
    CHECK(listener.speech().sentence()->text == "One came.");
}

TEST_CASE("the speed goes round and is remembered; the time that is told follows the voice", "[read_aloud]") {
    Listener listener;
    listener.stage.ask(command::Listen{});
    const std::int64_t usual_s = listener.speech().length_s;
    for (const int percent : {125, 150, 200, 75, 100, 125}) {
        listener.stage.ask(command::ChangeSpeechRate{});
        CHECK(listener.speech().rate_percent == percent);
        CHECK(listener.stage.post.last<ports::Speak>().rate == static_cast<float>(percent) / 100);
    }
    CHECK(listener.speech().length_s < usual_s);
    listener.go(Screen::read);
    CHECK(listener.speech().phase == SpeechPhase::silent);
    listener.stage.restart();
    listener.edge.forget();
    listener.go(Screen::story, listener.hash);
    listener.stage.ask(command::Listen{});
    CHECK(listener.speech().rate_percent == 125);
}

TEST_CASE("a slow voice makes the story long", "[read_aloud]") {
    Listener listener;
    std::string text;
    for (int i = 0; i < 30; ++i) {
        text += "The rain fell on the beech wood for the third night. ";
    }
    const std::string hash = listener.edge.publish({.title = "Long", .text = text});
    listener.stage.ask(command::RefreshNews{});
    listener.edge.run();
    listener.go(Screen::story, hash);
    listener.stage.ask(command::Listen{});
    const std::int64_t usual_s = listener.speech().length_s;
    CHECK(usual_s > 60);
    for (int i = 0; i < 10; ++i) {
        const auto wishes = listener.stage.post.all<ports::Speak>();
        const std::uint32_t ticket = wishes[wishes.size() - 2].ticket;
        listener.stage.receive(ports::SpeechBegan{ticket});
        listener.stage.clock.advance(10'000);
        listener.stage.receive(ports::SpeechEnded{ticket});
    }
    CHECK(listener.speech().length_s > 2 * usual_s);
    CHECK(listener.speech().position_s > 80);
    CHECK(listener.speech().position_s < listener.speech().length_s);
}

TEST_CASE("leaving the story, losing it and losing the voice are silence", "[read_aloud]") {
    SECTION("left") {
        Listener listener;
        listener.stage.ask(command::Listen{});
        listener.go(Screen::read);
        CHECK(listener.stage.post.count<ports::StopSpeech>() == 1);
        CHECK(listener.speech().phase == SpeechPhase::silent);
    }
    SECTION("another tab took the storage") {
        Listener listener;
        listener.stage.ask(command::Listen{});
        listener.stage.receive(ports::StorageLost{"other_tab"});
        CHECK(listener.stage.post.count<ports::StopSpeech>() == 1);
        CHECK(listener.speech().phase == SpeechPhase::silent);
    }
    SECTION("no voice, then one was added") {
        Listener listener;
        listener.stage.ask(command::Listen{});
        listener.stage.receive(ports::SpeechFailed{listener.ticket_of("Rain"), "no_voice"});
        CHECK(listener.speech().phase == SpeechPhase::failed);
        CHECK(listener.speech().failure == "no_voice");
        listener.stage.ask(command::Listen{});
        CHECK(listener.speech().phase == SpeechPhase::speaking);
        CHECK(listener.speech().failure.empty());
    }
    SECTION("closed") {
        Listener listener;
        listener.stage.ask(command::Listen{});
        listener.stage.ask(command::StopListening{});
        CHECK(listener.speech().phase == SpeechPhase::silent);
        CHECK(listener.speech().sentences.empty());
        listener.stage.ask(command::StopListening{});
        listener.stage.ask(command::PauseListening{});
        listener.stage.ask(command::ChangeSpeechRate{});
        CHECK(listener.stage.post.count<ports::StopSpeech>() == 1);
    }
}

TEST_CASE("who read half of it listens to the rest; skipping stays within the story", "[read_aloud]") {
    Listener listener;
    listener.stage.ask(command::ReadTo{listener.hash, 0.5F});
    listener.stage.ask(command::Listen{});
    CHECK(listener.speech().sentence()->text == "Two came.");
    listener.stage.ask(command::SkipSentences{-10});
    CHECK(listener.speech().sentence()->text == "Rain");
    listener.stage.ask(command::SkipSentences{100});
    CHECK(listener.speech().sentence()->text == "Four came.");
    CHECK(listener.said().back() == "Four came.");
}
