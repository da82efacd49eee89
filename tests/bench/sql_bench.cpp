// The C++ side of sql.bench.mjs: the rows of the table as the app would run them, through hypha_storage on the pool VFS of OPFS.
// Texts are put into memory before the clock starts, as JavaScript's are for the other contestants; the worker measures each call.
// Every row answers with a checksum, so that all contestants can be held to have done the same; -1: failed, bench_error() says why.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <emscripten/emscripten.h>

#include "browser/browser_ports.hpp"
#include "browser/pool_file.hpp"
#include "storage/database.hpp"
#include "storage/pool_vfs.hpp"
#include "storage/transaction.hpp"

namespace {

using namespace hypha;

browser::OpfsPoolFile pool_file;
browser::BrowserClock wall_clock;
browser::BrowserRandom chance;
std::unique_ptr<storage::PoolVfs> vfs;
std::unique_ptr<storage::Database> database;
std::vector<std::string> texts;
std::string complaint;
std::size_t read_bytes =
    0; // of texts; counted so that reading them cannot be left out, unlike numbers not in the checksum

double fail(const Error& error) {
    complaint = error.code + ": " + error.detail;
    return -1;
}

// Steps through all rows of a statement; `row` adds to the checksum.
template <typename Row> double each_row(storage::Statement& statement, Row row) {
    double sum = 0;
    for (;;) {
        const auto stepped = statement.step();
        if (!stepped) {
            return fail(stepped.error());
        }
        if (!*stepped) {
            statement.reset();
            return sum;
        }
        sum += row(statement);
    }
}

double count_of(const storage::Statement& row) {
    read_bytes += row.text(0).size();
    return 1;
}

// A row of the table t.
double values_of(const storage::Statement& row) {
    read_bytes += row.text(1).size();
    return static_cast<double>(row.integer(0)) + row.real(2) + static_cast<double>(row.integer(3));
}

// Runs `row` for 0 to count - 1 in one transaction, with a statement prepared once.
template <typename Row> double in_transaction(std::string_view sql, int count, Row row) {
    auto transaction = storage::Transaction::begin(*database);
    auto statement = transaction ? database->prepare(sql) : std::unexpected(transaction.error());
    if (!statement) {
        return fail(statement.error());
    }
    for (int i = 0; i < count; ++i) {
        if (const auto ran = row(*statement, i); !ran) {
            return fail(ran.error());
        }
    }
    const auto kept = transaction->commit();
    return kept ? count : fail(kept.error());
}

} // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE const char* bench_error() { return complaint.c_str(); }

EMSCRIPTEN_KEEPALIVE void* bench_alloc(std::uint32_t bytes) { return std::malloc(bytes); }
EMSCRIPTEN_KEEPALIVE void bench_free(void* memory) { std::free(memory); }

EMSCRIPTEN_KEEPALIVE void bench_clear_texts() { texts.clear(); }
EMSCRIPTEN_KEEPALIVE void bench_add_text(const char* text) { texts.emplace_back(text); }

EMSCRIPTEN_KEEPALIVE double bench_open() {
    auto mounted = storage::PoolVfs::mount(pool_file, wall_clock, chance);
    if (!mounted) {
        return fail(mounted.error());
    }
    vfs = std::move(*mounted);
    auto opened = storage::Database::open(storage::DatabasePlace::in_pool(*vfs));
    if (!opened) {
        return fail(opened.error());
    }
    database = std::move(*opened);
    return 0;
}

EMSCRIPTEN_KEEPALIVE void bench_close() {
    database.reset();
    vfs.reset();
}

// Statements that are not measured, or measured as a whole.
EMSCRIPTEN_KEEPALIVE double bench_run(const char* sql) {
    const auto ran = database->run(sql);
    return ran ? 0 : fail(ran.error());
}

EMSCRIPTEN_KEEPALIVE double bench_insert(const char* sql, int count) {
    return in_transaction(sql, count, [](storage::Statement& statement, int i) {
        return statement.run_with(i, texts[static_cast<std::size_t>(i)], i * 0.5, i % 17);
    });
}

EMSCRIPTEN_KEEPALIVE double bench_insert_texts(const char* sql) {
    return in_transaction(sql, static_cast<int>(texts.size()), [](storage::Statement& statement, int i) {
        return statement.run_with(i, texts[static_cast<std::size_t>(i)]);
    });
}

EMSCRIPTEN_KEEPALIVE double bench_transactions(const char* sql, int count) {
    for (int i = 0; i < count; ++i) {
        auto transaction = storage::Transaction::begin(*database);
        if (!transaction) {
            return fail(transaction.error());
        }
        const auto changed = database->change(sql, texts[static_cast<std::size_t>(i)], i);
        const auto kept = changed ? transaction->commit() : changed;
        if (!kept) {
            return fail(kept.error());
        }
    }
    return count;
}

// `stride` walks through all of the first `count` rows in another order than that of the file.
EMSCRIPTEN_KEEPALIVE double bench_point_reads(const char* sql, int count, int stride) {
    auto statement = database->prepare(sql);
    if (!statement) {
        return fail(statement.error());
    }
    double sum = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto stepped = statement->bind(i * stride % count).step();
        if (!stepped || !*stepped) {
            return stepped ? -2 : fail(stepped.error());
        }
        sum += values_of(*statement);
        statement->reset();
    }
    return sum;
}

EMSCRIPTEN_KEEPALIVE double bench_range(const char* sql, int first, int last) {
    auto statement = database->prepare(sql);
    if (!statement) {
        return fail(statement.error());
    }
    statement->bind(first, last);
    return each_row(*statement, values_of);
}

// All rows of a query; the checksum is their number.
EMSCRIPTEN_KEEPALIVE double bench_query(const char* sql) {
    auto statement = database->prepare(sql);
    if (!statement) {
        return fail(statement.error());
    }
    return each_row(*statement, count_of);
}

// One query for each of the texts; the checksum is the sum of the first columns.
EMSCRIPTEN_KEEPALIVE double bench_ask_each(const char* sql) {
    auto statement = database->prepare(sql);
    if (!statement) {
        return fail(statement.error());
    }
    double sum = 0;
    for (const std::string& text : texts) {
        statement->bind(text);
        sum += each_row(*statement, [](const storage::Statement& row) { return static_cast<double>(row.integer(0)); });
    }
    return sum;
}

// Reads every article; the checksum is their number.
EMSCRIPTEN_KEEPALIVE double bench_read_texts(const char* sql, int count) {
    auto statement = database->prepare(sql);
    if (!statement) {
        return fail(statement.error());
    }
    double sum = 0;
    for (int i = 0; i < count; ++i) {
        statement->bind(i);
        sum += each_row(*statement, count_of);
    }
    return sum;
}
}
