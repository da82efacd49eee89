// What a killed browser must not break. Every transaction is numbered, what number i does follows from i and from those before
// it, and each writes its number in the same transaction: so the number that is found after a kill says what the whole
// database must hold, row by row and byte by byte. "Half a transaction" is then simply a database that differs.
// [.crash] checks what was left and goes on for ever; tests/browser/crash.test.mjs kills the browser around it.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <limits>
#include <map>
#include <random>
#include <string>

#include "browser/pool_file.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/fake_random.hpp"
#include "storage/database.hpp"
#include "storage/journal.hpp"
#include "storage/observation_table.hpp"
#include "storage/place_files.hpp"
#include "storage/pool_vfs.hpp"
#include "storage/setting_table.hpp"
#include "storage/snapshot.hpp"
#include "storage/transaction.hpp"

using namespace hypha;
using namespace hypha::storage;

namespace {

// Above these, numbers that would add take away.
constexpr std::uint64_t kMostBytes = 24'000'000; // of notes
constexpr std::size_t kMostFinds = 1500;

struct Note {
    std::uint64_t seed = 0;
    std::uint64_t bytes = 0;
    bool operator==(const Note&) const = default;
};

// Distinct for each seed and position, so that a page that belongs to another number or another place is seen.
std::string text_of(const Note& note) {
    fakes::FakeRandom random(note.seed);
    std::string text(static_cast<std::size_t>(note.bytes), ' ');
    for (std::size_t at = 0; at < text.size(); at += 8) {
        const std::uint64_t letters = (random.next() & 0x0f0f0f0f0f0f0f0fULL) + 0x6161616161616161ULL; // 'a' to 'p'
        std::memcpy(text.data() + at, &letters, std::min<std::size_t>(8, text.size() - at));
    }
    return text;
}

// What the database must hold, by the number that stands in created_ms.
struct Expected {
    std::int64_t last = 0;
    std::map<std::int64_t, Note> finds;
    [[nodiscard]] std::uint64_t bytes() const {
        std::uint64_t sum = 0;
        for (const auto& [number, note] : finds) {
            sum += note.bytes;
        }
        return sum;
    }
};

struct Change {
    enum class Kind { add, edit, remove } kind = Kind::add;
    std::int64_t find = 0;
    Note note{};
};

// The changes of the transaction with this number.
std::vector<Change> changes_of(const Expected& before, std::int64_t number) {
    fakes::FakeRandom random(static_cast<std::uint64_t>(number));
    const std::uint64_t dice = random.next() % 100;
    const std::uint64_t seed = random.next();
    const auto nth = [&before](std::uint64_t n) {
        return std::next(before.finds.begin(), static_cast<std::ptrdiff_t>(n % before.finds.size()))->first;
    };
    const std::int64_t first = number * 100;
    std::vector<Change> changes;
    if (!before.finds.empty() && (dice < 8 || before.finds.size() > kMostFinds || before.bytes() > kMostBytes)) {
        // The largest goes, and a small one with it.
        auto largest = before.finds.begin();
        for (auto at = before.finds.begin(); at != before.finds.end(); ++at) {
            largest = at->second.bytes > largest->second.bytes ? at : largest;
        }
        changes.push_back({Change::Kind::remove, largest->first, {}});
        if (const std::int64_t other = nth(seed); other != largest->first) {
            changes.push_back({Change::Kind::remove, other, {}});
        }
    } else if (!before.finds.empty() && dice < 20) {
        changes.push_back({Change::Kind::edit, nth(seed), {seed, 10 + seed % 60'000}});
    } else if (dice < 35) {
        changes.push_back(
            {Change::Kind::add, first, {seed, 1'000'000 + seed % 3'000'000}}); // more pages than the log holds
    } else if (dice < 45) {
        for (std::int64_t i = 0; i < 20; ++i) {
            changes.push_back({Change::Kind::add, first + i, {seed + static_cast<std::uint64_t>(i), 10 + seed % 3000}});
        }
    } else {
        changes.push_back({Change::Kind::add, first, {seed, 10 + seed % 400}});
    }
    return changes;
}

void expect(Expected& expected, std::int64_t number, const std::vector<Change>& changes) {
    for (const Change& change : changes) {
        if (change.kind == Change::Kind::remove) {
            expected.finds.erase(change.find);
        } else {
            expected.finds.insert_or_assign(change.find, change.note);
        }
    }
    expected.last = number;
}

Expected after(std::int64_t last) {
    Expected expected;
    for (std::int64_t number = 1; number <= last; ++number) {
        expect(expected, number, changes_of(expected, number));
    }
    return expected;
}

using Ids = std::map<std::int64_t, ObservationId>;

void do_changes(Database& database, Ids& ids, std::int64_t number, const std::vector<Change>& changes) {
    auto transaction = Transaction::begin(database);
    REQUIRE(transaction.has_value());
    ObservationTable table(database);
    for (const Change& change : changes) {
        if (change.kind == Change::Kind::remove) {
            REQUIRE(table.purge(ids.at(change.find)).has_value());
            ids.erase(change.find);
        } else if (change.kind == Change::Kind::edit) {
            REQUIRE(table.set_note(ids.at(change.find), text_of(change.note)).has_value());
        } else {
            ObservationRow row;
            row.uuid = std::to_string(change.find);
            row.created_ms = change.find;
            row.saved = true;
            row.note = text_of(change.note);
            const auto id = table.add(row);
            REQUIRE(id.has_value());
            ids.insert_or_assign(change.find, *id);
        }
    }
    REQUIRE(SettingTable(database).set("last", std::to_string(number)).has_value());
    REQUIRE(transaction->commit().has_value());
}

// Everything that is there is what the last number says, and nothing else is.
Expected check_all(Database& database, Ids& ids) {
    auto integrity = database.prepare("PRAGMA integrity_check");
    REQUIRE(integrity.has_value());
    REQUIRE(integrity->step() == Result<bool>(true));
    REQUIRE(integrity->text(0) == "ok");
    REQUIRE(database.set_aside_names().empty());
    const auto last = SettingTable(database).find("last");
    REQUIRE(last.has_value());
    Expected expected = after(*last ? std::stoll(**last) : 0);
    const auto rows = Journal(database).page(0, std::numeric_limits<std::int32_t>::max());
    REQUIRE(rows.has_value());
    REQUIRE(rows->size() == expected.finds.size());
    for (const JournalRow& row : *rows) {
        INFO("find " << row.created_ms << " after transaction " << expected.last);
        const auto found = expected.finds.find(row.created_ms);
        REQUIRE(found != expected.finds.end());
        REQUIRE((row.note == text_of(found->second))); // in brackets: Catch would print megabytes
        ids.insert_or_assign(row.created_ms, row.id);
    }
    // The automatic copy is the one before or the one after, each of the number it was taken at; or none was finished yet.
    const auto copy = facts_of(database.place(), snapshot_file(database.place()));
    if (copy) {
        REQUIRE(copy->finds == static_cast<std::int64_t>(after(copy->made_ms).finds.size()));
    } else {
        REQUIRE(copy.error().code == "not_found");
    }
    return expected;
}

struct Shelf {
    browser::OpfsPoolFile pool;
    fakes::FakeClock clock;
    fakes::FakeRandom random{std::random_device{}()};
    Result<std::unique_ptr<PoolVfs>> vfs = PoolVfs::mount(pool, clock, random);

    std::unique_ptr<Database> open() {
        if (!vfs) {
            FAIL(vfs.error().code << ": " << vfs.error().detail);
        }
        auto database = Database::open(DatabasePlace::in_pool(**vfs));
        if (!database) {
            FAIL(database.error().code << ": " << database.error().detail);
        }
        return *std::move(database);
    }
};

void say(const char* what, std::int64_t number) {
    std::printf("%s %lld\n", what, static_cast<long long>(number));
    std::fflush(stdout);
}

void go_on(Database& database, Ids& ids, Expected& expected) {
    const std::int64_t number = expected.last + 1;
    const auto changes = changes_of(expected, number);
    do_changes(database, ids, number, changes);
    expect(expected, number, changes);
    if (number % 37 == 0) {
        REQUIRE(database.run("PRAGMA wal_checkpoint(TRUNCATE)").has_value());
    }
    if (number % 29 == 0) {
        say("copying", number);
        REQUIRE(take_snapshot(database, number).has_value()); // VACUUM INTO
        say("copied", number);
    }
}

} // namespace

TEST_CASE("the numbered transactions leave what their last number says", "[crash]") {
    browser::OpfsPoolFile pool;
    for (int slot = 0; slot < pool.slots(); ++slot) {
        REQUIRE(pool.truncate(slot, 0));
    }
    for (int session = 0; session < 3; ++session) {
        Shelf shelf;
        const auto database = shelf.open();
        Ids ids;
        Expected expected = check_all(*database, ids);
        REQUIRE(expected.last == session * 40);
        for (int i = 0; i < 40; ++i) {
            go_on(*database, ids, expected);
        }
        Ids again;
        REQUIRE(check_all(*database, again).finds == expected.finds);
        REQUIRE(again == ids);
    }
}

// Never ends by itself. `committed n` is said when the transaction n is committed, and whoever hears it answers before the next.
TEST_CASE("checks what a kill left, then adds transactions for ever", "[.crash]") {
    Shelf shelf;
    const auto database = shelf.open();
    Ids ids;
    Expected expected = check_all(*database, ids);
    say("checked", expected.last);
    for (;;) {
        go_on(*database, ids, expected);
        say("committed", expected.last);
    }
}
