// The journal narrowed to risk, answer, name or month: alone, together, with a search, and there again after a look at a find.
#include <algorithm>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "fakes/stage.hpp"

using namespace hypha;
using namespace hypha::flow;
namespace command = app::command;
using app::JournalFacet;
using app::Screen;
using fungi::Risk;

namespace {

// Newest first: Trametes, Amanita named Boletus by a person, "I don't know", Amanita.
void four_finds(Stage& stage) {
    stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.saved_find('c', scores(kOther, 0.9F));
    const ObservationId named = stage.saved_find('d', scores(kAmanita, 0.9F));
    stage.ask(command::GiveName{named, "Boletus luridus"});
    stage.saved_find('e', scores(kTrametes, 0.9F));
    stage.ask(command::GoTo{{Screen::journal, {}, {}}});
}

const app::JournalChoice* choice(const Stage& stage, auto&& is) {
    const auto& choices = stage.state().journal.choices;
    const auto found = std::ranges::find_if(choices, [&](const app::JournalChoice& one) { return is(one.to); });
    return found == choices.end() ? nullptr : &*found;
}

} // namespace

TEST_CASE("a facet lists the values that are there, with counts, and narrows the list", "[narrow_finds]") {
    Stage stage;
    four_finds(stage);
    stage.ask(command::OpenFacet{JournalFacet::risk});
    REQUIRE(std::holds_alternative<app::FacetSheet>(stage.state().overlay));
    CHECK(stage.state().journal.choices.front().rows == 4);
    CHECK_FALSE(stage.state().journal.choices.front().to.any());
    const app::JournalChoice* deadly = choice(stage, [](const auto& to) { return to.risk == Risk::deadly; });
    REQUIRE(deadly != nullptr);
    CHECK(deadly->rows >= 2);
    const std::size_t rows = deadly->rows;
    stage.ask(command::NarrowFinds{deadly->to});
    CHECK(std::holds_alternative<std::monostate>(stage.state().overlay));
    CHECK(stage.state().journal.rows() == rows);
    CHECK(stage.state().journal.counts[0] == 4); // the headline speaks of all
    stage.ask(command::ShowRows{0, 10});
    for (std::size_t i = 0; i < rows; ++i) {
        REQUIRE(stage.state().journal.row(i) != nullptr);
        CHECK(stage.state().journal.row(i)->risk == Risk::deadly);
    }
    stage.ask(command::NarrowFinds{});
    CHECK(stage.state().journal.rows() == 4);
}

TEST_CASE("facets ask for all at once, with the search and the filter", "[narrow_finds]") {
    Stage stage;
    four_finds(stage);
    stage.ask(command::NarrowFinds{{.risk = Risk::deadly, .answer = app::FindAnswer::by_person, .name = {}}});
    CHECK(stage.state().journal.rows() == 1);
    stage.ask(command::OpenFacet{JournalFacet::name}); // counts are of what else is asked for
    REQUIRE(stage.state().journal.choices.size() == 3);
    CHECK(stage.state().journal.choices[1].to.name == "Boletus");
    CHECK(stage.state().journal.choices[2].to.name == "Boletus luridus");
    CHECK(stage.state().journal.choices[1].rows == 1);
    stage.ask(command::CloseOverlay{});
    stage.ask(command::SearchFinds{"amanita"});
    CHECK(stage.state().journal.rows() == 0);
    stage.ask(command::NarrowFinds{});
    CHECK(stage.state().journal.rows() == 1);
    stage.ask(command::SearchFinds{});
    stage.ask(command::ChooseFilter{app::JournalFilter::unknown});
    stage.ask(command::NarrowFinds{{.answer = app::FindAnswer::unknown, .name = {}}});
    CHECK(stage.state().journal.rows() == 1);
}

TEST_CASE("a month is the month where the person is", "[narrow_finds]") {
    app::StartFacts facts = Stage::default_facts();
    facts.zone_offset_min = -5 * 60;
    Stage stage(facts);
    stage.clock.set_wall(1790830800000 - 60'000);  // a minute before 2026-10-01 in UTC-5
    stage.saved_find('b', scores(kAmanita, 0.9F)); // takes a minute
    stage.saved_find('c', scores(kTrametes, 0.9F));
    stage.ask(command::GoTo{{Screen::journal, {}, {}}});
    stage.ask(command::OpenFacet{JournalFacet::month});
    REQUIRE(stage.state().journal.choices.size() == 3);
    CHECK(stage.state().journal.choices[1].to.month == 10);
    CHECK(stage.state().journal.choices[2].to.month == 9);
    stage.ask(command::NarrowFinds{stage.state().journal.choices[2].to});
    stage.ask(command::ShowRows{0, 10});
    REQUIRE(stage.state().journal.rows() == 1);
    CHECK(stage.state().journal.row(0)->name == "Amanita");
}

TEST_CASE("what is asked for is there again after a look at a find, and follows changes", "[narrow_finds]") {
    Stage stage;
    four_finds(stage);
    stage.ask(command::NarrowFinds{{.name = "Amanita"}});
    stage.ask(command::ShowRows{0, 10});
    REQUIRE(stage.state().journal.rows() == 1);
    const ObservationId id = stage.state().journal.row(0)->id;
    stage.ask(command::GoTo{{Screen::observation, id, {}}});
    stage.receive(ports::RouteChanged{"#/journal"});
    CHECK(stage.state().journal.narrowing.name == "Amanita");
    CHECK(stage.state().journal.rows() == 1);
    stage.ask(command::GiveName{id, "Boletus"});
    CHECK(stage.state().journal.rows() == 0);
    stage.ask(command::Undo{stage.state().toast->serial});
    CHECK(stage.state().journal.rows() == 1);
}
