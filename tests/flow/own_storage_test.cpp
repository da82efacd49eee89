// Who owns the database, and what happens when it is missing, full, damaged or newer than the app.
#include <catch2/catch_test_macros.hpp>

#include "fakes/stage.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::Phase;
using app::Slot;
namespace command = app::command;

TEST_CASE("a second tab opens nothing, and takes over when asked", "[own_storage]") {
    app::StartFacts facts = Stage::default_facts();
    facts.storage = "other_tab";
    Stage stage(facts);
    CHECK(stage.state().phase == Phase::other_tab);
    stage.ask(command::AskForPhoto{});
    CHECK(stage.post.count<ports::OpenPicker>() == 0);
    stage.ask(command::TakeStorageOver{});
    CHECK(stage.post.count<ports::TakeStorageOver>() == 1);
    stage.receive(ports::StorageGained{"opfs"});
    CHECK(stage.state().phase == Phase::ready);
    CHECK(stage.state().storage.durable);
    stage.saved_find('b', scores(kAmanita, 0.9F));
    CHECK(stage.state().journal.rows() == 1);
}

TEST_CASE("the tab that lost the storage shows so, forgets its rows and gets them back", "[own_storage]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    const std::uint32_t ticket = stage.pick(Slot::base, id);
    stage.receive(ports::StorageLost{"taken_over"});
    CHECK(stage.state().phase == Phase::other_tab);
    CHECK(stage.state().observations.empty());
    CHECK(stage.state().journal.rows() == 0);
    CHECK(stage.post.last<ports::CancelTicket>().ticket == ticket);
    // Nothing that comes late may touch a database that is not ours.
    stage.stored(ticket, 'c');
    stage.ask(command::SaveObservation{id});
    stage.ask(command::DeleteObservation{id});
    stage.ask(command::WriteNote{id, "late"});
    stage.ask(command::ChooseTheme{app::ThemeChoice::dark});
    stage.ask(command::ShowRows{0, 10});
    stage.ask(command::EraseEverything{});
    stage.receive(ports::StorageGained{"opfs"});
    CHECK(stage.state().journal.rows() == 1);
    stage.receive(ports::StorageGained{"opfs"});
    CHECK(stage.state().journal.rows() == 1);
}

TEST_CASE("without durable storage everything works and the state says it is not kept", "[own_storage]") {
    app::StartFacts facts = Stage::default_facts();
    facts.storage = "memory";
    Stage stage(facts);
    CHECK(stage.state().phase == Phase::ready);
    CHECK_FALSE(stage.state().storage.durable);
    stage.saved_find('b', scores(kAmanita, 0.9F));
    CHECK(stage.state().journal.rows() == 1);
    CHECK(stage.post.count<ports::AskPersist>() == 0);
}

TEST_CASE("storage that does not open is said, and memory serves", "[own_storage]") {
    Stage stage;
    stage.mount_failure = "storage_unavailable";
    stage.restart();
    CHECK(stage.state().phase == Phase::ready);
    CHECK(stage.state().storage.failure == "storage_unavailable");
    CHECK_FALSE(stage.state().storage.durable);
    stage.ask(command::DismissStorageFailure{});
    CHECK(stage.state().storage.failure.empty());
}

TEST_CASE("a full device loses nothing that was saved and says what happened", "[own_storage]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.fill_storage(true);
    // Enough text to need new pages, so that the write really reaches the full device.
    stage.ask(command::WriteNote{id, std::string(200'000, 'x')});
    stage.answer_room({});
    CHECK(stage.state().storage.failure == "storage_full");
    CHECK(stage.open(id).note.empty());
    CHECK(stage.state().journal.rows() == 1);
    stage.fill_storage(false);
    stage.ask(command::DismissStorageFailure{});
    stage.ask(command::WriteNote{id, "fits again"});
    CHECK(stage.state().storage.failure.empty());
    stage.restart();
    CHECK(stage.state().journal.rows() == 1);
    stage.ask(command::GoTo{{app::Screen::observation, id, {}}});
    CHECK(stage.open(id).note == "fits again");
    CHECK(stage.open(id).verdict->name == "Amanita");
}

TEST_CASE("a picture that does not fit says the device is full", "[own_storage]") {
    Stage stage;
    const std::uint32_t ticket = stage.shoot();
    stage.receive(ports::AnalysisFailed{ticket, "storage_full", ""});
    stage.answer_room({});
    CHECK(stage.state().storage.failure == "storage_full");
    CHECK(failure_of(stage.draft()) == "storage_full");
}
