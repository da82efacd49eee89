// What tests/browser/fight.test.mjs has its workers call, on the pool of the tab that owns the database: each record is written
// with its idempotency key and the epoch of its owner in one transaction. An epoch is one opening of the database, numbered
// from what the database says itself: two writers at once would take the same number, or come between each other's.
#include <cstdio>
#include <memory>
#include <string>

#include <emscripten/emscripten.h>

#include "browser/pool_file.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/fake_random.hpp"
#include "storage/database.hpp"
#include "storage/in_turn.hpp"
#include "storage/pool_vfs.hpp"
#include "storage/transaction.hpp"
#include "storage/write_key_table.hpp"

namespace {

using namespace hypha;
using namespace hypha::storage;

struct Fighter {
    browser::OpfsPoolFile pool;
    fakes::FakeClock clock;
    fakes::FakeRandom random;
    std::unique_ptr<PoolVfs> vfs;
    std::unique_ptr<Database> database;
    std::int64_t epoch = 0;
};

Fighter& fighter() {
    static Fighter made;
    return made;
}

bool said(const Result<void>& result) {
    if (!result) {
        std::printf("failed %s %s\n", result.error().code.c_str(), result.error().detail.c_str());
    }
    return result.has_value();
}

Result<std::int64_t> number(Database& database, const char* sql) {
    auto statement = database.prepare(sql);
    if (!statement) {
        return std::unexpected(statement.error());
    }
    if (const auto row = statement->step(); !row) {
        return std::unexpected(row.error());
    }
    return statement->integer(0);
}

Result<void> begin_epoch(Fighter& me) {
    auto transaction = Transaction::begin(*me.database);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    if (auto made =
            me.database->run("CREATE TABLE IF NOT EXISTS fight(id INTEGER PRIMARY KEY AUTOINCREMENT, epoch INTEGER "
                             "NOT NULL, key TEXT NOT NULL)");
        !made) {
        return made;
    }
    const auto last = number(*me.database, "SELECT coalesce(max(epoch), 0) FROM fight");
    if (!last) {
        return std::unexpected(last.error());
    }
    me.epoch = *last + 1;
    if (auto opened = me.database->change("INSERT INTO fight(epoch, key) VALUES(?, 'opened')", me.epoch); !opened) {
        return opened;
    }
    return transaction->commit();
}

} // namespace

extern "C" {

// The epoch; 0 when it did not open.
EMSCRIPTEN_KEEPALIVE int fight_open() {
    Fighter& me = fighter();
    auto mounted = PoolVfs::mount(me.pool, me.clock, me.random);
    if (!mounted) {
        return said(std::unexpected(mounted.error())) ? 1 : 0;
    }
    me.vfs = std::move(*mounted);
    auto opened = Database::open(DatabasePlace::in_pool(*me.vfs));
    if (!opened) {
        return said(std::unexpected(opened.error())) ? 1 : 0;
    }
    me.database = std::move(*opened);
    return said(begin_epoch(me)) ? static_cast<int>(me.epoch) : 0;
}

EMSCRIPTEN_KEEPALIVE void fight_close() {
    fighter().database.reset();
    fighter().vfs.reset();
}

// 1: written. 2: it was written before. 0: not written.
EMSCRIPTEN_KEEPALIVE int fight_write(int tab, int record) {
    Fighter& me = fighter();
    if (!me.database) {
        return 0;
    }
    auto transaction = Transaction::begin(*me.database);
    const std::string key = std::to_string(tab) + "-" + std::to_string(record);
    WriteKeyTable keys(*me.database);
    const auto known = keys.contains(key);
    if (!transaction || !known) {
        return 0;
    }
    if (*known) {
        return 2;
    }
    const auto insert = [&] {
        return me.database->change("INSERT INTO fight(epoch, key) VALUES(?, ?)", me.epoch, key);
    };
    return said(in_turn(insert, [&] { return keys.add(key, 0); }, [&] { return transaction->commit(); })) ? 1 : 0;
}

// Prints "integrity ok" and every record in the order of writing: "record <epoch> <key>".
EMSCRIPTEN_KEEPALIVE void fight_report() {
    Database& database = *fighter().database;
    auto check = database.prepare("PRAGMA integrity_check");
    if (check && check->step().value_or(false)) {
        std::printf("integrity %s\n", check->text(0).c_str());
    }
    auto records = database.prepare("SELECT epoch, key FROM fight ORDER BY id");
    while (records && records->step().value_or(false)) {
        std::printf("record %lld %s\n", static_cast<long long>(records->integer(0)), records->text(1).c_str());
    }
    std::printf("reported\n");
    std::fflush(stdout);
}

} // extern "C"
