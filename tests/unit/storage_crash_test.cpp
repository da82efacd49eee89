// The promise of the storage: whichever I/O call fails, and however the power goes, what is found afterwards is the state before
// a transaction or the one after it; what was committed is never lost; trouble is never mistaken for damage.
#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <string>

#include "storage/setting_table.hpp"
#include "storage/transaction.hpp"
#include "storage_shelf.hpp"

using namespace hypha;
using namespace hypha::storage;
using Fake = fakes::FakePoolFile;

namespace {

enum class After { process_killed, power_lost, power_lost_and_torn };

std::string long_value() {
    return std::string(40000, 'v'); // three pages, so that a transaction is more than one write
}

// One transaction with two rows. True when it was committed.
bool work(Shelf& shelf) {
    const auto database = shelf.open();
    if (!database) {
        return false;
    }
    auto transaction = Transaction::begin(**database);
    SettingTable settings(**database);
    return transaction && settings.set("one", "new") && settings.set("long", long_value()) && transaction->commit();
}

void prepare(Shelf& shelf) {
    const auto database = shelf.open();
    REQUIRE(database.has_value());
    REQUIRE(SettingTable(**database).set("one", "old").has_value());
}

// "old", "new" or what is wrong.
std::string state_of(Shelf& shelf, bool was_prepared) {
    const auto database = shelf.open();
    if (!database) {
        return database.error().code + ": " + database.error().detail;
    }
    if (!(*database)->set_aside_names().empty()) {
        return "set aside";
    }
    SettingTable settings(**database);
    const auto one = settings.find("one");
    const auto value = settings.find("long");
    if (!one || !value) {
        return "unreadable";
    }
    if (*one == "new" && *value == long_value()) {
        return "new";
    }
    const bool is_old = was_prepared ? *one == "old" : !one->has_value();
    return is_old && !value->has_value() ? "old" : "half";
}

void lose(Shelf& shelf, After after, std::uint64_t seed) {
    shelf.vfs.reset();
    if (after != After::process_killed) {
        shelf.pool.lose_power(
            after == After::power_lost ? Fake::PowerLoss::drops_unflushed : Fake::PowerLoss::tears_unflushed, seed);
    }
}

// Breaks call after call until one run meets no failure; answers how many runs failed. A database that is made has a few hundred
// calls before its first transaction: of those the first ones and one in seven, and all in the long form.
int break_every_call(bool prepared, Fake::Failure failure, Fake::Lasting lasting, After after) {
    static const bool every_call = std::getenv("HYPHA_SOAK_ROUNDS") != nullptr;
    Shelf before;
    if (prepared) {
        prepare(before);
        before.vfs.reset();
        before.pool.settle();
    }
    int broken = 0;
    for (int call = 1;; call += every_call || prepared || call < 24 ? 1 : 7) {
        Shelf shelf;
        shelf.pool = before.pool;
        shelf.pool.fail(call, failure, lasting);
        const bool committed = work(shelf);
        const bool met = shelf.pool.has_failed();
        shelf.pool.heal();
        lose(shelf, after, static_cast<std::uint64_t>(call));
        const std::string state = state_of(shelf, prepared);
        CAPTURE(prepared, static_cast<int>(failure), static_cast<int>(lasting), static_cast<int>(after), call,
                committed, state);
        REQUIRE((state == "new" || (state == "old" && !committed)));
        broken += committed ? 0 : 1;
        if (!met) {
            REQUIRE(committed);
            return broken;
        }
    }
}

} // namespace

TEST_CASE("every I/O call failed in turn: the state before or the state after", "[crash]") {
    for (const bool prepared : {true, false}) {
        for (const auto failure : {Fake::Failure::io, Fake::Failure::no_space}) {
            for (const auto lasting : {Fake::Lasting::once, Fake::Lasting::for_good}) {
                for (const auto after : {After::process_killed, After::power_lost, After::power_lost_and_torn}) {
                    CHECK(break_every_call(prepared, failure, lasting, after) > 5);
                }
            }
        }
    }
}

TEST_CASE("a full disk is called storage_full, the old state stands, and writing goes on when there is room",
          "[crash]") {
    Shelf shelf;
    prepare(shelf);
    auto database = shelf.open();
    REQUIRE(database.has_value());
    SettingTable settings(**database);
    shelf.pool.fail(1, Fake::Failure::no_space, Fake::Lasting::for_good);
    const auto refused = settings.set("one", "new");
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == "storage_full");
    CHECK(settings.find("one").value() == "old");
    shelf.pool.heal();
    CHECK(settings.set("one", "newer").has_value());
    database->reset();
    database = shelf.open();
    REQUIRE(database.has_value());
    CHECK(SettingTable(**database).find("one").value() == "newer");
}

TEST_CASE("power lost at any moment of a hundred transactions keeps every acknowledged one", "[crash]") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Shelf shelf;
        int acknowledged = 0;
        {
            const auto database = shelf.open();
            REQUIRE(database.has_value());
            SettingTable settings(**database);
            shelf.pool.fail(static_cast<int>(seed * 7), Fake::Failure::io, Fake::Lasting::for_good);
            for (int i = 1; i <= 100 && settings.set("count", std::to_string(i)).has_value(); ++i) {
                acknowledged = i;
            }
            REQUIRE(shelf.pool.has_failed());
        }
        shelf.pool.heal();
        lose(shelf, After::power_lost_and_torn, seed);
        const auto database = shelf.open();
        REQUIRE(database.has_value());
        const auto count = SettingTable(**database).find("count");
        REQUIRE(count.has_value());
        const int found = std::stoi(count->value_or("0"));
        CAPTURE(seed, acknowledged, found);
        CHECK((found == acknowledged || found == acknowledged + 1));
    }
}
