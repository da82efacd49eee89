// A reader beside the owner: it sees what is committed, is in nobody's way and can change nothing; and copies of anybody's file.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "storage/setting_table.hpp"
#include "storage/transaction.hpp"
#include "storage_shelf.hpp"

using namespace hypha;
using namespace hypha::storage;

namespace {

std::string value_of(Database& database, const std::string& key) {
    const auto found = SettingTable(database).find(key);
    return found ? found->value_or("none") : found.error().code;
}

std::vector<std::byte> bytes_of(Shelf& shelf) {
    REQUIRE(shelf.mount().has_value());
    const auto& slot = shelf.pool.bytes(shelf.vfs->slot_of("hypha.db"));
    return {slot.begin() + 8192, slot.end()};
}

} // namespace

TEST_CASE("a reader sees what is committed, and only that", "[reader]") {
    Shelf shelf;
    auto owner = shelf.open();
    REQUIRE(owner.has_value());
    auto reader = Database::open_reader(**owner);
    REQUIRE(reader.has_value());
    CHECK((*reader)->read_only());
    auto transaction = Transaction::begin(**owner);
    REQUIRE(SettingTable(**owner).set("colour", "ochre").has_value());
    CHECK(value_of(**reader, "colour") == "none");
    REQUIRE(transaction->commit().has_value());
    CHECK(value_of(**reader, "colour") == "ochre");
}

TEST_CASE("a reader in the middle of a query keeps its moment and does not stop the owner", "[reader]") {
    Shelf shelf;
    auto owner = shelf.open();
    REQUIRE(owner.has_value());
    SettingTable settings(**owner);
    for (int i = 0; i < 50; ++i) {
        REQUIRE(settings.set("key-" + std::to_string(100 + i), std::string(3000, 'a')).has_value());
    }
    auto reader = Database::open_reader(**owner);
    REQUIRE(reader.has_value());
    {
        auto walk = (*reader)->prepare("SELECT value FROM setting WHERE key LIKE 'key-%' ORDER BY key");
        REQUIRE(walk.has_value());
        REQUIRE(walk->step() == true);
        for (int round = 0; round < 30; ++round) { // more than one checkpoint's worth of log
            for (int i = 0; i < 50; ++i) {
                REQUIRE(settings.set("key-" + std::to_string(100 + i), std::string(3000, 'b')).has_value());
            }
        }
        int seen = 1;
        while (walk->step() == true) {
            CHECK(walk->text_view(0).front() == 'a');
            ++seen;
        }
        CHECK(seen == 50);
    }
    CHECK(value_of(**reader, "key-100").front() == 'b');
    reader->reset();
    owner->reset();
    auto again = shelf.open();
    REQUIRE(again.has_value());
    CHECK(value_of(**again, "key-149").front() == 'b');
}

TEST_CASE("SQLite itself refuses a reader's write, in the pool and in memory", "[reader]") {
    for (const bool memory : {false, true}) {
        CAPTURE(memory);
        Shelf shelf;
        auto owner = memory ? Database::open(DatabasePlace::in_memory()) : shelf.open();
        REQUIRE(owner.has_value());
        REQUIRE(SettingTable(**owner).set("kept", "yes").has_value());
        auto reader = Database::open_reader(**owner);
        REQUIRE(reader.has_value());
        CHECK(SettingTable(**reader).set("kept", "no").error().code == "read_only");
        CHECK((*reader)->run("DROP TABLE setting").error().code == "read_only");
        CHECK((*reader)->run("PRAGMA user_version = 7").error().code == "read_only");
        CHECK(value_of(**owner, "kept") == "yes");
        CHECK(value_of(**reader, "kept") == "yes");
    }
}

TEST_CASE("anybody's file opens as a copy that cannot be changed, also one in WAL mode", "[reader]") {
    Shelf shelf;
    {
        auto owner = shelf.open();
        REQUIRE(owner.has_value());
        REQUIRE(SettingTable(**owner).set("kept", "yes").has_value());
    }
    std::vector<std::byte> file = bytes_of(shelf);
    REQUIRE(file[18] == std::byte{2});
    auto copy = Database::open_copy(file);
    REQUIRE(copy.has_value());
    CHECK(value_of(**copy, "kept") == "yes");
    CHECK((*copy)->read_only());
    CHECK(SettingTable(**copy).set("kept", "no").error().code == "read_only");
    auto statement = (*copy)->prepare("SELECT key, value, 1.5, NULL, x'00' FROM setting");
    REQUIRE(statement.has_value());
    REQUIRE(statement->step() == true);
    CHECK(statement->columns() == 5);
    CHECK(statement->column_name(1) == "value");
    CHECK(statement->declared_type(1) == "TEXT");
    CHECK(statement->declared_type(2).empty());
    CHECK(statement->changes_nothing());
    CHECK(statement->type(0) == ColumnType::text);
    CHECK(statement->type(2) == ColumnType::real);
    CHECK(statement->type(3) == ColumnType::null);
    CHECK(statement->type(4) == ColumnType::blob);
}

TEST_CASE("a copy of what is no database is refused with its own word", "[reader]") {
    CHECK(Database::open_copy({}).error().code == "not_a_database");
    const std::vector<std::byte> noise(5000, std::byte{0x41});
    CHECK(Database::open_copy(noise).error().code == "not_a_database");
    Shelf shelf;
    { REQUIRE(shelf.open().has_value()); }
    std::vector<std::byte> file = bytes_of(shelf);
    file.resize(file.size() / 2);
    CHECK(Database::open_copy(file).error().code == "database_corrupt");
}

TEST_CASE("no truncation and no flipped bit of a file breaks the reader of copies", "[reader]") {
    Shelf shelf;
    REQUIRE(shelf.mount().has_value());
    {
        auto draft = Database::open_draft(shelf.place());
        REQUIRE(draft.has_value());
        REQUIRE((*draft)->run("CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT)").has_value());
        REQUIRE(SettingTable(**draft).set("kept", "yes").has_value());
    }
    const std::vector<std::byte> file = bytes_of(shelf);
    int opened = 0, refused = 0;
    const auto read = [&](std::span<const std::byte> bytes) {
        const std::vector<std::byte> exact(bytes.begin(), bytes.end()); // so that the sanitizer sees one byte too many
        auto copy = Database::open_copy(exact);
        opened += copy ? 1 : 0;
        refused += copy ? 0 : 1;
        if (copy) {
            (void)value_of(**copy, "kept");
        }
    };
    for (std::size_t size = 0; size < file.size(); size += size < 200 ? 1 : 211) {
        read(std::span(file).first(size));
    }
    // Every bit of the header and the first tree's head; then some of the rest.
    for (std::size_t bit = 0; bit < file.size() * 8; bit += bit < 112 * 8 ? 1 : 61) {
        std::vector<std::byte> flipped = file;
        flipped[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
        read(flipped);
    }
    CHECK(opened > 0);
    CHECK(refused > 100);
}
