// Copies that leave and come back: snapshot, adopt and undo, backup with photos, restore, a newer app's file.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "storage/migrations.hpp"
#include "storage/page_checksum.hpp"
#include "storage/slot_header.hpp"
#include "storage/snapshot.hpp"
#include "storage_copies.hpp"
#include "storage_fixture_file.hpp"

using namespace hypha;
using namespace hypha::storage;

TEST_CASE("a snapshot holds what was committed, and taking it changes no row", "[snapshot]") {
    Shelf shelf(kSlots);
    auto database = shelf.open();
    REQUIRE(database.has_value());
    write_finds(**database, 30);
    REQUIRE(take_snapshot(**database, 5).has_value());
    write_finds(**database, 5, 31);
    REQUIRE(take_snapshot(**database, 6).has_value());
    const auto facts = facts_of(shelf.place(), snapshot_file(shelf.place()));
    REQUIRE(facts.has_value());
    CHECK(facts->finds == 35);
    CHECK(facts->made_ms == 6);
    CHECK(facts->size_bytes > 0);
    CHECK(shelf.vfs->files() == std::vector<std::string>{"hypha.db", "hypha.db-wal", "hypha.db.snapshot"});
}

TEST_CASE("a snapshot larger than SQLite's cache has a checksum on every page", "[snapshot]") {
    Shelf shelf(kSlots);
    auto database = shelf.open();
    REQUIRE(database.has_value());
    REQUIRE((*database)->run("PRAGMA cache_size = 10").has_value());
    write_finds(**database, 1500);
    REQUIRE(take_snapshot(**database, 5).has_value());
    const auto& bytes = shelf.pool.bytes(shelf.vfs->slot_of("hypha.db.snapshot"));
    REQUIRE(bytes.size() > (3U << 20U));
    for (std::size_t at = kSlotHeadBytes; at < bytes.size(); at += 16384) {
        REQUIRE(page_is_sound(std::span(bytes).subspan(at, 16384)));
    }
}

TEST_CASE("a snapshot that was cut off is finished when it was whole and removed when it was not", "[snapshot]") {
    for (const bool whole : {true, false}) {
        CAPTURE(whole);
        Shelf shelf(kSlots);
        {
            auto database = shelf.open();
            REQUIRE(database.has_value());
            write_finds(**database, 10);
            REQUIRE(take_snapshot(**database, 5).has_value());
        }
        REQUIRE(shelf.vfs->rename("hypha.db.snapshot", "hypha.db.snapshot.new").has_value());
        if (!whole) {
            shelf.pool.bytes(shelf.vfs->slot_of("hypha.db.snapshot.new")).resize(30000);
        }
        REQUIRE(shelf.open().has_value());
        const std::vector<std::string> expected =
            whole ? std::vector<std::string>{"hypha.db", "hypha.db.snapshot"} : std::vector<std::string>{"hypha.db"};
        CHECK(shelf.vfs->files() == expected);
    }
}

TEST_CASE("a database of an earlier app is copied before it is migrated, and gets checksums",
          "[snapshot][migrations]") {
    Shelf shelf(kSlots);
    REQUIRE(shelf.mount().has_value());
    put_fixture(shelf, "v1.sqlite", "hypha.db");
    {
        auto database = shelf.open();
        REQUIRE(database.has_value());
        CHECK(stored_version(**database) == schema_version());
    }
    REQUIRE(shelf.mount().has_value());
    const auto facts = facts_of(shelf.place(), "hypha.db");
    REQUIRE(facts.has_value());
    CHECK(facts->finds == 2);
    CHECK(facts->photos == 3);
    CHECK(facts->identifications == 3);
    const auto& bytes = shelf.pool.bytes(shelf.vfs->slot_of("hypha.db"));
    CHECK(checksummed_page_bytes(std::span(bytes).subspan(kSlotHeadBytes)) == 16384);
    if (schema_version() > 1) {
        const auto copy = facts_of(shelf.place(), snapshot_file(shelf.place()));
        REQUIRE(copy.has_value());
        CHECK(copy->schema_version == 1);
        CHECK(copy->finds == 2);
    }
}

TEST_CASE("a backup with photos comes back whole, on another device too", "[backup]") {
    Shelf here(kSlots), there(kSlots);
    auto database = here.open();
    REQUIRE(database.has_value());
    write_finds(**database, 25);
    const std::vector<std::byte> file = whole_backup(here, **database, 4);
    CHECK(here.vfs->files() == std::vector<std::string>{"hypha.db", "hypha.db-wal"});
    {
        auto other = there.open();
        REQUIRE(other.has_value());
        write_finds(**other, 3, 100);
    }
    REQUIRE(there.mount().has_value());
    int photos = 0;
    const auto facts = take_in(there, file, &photos);
    CAPTURE(facts ? "" : facts.error().code + ": " + facts.error().detail);
    REQUIRE(facts.has_value());
    CHECK(facts->finds == 25);
    CHECK(facts->made_ms == 123456789);
    CHECK(photos == 8);
    CHECK(finds_of(there) == 3); // not yet
    REQUIRE(adopt(there.place(), incoming_file(there.place())).has_value());
    CHECK(finds_of(there) == 25);
    REQUIRE(undo_adopt(there.place()).has_value());
    CHECK(finds_of(there) == 3);
    REQUIRE(undo_adopt(there.place()).has_value());
    CHECK(finds_of(there) == 25);
    auto again = there.open();
    REQUIRE(again.has_value());
    CHECK((*again)->prepare("SELECT 1 FROM backup_photo").error().code == "sql_failed");
}

TEST_CASE("a backup changed by a program that knows no checksums is accepted; one with rot is not", "[backup]") {
    Shelf here(kSlots), there(kSlots);
    auto database = here.open();
    REQUIRE(database.has_value());
    write_finds(**database, 25);
    const std::vector<std::byte> file = whole_backup(here, **database, 1);
    REQUIRE(there.mount().has_value());
    SECTION("changed") {
        // What another program leaves: page 1 and a page of notes written anew, with their old sums.
        std::vector<std::byte> changed = file;
        changed[27] ^= std::byte{1};
        changed[95] ^= std::byte{1};
        const std::string before = "find 7n", after = "FIND 7n";
        int changes = 0; // in the row, and in what a split page left behind
        for (auto at = changed.begin();; ++changes) {
            at = std::search(at, changed.end(), before.begin(), before.end(),
                             [](std::byte b, char c) { return b == static_cast<std::byte>(c); });
            if (at == changed.end()) {
                break;
            }
            at = std::transform(after.begin(), after.end(), at, [](char c) { return static_cast<std::byte>(c); });
        }
        REQUIRE(changes > 0);
        const auto facts = take_in(there, changed);
        CAPTURE(facts ? "" : facts.error().code + ": " + facts.error().detail);
        REQUIRE(facts.has_value());
        CHECK(facts->finds == 25);
        REQUIRE(adopt(there.place(), incoming_file(there.place())).has_value());
        auto opened = there.open();
        REQUIRE(opened.has_value());
        CHECK(ObservationTable(**opened).find(ObservationId{7})->note.substr(0, 8) == "FIND 7nn");
    }
    SECTION("rot") {
        std::vector<std::byte> rotten = file;
        rotten[rotten.size() / 2] ^= std::byte{16};
        CHECK(take_in(there, rotten).error().code == "database_corrupt");
        CHECK(there.vfs->files().empty());
    }
    SECTION("cut") {
        CHECK(take_in(there, std::span(file).first(file.size() - 20000)).error().code == "database_corrupt");
    }
    SECTION("nothing, noise, and another program's") {
        CHECK(take_in(there, {}).error().code == "not_a_database");
        CHECK(take_in(there, photo_bytes(1, 50000)).error().code == "not_a_database");
        std::vector<std::byte> other = file;
        other[71] ^= std::byte{1}; // application_id
        CHECK(take_in(there, other).error().code == "not_a_database");
    }
}

TEST_CASE("a stranger's file may not bring triggers, views or tables that are not as ours", "[backup]") {
    for (const std::string& evil :
         {std::string("CREATE TRIGGER t AFTER INSERT ON setting BEGIN DELETE FROM observation; END"),
          std::string("CREATE VIEW v AS SELECT 1"), std::string("DROP TABLE photo; CREATE TABLE photo(x)"),
          std::string("ALTER TABLE observation ADD COLUMN more TEXT"),
          std::string("CREATE TRIGGER backup_photo_t AFTER DELETE ON setting BEGIN SELECT 1; END")}) {
        CAPTURE(evil);
        Shelf here(kSlots), there(kSlots);
        auto database = here.open();
        REQUIRE(database.has_value());
        write_finds(**database, 2);
        REQUIRE((*database)->run(evil).has_value());
        REQUIRE((*database)->run("VACUUM INTO 'hypha.db.backup'").has_value());
        const auto bytes = read_part(here.place(), "hypha.db.backup", 0, 8U << 20U);
        REQUIRE(there.mount().has_value());
        CHECK(take_in(there, *bytes).error().code == "not_a_database");
        CHECK(there.vfs->files().empty());
    }
}

TEST_CASE("a backup of a newer app is refused with its own word, an older one is migrated", "[backup]") {
    Shelf there(kSlots);
    REQUIRE(there.mount().has_value());
    const std::vector<std::byte> old = fixture_bytes("v1.sqlite");
    const auto facts = take_in(there, old);
    CAPTURE(facts ? "" : facts.error().code + ": " + facts.error().detail);
    REQUIRE(facts.has_value());
    CHECK(facts->schema_version == schema_version());
    CHECK(facts->finds == 2);
    std::vector<std::byte> newer = old;
    newer[63] = std::byte{99};
    CHECK(take_in(there, newer).error().code == "newer_database");
}

TEST_CASE("a newer app's database can be read, and nothing of it changes", "[newer]") {
    Shelf shelf(kSlots);
    {
        auto database = shelf.open();
        REQUIRE(database.has_value());
        write_finds(**database, 4);
        REQUIRE((*database)->run("ALTER TABLE observation ADD COLUMN mood TEXT; PRAGMA user_version = 99").has_value());
    }
    REQUIRE(shelf.mount().has_value());
    const auto before = shelf.pool.bytes(shelf.vfs->slot_of("hypha.db"));
    {
        auto newer = Database::open_newer(shelf.place());
        REQUIRE(newer.has_value());
        CHECK(ObservationTable(**newer).find(ObservationId{2})->note == note_of(2));
        CHECK(ObservationTable(**newer).set_note(ObservationId{2}, "changed").error().code == "read_only");
        CHECK(SettingTable(**newer).set("a", "b").error().code == "read_only");
    }
    CHECK((shelf.pool.bytes(shelf.vfs->slot_of("hypha.db")) == before));
}
