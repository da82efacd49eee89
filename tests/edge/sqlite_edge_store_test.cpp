// The embedded store: the contract that the one in memory keeps too, and what only a store on disk can get wrong. Killed means
// killed: a child process ends between two calls without any destructor, and a new process looks at what it left.
#include "edge/store/sqlite_edge_store.hpp"

#include "contract/account_store_contract.hpp"
#include "contract/edge_store_contract.hpp"
#include "fakes/scratch_folder_native.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

using namespace hypha;
using namespace hypha::edge;
using namespace hypha::sync;

namespace {

struct Reopened {
    std::filesystem::path folder;
    std::unique_ptr<SqliteEdgeStore> store;

    ServedStore& operator()() {
        store.reset();
        auto opened = SqliteEdgeStore::open(folder);
        REQUIRE(opened);
        store = *std::move(opened);
        return *store;
    }
};

std::size_t files_below(const std::filesystem::path& folder) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        count += entry.is_regular_file() ? 1 : 0;
    }
    return count;
}

const StreamId kMine{{1}};
const BlobHash kHash{{5}};
const Operation kOperation{"find", "k", {Hlc{5}, DeviceId{1}}, Hlc{5}, {{"note", "v", false, {}, std::nullopt}}};

// A push of two operations and a part of a blob, ended after `calls` calls. Answers false when it was cut off before the commit ended.
bool write_some(EdgeStore& store, int calls) {
    const auto call = [&](const Result<void>& result) {
        if (!result) {
            _exit(2);
        }
        return --calls > 0;
    };
    for (std::uint64_t seq = 1; seq <= 2; ++seq) {
        const auto before = store.stream(); // fails: no transaction is open
        if (before || !call(store.begin(kMine)) ||
            !call(store.put_cell({"find", "k", "c" + std::to_string(seq)}, {})) ||
            !call(store.append_operation({{seq, seq}, DeviceId{1}, seq, 1, kOperation})) ||
            !call(store.append_blob(kHash, 6, seq == 1 ? "abc" : "def")) ||
            !call(store.put_batch(DeviceId{1}, seq, {seq, "reply", 1})) ||
            !call(store.put_stream({1, {seq, seq}, {}, {}})) || !call(store.commit())) {
            return false;
        }
    }
    return true;
}

} // namespace

TEST_CASE("the edge's store on SQLite keeps the contract", "[edge_store]") {
    const fakes::ScratchFolder scratch;
    Reopened open{scratch.path(), nullptr};
    check_edge_store_contract([&]() -> EdgeStore& { return open(); });
    check_edge_store_endures([&]() -> EdgeStore& { return open(); });
    check_account_store_contract([&]() -> ServedStore& { return open(); });
}

TEST_CASE("killed between any two calls: a transaction is there with its blob's bytes, or not at all", "[edge_store]") {
    for (int calls = 1; calls <= 15; ++calls) {
        CAPTURE(calls);
        const fakes::ScratchFolder scratch;
        const pid_t child = fork();
        if (child == 0) {
            auto store = SqliteEdgeStore::open(scratch.path());
            if (!store) {
                _exit(3);
            }
            (void)write_some(**store, calls);
            _exit(0);
        }
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        REQUIRE((WIFEXITED(status) && WEXITSTATUS(status) == 0));
        const auto store = SqliteEdgeStore::open(scratch.path());
        REQUIRE(store);
        REQUIRE((*store)->begin(kMine));
        const std::uint64_t whole = calls >= 14 ? 2 : calls >= 7 ? 1 : 0;
        CHECK((*store)->stream()->value_or(StreamRow{}).last.seq == whole);
        CHECK((*store)->operations_after(0, 10)->size() == whole);
        CHECK((*store)->cells_after({}, 10)->size() == whole);
        CHECK((*store)->last_batch(DeviceId{1}).value() == whole);
        CHECK((*store)->blob(kHash)->value_or(BlobRow{}).have == whole * 3);
        if (whole > 0) {
            CHECK((*store)->read_blob(kHash, 0, 6).value() == std::string("abcdef").substr(0, whole * 3));
        }
        (*store)->rollback();
    }
}

TEST_CASE("a group is durable as a whole: streams side by side, one of them rolled back", "[edge_store]") {
    const fakes::ScratchFolder scratch;
    Reopened open{scratch.path(), nullptr};
    open();
    REQUIRE(open.store->begin_group());
    CHECK_FALSE(open.store->begin_group());
    for (std::uint8_t i = 0; i < 10; ++i) {
        REQUIRE(open.store->begin(StreamId{{i}}));
        REQUIRE(open.store->put_stream({i + 1U, {}, {}, {}}));
        REQUIRE(open.store->append_blob(kHash, 3, "abc"));
        if (i == 4) {
            open.store->rollback();
        } else {
            REQUIRE(open.store->commit());
        }
    }
    SECTION("committed: all but the one that was rolled back, and its file is gone") {
        REQUIRE(open.store->commit_group());
        CHECK(files_below(std::filesystem::path(scratch.path()) / "blobs") == 9);
        open();
        for (std::uint8_t i = 0; i < 10; ++i) {
            REQUIRE(open.store->begin(StreamId{{i}}));
            CHECK(open.store->stream()->has_value() == (i != 4));
            CHECK(open.store->blob(kHash)->has_value() == (i != 4));
            open.store->rollback();
        }
        CHECK_FALSE(open.store->commit_group());
    }
    SECTION("never committed: nothing, and no file") {
        open();
        REQUIRE(open.store->begin(StreamId{{1}}));
        CHECK_FALSE(open.store->stream()->has_value());
        open.store->rollback();
        CHECK(files_below(std::filesystem::path(scratch.path()) / "blobs") == 0);
    }
}

TEST_CASE("a dropped blob's file goes with the commit, not before", "[edge_store]") {
    const fakes::ScratchFolder scratch;
    const std::filesystem::path blobs = std::filesystem::path(scratch.path()) / "blobs";
    Reopened open{scratch.path(), nullptr};
    EdgeStore& store = open();
    REQUIRE(store.begin(kMine));
    REQUIRE(store.append_blob(kHash, 3, "abc"));
    REQUIRE(store.commit());
    REQUIRE(store.begin(kMine));
    REQUIRE(store.drop_blob(kHash));
    CHECK(files_below(blobs) == 1);
    store.rollback();
    CHECK(files_below(blobs) == 1);
    REQUIRE(store.begin(kMine));
    REQUIRE(store.drop_blob(kHash));
    REQUIRE(store.commit());
    CHECK(files_below(blobs) == 0);
}

TEST_CASE("a folder is held by one store, and a newer one's schema is refused untouched", "[edge_store]") {
    const fakes::ScratchFolder scratch;
    const std::filesystem::path folder = std::filesystem::path(scratch.path()) / "made" / "here";
    {
        const auto first = SqliteEdgeStore::open(folder);
        REQUIRE(first);
        REQUIRE((*first)->probe());
        const auto second = SqliteEdgeStore::open(folder);
        REQUIRE_FALSE(second);
        CHECK(second.error().code == "folder_in_use");
        const auto access = std::filesystem::status(folder).permissions();
        CHECK((access & std::filesystem::perms(0077)) == std::filesystem::perms::none);
    }
    {
        auto database = storage::Database::open_foreign(storage::DatabasePlace::at_path((folder / "edge.db").string()));
        REQUIRE(database);
        auto mode = (*database)->prepare("PRAGMA journal_mode");
        REQUIRE(mode->step());
        CHECK(mode->text(0) == "wal");
        mode->reset();
        REQUIRE((*database)->run("PRAGMA user_version = 99"));
    }
    const auto newer = SqliteEdgeStore::open(folder);
    REQUIRE_FALSE(newer);
    CHECK(newer.error().code == "newer_database");
    std::filesystem::remove(folder / "edge.db-wal");
    std::ofstream(folder / "edge.db") << std::string(8192, 'x');
    CHECK(SqliteEdgeStore::open(folder).error().code == "database_corrupt");
}

TEST_CASE("after a statement failed nothing more is written in that transaction", "[edge_store]") {
    const fakes::ScratchFolder scratch;
    Reopened open{scratch.path(), nullptr};
    EdgeStore& store = open();
    REQUIRE(store.begin(kMine));
    REQUIRE(store.append_operation({{1, 1}, DeviceId{1}, 1, 1, kOperation}));
    CHECK_FALSE(store.append_operation({{1, 2}, DeviceId{1}, 1, 1, kOperation})); // a seq is given once
    CHECK(store.put_stream({1, {}, {}, {}}).error().code == "storage_unavailable");
    store.rollback();
    REQUIRE(store.begin(kMine));
    CHECK(store.operations_after(0, 1)->empty());
    store.rollback();
}
