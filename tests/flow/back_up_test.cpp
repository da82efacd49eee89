// A backup goes out as one SQLite file, with its photos one at a time, and counts when the browser says it was saved.
#include <catch2/catch_test_macros.hpp>

#include "fakes/file_worker.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::BackupPhase;
namespace command = app::command;

namespace {

void two_finds(Stage& stage, FileWorker& worker) {
    stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.saved_find('c', scores(kTrametes, 0.9F));
    for (const char photo : {'b', 'c'}) {
        worker.photos["original/" + sha(photo)] = bytes_of("original of " + sha(photo));
        worker.photos["thumbnail/" + sha(photo)] = bytes_of("small " + sha(photo));
    }
}

// Opens the file as any program would, through memory.
std::unique_ptr<storage::Database> opened(const Bytes& file) {
    auto database = storage::Database::open_copy(file);
    REQUIRE(database.has_value());
    return *std::move(database);
}

std::int64_t count(storage::Database& database, std::string_view sql) {
    auto statement = database.prepare(sql);
    REQUIRE(statement.has_value());
    REQUIRE(statement->step() == true);
    return statement->integer(0);
}

} // namespace

TEST_CASE("a backup with photos holds every find and every picture", "[back_up]") {
    Stage stage;
    FileWorker worker(stage);
    two_finds(stage, worker);
    worker.run();
    stage.ask(command::BackUp{true});
    CHECK(stage.state().backup.phase == BackupPhase::gathering);
    CHECK(stage.state().backup.total_photos == 2);
    worker.run();
    CHECK(stage.post.last<ports::ShareFile>().name == "hypha-journal-2026-09-21.sqlite");
    const auto copy = opened(worker.sent());
    CHECK(count(*copy, "SELECT count(*) FROM observation WHERE saved = 1") == 2);
    CHECK(count(*copy, "SELECT count(*) FROM identification") == 2);
    CHECK(count(*copy, "SELECT count(*) FROM backup_photo") == 4);
    CHECK(count(*copy, "SELECT count(*) FROM backup_photo WHERE part = 'original' AND "
                       "CAST(content AS TEXT) = 'original of ' || sha256") == 2);
    // Not before the browser has it.
    CHECK(stage.state().backup.last_ms == 0);
    worker.saved();
    CHECK(stage.state().backup.last_ms == stage.clock.wall_ms());
    CHECK(stage.state().toast->kind == app::ToastKind::backed_up);
    CHECK_FALSE(stage.state().outgoing);
    stage.restart();
    CHECK(stage.state().backup.last_ms == stage.clock.wall_ms());
}

TEST_CASE("a backup without photos holds the finds alone, and the day of the place is in its name", "[back_up]") {
    app::StartFacts facts = Stage::default_facts();
    facts.zone_offset_min = 12 * 60; // the next day there
    Stage stage(facts);
    FileWorker worker(stage);
    two_finds(stage, worker);
    worker.run();
    stage.ask(command::BackUp{false});
    worker.run();
    CHECK(stage.post.count<ports::ReadPhoto>() == 0);
    CHECK(stage.post.last<ports::ShareFile>().name == "hypha-journal-2026-09-22.sqlite");
    CHECK(count(*opened(worker.sent()), "SELECT count(*) FROM observation") == 2);
}

TEST_CASE("a photo that cannot be read is left out and counted", "[back_up]") {
    Stage stage;
    FileWorker worker(stage);
    two_finds(stage, worker);
    worker.photos.erase("original/" + sha('b'));
    worker.run();
    stage.ask(command::BackUp{true});
    worker.run();
    CHECK(stage.state().backup.missing_photos == 1);
    CHECK(count(*opened(worker.sent()), "SELECT count(*) FROM backup_photo") == 3);
}

TEST_CASE("a cancelled backup leaves nothing behind, and the next one works", "[back_up]") {
    Stage stage;
    FileWorker worker(stage);
    two_finds(stage, worker);
    worker.run();
    stage.ask(command::GoTo{{app::Screen::me, {}, app::MeSection::records}});
    const std::int64_t before = stage.state().copies.copies_bytes;
    stage.ask(command::BackUp{true});
    worker.run(2);
    stage.ask(command::CancelBackup{});
    worker.run(); // answers that come too late
    CHECK(stage.state().backup.phase == BackupPhase::idle);
    CHECK(stage.post.count<ports::ShareFile>() == 0);
    stage.ask(command::GoTo{{}});
    stage.ask(command::GoTo{{app::Screen::me, {}, app::MeSection::records}});
    CHECK(stage.state().copies.copies_bytes == before);
    stage.ask(command::BackUp{true});
    worker.run();
    CHECK(count(*opened(worker.sent()), "SELECT count(*) FROM backup_photo") == 4);
}

TEST_CASE("a file that was not saved waits, and is given to the browser again on a tap", "[back_up]") {
    Stage stage;
    FileWorker worker(stage);
    two_finds(stage, worker);
    worker.run();
    stage.ask(command::BackUp{false});
    worker.run();
    worker.saved("blocked");
    REQUIRE(stage.state().outgoing);
    CHECK(stage.state().outgoing->ready);
    CHECK(stage.state().backup.last_ms == 0);
    stage.ask(command::SaveReadyFile{});
    CHECK(stage.post.count<ports::ShareFile>() == 2);
    worker.saved();
    CHECK(stage.state().backup.last_ms != 0);
}

TEST_CASE("a full device makes no backup, says so and keeps the journal", "[back_up]") {
    Stage stage;
    FileWorker worker(stage);
    two_finds(stage, worker);
    worker.run();
    stage.fill_storage(true);
    stage.ask(command::BackUp{true});
    worker.run();
    CHECK(stage.state().backup.phase == BackupPhase::failed);
    CHECK(stage.state().backup.failure == "storage_full");
    stage.fill_storage(false);
    stage.restart();
    CHECK(stage.state().journal.rows() == 2);
}

TEST_CASE("a tab that loses the storage in the middle of a backup lets go of it", "[back_up]") {
    Stage stage;
    FileWorker worker(stage);
    two_finds(stage, worker);
    worker.run();
    stage.ask(command::BackUp{true});
    worker.run(1);
    stage.receive(ports::StorageLost{"taken_over"});
    worker.run();
    CHECK(stage.post.count<ports::ShareFile>() == 0);
    stage.receive(ports::StorageGained{"opfs"});
    CHECK(stage.state().journal.rows() == 2);
    CHECK(stage.state().backup.phase == BackupPhase::idle);
}
