// What clients, clones of them and the edge make of each other after the edge lost history: single rules, each alone on a stage
// over stores in memory; tests/simulation is about all at once.
#include <catch2/catch_test_macros.hpp>

#include "core/sync/edge.hpp"
#include "core/sync/sha256.hpp"
#include "fakes/fixed_surroundings.hpp"
#include "fakes/memory_edge_store.hpp"
#include "fakes/memory_replica_store.hpp"

using namespace hypha;
using namespace hypha::sync;

namespace {

constexpr std::int64_t kYear_ms = 365LL * 24 * 3600 * 1000;
const CellName kNote{"find", "k", "note"};

struct Stage {
    fakes::FixedSurroundings world;
    fakes::MemoryEdgeStore edge_store;
    Edge edge{edge_store, world};
    StreamId stream{{1, 2, 3}};

    void join(fakes::MemoryReplicaStore& store) { REQUIRE(Replica(store, world).join(stream)); }
    void note(fakes::MemoryReplicaStore& store, const char* words, std::int64_t clock_ahead_ms = 0) {
        world.now_ms += 10;
        REQUIRE(
            Replica(store, world)
                .write("find", "k", {{.column = "note", .value = words, .text = true}}, world.now_ms + clock_ahead_ms));
    }
    Reply ask(SyncSession& session) {
        const auto request = session.next();
        REQUIRE((request && *request));
        world.now_ms += 10;
        return edge.answer(stream, **request);
    }
    void sync(fakes::MemoryReplicaStore& store) {
        SyncSession session(store, world);
        for (int requests = 0;; ++requests) {
            const auto request = session.next();
            REQUIRE(request);
            if (!*request) {
                return;
            }
            REQUIRE(requests < 100);
            world.now_ms += 10;
            REQUIRE(session.answered(edge.answer(stream, **request)));
        }
    }
    // One answer after the other, until the outbox is empty: nothing is pulled.
    void push(fakes::MemoryReplicaStore& store) {
        SyncSession session(store, world);
        for (int requests = 0; !store.rows.outbox.empty(); ++requests) {
            REQUIRE(requests < 10);
            REQUIRE(session.answered(ask(session)));
        }
    }
    void restore(const std::map<StreamId, fakes::MemoryEdgeStore::Stream>& backup) {
        edge_store.streams = backup;
        REQUIRE(edge.new_epoch(stream));
    }
};

Seen seen_in(const Operation& operation) { return operation.columns.at(0).seen; }

std::vector<std::string> copies_in(const fakes::MemoryReplicaStore& store) {
    std::vector<std::string> texts;
    for (const auto& [name, cell] : store.rows.cells) {
        if (name.table == "conflict_copy" && name.column == "text") {
            texts.push_back(cell.value);
        }
    }
    return texts;
}

} // namespace

TEST_CASE("an answer of the epoch before, which a proxy remembers, acknowledges no batch of this one", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one;
    stage.join(one);
    const auto backup = stage.edge_store.streams;
    stage.note(one, "first");
    SyncSession session(one, stage.world);
    const Reply remembered = stage.ask(session);
    REQUIRE(session.answered(remembered) == Answer::accepted);
    stage.restore(backup);
    stage.note(one, "second");
    REQUIRE(session.answered(stage.ask(session)) == Answer::refused);
    REQUIRE(session.next());
    CHECK(one.rows.outbox.begin()->second.batch_no == 1);
    CHECK(session.answered(remembered) == Answer::not_understood);
    CHECK(one.rows.outbox.size() == 1);
    stage.sync(one);
    CHECK(stage.edge_store.streams[stage.stream].cells.at({"find", "k", "note"}).value == "second");
}

TEST_CASE("a batch that came before its device heard an epoch is answered in the one that it heard since", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one;
    stage.join(one);
    stage.note(one, "first");
    SyncSession session(one, stage.world);
    (void)stage.ask(session); // the answer is lost
    session.failed();
    stage.restore(stage.edge_store.streams);
    one.rows.state.epoch =
        stage.edge_store.streams[stage.stream].row.epoch; // by a pull, while there was no room to push
    CHECK(session.answered(stage.ask(session)) == Answer::accepted);
    CHECK(one.rows.outbox.empty());
    CHECK(one.rows.state.epoch == stage.edge_store.streams[stage.stream].row.epoch);
}

TEST_CASE("what was seen under a stamp of the far future is seen under the one that the edge gave it", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one;
    stage.join(one);
    stage.note(one, "first", kYear_ms);
    SyncSession session(one, stage.world);
    const Reply taken = stage.ask(session);
    stage.note(one, "second", kYear_ms);
    stage.note(one, "third", kYear_ms);
    REQUIRE(session.answered(taken) == Answer::accepted);
    const auto& operations = stage.edge_store.streams[stage.stream].operations;
    const Stamp first = operations.at(1).operation.stamp;
    SECTION("by what waited while the answer came") {
        REQUIRE(one.rows.outbox.size() == 2);
        CHECK(seen_in(one.rows.outbox.begin()->second.operation) == Seen{first});
    }
    SECTION("by what came in the same batch") {
        stage.push(one);
        const Stamp second = operations.at(2).operation.stamp;
        CHECK(seen_in(operations.at(2).operation) == Seen{first});
        CHECK(seen_in(operations.at(3).operation) == Seen{second});
        CHECK(one.rows.cells.at(kNote).seen == Seen{second});
        CHECK(stage.edge_store.streams[stage.stream].cells.at(kNote).seen == Seen{second});
    }
    SECTION("so that it does not cover the words of a clone between") {
        fakes::MemoryReplicaStore reader;
        stage.join(reader);
        const auto backup = stage.edge_store.streams;
        fakes::MemoryReplicaStore clone;
        clone.rows = one.rows;
        clone.rows.outbox.clear();
        stage.note(clone, "the clone's");
        stage.push(clone);
        stage.sync(reader);
        stage.restore(backup);
        stage.push(one);
        stage.sync(reader);
        CHECK(copies_in(reader) == std::vector<std::string>{"the clone's"});
    }
}

TEST_CASE("a device that is told of more batches than it sent has a clone, and takes a new id", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one;
    fakes::MemoryReplicaStore reader;
    stage.join(one);
    stage.join(reader);
    const auto backup = stage.edge_store.streams;
    stage.note(one, "first");
    stage.sync(one);
    fakes::MemoryReplicaStore clone;
    clone.rows = one.rows;
    const DeviceId shared = one.rows.state.device;
    stage.restore(backup);
    for (const char* words : {"the clone's", "the clone's second", "the clone's third"}) {
        stage.note(clone, words);
        stage.push(clone);
    }
    stage.sync(reader);
    stage.note(one, "mine");
    stage.push(one);
    CHECK(clone.rows.state.device == shared);
    CHECK(one.rows.state.device != shared);
    CHECK(one.rows.cells.at(kNote).stamp.device == one.rows.state.device);

    // What the clone wrote is gone with the edge, but for the reader: what was written since does not say to have seen it.
    stage.restore(backup);
    stage.note(one, "mine, later");
    stage.push(one);
    stage.sync(reader);
    CHECK(one.rows.cells.at(kNote).value == "mine, later");
    CHECK(copies_in(reader) == std::vector<std::string>{"the clone's third"});
}

TEST_CASE("a device whose unanswered batch reached the edge keeps its id in the next epoch", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one;
    stage.join(one);
    stage.note(one, "first");
    stage.sync(one);
    const DeviceId device = one.rows.state.device;
    stage.note(one, "second");
    SyncSession session(one, stage.world);
    (void)stage.ask(session); // the answer is lost
    session.failed();
    stage.restore(stage.edge_store.streams);
    stage.sync(one);
    CHECK(one.rows.state.device == device);
    CHECK(one.rows.outbox.empty());
}

TEST_CASE("a device whose numbers a clone used in a history that went back pushes again what is not there", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore reader;
    stage.join(reader);
    stage.sync(reader);
    const auto backup = stage.edge_store.streams;
    fakes::MemoryReplicaStore one;
    stage.join(one);
    stage.note(one, "first");
    fakes::MemoryReplicaStore clone;
    clone.rows = one.rows;
    const Bytes bytes = "a photo";
    const BlobHash hash{sha256(bytes)};
    REQUIRE(Replica(one, stage.world).add_blob(hash, bytes));
    REQUIRE(Replica(one, stage.world).write("find", "k", {{.column = "photo", .value = "p", .blob = hash}}));
    stage.push(one); // the photo waits for its blob: the witness tells of the note alone

    stage.edge_store.streams = backup; // nobody says so
    stage.push(clone);
    stage.note(clone, "the clone's");
    stage.push(clone);
    stage.note(one, "mine");
    stage.sync(one);
    CHECK(one.rows.state.device != clone.rows.state.device);
    stage.sync(reader);
    CHECK(reader.rows.cells.contains({"find", "k", "photo"}));
    CHECK(reader.rows.blobs.contains(hash));
}

TEST_CASE("a device that needs a snapshot pushes again what it does not show, for the log forgot how to compare",
          "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one;
    fakes::MemoryReplicaStore reader;
    stage.join(one);
    stage.join(reader);
    const Bytes bytes = "a photo";
    const BlobHash hash{sha256(bytes)};
    REQUIRE(Replica(one, stage.world).add_blob(hash, bytes));
    REQUIRE(Replica(one, stage.world).write("find", "k", {{.column = "photo", .value = "p", .blob = hash}}));
    stage.push(one);
    const auto backup = stage.edge_store.streams;
    stage.sync(one); // the blob is whole, and the photo shown

    stage.edge_store.streams = backup; // nobody says so
    for (const char* words : {"first", "second", "third"}) {
        stage.note(reader, words);
        stage.sync(reader);
    }
    stage.world.now_ms += kKept_ms + 1;
    REQUIRE(stage.edge.compact(stage.stream));
    stage.sync(one);
    stage.sync(reader);
    CHECK(reader.rows.cells.contains({"find", "k", "photo"}));
    CHECK(reader.rows.blobs.contains(hash));
    CHECK(one.rows.cells.at(kNote).value == "third");
}

TEST_CASE("a clone's words that lost to our own later ones are kept, though they came under our id", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one;
    stage.join(one);
    stage.note(one, "first");
    stage.sync(one);
    fakes::MemoryReplicaStore clone;
    clone.rows = one.rows;
    REQUIRE(stage.edge.new_epoch(stage.stream));
    stage.note(clone, "the clone's");
    stage.push(clone); // the number that one would use next, in an epoch that it has not heard of
    stage.note(one, "mine");
    SyncSession session(one, stage.world);
    (void)session.next(); // in a batch that is numbered so
    session.failed();
    stage.sync(one);
    CHECK(one.rows.cells.at(kNote).value == "mine");
    CHECK(one.rows.state.device == clone.rows.state.device);
    CHECK(copies_in(one) == std::vector<std::string>{"the clone's"});
}
