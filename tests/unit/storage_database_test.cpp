// Opening: what is new, what is ours, what is newer, what is damaged, what is somebody else's. Nothing is ever replaced silently.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "storage/migrations.hpp"
#include "storage/setting_table.hpp"
#include "storage/slot_header.hpp"
#include "storage_shelf.hpp"

using namespace hypha;
using namespace hypha::storage;
using Names = std::vector<std::string>;

namespace {

constexpr std::ptrdiff_t kHead = kSlotHeadBytes;

// A closed database with one setting, so there is something to lose.
void fill(Shelf& shelf) {
    const auto database = shelf.open();
    REQUIRE(database.has_value());
    REQUIRE(SettingTable(**database).set("kept", "yes").has_value());
}

std::string kept(Database& database) {
    const auto found = SettingTable(database).find("kept");
    REQUIRE(found.has_value());
    return found->value_or("lost");
}

int slot_of(Shelf& shelf, std::string_view name) {
    for (int slot = 0; slot < shelf.pool.slots(); ++slot) {
        const auto& bytes = shelf.pool.bytes(slot);
        if (bytes.size() >= kSlotRecordBytes) {
            const auto header = decode_slot_header(std::span(bytes).first(kSlotRecordBytes));
            if (header && header->name == name) {
                return slot;
            }
        }
    }
    return -1;
}

} // namespace

TEST_CASE("a new database is at the newest schema, in WAL with 16 KiB pages and FULL", "[database]") {
    Shelf shelf;
    const auto database = shelf.open();
    REQUIRE(database.has_value());
    CHECK((*database)->durable());
    CHECK(stored_version(**database) == schema_version());
    const auto ask = [&](const char* pragma) {
        auto statement = (*database)->prepare(pragma);
        REQUIRE(statement.has_value());
        REQUIRE(statement->step() == true);
        return statement->text(0);
    };
    CHECK(ask("PRAGMA journal_mode") == "wal");
    CHECK(ask("PRAGMA page_size") == "16384");
    CHECK(ask("PRAGMA synchronous") == "2");
    CHECK(ask("PRAGMA locking_mode") == "normal"); // a reader may stand beside it
}

TEST_CASE("what was set is there after a restart", "[database]") {
    Shelf shelf;
    fill(shelf);
    const auto database = shelf.open();
    REQUIRE(database.has_value());
    CHECK(kept(**database) == "yes");
    CHECK((*database)->set_aside_names().empty());
}

TEST_CASE("a process that dies without closing loses nothing that was committed", "[database]") {
    Shelf shelf;
    auto database = shelf.open();
    REQUIRE(database.has_value());
    REQUIRE(SettingTable(**database).set("kept", "yes").has_value());
    // The pool as the dead process left it, its database never closed.
    Shelf survivor;
    for (int slot = 0; slot < shelf.pool.slots(); ++slot) {
        survivor.pool.bytes(slot) = shelf.pool.bytes(slot);
    }
    CHECK(slot_of(survivor, "hypha.db-wal") >= 0);
    const auto again = survivor.open();
    REQUIRE(again.has_value());
    CHECK(kept(**again) == "yes");
}

TEST_CASE("a second open of the same database is refused, the first goes on", "[database]") {
    Shelf shelf;
    const auto first = shelf.open();
    REQUIRE(first.has_value());
    const auto second = Database::open(shelf.place());
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().code == "storage_unavailable");
    CHECK(SettingTable(**first).set("kept", "yes").has_value());
}

TEST_CASE("in memory everything works and nothing is durable", "[database]") {
    const auto database = Database::open(DatabasePlace::in_memory());
    REQUIRE(database.has_value());
    CHECK_FALSE((*database)->durable());
    REQUIRE(SettingTable(**database).set("kept", "yes").has_value());
    CHECK(kept(**database) == "yes");
    const auto another = Database::open(DatabasePlace::in_memory());
    REQUIRE(another.has_value());
    CHECK(kept(**another) == "lost");
}

TEST_CASE("a database of a newer app is refused and not one byte of it changes", "[database]") {
    Shelf shelf;
    {
        const auto database = shelf.open();
        REQUIRE(database.has_value());
        REQUIRE((*database)->run("PRAGMA user_version = " + std::to_string(schema_version() + 1)).has_value());
    }
    std::vector<std::vector<std::byte>> before;
    for (int slot = 0; slot < shelf.pool.slots(); ++slot) {
        before.push_back(shelf.pool.bytes(slot));
    }
    const auto database = shelf.open();
    REQUIRE_FALSE(database.has_value());
    CHECK(database.error().code == "newer_database");
    CHECK(shelf.vfs->files() == Names{"hypha.db"});
    for (int slot = 0; slot < shelf.pool.slots(); ++slot) {
        CAPTURE(slot);
        const auto& was = before[static_cast<std::size_t>(slot)];
        if (slot == slot_of(shelf, "hypha.db")) {
            CHECK((shelf.pool.bytes(slot) == was));
        } else { // free: only the head, which remembers that a log was there for a moment
            CHECK(shelf.pool.bytes(slot).size() <= static_cast<std::size_t>(kSlotHeadBytes));
        }
    }
}

TEST_CASE("a damaged database is set aside under a name, whole, and the next open starts anew", "[database]") {
    Shelf shelf;
    fill(shelf);
    const int slot = slot_of(shelf, "hypha.db");
    REQUIRE(slot >= 0);
    auto& bytes = shelf.pool.bytes(slot);

    SECTION("the first bytes are gone") { std::fill_n(bytes.begin() + kHead, 100, std::byte{0x5a}); }
    SECTION("a page in the middle is noise") { std::fill_n(bytes.begin() + kHead + 16384, 16384, std::byte{0xa5}); }
    SECTION("the end is cut off") { bytes.resize(static_cast<std::size_t>(kHead) + 3 * 16384 + 100); }
    const auto damaged = bytes;
    const auto refused = shelf.open();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error() == Error{"database_corrupt", "hypha.db.damaged-1"});
    CHECK(shelf.vfs->files() == Names{"hypha.db.damaged-1"});
    const auto& after = shelf.pool.bytes(slot);
    CHECK(std::equal(after.begin() + kHead, after.end(), damaged.begin() + kHead, damaged.end()));

    const auto fresh = shelf.open();
    REQUIRE(fresh.has_value());
    CHECK(kept(**fresh) == "lost");
    CHECK((*fresh)->set_aside_names() == Names{"hypha.db.damaged-1"});
}

TEST_CASE("a second damaged database gets the next name", "[database]") {
    Shelf shelf;
    for (int round = 1; round <= 2; ++round) {
        fill(shelf);
        std::fill_n(shelf.pool.bytes(slot_of(shelf, "hypha.db")).begin() + kHead, 100, std::byte{0x5a});
        const auto refused = shelf.open();
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().detail == "hypha.db.damaged-" + std::to_string(round));
    }
    const auto fresh = shelf.open();
    REQUIRE(fresh.has_value());
    CHECK((*fresh)->set_aside_names() == Names{"hypha.db.damaged-1", "hypha.db.damaged-2"});
}

TEST_CASE("a write-ahead log goes aside with its database, also when the renaming was cut off", "[database]") {
    for (const bool cut_off : {false, true}) {
        CAPTURE(cut_off);
        Shelf shelf;
        fill(shelf);
        std::fill_n(shelf.pool.bytes(slot_of(shelf, "hypha.db")).begin() + kHead, 100, std::byte{0x5a});
        REQUIRE(shelf.mount().has_value());
        const int log = 5;
        REQUIRE(shelf.pool.bytes(log).empty());
        const SlotRecord record = encode_slot_header({1000, cut_off ? "hypha.db.damaged-1-wal" : "hypha.db-wal"});
        REQUIRE(shelf.pool.write(log, record, 0) == ports::PoolWrite::done);
        const auto refused = shelf.open();
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error() == Error{"database_corrupt", "hypha.db.damaged-1"});
        CHECK(shelf.vfs->files() == Names{"hypha.db.damaged-1", "hypha.db.damaged-1-wal"});
    }
}

TEST_CASE("a slot whose name is lost is reported once, under a name, before anything new is made", "[database]") {
    Shelf shelf;
    fill(shelf);
    auto& bytes = shelf.pool.bytes(slot_of(shelf, "hypha.db"));
    bytes[20] ^= std::byte{1};
    bytes[static_cast<std::size_t>(kSlotSectorBytes) + 20] ^= std::byte{1};
    const auto refused = shelf.open();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error() == Error{"database_corrupt", "hypha.db.damaged-1"});
    const auto fresh = shelf.open();
    REQUIRE(fresh.has_value());
    CHECK((*fresh)->set_aside_names() == Names{"hypha.db.damaged-1"});
}

TEST_CASE("a database of another program is left alone", "[database]") {
    Shelf shelf;
    {
        const auto database = shelf.open();
        REQUIRE(database.has_value());
        REQUIRE((*database)->run("PRAGMA application_id = 77").has_value());
    }
    const auto refused = shelf.open();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == "storage_unavailable");
    CHECK(shelf.vfs->files() == Names{"hypha.db"});
}

TEST_CASE("only one statement can be prepared; what is not SQL is sql_failed", "[database]") {
    const auto database = Database::open(DatabasePlace::in_memory());
    REQUIRE(database.has_value());
    CHECK((*database)->prepare("SELECT 1; ").has_value());
    CHECK((*database)->prepare("SELECT 1; SELECT 2").error().code == "sql_failed");
    CHECK((*database)->prepare("").error().code == "sql_failed");
    CHECK((*database)->prepare("SELEKT").error().code == "sql_failed");
    CHECK((*database)->change("INSERT INTO setting(key, value) VALUES(?)", 1).error().code == "sql_failed");
    auto too_many = (*database)->prepare("SELECT ?");
    REQUIRE(too_many.has_value());
    CHECK(too_many->bind(1, 2).step().error().code == "sql_failed");
}

TEST_CASE("values that were lent to one run are not there for the next", "[database]") {
    const auto database = Database::open(DatabasePlace::in_memory());
    REQUIRE(database.has_value());
    REQUIRE((*database)->run("CREATE TABLE lent(words TEXT, bytes BLOB)").has_value());
    auto statement = (*database)->prepare("INSERT INTO lent VALUES (?, ?)");
    REQUIRE(statement.has_value());
    {
        const std::string words(5000, 'w');
        const std::vector<std::byte> bytes(5000, std::byte{7});
        REQUIRE(statement->run_with(words, std::span(bytes)).has_value());
    }
    REQUIRE(statement->run().has_value());
    auto rows = (*database)->prepare("SELECT words, bytes FROM lent ORDER BY rowid");
    REQUIRE(rows.has_value());
    REQUIRE(rows->step() == Result<bool>(true));
    CHECK(rows->text(0) == std::string(5000, 'w'));
    CHECK(rows->blob(1).size() == 5000);
    REQUIRE(rows->step() == Result<bool>(true));
    CHECK(rows->is_null(0));
    CHECK(rows->is_null(1));
}

TEST_CASE("values come back as they were bound", "[database]") {
    const auto database = Database::open(DatabasePlace::in_memory());
    REQUIRE(database.has_value());
    auto statement = (*database)->prepare("SELECT ?, ?, ?, ?, ?, ?");
    REQUIRE(statement.has_value());
    const std::vector<std::byte> blob{std::byte{0}, std::byte{255}};
    const std::string text("a\0\xc3\xb1", 4);
    statement->bind(std::int64_t{-9007199254740993}, 0.1, text, std::span<const std::byte>(blob),
                    std::optional<double>(), ObservationId{42});
    REQUIRE(statement->step() == true);
    CHECK(statement->integer(0) == -9007199254740993);
    CHECK(statement->real(1) == 0.1);
    CHECK(statement->text(2) == text);
    CHECK(std::ranges::equal(statement->blob(3), blob));
    CHECK(statement->is_null(4));
    CHECK(statement->integer(5) == 42);
    CHECK(statement->step() == false);
}
