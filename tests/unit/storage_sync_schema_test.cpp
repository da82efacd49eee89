// What else looks at the schema goes on working with the tables and triggers of syncing: restore, salvage, a person's own SQL.
#include <catch2/catch_test_macros.hpp>

#include <string>

#include "storage/salvage.hpp"
#include "storage/snapshot.hpp"
#include "storage/sql_console.hpp"
#include "storage/sync_store.hpp"
#include "storage_copies.hpp"
#include "storage_fixture_file.hpp"
#include "storage_sync_finds.hpp"

using namespace hypha;

namespace {

std::int64_t rows_of(Database& database, const std::string& table) {
    return one_row<std::int64_t>(
               database, +[](const Statement& row) -> Result<std::int64_t> { return row.integer(0); },
               "SELECT count(*) FROM " + table)
        .value();
}

void sync_something(Database& database) {
    REQUIRE(begin_recording(database, kStream).has_value());
    SyncStore store(database);
    sync::Cell cell;
    cell.value = "word of a cell";
    REQUIRE(store.put_cell({"find", kUuid, "note"}, cell).has_value());
    sync::ReplicaState state;
    state.device.value = 5;
    state.stream = kStream;
    REQUIRE(store.put_state(state).has_value());
    REQUIRE(store.append_outbox({}, true).has_value());
}

std::string ran(SqlConsole& console, const std::string& sql, bool may_change = true) {
    const auto done = console.run(sql, may_change);
    return done ? "" : done.error().code;
}

} // namespace

TEST_CASE("a backup of a journal that syncs comes back as a journal that does not", "[sync_schema]") {
    Shelf here(kSlots), there(kSlots);
    auto database = here.open();
    REQUIRE(database.has_value());
    write_finds(**database, 25);
    sync_something(**database);
    std::vector<std::byte> file;
    SECTION("a backup") {
        file = whole_backup(here, **database, 2);
        auto copy = Database::open_copy(file);
        REQUIRE(copy.has_value());
        CHECK(is_recording(**copy) == false);
        CHECK(rows_of(**copy, "sync_cell") + rows_of(**copy, "sync_outbox") + rows_of(**copy, "sync_mark") == 0);
        const std::string word = "word of a cell";
        CHECK(std::ranges::search(file, std::as_bytes(std::span(word))).empty());
    }
    SECTION("a copy of the file by other means") {
        REQUIRE((*database)->run("VACUUM INTO 'hypha.db.backup'").has_value());
        file = read_part(here.place(), "hypha.db.backup", 0, 8U << 20U).value();
    }
    REQUIRE(there.mount().has_value());
    const auto facts = take_in(there, file);
    CAPTURE(facts ? "" : facts.error().code + ": " + facts.error().detail);
    REQUIRE(facts.has_value());
    CHECK(facts->finds == 25);
    REQUIRE(adopt(there.place(), incoming_file(there.place())).has_value());
    auto restored = there.open();
    REQUIRE(restored.has_value());
    CHECK(is_recording(**restored) == false);
    CHECK(SyncStore(**restored).state().value() == sync::ReplicaState{});
    CHECK(rows_of(**restored, "sync_cell") + rows_of(**restored, "sync_mark") + rows_of(**restored, "sync_known") == 0);
    REQUIRE(begin_recording(**restored, kStream).has_value());
    CHECK(rows_of(**restored, "sync_mark") == 25 * 7);
}

TEST_CASE("a snapshot keeps what syncing keeps", "[sync_schema]") {
    Shelf shelf(kSlots);
    {
        auto database = shelf.open();
        REQUIRE(database.has_value());
        whole_find(**database);
        sync_something(**database);
        REQUIRE(take_snapshot(**database, 5).has_value());
    }
    REQUIRE(adopt(shelf.place(), snapshot_file(shelf.place())).has_value());
    auto again = shelf.open();
    REQUIRE(again.has_value());
    CHECK(is_recording(**again) == true);
    CHECK(SyncStore(**again).state()->device.value == 5);
}

TEST_CASE("a file whose triggers of syncing are missing or changed is refused", "[sync_schema]") {
    for (const std::string evil :
         {"DROP TRIGGER sync_find_changed",
          "DROP TRIGGER sync_find_changed; CREATE TRIGGER sync_find_changed AFTER UPDATE ON observation BEGIN DELETE "
          "FROM photo; END",
          "DROP TABLE sync_cell", "CREATE TRIGGER sync_other AFTER UPDATE ON sync_mark BEGIN SELECT 1; END"}) {
        CAPTURE(evil);
        Shelf here(kSlots), there(kSlots);
        auto database = here.open();
        REQUIRE(database.has_value());
        REQUIRE((*database)->run(evil).has_value());
        REQUIRE((*database)->run("VACUUM INTO 'hypha.db.backup'").has_value());
        const auto bytes = read_part(here.place(), "hypha.db.backup", 0, 8U << 20U);
        REQUIRE(there.mount().has_value());
        CHECK(take_in(there, *bytes).error().code == "not_a_database");
    }
}

TEST_CASE("salvage brings the journal and starts syncing afresh", "[sync_schema]") {
    Shelf shelf(kSlots);
    {
        auto database = shelf.open();
        REQUIRE(database.has_value());
        write_finds(**database, 30);
        sync_something(**database);
    }
    REQUIRE(shelf.mount().has_value());
    REQUIRE(shelf.vfs->rename("hypha.db", "hypha.db.damaged-1").has_value());
    const auto saved = salvage(shelf.place(), "hypha.db.damaged-1");
    REQUIRE(saved.has_value());
    CHECK(saved->finds == 30);
    CHECK(saved->photos == 30);
    CHECK(saved->identifications == 30);
    REQUIRE(adopt(shelf.place(), salvaged_file(shelf.place())).has_value());
    auto again = shelf.open();
    REQUIRE(again.has_value());
    CHECK(is_recording(**again) == false);
    CHECK(rows_of(**again, "sync_cell") + rows_of(**again, "sync_mark") + rows_of(**again, "sync_outbox") == 0);
}

TEST_CASE("a journal of an earlier app syncs after it was migrated", "[sync_schema][migrations]") {
    Shelf shelf(kSlots);
    REQUIRE(shelf.mount().has_value());
    put_fixture(shelf, "v1.sqlite", "hypha.db");
    auto database = shelf.open();
    REQUIRE(database.has_value());
    REQUIRE(begin_recording(**database, kStream).has_value());
    const auto rows = changed_rows(**database, 100);
    REQUIRE(rows.has_value());
    CHECK(std::ranges::count(*rows, "find", &ChangedRow::table) == 2);
    CHECK(std::ranges::count(*rows, "photo", &ChangedRow::table) == 3);
    CHECK(std::ranges::count(*rows, "said", &ChangedRow::table) == 3);
}

TEST_CASE("a person's own SQL changes finds, which is marked and counted as their rows, and nothing of syncing",
          "[sync_schema][sql_console]") {
    Shelf shelf;
    auto owner = shelf.open();
    REQUIRE(owner.has_value());
    whole_find(**owner);
    REQUIRE(begin_recording(**owner, kStream).has_value());
    forget_all(**owner);
    auto console = SqlConsole::on_own(**owner);
    REQUIRE(console.has_value());
    for (const std::string sql :
         {"DROP TRIGGER sync_find_changed", "DROP TABLE sync_mark", "DROP INDEX sync_mark_changed",
          "UPDATE sync_switch SET recording = 0", "INSERT INTO sync_known(key) VALUES('x')", "DELETE FROM Sync_Cell",
          "REPLACE INTO sync_switch(id, recording) VALUES(1, 0)", "ALTER TABLE sync_mark ADD COLUMN x",
          "CREATE TRIGGER t AFTER INSERT ON sync_cell BEGIN SELECT 1; END", "DROP INDEX observation_uuid"}) {
        CAPTURE(sql);
        CHECK(ran(**console, sql) == "refused_schema");
    }
    CHECK(ran(**console, "CREATE TABLE mine(x)") == "");
    CHECK((*console)->changed() == 0);
    CHECK(ran(**console, "CREATE TRIGGER mine_t AFTER INSERT ON mine BEGIN DELETE FROM sync_cell; END") == "");
    CHECK(ran(**console, "INSERT INTO mine VALUES(1)") == "refused_schema");
    CHECK(ran(**console, "SELECT * FROM sync_mark", false) == "");
    CHECK(ran(**console, "UPDATE observation SET note = 'by hand', place_privacy = 'hidden'") == "");
    CHECK((*console)->changed() == 1);
    CHECK((*console)->pending_rows() == 1);
    CHECK(ran(**console, "DELETE FROM photo") == "");
    CHECK((*console)->changed() == 2);
    CHECK((*console)->pending_rows() == 3);
    REQUIRE((*console)->keep().has_value());
    console->reset();
    CHECK(marks(**owner) == Marks{"find * note", "find * privacy", "photo *:profile view", "photo *:underside view"});
}
