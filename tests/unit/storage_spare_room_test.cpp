// What a full device can get back from the database's own place, and that no row goes with it.
#include <catch2/catch_test_macros.hpp>

#include "storage/observation_table.hpp"
#include "storage/spare_room.hpp"
#include "unit/storage_shelf.hpp"

using namespace hypha;
using namespace hypha::storage;

namespace {

ObservationId add(Database& database, std::size_t note_bytes) {
    ObservationRow row;
    row.uuid = std::to_string(note_bytes);
    row.saved = true;
    row.note = std::string(note_bytes, 'n');
    const auto id = ObservationTable(database).add(row);
    REQUIRE(id.has_value());
    return *id;
}

// Of all slots together.
std::size_t bytes_of(Shelf& shelf) {
    std::size_t sum = 0;
    for (int slot = 0; slot < shelf.pool.slots(); ++slot) {
        sum += shelf.pool.bytes(slot).size();
    }
    return sum;
}

} // namespace

TEST_CASE("emptying the log gives its bytes back and keeps every row", "[spare_room]") {
    Shelf shelf;
    auto opened = shelf.open();
    REQUIRE(opened.has_value());
    const ObservationId id = add(**opened, 1'000'000);
    for (int i = 0; i < 3; ++i) { // the same pages again and again: the log grows, the database does not
        REQUIRE(
            ObservationTable(**opened).set_note(id, std::string(1'000'000, static_cast<char>('a' + i))).has_value());
    }
    const std::size_t before = bytes_of(shelf);
    REQUIRE(empty_log(**opened) == Result<bool>(true));
    CHECK(bytes_of(shelf) + 1'000'000 < before);
    opened->reset();
    opened = shelf.open();
    REQUIRE(opened.has_value());
    CHECK(ObservationTable(**opened).find(id)->note == std::string(1'000'000, 'c'));
}

TEST_CASE("a device so full that the log cannot be emptied says so and loses nothing", "[spare_room]") {
    Shelf shelf;
    auto opened = shelf.open();
    REQUIRE(opened.has_value());
    const ObservationId id = add(**opened, 1'000'000);
    shelf.pool.fail(1, fakes::FakePoolFile::Failure::no_space, fakes::FakePoolFile::Lasting::for_good);
    const auto emptied = empty_log(**opened);
    CHECK((!emptied || !*emptied));
    shelf.pool.heal();
    CHECK(empty_log(**opened) == Result<bool>(true));
    CHECK(ObservationTable(**opened).find(id)->note.size() == 1'000'000);
}

TEST_CASE("the automatic copy goes when asked, and only it", "[spare_room]") {
    Shelf shelf;
    auto opened = shelf.open();
    REQUIRE(opened.has_value());
    const ObservationId id = add(**opened, 100'000);
    CHECK(snapshot_bytes(**opened) == 0);
    CHECK(drop_snapshot(**opened).has_value());
    REQUIRE(Database::open(DatabasePlace::in_pool(*shelf.vfs, "hypha.db.snapshot")).has_value());
    CHECK(snapshot_bytes(**opened) > 0);
    CHECK(drop_snapshot(**opened).has_value());
    CHECK_FALSE(shelf.vfs->exists("hypha.db.snapshot"));
    CHECK(shelf.vfs->exists("hypha.db"));
    CHECK(ObservationTable(**opened).find(id)->note.size() == 100'000);
    auto memory = Database::open(DatabasePlace::in_memory());
    REQUIRE(memory.has_value());
    CHECK(snapshot_bytes(**memory) == 0);
    CHECK(drop_snapshot(**memory).has_value());
}
