// A person names a find: beside the model's answer, never instead of it; the worst risk stays; undo takes back the last step alone.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "app/given_name.hpp"
#include "app/suggest_names.hpp"
#include "core/fungi/genus_table.hpp"
#include "fakes/stage.hpp"

using namespace hypha;
using namespace hypha::flow;
namespace command = app::command;
using app::Screen;

namespace {

const app::JournalRow& row(const Stage& stage) {
    const app::JournalRow* first = stage.state().journal.row(0);
    REQUIRE(first != nullptr);
    return *first;
}

// The row is in memory once the list was seen.
ObservationId named_find(Stage& stage, std::size_t label, float probability) {
    const ObservationId id = stage.saved_find('b', scores(label, probability));
    stage.ask(command::GoTo{{Screen::journal, {}, {}}});
    stage.ask(command::GoTo{{Screen::observation, id, {}}});
    return id;
}

} // namespace

TEST_CASE("a name is a genus, or genus and species, and nothing else", "[name_find]") {
    const auto name = [](std::string_view text) {
        const auto given = app::given_name_of(text);
        return given ? given->latin : "none";
    };
    CHECK(name("amanita muscaria") == "Amanita muscaria");
    CHECK(name("  AMANITA  muscaria (L.) Lam. ") == "Amanita muscaria");
    CHECK(name("Amanita muscaria var. guessowii") == "Amanita muscaria");
    CHECK(name("Amanita sp.") == "Amanita");
    CHECK(name("Amanita Pers.") == "Amanita");
    CHECK(name("Schizophyllum umbrinum-album") == "Schizophyllum umbrinum-album");
    CHECK(app::given_name_of("agaricaceae")->rank == fungi::Rank::family);
    CHECK(app::given_name_of("Agaricus")->rank == fungi::Rank::genus);
    CHECK(app::given_name_of("Agaricus augustus")->rank == fungi::Rank::species);
    for (const char* text :
         {"", " ", "under an oak", "7 mushrooms", "Amanita muscaria!", "a", "=1+1", "<b>", "Amanita -x"}) {
        INFO(text);
        CHECK(name(text) == "none");
    }
}

TEST_CASE("names are offered while one is typed: the model's, one's own, the table's, by Latin or common name",
          "[name_find]") {
    const std::vector<fungi::Candidate> candidates{{"Agaricus", fungi::Rank::genus, 0.8F, {}}};
    const std::vector<std::string> given{"Boletus edulis"}, species{"Agaricus augustus"};
    const app::KnownNames known{candidates, given, species};
    const auto names = [&](std::string_view text) {
        std::vector<std::string> found;
        for (const auto& suggestion : app::suggest_names(text, known)) {
            found.push_back(suggestion.latin);
        }
        return found;
    };
    CHECK(names("") == std::vector<std::string>{"Agaricus", "Boletus edulis"});
    CHECK(names("agaricus a").front() == "Agaricus augustus");
    CHECK(names("ED").front() == "Boletus edulis");
    CHECK(names("garicus").empty()); // words are found at their beginning
    const auto amanitas = names("aman");
    CHECK(std::ranges::find(amanitas, "Amanita") != amanitas.end());
    CHECK(amanitas.size() <= app::kMostSuggestions);
    const fungi::GenusFacts* amanita = fungi::find_genus("Amanita");
    if (amanita != nullptr && !amanita->common_es.empty()) {
        const auto common = names(amanita->common_es);
        CHECK(std::ranges::find(common, "Amanita") != common.end());
    }
}

TEST_CASE("a confirmed answer is a person's row beside the model's", "[name_find][safety_10]") {
    Stage stage;
    const ObservationId id = named_find(stage, kTrametes, 0.5F);
    CHECK(stage.state().journal.counts[static_cast<std::size_t>(app::JournalFilter::to_check)] == 1);
    const std::string model = stage.open(id).verdict->name;
    stage.ask(command::GiveName{id, model});
    REQUIRE(stage.open(id).opinions.size() == 2);
    CHECK_FALSE(stage.open(id).opinions[0].by_person);
    CHECK(stage.open(id).opinions[1].by_person);
    CHECK(stage.open(id).verdict->name == model);
    CHECK(stage.open(id).provenance.model_name == "Test fungi");
    CHECK(row(stage).by_person);
    CHECK(stage.state().journal.counts[static_cast<std::size_t>(app::JournalFilter::to_check)] == 0);
    CHECK(stage.state().toast->kind == app::ToastKind::named);
    stage.ask(command::GiveName{id, model}); // once more is nothing new
    CHECK(stage.open(id).opinions.size() == 2);
    stage.restart();
    stage.ask(command::GoTo{{Screen::observation, id, {}}});
    CHECK(stage.open(id).opinions.size() == 2);
    CHECK(app::given_by_person(stage.open(id))->name == model);
}

TEST_CASE("a correction is shown with whose it is, and never makes the warning milder",
          "[name_find][safety_3][safety_10]") {
    Stage stage;
    const ObservationId id = named_find(stage, kAmanita, 0.9F);
    const fungi::Risk warned = stage.open(id).verdict->risk;
    REQUIRE(warned == fungi::Risk::deadly);
    stage.ask(command::GiveName{id, "Ganoderma applanatum"});
    CHECK(row(stage).name == "Ganoderma applanatum");
    CHECK(row(stage).by_person);
    CHECK(row(stage).risk == warned);
    CHECK(app::shown_risk(stage.open(id)) == warned);
    CHECK(stage.open(id).verdict->name == "Amanita"); // the model's answer is where it was
    SECTION("another name, and a new answer of the model, both stay behind it") {
        stage.ask(command::GiveName{id, "Trametes versicolor"});
        stage.ask(command::RetryPhotos{id});
        const std::uint32_t ticket = stage.pick(app::Slot::base, id);
        stage.stored(ticket, 'c');
        stage.analysed(ticket, 'c', scores(kAmanita, 0.95F));
        CHECK(row(stage).name == "Trametes versicolor");
        CHECK(row(stage).risk == fungi::Risk::deadly);
        CHECK(stage.open(id).opinions.size() == 4);
    }
    SECTION("undo takes the last step back alone") {
        stage.ask(command::GiveName{id, "Trametes versicolor"});
        stage.ask(command::Undo{stage.state().toast->serial});
        CHECK(row(stage).name == "Ganoderma applanatum");
        CHECK(stage.open(id).opinions.size() == 2);
    }
    SECTION("taken back, the model's answer is shown again, and the history keeps both") {
        stage.ask(command::RemoveName{id});
        CHECK_FALSE(row(stage).by_person);
        CHECK(row(stage).name == "Amanita");
        CHECK(app::given_by_person(stage.open(id)) == nullptr);
        CHECK(stage.open(id).opinions.size() == 3);
        stage.ask(command::Undo{stage.state().toast->serial});
        CHECK(row(stage).name == "Ganoderma applanatum");
    }
}

TEST_CASE("a person knows where the model does not", "[name_find]") {
    Stage stage;
    const ObservationId id = named_find(stage, kOther, 0.9F);
    CHECK(stage.state().journal.counts[static_cast<std::size_t>(app::JournalFilter::unknown)] == 1);
    stage.ask(command::GiveName{id, "Amanita phalloides"});
    CHECK(stage.state().journal.counts[static_cast<std::size_t>(app::JournalFilter::unknown)] == 0);
    CHECK(app::shown_risk(stage.open(id)) == fungi::Risk::deadly); // of the name that was given
    stage.ask(command::SearchFinds{"phalloides"});
    CHECK(stage.state().journal.found == 1);
    stage.ask(command::SayNoMushroom{id});
    CHECK(app::given_by_person(stage.open(id))->state == fungi::VerdictState::not_mushroom);
}

TEST_CASE("what is no name keeps nothing and says so where it was typed", "[name_find]") {
    Stage stage;
    const ObservationId id = named_find(stage, kAmanita, 0.9F);
    stage.ask(command::GoTo{{Screen::name, id, {}}});
    CHECK_FALSE(stage.state().naming.suggestions.empty());
    stage.ask(command::EditName{"under an oak"});
    stage.ask(command::GiveName{id, "under an oak"});
    CHECK(stage.state().naming.refused);
    CHECK(stage.open(id).opinions.size() == 1);
    CHECK(stage.state().route.screen == Screen::name);
    stage.ask(command::EditName{"Boletus"});
    CHECK_FALSE(stage.state().naming.refused);
    const std::size_t backs = stage.post.count<ports::GoBack>();
    stage.ask(command::GiveName{id, "Boletus"});
    CHECK(stage.post.count<ports::GoBack>() == backs + 1);
    CHECK(app::given_by_person(stage.open(id))->name == "Boletus");
}

TEST_CASE("a full device keeps no half of a name", "[name_find]") {
    Stage stage;
    const ObservationId id = named_find(stage, kAmanita, 0.9F);
    const std::string before = stage.rows();
    stage.fill_storage(true);
    stage.ask(command::GiveName{id, "Boletus"});
    stage.answer_room({});
    CHECK(stage.open(id).opinions.size() == 1);
    CHECK(stage.rows() == before);
    stage.fill_storage(false);
    stage.ask(command::GiveName{id, "Boletus"});
    CHECK(stage.open(id).opinions.size() == 2);
}

TEST_CASE("a name given in another tab is written by the owner, once", "[name_find][hand_over]") {
    Stage stage;
    const ObservationId id = named_find(stage, kAmanita, 0.9F);
    for (int twice = 0; twice < 2; ++twice) {
        stage.receive(ports::RequestArrived{"key-1", "name", id.value, "Boletus edulis", 0, "", 0});
    }
    CHECK(stage.open(id).opinions.size() == 2);
    CHECK(stage.post.count<ports::FinishRequest>() >= 2);
}
