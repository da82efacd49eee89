// Migrations go forward only, keep what is there, and never change once released.
#include <catch2/catch_test_macros.hpp>

#include <array>
#include <cstdint>
#include <string_view>

#include "storage/migrations.hpp"
#include "storage/setting_table.hpp"
#include "storage_shelf.hpp"

using namespace hypha;
using namespace hypha::storage;

namespace {

std::uint64_t fnv1a(std::string_view text) {
    std::uint64_t sum = 0xcbf29ce484222325ULL;
    for (const char c : text) {
        sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
    return sum;
}

} // namespace

TEST_CASE("migrations are numbered from 1 without a gap", "[migrations]") {
    int expected = 0;
    for (const Migration& step : migrations()) {
        CHECK(step.number == ++expected);
    }
    CHECK(schema_version() == expected);
    CHECK(expected >= 1);
}

TEST_CASE("later steps are applied to an older database and keep its rows; running again changes nothing",
          "[migrations]") {
    Shelf shelf;
    auto opened = shelf.open();
    REQUIRE(opened.has_value());
    Database& database = **opened;
    REQUIRE(SettingTable(database).set("kept", "yes").has_value());
    const int now = schema_version();
    std::vector<Migration> longer(migrations().begin(), migrations().end());
    longer.push_back({now + 1, "ALTER TABLE setting ADD COLUMN since_ms INTEGER NOT NULL DEFAULT 7"});
    longer.push_back({now + 2, "CREATE TABLE more(id INTEGER PRIMARY KEY)"});
    REQUIRE(migrate(database, longer).has_value());
    CHECK(stored_version(database) == now + 2);
    CHECK(SettingTable(database).find("kept").value() == "yes");
    REQUIRE(migrate(database, longer).has_value());
    CHECK(migrate(database).error().code == "newer_database");
}

TEST_CASE("a step that fails leaves the schema before it", "[migrations]") {
    auto opened = Database::open(DatabasePlace::in_memory());
    REQUIRE(opened.has_value());
    Database& database = **opened;
    const int now = schema_version();
    std::vector<Migration> broken(migrations().begin(), migrations().end());
    broken.push_back({now + 1, "CREATE TABLE more(id INTEGER PRIMARY KEY); CREATE TABLE more(id INTEGER PRIMARY KEY)"});
    CHECK(migrate(database, broken).error().code == "sql_failed");
    CHECK(stored_version(database) == now);
    CHECK(database.run("SELECT * FROM more").error().code == "sql_failed");
}

// When this fails, a migration was edited. Before the first release: put the new sum here. After it: never edit, add a step.
TEST_CASE("a migration that was released is never edited", "[migrations]") {
    CHECK(fnv1a(migrations()[0].sql) == 4877680796264239508ULL);
    CHECK(fnv1a(migrations()[1].sql) == 10920997367986602421ULL);
    CHECK(fnv1a(migrations()[2].sql) == 17797732579840817648ULL);
    CHECK(fnv1a(migrations()[3].sql) == 5448604338198988061ULL);
    CHECK(fnv1a(migrations()[4].sql) == 13644388067970403361ULL);
    CHECK(fnv1a(migrations()[5].sql) == 15564114986133912925ULL);
    CHECK(fnv1a(migrations()[6].sql) == 12764090279949770514ULL);
    CHECK(fnv1a(migrations()[7].sql) == 17424297626529827768ULL);
    CHECK(fnv1a(migrations()[8].sql) == 9056536676237300252ULL);
}
