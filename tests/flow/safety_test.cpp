// The safety rules that the application keeps, each by its number in SAFETY.md.
#include <catch2/catch_test_macros.hpp>

#include "fakes/stage.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::Outcome;
using app::Slot;
namespace command = app::command;

TEST_CASE("another model's hash gives no name at all", "[safety_7]") {
    Stage stage;
    const std::uint32_t ticket = stage.shoot();
    stage.stored(ticket, 'b');
    stage.receive(ports::PhotoAnalysed{ticket, sha('b'), sha('f'), scores(kAmanita, 0.99F), 1, 1, 1, 1, 1});
    CHECK_FALSE(stage.draft().verdict);
    CHECK(outcome_of(stage.draft()) == Outcome::failed);
    CHECK(failure_of(stage.draft()) == "model_mismatch");
    stage.restart();
    CHECK_FALSE(stage.draft().verdict);
    CHECK(failure_of(stage.draft()) == "model_mismatch");
}

TEST_CASE("scores that are not numbers of this model give no name", "[safety_7]") {
    Stage stage;
    const std::uint32_t ticket = stage.shoot();
    stage.stored(ticket, 'b');
    stage.analysed(ticket, 'b', {1, 2, 3});
    CHECK_FALSE(stage.draft().verdict);
    CHECK(outcome_of(stage.draft()) == Outcome::failed);
}

TEST_CASE("not a mushroom comes before any name", "[safety_6]") {
    Stage stage;
    const std::uint32_t ticket = stage.shoot();
    stage.stored(ticket, 'b');
    stage.analysed(ticket, 'b', scores(kNotMushroom, 0.95F));
    CHECK(outcome_of(stage.draft()) == Outcome::not_mushroom);
    CHECK(stage.draft().verdict->name.empty());
}

TEST_CASE("thin evidence is an answer of its own", "[safety_6]") {
    Stage stage;
    const std::uint32_t ticket = stage.shoot();
    stage.stored(ticket, 'b');
    stage.analysed(ticket, 'b', scores(kOther, 0.7F));
    CHECK(outcome_of(stage.draft()) == Outcome::unknown);
    CHECK(stage.draft().verdict->name.empty());
}

TEST_CASE("each stored answer remembers its model and thresholds", "[safety_10]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.restart();
    stage.ask(command::GoTo{{app::Screen::observation, id, {}}});
    const app::Observation& found = stage.open(id);
    REQUIRE(found.verdict);
    CHECK(found.verdict->name == "Amanita");
    CHECK(found.provenance.model_sha256 == stage.manifest.sha256);
    CHECK(found.provenance.model_version == "1");
    CHECK(found.provenance.thresholds.starts_with("not_mushroom=0.5 likely=0.7 possible=0.3 tables="));
}

TEST_CASE("a new model does not rename old finds, and rereads them when a view is added", "[safety_10]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.manifest.sha256 = std::string(64, 'e');
    stage.manifest.version = "2";
    stage.restart();
    stage.ask(command::GoTo{{app::Screen::observation, id, {}}});
    CHECK(stage.open(id).verdict->name == "Amanita");
    CHECK(stage.open(id).provenance.model_version == "1");
    const std::uint32_t ticket = stage.pick(Slot::base, id);
    stage.stored(ticket, 'c');
    stage.analysed(ticket, 'c', scores(kTrametes, 0.9F));
    CHECK(stage.open(id).provenance.model_version == "2");
    REQUIRE(stage.post.count<ports::AnalyseStoredPhoto>() == 1);
    CHECK(stage.post.last<ports::AnalyseStoredPhoto>().photo == sha('b'));
    stage.analysed(stage.post.last<ports::AnalyseStoredPhoto>().ticket, 'b', scores(kTrametes, 0.9F));
    CHECK(stage.post.count<ports::AnalyseStoredPhoto>() == 1);
    CHECK(stage.open(id).verdict->name == "Trametes");
}
