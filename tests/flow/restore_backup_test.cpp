// Restoring replaces the journal only after the file was checked and the person agreed; whatever fails before leaves all as it was.
#include <catch2/catch_test_macros.hpp>

#include "fakes/file_worker.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::RestorePhase;
namespace command = app::command;

namespace {

// A journal of two finds, one with a note, backed up with photos.
Bytes backup_of_two(Stage& stage, FileWorker& worker) {
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.ask(command::WriteNote{id, "under an oak"});
    stage.saved_find('c', scores(kTrametes, 0.9F));
    for (const char photo : {'b', 'c'}) {
        worker.photos["original/" + sha(photo)] = bytes_of("original of " + sha(photo));
        worker.photos["thumbnail/" + sha(photo)] = bytes_of("small " + sha(photo));
    }
    worker.run();
    stage.ask(command::BackUp{true});
    worker.run();
    const Bytes file = worker.sent();
    worker.saved();
    return file;
}

void erase(Stage& stage, FileWorker& worker) {
    stage.ask(command::EraseEverything{});
    worker.run();
    REQUIRE(stage.state().journal.rows() == 0);
    REQUIRE(worker.photos.empty());
}

} // namespace

TEST_CASE("what a backup holds is back after everything was deleted", "[restore_backup]") {
    Stage stage;
    FileWorker worker(stage);
    const Bytes file = backup_of_two(stage, worker);
    const auto photos = worker.photos;
    erase(stage, worker);
    stage.ask(command::PickBackup{});
    worker.pick(file);
    worker.run();
    CHECK(stage.state().restore.phase == RestorePhase::asking);
    CHECK(std::holds_alternative<app::RestoreQuestion>(stage.state().overlay));
    CHECK(stage.state().restore.facts.finds == 2);
    CHECK(stage.state().restore.facts.photos == 2);
    CHECK(stage.state().restore.facts.made_ms == stage.clock.wall_ms());
    CHECK(stage.state().journal.rows() == 0); // nothing replaced yet
    stage.ask(command::RestoreNow{});
    worker.run();
    CHECK(stage.state().restore.phase == RestorePhase::idle);
    CHECK(stage.state().journal.rows() == 2);
    CHECK(stage.state().route.screen == app::Screen::journal);
    CHECK(worker.photos == photos);
    const ObservationId oldest = stage.state().journal.row(1)->id;
    stage.ask(command::GoTo{{app::Screen::observation, oldest, {}}});
    CHECK(stage.open(oldest).note == "under an oak");
    CHECK(stage.open(oldest).verdict->name == "Amanita");
    stage.restart();
    CHECK(stage.state().journal.rows() == 2);
}

TEST_CASE("a restore is undone, and the undo lasts over a restart", "[restore_backup]") {
    Stage stage;
    FileWorker worker(stage);
    const Bytes file = backup_of_two(stage, worker);
    stage.saved_find('d', scores(kOther, 0.9F));
    REQUIRE(stage.state().journal.rows() == 3);
    stage.ask(command::PickBackup{});
    worker.pick(file);
    worker.run();
    stage.ask(command::RestoreNow{});
    worker.run();
    CHECK(stage.state().journal.rows() == 2);
    CHECK(stage.state().toast->kind == app::ToastKind::restored);
    SECTION("from the toast") { stage.ask(command::Undo{stage.state().toast->serial}); }
    SECTION("later, from the page") {
        stage.restart();
        stage.ask(command::GoTo{{app::Screen::me, {}, app::MeSection::records}});
        CHECK(stage.state().copies.can_undo_restore);
        stage.ask(command::UndoRestore{});
    }
    CHECK(stage.state().journal.rows() == 3);
    CHECK(stage.state().toast->kind == app::ToastKind::restore_undone);
}

TEST_CASE("what belongs to the device is not taken from the backup", "[restore_backup]") {
    Stage stage;
    FileWorker worker(stage);
    const Bytes file = backup_of_two(stage, worker);
    stage.finish_field(); // the model is here now; it was not when the backup was made
    stage.ask(command::PickBackup{});
    worker.pick(file);
    worker.run();
    stage.ask(command::RestoreNow{});
    worker.run();
    stage.restart();
    CHECK(stage.state().field.phase == app::FieldPhase::ready);
    CHECK(stage.state().storage.asked_to_persist);
}

TEST_CASE("a file that is none, cut, damaged or foreign changes nothing", "[restore_backup]") {
    Stage stage;
    FileWorker worker(stage);
    Bytes file = backup_of_two(stage, worker);
    std::string expected;
    SECTION("a text") {
        file = bytes_of("a text about mushrooms");
        expected = "not_a_database";
    }
    SECTION("nothing") {
        file.clear();
        expected = "not_a_database";
    }
    SECTION("cut in the middle") {
        file.resize(file.size() / 2);
        expected = "database_corrupt";
    }
    SECTION("a page of noise") {
        std::fill_n(file.begin() + 16384, 4096, std::byte{0x5A});
        expected = "database_corrupt";
    }
    stage.ask(command::PickBackup{});
    worker.pick(file);
    worker.run();
    CHECK(stage.state().restore.phase == RestorePhase::failed);
    CHECK(stage.state().restore.failure == expected);
    CHECK(stage.state().journal.rows() == 2);
    stage.ask(command::RestoreNow{}); // there is nothing to agree to
    CHECK(stage.state().journal.rows() == 2);
    stage.ask(command::CancelRestore{});
    CHECK(stage.state().restore.phase == RestorePhase::idle);
}

TEST_CASE("a restore whose photos do not fit leaves everything as it was", "[restore_backup]") {
    Stage stage;
    FileWorker worker(stage);
    const Bytes file = backup_of_two(stage, worker);
    erase(stage, worker);
    stage.saved_find('d', scores(kOther, 0.9F));
    worker.photos["original/" + sha('d')] = bytes_of("of the present journal");
    worker.run();
    const auto before = worker.photos;
    stage.ask(command::PickBackup{});
    worker.pick(file);
    worker.run();
    stage.ask(command::RestoreNow{});
    worker.run(2); // two pictures fit
    worker.keep_failure = "storage_full";
    worker.run();
    CHECK(stage.state().restore.phase == RestorePhase::keeping); // room is being made
    stage.answer_room({});
    worker.run();
    CHECK(stage.state().restore.phase == RestorePhase::failed);
    CHECK(stage.state().restore.failure == "storage_full");
    CHECK(stage.state().storage.short_bytes > 0);
    CHECK(stage.state().journal.rows() == 1);
    CHECK(worker.photos == before); // those that came in went again
    stage.restart();
    CHECK(stage.state().journal.rows() == 1);
    CHECK(stage.state().journal.recent.front().cover == sha('d'));
}

TEST_CASE("a restore that finds the device full has room made, tries the same write once more and goes on",
          "[restore_backup][make_room]") {
    Stage stage;
    FileWorker worker(stage);
    const Bytes file = backup_of_two(stage, worker);
    const auto photos = worker.photos;
    erase(stage, worker);
    stage.ask(command::PickBackup{});
    worker.pick(file);
    stage.run_out_after(0);
    worker.run();
    CHECK(stage.state().restore.phase == RestorePhase::reading);
    CHECK(stage.state().restore.done_bytes == 0);
    stage.answer_room({.thumbnails = 50'000'000});
    worker.run();
    REQUIRE(stage.state().restore.phase == RestorePhase::asking);
    stage.ask(command::RestoreNow{});
    worker.run(1);
    worker.keep_failure = "storage_full";
    worker.run(1);
    worker.keep_failure.clear();
    stage.answer_room({.thumbnails = 50'000'000});
    worker.run();
    CHECK(stage.state().restore.phase == RestorePhase::idle);
    CHECK(stage.state().journal.rows() == 2);
    CHECK(worker.photos == photos);
    CHECK(stage.state().storage.let_go.thumbnails);
    stage.restart();
    CHECK(stage.state().journal.rows() == 2);
}

TEST_CASE("a photo whose bytes are not its own is left out; the journal comes", "[restore_backup]") {
    Stage stage;
    FileWorker worker(stage);
    const Bytes file = backup_of_two(stage, worker);
    erase(stage, worker);
    stage.ask(command::PickBackup{});
    worker.pick(file);
    worker.run();
    worker.keep_failure = "damaged";
    stage.ask(command::RestoreNow{});
    worker.run();
    CHECK(stage.state().journal.rows() == 2);
    CHECK(stage.state().restore.missing_photos == 1);
    CHECK(worker.photos.size() == 3);
}

TEST_CASE("saying no, closing the chooser or cancelling keeps the present journal", "[restore_backup]") {
    Stage stage;
    FileWorker worker(stage);
    const Bytes file = backup_of_two(stage, worker);
    stage.saved_find('d', scores(kOther, 0.9F));
    stage.ask(command::PickBackup{});
    SECTION("the chooser was closed") {
        stage.receive(ports::PickCancelled{stage.post.last<ports::PickFile>().ticket});
    }
    SECTION("while it is read") {
        worker.pick(file);
        worker.run(1);
        stage.ask(command::CancelRestore{});
        worker.run();
    }
    SECTION("when asked") {
        worker.pick(file);
        worker.run();
        stage.ask(command::CancelRestore{});
    }
    CHECK(stage.state().restore.phase == RestorePhase::idle);
    CHECK(std::holds_alternative<std::monostate>(stage.state().overlay));
    CHECK(stage.state().journal.rows() == 3);
    stage.restart();
    CHECK(stage.state().journal.rows() == 3);
}

TEST_CASE("deleting everything deletes the copies too", "[keep_journal]") {
    Stage stage;
    FileWorker worker(stage);
    const Bytes file = backup_of_two(stage, worker);
    stage.ask(command::PickBackup{});
    worker.pick(file);
    worker.run();
    stage.ask(command::RestoreNow{});
    worker.run();
    stage.ask(command::GoTo{{app::Screen::me, {}, app::MeSection::records}});
    REQUIRE(stage.state().copies.can_undo_restore);
    erase(stage, worker);
    CHECK_FALSE(stage.state().copies.can_undo_restore);
    CHECK(stage.state().copies.copies_bytes == 0);
}
