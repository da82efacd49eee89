// A journal that a newer Hypha wrote: it is read, no wish changes it, and every such wish is answered with the way to the update.
#include <catch2/catch_test_macros.hpp>

#include "fakes/stage.hpp"

using namespace hypha;
using namespace hypha::flow;
namespace command = app::command;

TEST_CASE("a newer journal is shown as it is, and not one byte of it changes", "[newer_journal]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.ask(command::WriteNote{id, "under an oak"});
    stage.restart_newer();
    CHECK(stage.state().phase == app::Phase::ready);
    CHECK(stage.state().storage.read_only);
    CHECK(stage.state().storage.failure.empty());
    CHECK(stage.state().journal.rows() == 1);
    stage.ask(command::GoTo{{app::Screen::observation, id, {}}});
    CHECK(stage.open(id).note == "under an oak");
    const auto before = stage.stored_bytes();

    const std::vector<app::Command> wishes{command::AskForPhoto{},
                                           command::AskForPhoto{id, app::Slot::base, app::PhotoSource::library},
                                           command::WriteNote{id, "changed"},
                                           command::AskDelete{id},
                                           command::DeleteObservation{id},
                                           command::AskErase{},
                                           command::EraseEverything{},
                                           command::AskPlace{id},
                                           command::ChoosePrivacy{id, app::PlacePrivacy::hidden},
                                           command::ChooseDefaultPrivacy{app::PlacePrivacy::hidden},
                                           command::RemovePhoto{id, app::Slot::profile},
                                           command::RetryPhotos{id},
                                           command::PickBackup{},
                                           command::UndoRestore{}};
    for (const app::Command& wish : wishes) {
        INFO("wish " << wish.index());
        stage.ask(command::CloseOverlay{});
        stage.app->apply(wish);
        CHECK(std::holds_alternative<app::NewerAnswer>(stage.state().overlay));
        CHECK(stage.state().storage.failure.empty());
    }
    // Nobody's wish, or one that changes only what is seen.
    stage.receive(ports::PhotoPicked{app::kFirstWindowTicket, "", "shared.jpg", 1000, {}});
    stage.ask(command::ChooseTheme{app::ThemeChoice::dark});
    stage.receive(ports::FieldChecked{0, true, 10, 10, ""});
    stage.ask(command::PutBackupOff{});
    stage.ask(command::GoTo{{app::Screen::me, {}, app::MeSection::records}});
    stage.app->rest();
    CHECK(stage.state().look.dark);
    CHECK(stage.state().storage.failure.empty());
    CHECK(stage.stored_bytes() == before);
    stage.ask(command::GoTo{{app::Screen::observation, id, {}}});
    CHECK(stage.open(id).note == "under an oak");
}

TEST_CASE("the update is taken when it waits, looked for when not", "[newer_journal]") {
    Stage stage;
    stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.restart_newer();
    SECTION("it waits already") {
        stage.receive(ports::UpdateWaited{"0.3.0"});
        stage.ask(command::LookForUpdate{});
        CHECK(stage.post.count<ports::ApplyUpdate>() == 1);
    }
    SECTION("it is found") {
        stage.ask(command::LookForUpdate{});
        CHECK(stage.post.count<ports::LookForUpdate>() == 1);
        stage.receive(ports::UpdateLooked{true});
        CHECK(stage.post.count<ports::ApplyUpdate>() == 0);
        stage.receive(ports::UpdateWaited{"0.3.0"});
        CHECK(stage.post.count<ports::ApplyUpdate>() == 1);
    }
    SECTION("there is none") {
        stage.ask(command::LookForUpdate{});
        stage.receive(ports::UpdateLooked{false});
        CHECK_FALSE(stage.state().looking_for_update);
        CHECK(stage.state().toast->kind == app::ToastKind::no_update);
    }
}

TEST_CASE("drafts and deleted finds of a newer journal wait untouched", "[newer_journal]") {
    Stage stage;
    const std::uint32_t ticket = stage.pick(app::Slot::profile);
    stage.stored(ticket, 'b');
    stage.restart_newer();
    CHECK(stage.state().draft_observation() == nullptr);
    CHECK(stage.post.count<ports::AnalyseStoredPhoto>() == 0);
    CHECK(stage.state().storage.failure.empty());
}
