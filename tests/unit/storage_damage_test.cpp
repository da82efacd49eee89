// A damaged database at start: each page of a real file flipped in turn is found, the file is set aside under a name, the last
// snapshot and what can be read are there to go on with. "Real" is a file that the app of schema 1 wrote in a browser
// (tests/fixtures/databases/v1.sqlite), brought to today's schema with some more finds.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "storage/migrations.hpp"
#include "storage/page_checksum.hpp"
#include "storage/place_files.hpp"
#include "storage/salvage.hpp"
#include "storage/slot_header.hpp"
#include "storage/snapshot.hpp"
#include "storage_fixture_file.hpp"
#include "storage_journal_rows.hpp"
#include "storage_shelf.hpp"

using namespace hypha;
using namespace hypha::storage;

namespace {

constexpr std::size_t kHead = kSlotHeadBytes;
constexpr std::size_t kPage = 16384;
constexpr int kFinds = 60, kFixtureFinds = 2;

int long_rounds(int otherwise) {
    const char* asked = std::getenv("HYPHA_SOAK_ROUNDS");
    return asked == nullptr ? otherwise : std::atoi(asked);
}

// Closed, so the whole database is in its file.
void make_journal(Shelf& shelf) {
    REQUIRE(shelf.mount().has_value());
    put_fixture(shelf, "v1.sqlite", "hypha.db");
    auto database = shelf.open();
    REQUIRE(database.has_value());
    write_finds(**database, kFinds);
}

std::vector<std::byte>& file_of(Shelf& shelf, const std::string& name) {
    const int slot = shelf.vfs->slot_of(name);
    REQUIRE(slot >= 0);
    return shelf.pool.bytes(slot);
}

void set_aside_is_whole(Shelf& shelf, const std::vector<std::byte>& damaged) {
    const auto& aside = file_of(shelf, "hypha.db.damaged-1");
    REQUIRE(std::equal(aside.begin() + kHead, aside.end(), damaged.begin() + kHead, damaged.end()));
}

} // namespace

TEST_CASE("a flipped bit on any page of a real file is found at start and the file set aside", "[damage]") {
    Shelf made(8);
    make_journal(made);
    REQUIRE(made.mount().has_value());
    const std::vector<std::byte> sound = file_of(made, "hypha.db");
    const std::size_t pages = (sound.size() - kHead) / kPage;
    REQUIRE(pages > 10);
    REQUIRE(checksummed_page_bytes(std::span(sound).subspan(kHead)) == static_cast<int>(kPage));
    std::mt19937 random(2026);
    const int rounds = long_rounds(3);
    for (std::size_t page = 0; page < pages; ++page) {
        for (int round = 0; round < rounds; ++round) {
            const std::size_t bit = random() % (kPage * 8);
            Shelf shelf(8);
            for (int slot = 0; slot < shelf.pool.slots(); ++slot) {
                shelf.pool.bytes(slot) = made.pool.bytes(slot);
            }
            REQUIRE(shelf.mount().has_value());
            auto& bytes = file_of(shelf, "hypha.db");
            bytes[kHead + page * kPage + bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
            const std::vector<std::byte> damaged = bytes;
            CAPTURE(page, bit);
            const auto opened = shelf.open();
            REQUIRE_FALSE(opened.has_value());
            REQUIRE(opened.error() == Error{"database_corrupt", "hypha.db.damaged-1"});
            set_aside_is_whole(shelf, damaged);
        }
    }
}

TEST_CASE("every flipped bit of the file's header is found, or changes nothing that counts", "[damage]") {
    Shelf made(8);
    make_journal(made);
    REQUIRE(made.mount().has_value());
    for (std::size_t bit = 0; bit < 800; ++bit) {
        Shelf shelf(8);
        for (int slot = 0; slot < shelf.pool.slots(); ++slot) {
            shelf.pool.bytes(slot) = made.pool.bytes(slot);
        }
        REQUIRE(shelf.mount().has_value());
        file_of(shelf, "hypha.db")[kHead + bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
        const auto opened = shelf.open();
        CAPTURE(bit, opened ? "opened" : opened.error().code);
        REQUIRE_FALSE(opened.has_value());
        CHECK(opened.error().code == "database_corrupt");
    }
}

TEST_CASE("after damage the last snapshot can take the database's place, and that can be undone by the next one",
          "[damage]") {
    Shelf shelf(10);
    make_journal(shelf);
    {
        auto database = shelf.open();
        REQUIRE(database.has_value());
        REQUIRE(take_snapshot(**database, 777000).has_value());
        write_finds(**database, 1, kFinds + 1); // not in the snapshot
    }
    REQUIRE(shelf.mount().has_value());
    file_of(shelf, "hypha.db")[kHead + 3 * kPage + 500] ^= std::byte{4};
    REQUIRE(shelf.open().error().code == "database_corrupt");
    const auto facts = facts_of(shelf.place(), snapshot_file(shelf.place()));
    REQUIRE(facts.has_value());
    CHECK(facts->finds == kFinds + kFixtureFinds);
    CHECK(facts->photos == kFinds + kFixtureFinds + 1);
    CHECK(facts->made_ms == 777000);
    CHECK(facts->schema_version == schema_version());
    REQUIRE(adopt(shelf.place(), snapshot_file(shelf.place())).has_value());
    auto database = shelf.open();
    REQUIRE(database.has_value());
    CHECK((*database)->set_aside_names() == std::vector<std::string>{"hypha.db.damaged-1"});
    database->reset();
    CHECK(facts_of(shelf.place(), "hypha.db")->finds == kFinds + kFixtureFinds);
}

TEST_CASE("a snapshot that is damaged too is not offered", "[damage]") {
    Shelf shelf(10);
    make_journal(shelf);
    {
        auto database = shelf.open();
        REQUIRE(database.has_value());
        REQUIRE(take_snapshot(**database, 1).has_value());
    }
    REQUIRE(shelf.mount().has_value());
    file_of(shelf, "hypha.db.snapshot")[kHead + 2 * kPage + 9000] ^= std::byte{1};
    CHECK(facts_of(shelf.place(), snapshot_file(shelf.place())).error().code == "database_corrupt");
}

TEST_CASE("salvage brings back what can be read, whichever page is noise", "[damage]") {
    Shelf made(10);
    make_journal(made);
    REQUIRE(made.mount().has_value());
    const std::size_t pages = (file_of(made, "hypha.db").size() - kHead) / kPage;
    std::int64_t least = kFinds, most = 0;
    for (std::size_t page = 0; page < pages; ++page) {
        Shelf shelf(10);
        for (int slot = 0; slot < shelf.pool.slots(); ++slot) {
            shelf.pool.bytes(slot) = made.pool.bytes(slot);
        }
        REQUIRE(shelf.mount().has_value());
        std::mt19937 random(static_cast<unsigned>(page));
        auto& bytes = file_of(shelf, "hypha.db");
        std::generate_n(bytes.begin() + static_cast<std::ptrdiff_t>(kHead + page * kPage), kPage,
                        [&random] { return static_cast<std::byte>(random()); });
        REQUIRE(shelf.open().error().code == "database_corrupt");
        const auto saved = salvage(shelf.place(), "hypha.db.damaged-1");
        CAPTURE(page, saved ? "" : saved.error().code + ": " + saved.error().detail);
        REQUIRE(saved.has_value());
        CHECK(saved->damaged_pages >= 1);
        // One page of notes holds some twenty finds.
        CHECK(saved->finds + saved->photos + saved->identifications >= 2 * kFinds);
        least = std::min(least, saved->finds);
        most = std::max(most, saved->finds);
        const auto adopted = adopt(shelf.place(), salvaged_file(shelf.place()));
        CAPTURE(adopted ? "" : adopted.error().detail);
        REQUIRE(adopted.has_value());
        auto database = shelf.open();
        REQUIRE(database.has_value());
        REQUIRE(SettingTable(**database).set("goes", "on").has_value());
        const auto found = ObservationTable(**database).find(ObservationId{kFixtureFinds + 1});
        if (found) {
            CHECK(found->note == note_of(1));
        }
    }
    CHECK(least > kFinds / 2);
    CHECK(most == kFinds + kFixtureFinds);
}

// A bit that turns the text of the schema into no SQL, or a pointer of it to another page, is worse than noise, which nobody believes.
TEST_CASE("salvage brings back what can be read, whichever bit is flipped", "[damage]") {
    Shelf made(10);
    make_journal(made);
    REQUIRE(made.mount().has_value());
    const std::size_t pages = (file_of(made, "hypha.db").size() - kHead) / kPage;
    std::mt19937 random(11);
    const int rounds = long_rounds(3);
    for (std::size_t page = 0; page < pages; ++page) {
        for (int round = 0; round < rounds; ++round) {
            const std::size_t bit = round == 0 ? (kPage - 20) * 8 : random() % ((kPage - 12) * 8);
            Shelf shelf(10);
            for (int slot = 0; slot < shelf.pool.slots(); ++slot) {
                shelf.pool.bytes(slot) = made.pool.bytes(slot);
            }
            REQUIRE(shelf.mount().has_value());
            file_of(shelf, "hypha.db")[kHead + page * kPage + bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
            REQUIRE(shelf.open().error().code == "database_corrupt");
            const auto saved = salvage(shelf.place(), "hypha.db.damaged-1");
            CAPTURE(page, bit, saved ? "" : saved.error().code + ": " + saved.error().detail);
            REQUIRE(saved.has_value());
            CHECK(saved->finds > kFinds / 2);
        }
    }
}

TEST_CASE("salvage of what is no database at all says so and leaves nothing behind", "[damage]") {
    Shelf shelf(10);
    make_journal(shelf);
    REQUIRE(shelf.mount().has_value());
    auto& bytes = file_of(shelf, "hypha.db");
    std::fill(bytes.begin() + kHead, bytes.end(), std::byte{0xa7});
    REQUIRE(shelf.open().error().code == "database_corrupt");
    const auto saved = salvage(shelf.place(), "hypha.db.damaged-1");
    if (saved) {
        CHECK(saved->finds == 0);
    } else {
        CHECK(saved.error().code == "database_corrupt");
        CHECK(shelf.vfs->files() == std::vector<std::string>{"hypha.db.damaged-1"});
    }
    CHECK(salvage(shelf.place(), "not-there").error().code == "not_found");
}
