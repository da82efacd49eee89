// A topic for the story that is being written: read from words that rest, shown and never written into the story, and silent wherever
// nothing honest can be said.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "core/news/contribution.hpp"
#include "core/text/features.hpp"
#include "fakes/contribution_edge.hpp"
#include "fakes/news_worker.hpp"
#include "fakes/text_worker.hpp"

using namespace hypha;
using namespace hypha::flow;
namespace command = hypha::app::command;
using app::Screen;
using Field = command::EditOwnStory::Field;

namespace {

constexpr const char* kTitle = "El equipo del valle ganó";
constexpr const char* kWords = "Con dos goles en el segundo tiempo venció al equipo de la ciudad y sigue primero.";

struct Writer {
    Writer() {
        edge.publish({});
        stage.ask(command::GoTo{{Screen::read, {}, {}}});
        edge.run();
        stage.ask(command::ChooseRegion{"andes"});
        edge.run();
    }
    std::string write(const std::string& title = kTitle, const std::string& words = kWords) {
        stage.ask(command::WriteStory{});
        edit(Field::title, title);
        edit(Field::words, words);
        return all().writing.id;
    }
    void edit(Field field, const std::string& value) { stage.ask(command::EditOwnStory{field, value}); }
    void rest(std::int64_t after_ms = 1'000) {
        stage.clock.advance(after_ms);
        stage.app->rest();
    }
    [[nodiscard]] const app::Contributing& all() const { return stage.state().contributing; }

    Stage stage;
    NewsWorker edge{stage};
    ContributionEdge line{stage};
    TextWorker models{stage};
};

} // namespace

TEST_CASE("words that rested for a second are read: language, then topic; the story stays as it is",
          "[suggest_topic]") {
    Writer writer;
    writer.write();
    const std::string kept = writer.stage.rows();
    writer.rest(0);
    writer.rest(999);
    CHECK(writer.models.asked() == 0);
    writer.rest(1);
    REQUIRE(writer.models.asked() == 1);
    CHECK(writer.models.model().task == text::TextTask::language);
    writer.models.answer("es");
    REQUIRE(writer.models.asked() == 2);
    CHECK(writer.models.model().lang == "es");
    // What the models were trained to read: the edge's own plain text of the story.
    const auto& model = writer.models.model();
    const text::Features features =
        text::features_of(std::string(kTitle) + '\n' + kWords, model.features, model.slot_count);
    CHECK(writer.models.question().slots == std::vector<float>(features.slots.begin(), features.slots.end()));
    CHECK(writer.models.question().weights == features.weights);
    CHECK(writer.all().suggested.empty());
    writer.models.answer("sports");
    CHECK(writer.all().suggested == "sports");
    CHECK(writer.all().writing.topic.empty());
    CHECK(writer.stage.rows() == kept);
    writer.rest();
    CHECK(writer.models.asked() == 2); // they were read
}

TEST_CASE("while somebody types nothing is read", "[suggest_topic]") {
    Writer writer;
    writer.write();
    std::string words = kWords;
    for (int key = 0; key < 5; ++key) {
        writer.edit(Field::words, words += 'a');
        writer.rest(900);
    }
    CHECK(writer.models.asked() == 0);
    writer.edit(Field::byline, "Ana"); // no word of the story
    writer.rest(100);
    CHECK(writer.models.asked() == 1);
}

TEST_CASE("a topic that the person chose is never written over, and goes out as theirs", "[suggest_topic]") {
    Writer writer;
    writer.line.has_account();
    const std::string id = writer.write();
    writer.models.suggest("es", "sports");
    writer.edit(Field::topic, "society");
    writer.edit(Field::words, std::string(kWords) + " El lunes hay fiesta.");
    writer.models.suggest("es", "culture");
    CHECK(writer.all().suggested == "culture");
    CHECK(writer.all().writing.topic == "society");
    writer.stage.ask(command::SendOwnStory{id});
    CHECK(news::parse_contribution(writer.line.to_sign())->topic == "society");
}

TEST_CASE("who takes none sends none, whatever was suggested", "[suggest_topic]") {
    Writer writer;
    writer.line.has_account();
    const std::string id = writer.write();
    writer.models.suggest("es", "sports");
    writer.edit(Field::topic, "sports");
    writer.edit(Field::topic, "sports"); // taken back
    writer.stage.ask(command::SendOwnStory{id});
    CHECK(news::parse_contribution(writer.line.to_sign())->topic.empty());
}

TEST_CASE("other languages, thin evidence, foreign scores and few words suggest nothing, and take back what was",
          "[suggest_topic]") {
    Writer writer;
    writer.write();
    writer.models.suggest("es", "sports");
    REQUIRE(writer.all().suggested == "sports");
    const std::size_t before = writer.models.asked();
    writer.edit(Field::words, std::string(kWords) + " Y otra cosa.");
    const std::string_view what = GENERATE("qu", "und", "thin language", "thin topic", "foreign", "few words");
    CAPTURE(what);
    if (what == "few words") {
        writer.edit(Field::words, "Con dos goles.");
        writer.rest();
        CHECK(writer.models.asked() == before);
    } else if (what == "thin topic") {
        writer.rest();
        writer.models.answer("es");
        writer.models.answer("");
    } else if (what == "foreign") {
        writer.rest();
        std::vector<float> scores(writer.models.model().labels.size(), 0);
        scores[0] = 20;
        writer.stage.receive(ports::TextScored{writer.models.question().ticket, std::string(64, 'a'), scores});
    } else {
        writer.rest();
        writer.models.answer(what == "thin language" ? "" : what);
        CHECK(writer.models.asked() == before + 1); // no model reads it
    }
    CHECK(writer.all().suggested.empty());
    CHECK(writer.stage.state().storage.failure.empty());
}

TEST_CASE("what was typed while a model read is read again, and the old answer is not shown", "[suggest_topic]") {
    Writer writer;
    writer.write();
    writer.rest();
    writer.edit(Field::words, std::string(kWords) + " Y ahora la feria.");
    writer.rest();
    CHECK(writer.models.asked() == 1); // one at a time
    writer.models.answer("es");
    CHECK(writer.models.asked() == 1);
    writer.rest(0);
    REQUIRE(writer.models.asked() == 2);
    CHECK(writer.models.model().task == text::TextTask::language);
    writer.models.answer("es");
    writer.models.answer("culture");
    CHECK(writer.all().suggested == "culture");
}

TEST_CASE("models that are not there are said by nothing, and not asked for again by themselves", "[suggest_topic]") {
    Writer writer;
    writer.write();
    writer.rest();
    CHECK_FALSE(writer.models.question().may_fetch); // of this line nobody knows what it costs
    writer.models.fail("model_unavailable");
    CHECK(writer.all().suggested.empty());
    CHECK(writer.stage.state().storage.failure.empty());
    CHECK_FALSE(writer.stage.state().toast);
    writer.edit(Field::words, std::string(kWords) + " Y otra cosa.");
    writer.rest();
    CHECK(writer.models.asked() == 1);
    writer.stage.receive(ports::ConnectionChanged{true, false, true, true}); // Wi-Fi
    writer.edit(Field::words, std::string(kWords) + " Y otra más.");
    writer.rest();
    REQUIRE(writer.models.asked() == 2);
    CHECK(writer.models.question().may_fetch);
    writer.models.fail("model_unavailable"); // a line may be down for a moment
    writer.edit(Field::words, kWords);
    writer.rest();
    CHECK(writer.models.asked() == 3);
    const auto may_fetch_when = [&writer](const ports::ConnectionChanged& changed) {
        writer.stage.receive(changed);
        writer.edit(Field::words, std::string(kWords) + std::to_string(writer.models.asked()));
        writer.models.suggest("es", "sports");
        return writer.models.question().may_fetch;
    };
    writer.models.answer("qu");
    writer.stage.ask(command::ChooseFreeLine{true});
    CHECK(may_fetch_when({true, false, false, false, false})); // nobody knows, and the person says that it is free
    CHECK_FALSE(may_fetch_when({true, true, false, false, true}));
    CHECK_FALSE(may_fetch_when({true, true, false, true, false}));
    CHECK_FALSE(may_fetch_when({false, false, true, true, false}));
}

TEST_CASE("who leaves the story gives up what was asked; who comes back to it gets its topic", "[suggest_topic]") {
    Writer writer;
    const std::string id = writer.write();
    writer.rest();
    const ports::ScoreText given_up = writer.models.question();
    writer.stage.ask(command::GoTo{{Screen::own_stories, {}, {}}});
    CHECK(writer.stage.post.last<ports::CancelTicket>().ticket == given_up.ticket);
    writer.models.answer("es");
    CHECK(writer.models.asked() == 1);
    writer.stage.receive(ports::AnalysisCancelled{given_up.ticket});
    writer.stage.ask(command::GoTo{{Screen::write_story, {}, {}, id}});
    writer.models.suggest("es", "sports");
    CHECK(writer.all().suggested == "sports");
    writer.stage.ask(command::WriteStory{}); // another one
    CHECK(writer.all().suggested.empty());
}
