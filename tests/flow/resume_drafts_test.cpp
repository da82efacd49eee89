// The crash plan: the application is killed at each state of a photo's road and started again over the same database.
#include <catch2/catch_test_macros.hpp>

#include "fakes/stage.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::Outcome;
using app::PhotoPhase;
using app::Slot;
namespace command = app::command;

TEST_CASE("killed before the photo was safe: the find goes, and it is said", "[resume_drafts]") {
    Stage stage;
    stage.shoot();
    stage.restart();
    CHECK(stage.state().draft_observation() == nullptr);
    REQUIRE(stage.state().toast);
    CHECK(stage.state().toast->kind == app::ToastKind::photo_lost);
    CHECK(stage.state().toast->count == 1);
    stage.restart();
    CHECK_FALSE(stage.state().toast); // said once
}

TEST_CASE("killed while a second photo was not safe: the first one stays", "[resume_drafts]") {
    Stage stage;
    const std::uint32_t first = stage.pick(Slot::profile);
    stage.stored(first, 'b');
    stage.analysed(first, 'b', scores(kAmanita, 0.9F));
    stage.pick(Slot::base);
    stage.restart();
    REQUIRE(stage.state().toast);
    CHECK(stage.state().toast->kind == app::ToastKind::photo_lost);
    CHECK(stage.draft().photos[index_of(Slot::profile)].phase == PhotoPhase::analysed);
    CHECK(stage.draft().photos[index_of(Slot::base)].phase == PhotoPhase::empty);
    CHECK(stage.draft().verdict->name == "Amanita");
}

TEST_CASE("killed after the photo was safe: it is analysed at the next start", "[resume_drafts]") {
    Stage stage;
    const std::uint32_t ticket = stage.shoot();
    stage.stored(ticket, 'b');
    stage.restart();
    CHECK_FALSE(stage.state().toast);
    REQUIRE(stage.post.count<ports::AnalyseStoredPhoto>() == 1);
    const auto asked = stage.post.last<ports::AnalyseStoredPhoto>();
    CHECK(asked.photo == sha('b'));
    stage.analysed(asked.ticket, 'b', scores(kAmanita, 0.9F));
    CHECK(stage.draft().verdict->name == "Amanita");
}

TEST_CASE("killed after the answer: the draft is there with its answer", "[resume_drafts]") {
    Stage stage;
    const std::uint32_t ticket = stage.shoot();
    stage.stored(ticket, 'b');
    stage.analysed(ticket, 'b', scores(kAmanita, 0.9F));
    stage.restart();
    CHECK(stage.draft().verdict->name == "Amanita");
    CHECK(stage.post.count<ports::AnalyseStoredPhoto>() == 0);
    CHECK(stage.state().journal.rows() == 0);
}

TEST_CASE("killed after a failure: the reason stays until it is tried again", "[resume_drafts]") {
    Stage stage;
    const std::uint32_t ticket = stage.shoot();
    stage.stored(ticket, 'b');
    stage.receive(ports::AnalysisFailed{ticket, "model_unavailable", ""});
    stage.restart();
    CHECK(failure_of(stage.draft()) == "model_unavailable");
    CHECK(stage.post.count<ports::AnalyseStoredPhoto>() == 0);
    stage.ask(command::IdentifyNow{});
    CHECK(stage.post.count<ports::AnalyseStoredPhoto>() == 1);
}

TEST_CASE("killed after saving: the journal has it and the home screen is free", "[resume_drafts]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.restart();
    CHECK(stage.state().draft_observation() == nullptr);
    CHECK(stage.state().journal.rows() == 1);
    REQUIRE(stage.state().journal.recent.size() == 1);
    CHECK(stage.state().journal.recent[0].id == id);
    CHECK(stage.state().journal.recent[0].name == "Amanita");
}

TEST_CASE("killed while undo was offered: the deletion stands and the photo goes", "[resume_drafts]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.ask(command::DeleteObservation{id});
    CHECK(stage.post.count<ports::DeletePhoto>() == 0);
    stage.restart();
    CHECK(stage.state().journal.rows() == 0);
    REQUIRE(stage.post.count<ports::DeletePhoto>() == 1);
    CHECK(stage.post.last<ports::DeletePhoto>().photo == sha('b'));
}

TEST_CASE("a saved find whose photo was not read yet is not forgotten", "[resume_drafts]") {
    Stage stage;
    const std::uint32_t ticket = stage.shoot();
    stage.stored(ticket, 'b');
    const ObservationId id = stage.state().draft;
    stage.ask(command::SaveObservation{id});
    stage.restart();
    CHECK(stage.state().journal.rows() == 1);
    stage.ask(command::GoTo{{app::Screen::observation, id, {}}});
    CHECK(stage.open(id).photos[index_of(Slot::profile)].phase == PhotoPhase::stored);
    stage.ask(command::RetryPhotos{id});
    CHECK(stage.post.count<ports::AnalyseStoredPhoto>() == 1);
}

TEST_CASE("settings and choices survive a restart", "[choose_look]") {
    Stage stage;
    stage.ask(command::ChooseLanguage{app::LanguageChoice::spanish});
    stage.ask(command::ChooseTheme{app::ThemeChoice::dark});
    stage.ask(command::ChooseTextScale{1.5F});
    stage.ask(command::ChooseDefaultPrivacy{app::PlacePrivacy::hidden});
    stage.restart();
    CHECK(stage.state().look.language == app::Language::spanish);
    CHECK(stage.state().look.dark);
    CHECK(stage.state().look.text_scale == 1.5F);
    CHECK(stage.state().default_privacy == app::PlacePrivacy::hidden);
    CHECK(stage.post.last<ports::ShowLook>().language == "es");
    CHECK(stage.post.last<ports::ShowLook>().dark);
}
