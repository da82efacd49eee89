// The whole storage on the browser's pool: a thousand transactions, and what a worker that was killed leaves behind.
// The hidden cases are driven by tests/browser/storage_contract.test.mjs, on real OPFS files in a worker.
#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <cstdio>
#include <random>
#include <string>

#include "browser/pool_file.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/fake_random.hpp"
#include "storage/database.hpp"
#include "storage/journal.hpp"
#include "storage/observation_table.hpp"
#include "storage/pool_vfs.hpp"

using namespace hypha;
using namespace hypha::storage;

namespace {

struct BrowserShelf {
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

// One committed transaction, made durable.
void add_find(Database& database, int number) {
    ObservationRow row;
    row.uuid = std::to_string(number);
    row.created_ms = number;
    row.saved = true;
    REQUIRE(ObservationTable(database).add(row).has_value());
}

// JavaScript waits for these lines.
void say(const char* what, std::int64_t number) {
    std::printf("%s %lld\n", what, static_cast<long long>(number));
    std::fflush(stdout);
}

void empty(ports::PoolFile& pool) {
    for (int slot = 0; slot < pool.slots(); ++slot) {
        REQUIRE(pool.truncate(slot, 0));
    }
}

} // namespace

TEST_CASE("a thousand transactions are kept over closing and opening", "[storage_road][browser]") {
    browser::OpfsPoolFile pool;
    empty(pool);
    constexpr int kTransactions = 1000;
    {
        BrowserShelf shelf;
        const auto database = shelf.open();
        const auto start = std::chrono::steady_clock::now();
        for (int i = 1; i <= kTransactions; ++i) {
            add_find(*database, i);
        }
        const auto spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        say("transactions_per_second", static_cast<std::int64_t>(kTransactions / spent));
    }
    BrowserShelf shelf;
    const auto database = shelf.open();
    CHECK(Journal(*database).count() == kTransactions);
    CHECK(Journal(*database).page(0, 1).value().front().created_ms == kTransactions);
}

TEST_CASE("empties the pool", "[.][empty]") {
    browser::OpfsPoolFile pool;
    empty(pool);
}

// Never ends: whoever runs it kills the worker. A number is said after its transaction was committed.
TEST_CASE("adds finds for ever", "[.][endless]") {
    BrowserShelf shelf;
    const auto database = shelf.open();
    const auto already = static_cast<int>(Journal(*database).count().value());
    for (int i = already + 1;; ++i) {
        add_find(*database, i);
        say("committed", i);
    }
}

// Writes until the browser gives no more room: that must be said as storage_full, and what was committed must stay readable.
TEST_CASE("fills the disk", "[.][full]") {
    BrowserShelf shelf;
    const auto database = shelf.open();
    const auto before = Journal(*database).count().value();
    std::int64_t added = 0;
    std::string code;
    while (code.empty() && added < 4000) {
        ObservationRow row;
        row.uuid = "full";
        row.created_ms = before + added + 1;
        row.saved = true;
        row.note = std::string(100000, 'n');
        const auto id = ObservationTable(*database).add(row);
        code = id ? "" : id.error().code;
        added += id ? 1 : 0;
    }
    CHECK(code == "storage_full");
    CHECK(Journal(*database).count().value() == before + added);
    say("added", added);
}

// Finds 1, 2, 3… without a gap, and says how many.
TEST_CASE("counts the finds", "[.][counted]") {
    BrowserShelf shelf;
    const auto database = shelf.open();
    Journal journal(*database);
    const auto count = journal.count().value();
    const auto rows = journal.page(0, count).value();
    std::int64_t expected = count;
    for (const JournalRow& row : rows) {
        REQUIRE(row.created_ms == expected--);
    }
    REQUIRE(expected == 0);
    CHECK(database->set_aside_names().empty());
    say("found", count);
}
