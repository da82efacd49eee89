// Values that are sealed where they are written: what travels, what opens where, and what a new device id does to a seal.
#include <catch2/catch_test_macros.hpp>

#include "core/sync/edge.hpp"
#include "fakes/fixed_surroundings.hpp"
#include "fakes/memory_edge_store.hpp"
#include "fakes/memory_replica_store.hpp"
#include "simulation/tag.hpp"

using namespace hypha;
using namespace hypha::sync;

namespace {

struct Stage {
    fakes::FixedSurroundings world;
    fakes::MemoryEdgeStore edge_store;
    EdgeLimits limits;
    Edge edge{edge_store, world, limits};
    StreamId stream{{1, 2, 3}};
    simulation::Tag tag;

    Replica replica(fakes::MemoryReplicaStore& store) { return {store, world, &tag}; }
    void join(fakes::MemoryReplicaStore& store) { REQUIRE(replica(store).join(stream)); }
    void note(fakes::MemoryReplicaStore& store, const char* words) {
        world.now_ms += 10;
        REQUIRE(replica(store).write("find", "k", {{.column = "note", .value = words, .text = true}}));
    }
    void sync(fakes::MemoryReplicaStore& store) {
        SyncSession session(store, world, kPart_bytes, &tag);
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
    Result<Bytes> read(fakes::MemoryReplicaStore& store, const char* column = "note") {
        const CellName name{"find", "k", column};
        return opened(tag, stream, name, store.rows.cells.at(name));
    }
};

} // namespace

TEST_CASE("a value is sealed for its place before it is kept or sent, and opens on another device", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one, two;
    stage.join(one);
    stage.join(two);
    stage.note(one, "under the old beech");
    CHECK(one.rows.cells.at({"find", "k", "note"}).value != "under the old beech");
    stage.sync(one);
    stage.sync(two);
    CHECK(stage.read(two) == Result<Bytes>("under the old beech"));
    Cell moved = two.rows.cells.at({"find", "k", "note"});
    CHECK(opened(stage.tag, stage.stream, {"find", "k", "place"}, moved).error().code == "sealed_broken");
    moved.authored = moved.authored.next();
    CHECK(opened(stage.tag, stage.stream, {"find", "k", "note"}, moved).error().code == "sealed_broken");
}

TEST_CASE("words that were emptied stay empty, so that nobody keeps a copy of nothing", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one, two;
    stage.join(one);
    stage.join(two);
    stage.note(one, "");
    stage.note(two, "two wrote this");
    stage.sync(one);
    stage.sync(two);
    stage.sync(one);
    CHECK(stage.read(one) == Result<Bytes>("two wrote this"));
    for (const auto& [name, cell] : one.rows.cells) {
        CHECK(name.table == "find");
    }
}

TEST_CASE("a device that gets a new id seals again what it had not sent", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one, two;
    stage.join(one);
    stage.join(two);
    stage.note(one, "written before the id changed");
    REQUIRE(stage.replica(one).renew_device());
    stage.sync(one);
    stage.sync(two);
    CHECK(stage.read(one) == Result<Bytes>("written before the id changed"));
    CHECK(stage.read(two) == Result<Bytes>("written before the id changed"));
}

TEST_CASE("words that lost open under the name of the cell they were written for", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one, two;
    stage.join(one);
    stage.join(two);
    stage.note(one, "one's words");
    stage.note(two, "two's words");
    stage.sync(one);
    stage.sync(two);
    stage.sync(one);
    CHECK(stage.read(one) == Result<Bytes>("two's words"));
    std::size_t copies = 0;
    for (const auto& [name, cell] : one.rows.cells) {
        if (name.table == kConflictTable && name.column == "text") {
            ++copies;
            const auto of = copied_from(
                name, [&](const CellName& other) -> std::optional<Bytes> { return one.rows.cells.at(other).value; });
            REQUIRE(of == CellName{"find", "k", "note"});
            CHECK(opened(stage.tag, stage.stream, *of, cell) == Result<Bytes>("one's words"));
        }
    }
    CHECK(copies == 1);
}

TEST_CASE("what was written while away counts from when it was written, yet after all that was heard", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one, two;
    stage.join(one);
    stage.join(two);
    stage.sync(one);
    const std::int64_t monday_ms = stage.world.now_ms + 1'000;
    stage.world.now_ms += 500'000;
    stage.note(two, "later");
    stage.sync(two);
    REQUIRE(stage.replica(one).write("find", "k", {{.column = "note", .value = "earlier", .text = true}}, monday_ms));
    stage.sync(one);
    CHECK(stage.read(one) == Result<Bytes>("later"));
    REQUIRE(stage.replica(one).write("find", "k", {{.column = "note", .value = "after reading it", .text = true}},
                                     monday_ms));
    stage.sync(one);
    stage.sync(two);
    CHECK(stage.read(two) == Result<Bytes>("after reading it"));
}
