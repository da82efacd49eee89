// Copies that leave and come back: snapshot, adopt and undo, backup with photos, restore. And the promise of the storage kept
// while they are made: whichever I/O call fails, the database before or the one after is found, with all its rows.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "storage/backup.hpp"
#include "storage/migrations.hpp"
#include "storage/page_checksum.hpp"
#include "storage/place_files.hpp"
#include "storage/restore.hpp"
#include "storage/salvage.hpp"
#include "storage/slot_header.hpp"
#include "storage/snapshot.hpp"
#include "storage_fixture_file.hpp"
#include "storage_journal_rows.hpp"
#include "storage_shelf.hpp"

using namespace hypha;
using namespace hypha::storage;
using Fake = fakes::FakePoolFile;

namespace {

constexpr int kSlots = 12;

std::vector<std::byte> photo_bytes(int number, std::size_t size) {
    std::vector<std::byte> bytes(size);
    for (std::size_t i = 0; i < size; ++i) {
        bytes[i] = static_cast<std::byte>((i * 31 + static_cast<std::size_t>(number) * 7) & 0xff);
    }
    return bytes;
}

std::vector<std::byte> whole_backup(Shelf& shelf, Database& database, int photos) {
    auto writer = BackupWriter::begin(database, 123456789);
    REQUIRE(writer.has_value());
    for (int number = 0; number < photos; ++number) {
        const auto bytes = photo_bytes(number, 40000 + static_cast<std::size_t>(number));
        REQUIRE(writer->add_photo("sha-" + std::to_string(number), "original", bytes).has_value());
        REQUIRE(writer->add_photo("sha-" + std::to_string(number), "original", bytes).has_value()); // once
        REQUIRE(
            writer->add_photo("sha-" + std::to_string(number), "thumbnail", std::span(bytes).first(100)).has_value());
    }
    const auto file = writer->finish();
    REQUIRE(file.has_value());
    std::vector<std::byte> out;
    for (;;) {
        const auto part = read_part(shelf.place(), file->file, std::ssize(out), 100000);
        REQUIRE(part.has_value());
        if (part->empty()) {
            break;
        }
        out.insert(out.end(), part->begin(), part->end());
    }
    CHECK(std::ssize(out) == file->size_bytes);
    REQUIRE(remove_file(shelf.place(), file->file).has_value());
    return out;
}

Result<DatabaseFacts> take_in(Shelf& shelf, std::span<const std::byte> bytes, int* photos = nullptr) {
    auto incoming = Incoming::begin(shelf.place());
    if (!incoming) {
        return std::unexpected(incoming.error());
    }
    for (std::size_t at = 0; at < bytes.size(); at += 77777) {
        if (auto put = incoming->append(bytes.subspan(at, std::min<std::size_t>(77777, bytes.size() - at))); !put) {
            return std::unexpected(put.error());
        }
    }
    auto facts = incoming->check();
    if (!facts) {
        return facts;
    }
    for (;;) {
        const auto photo = incoming->next_photo();
        if (!photo) {
            return std::unexpected(photo.error());
        }
        if (!photo->has_value()) {
            break;
        }
        if (photos != nullptr) {
            const int number = std::stoi((*photo)->sha256.substr(4));
            const auto expected = photo_bytes(number, 40000 + static_cast<std::size_t>(number));
            const std::size_t size = (*photo)->part == "original" ? expected.size() : 100;
            REQUIRE((*photo)->bytes.size() == size);
            CHECK(std::ranges::equal((*photo)->bytes, std::span(expected).first(size)));
            ++*photos;
        }
    }
    if (auto finished = incoming->finish(); !finished) {
        return std::unexpected(finished.error());
    }
    return facts;
}

std::int64_t finds_of(Shelf& shelf) {
    REQUIRE(shelf.mount().has_value());
    const auto facts = facts_of(shelf.place(), "hypha.db");
    return facts ? facts->finds : -1;
}

} // namespace

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

// One road of copies: its steps, and what counts as the state before and after.
TEST_CASE("every I/O call of snapshot, restore, undo, migration and salvage failed in turn: before or after",
          "[crash]") {
    struct Road {
        const char* name;
        std::function<void(Shelf&)> prepare;
        std::function<bool(Shelf&)> walk; // true when it said that it was done
        std::int64_t before, after;
    };
    std::vector<std::byte> backup;
    {
        Shelf other(kSlots);
        auto database = other.open();
        REQUIRE(database.has_value());
        write_finds(**database, 9);
        backup = whole_backup(other, **database, 1);
    }
    const auto five = [](Shelf& shelf) {
        auto database = shelf.open();
        REQUIRE(database.has_value());
        write_finds(**database, 5);
    };
    const std::vector<Road> roads{
        {"snapshot", five,
         [](Shelf& shelf) {
             auto database = shelf.open();
             return database && take_snapshot(**database, 9).has_value();
         },
         5, 5},
        {"restore", five,
         [&backup](Shelf& shelf) {
             return shelf.mount() && take_in(shelf, backup) && adopt(shelf.place(), incoming_file(shelf.place()));
         },
         5, 9},
        {"undo",
         [&](Shelf& shelf) {
             five(shelf);
             REQUIRE(shelf.mount().has_value());
             REQUIRE(take_in(shelf, backup).has_value());
             REQUIRE(adopt(shelf.place(), incoming_file(shelf.place())).has_value());
         },
         [](Shelf& shelf) { return shelf.mount() && undo_adopt(shelf.place()); }, 9, 5},
        {"migration",
         [](Shelf& shelf) {
             REQUIRE(shelf.mount().has_value());
             put_fixture(shelf, "v1.sqlite", "hypha.db");
         },
         [](Shelf& shelf) { return shelf.open().has_value(); }, 2, 2},
    };
    const bool every_call = std::getenv("HYPHA_SOAK_ROUNDS") != nullptr; // else the first ones, then one in eleven
    for (const Road& road : roads) {
        for (const auto failure : {Fake::Failure::io, Fake::Failure::no_space, Fake::Failure::short_read}) {
            for (const auto lasting : {Fake::Lasting::once, Fake::Lasting::for_good}) {
                for (const bool power_lost : {false, true}) {
                    int broken = 0;
                    Shelf prepared(kSlots);
                    road.prepare(prepared);
                    prepared.vfs.reset();
                    prepared.pool.settle();
                    for (int call = 1;; call += every_call || call < 24 ? 1 : 11) {
                        Shelf shelf(kSlots);
                        shelf.pool = prepared.pool;
                        shelf.pool.fail(call, failure, lasting);
                        const bool done = road.walk(shelf);
                        const bool met = shelf.pool.has_failed();
                        shelf.pool.heal();
                        shelf.vfs.reset();
                        if (power_lost) {
                            shelf.pool.lose_power(Fake::PowerLoss::tears_unflushed, static_cast<std::uint64_t>(call));
                        }
                        std::string wrong;
                        {
                            auto opened = shelf.open();
                            wrong = opened ? "" : opened.error().code + ": " + opened.error().detail;
                            if (opened && !(*opened)->set_aside_names().empty()) {
                                wrong = "set aside";
                            }
                        }
                        CAPTURE(road.name, static_cast<int>(failure), static_cast<int>(lasting), power_lost, call, done,
                                wrong);
                        REQUIRE(wrong.empty());
                        const std::int64_t found = finds_of(shelf);
                        REQUIRE((found == road.after || (found == road.before && !done)));
                        broken += done ? 0 : 1;
                        if (!met) {
                            REQUIRE(done);
                            break;
                        }
                    }
                    if (failure == Fake::Failure::io && lasting == Fake::Lasting::for_good) {
                        CHECK(broken > 3);
                    }
                }
            }
        }
    }
}
