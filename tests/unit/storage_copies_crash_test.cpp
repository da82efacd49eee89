// The promise of the storage kept while copies are made: whichever I/O call fails (error, full disk, short read), and however the
// power goes, the database before or the one after is found, with all its rows.
#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "storage/slot_header.hpp"
#include "storage/snapshot.hpp"
#include "storage_copies.hpp"
#include "storage_fixture_file.hpp"

using namespace hypha;
using namespace hypha::storage;
using Fake = fakes::FakePoolFile;

// One road of copies: its steps, and what counts as the state before and after.
TEST_CASE("every I/O call of snapshot, restore, undo and migration failed in turn: before or after", "[crash]") {
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
