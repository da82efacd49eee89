// Over 300 lines because all rules are shown on one stage. Replica, session and edge face to face over stores in memory: what single rules
// promise; tests/simulation is about all at once.
#include <catch2/catch_test_macros.hpp>

#include <deque>

#include "core/sync/associated_bytes.hpp"
#include "core/sync/edge.hpp"
#include "core/sync/sha256.hpp"
#include "fakes/fixed_surroundings.hpp"
#include "fakes/memory_edge_store.hpp"
#include "fakes/memory_replica_store.hpp"

using namespace hypha;
using namespace hypha::sync;

namespace {

struct Stage {
    fakes::FixedSurroundings world;
    fakes::MemoryEdgeStore edge_store;
    EdgeLimits limits;
    Edge edge{edge_store, world, limits};
    StreamId stream{{1, 2, 3}};

    void join(fakes::MemoryReplicaStore& store) { REQUIRE(Replica(store, world).join(stream)); }
    void write(fakes::MemoryReplicaStore& store, const char* column, const char* value, bool text = false) {
        world.now_ms += 10;
        REQUIRE(Replica(store, world).write("find", "k", {{.column = column, .value = value, .text = text}}));
    }
    int sync(fakes::MemoryReplicaStore& store, std::size_t part_bytes = kPart_bytes) {
        SyncSession session(store, world, part_bytes);
        int requests = 0;
        for (;; ++requests) {
            const auto request = session.next();
            REQUIRE(request);
            if (!*request) {
                return requests;
            }
            world.now_ms += 10;
            REQUIRE(requests < 1000);
            REQUIRE(session.answered(edge.answer(stream, **request)));
        }
    }
};

std::string value_of(fakes::MemoryReplicaStore& store, const char* column) {
    const auto cell = store.rows.cells.find({"find", "k", column});
    return cell == store.rows.cells.end() ? "(none)" : cell->second.value;
}

std::vector<std::string> copies_in(fakes::MemoryReplicaStore& store) {
    std::vector<std::string> texts;
    for (const auto& [name, cell] : store.rows.cells) {
        if (name.table == "conflict_copy" && name.column == "text") {
            texts.push_back(cell.value);
        }
    }
    return texts;
}

} // namespace

TEST_CASE("the later write of a column wins on both devices, the other columns stay", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one;
    fakes::MemoryReplicaStore two;
    stage.join(one);
    stage.join(two);
    stage.write(one, "name", "Boletus");
    stage.write(one, "place", "north");
    stage.write(two, "name", "Imleria");
    stage.sync(one);
    stage.sync(two);
    stage.sync(one);
    for (auto* store : {&one, &two}) {
        CHECK(value_of(*store, "name") == "Imleria");
        CHECK(value_of(*store, "place") == "north");
        CHECK(copies_in(*store).empty());
    }
}

TEST_CASE("words that lost unseen are kept as one copy everywhere; words replaced on purpose are not", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one;
    fakes::MemoryReplicaStore two;
    stage.join(one);
    stage.join(two);
    stage.write(one, "note", "first", true);
    stage.sync(one);
    stage.sync(two);
    stage.write(two, "note", "seen and replaced", true);
    stage.sync(two);
    stage.sync(one);
    CHECK(copies_in(one).empty());
    stage.write(one, "note", "mine, in the forest", true);
    stage.write(two, "note", "mine, at home", true);
    for (int round = 0; round < 2; ++round) {
        stage.sync(one);
        stage.sync(two);
    }
    for (auto* store : {&one, &two}) {
        CHECK(value_of(*store, "note") == "mine, at home");
        CHECK(copies_in(*store) == std::vector<std::string>{"mine, in the forest"});
    }
}

TEST_CASE("a record is at the edge after one request", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one;
    stage.join(one);
    stage.write(one, "name", "Boletus");
    SyncSession session(one, stage.world);
    const auto request = session.next();
    REQUIRE((request && *request));
    CHECK((*request)->kind == Request::Kind::push);
    CHECK(session.answered(stage.edge.answer(stage.stream, **request)) == Answer::accepted);
    CHECK(stage.edge_store.streams[stage.stream].cells.size() == 1);
    CHECK(one.rows.outbox.empty());
}

TEST_CASE("the edge stamps again what comes from the far future, and the device comes back with it", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one;
    stage.join(one);
    constexpr std::int64_t kYear_ms = 365LL * 24 * 3600 * 1000;
    stage.world.now_ms += kYear_ms;
    stage.write(one, "name", "from next year");
    stage.world.now_ms -= kYear_ms;
    stage.sync(one);
    const Cell& cell = one.rows.cells.begin()->second;
    CHECK(cell.stamp.hlc.ms() <= stage.world.now_ms);
    CHECK(cell.authored.ms() > stage.world.now_ms);
    CHECK(one.rows.state.last_hlc.ms() <= stage.world.now_ms);
    CHECK(stage.edge_store.streams[stage.stream].cells.begin()->second.stamp == cell.stamp);
}

TEST_CASE("what an edge will never take is set aside and reported, the rest goes on", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one;
    stage.join(one);
    stage.write(one, "Not a name", "poison");
    stage.write(one, "name", "Boletus");
    stage.sync(one);
    REQUIRE(one.rows.aside.size() == 1);
    CHECK(one.rows.aside.at(0).reason == "bad_column");
    CHECK(stage.edge_store.streams[stage.stream].cells.size() == 1);
    CHECK(value_of(one, "Not a name") == "poison");
}

TEST_CASE("a batch refused as a whole is halved until the one that cannot pass is alone", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one;
    stage.join(one);
    for (int i = 0; i < 9; ++i) {
        stage.write(one, i == 5 ? "poison" : "name", std::to_string(i).c_str());
    }
    SyncSession session(one, stage.world);
    for (int requests = 0; requests < 40; ++requests) {
        const auto request = session.next();
        REQUIRE(request);
        if (!*request) {
            break;
        }
        const auto push = wire::decode_push((*request)->body);
        const bool poisoned = push && std::ranges::any_of(push->operations, [](const Operation& o) {
                                  return o.columns[0].name == "poison";
                              });
        REQUIRE(session.answered(poisoned ? Reply{400, encode(wire::Refusal{{}, "malformed", 0})}
                                          : stage.edge.answer(stage.stream, **request)));
    }
    CHECK(one.rows.outbox.empty());
    REQUIRE(one.rows.aside.size() == 1);
    CHECK(one.rows.aside.at(0).operation.columns[0].value == "5");
    CHECK(stage.edge_store.streams[stage.stream].cells.begin()->second.value == "8");
}

TEST_CASE("a device that was away until the log forgot gets a snapshot, page by page, and goes on after a break",
          "[sync]") {
    Stage stage;
    stage.limits.page_operations = 4;
    Edge edge(stage.edge_store, stage.world, stage.limits);
    fakes::MemoryReplicaStore one;
    fakes::MemoryReplicaStore away;
    stage.join(one);
    stage.join(away);
    for (int i = 0; i < 30; ++i) {
        stage.write(one, ("c" + std::to_string(i)).c_str(), "v");
    }
    stage.sync(one);
    stage.world.now_ms += kKept_ms + 1;
    REQUIRE(edge.compact(stage.stream));
    CHECK(stage.edge_store.streams[stage.stream].operations.empty());
    int pages = 0;
    for (int requests = 0; requests < 60; ++requests) {
        SyncSession session(away, stage.world); // dropped after each request
        const auto request = session.next();
        REQUIRE((request && *request));
        pages += (*request)->kind == Request::Kind::snapshot ? 1 : 0;
        REQUIRE(session.answered(edge.answer(stage.stream, **request)));
    }
    CHECK(away.rows.cells.size() == 30);
    CHECK(pages == 8);
}

TEST_CASE("a blob cut off thirty times sends at most one part again each time", "[sync]") {
    Stage stage;
    stage.limits.part_bytes = 1000;
    Edge edge(stage.edge_store, stage.world, stage.limits);
    fakes::MemoryReplicaStore one;
    stage.join(one);
    std::string photo;
    for (int i = 0; i < 100'000; ++i) {
        photo += static_cast<char>(i * 31 + i / 251);
    }
    const BlobHash hash{sha256(photo)};
    REQUIRE(Replica(one, stage.world).add_blob(hash, photo));
    REQUIRE(Replica(one, stage.world).write("find", "k", {{.column = "photo", .value = "p", .blob = hash}}));
    std::size_t sent_bytes = 0;
    int cuts = 0;
    std::optional<SyncSession> session(std::in_place, one, stage.world, 1000);
    for (int requests = 0; requests < 400; ++requests) {
        const auto request = session->next();
        REQUIRE(request);
        if (!*request) {
            break;
        }
        const bool part = (*request)->kind == Request::Kind::blob_put;
        sent_bytes += part ? (*request)->body.size() : 0;
        if (part && requests % 3 == 0 && cuts < 30) {
            ++cuts;
            if (cuts % 2 == 0) { // half of them were there, and nobody heard
                (void)edge.answer(stage.stream, **request);
            }
            session.emplace(one, stage.world, 1000);
            continue;
        }
        REQUIRE(session->answered(edge.answer(stage.stream, **request)));
    }
    CHECK(cuts == 30);
    CHECK(sent_bytes <= photo.size() + 30 * 1000);
    CHECK(stage.edge_store.streams[stage.stream].blobs[hash].row.whole);
    CHECK(one.rows.transfers.empty());
}

TEST_CASE("bytes that are not what their name says never become a blob", "[sync]") {
    Stage stage;
    const BlobHash hash{sha256("real")};
    fakes::MemoryReplicaStore one;
    stage.join(one);
    stage.sync(one);
    const std::uint64_t epoch = stage.edge_store.streams[stage.stream].row.epoch;
    const Reply wrong = stage.edge.answer(stage.stream, {Request::Kind::blob_put, "fake", hash, 0, 4, epoch, {}});
    CHECK(wrong.status == 422);
    const Reply right = stage.edge.answer(stage.stream, {Request::Kind::blob_put, "real", hash, 0, 4, epoch, {}});
    CHECK(right.status == 200);
}

TEST_CASE("a body that names another stream is refused, and writes nothing", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one;
    stage.join(one);
    stage.write(one, "name", "x");
    SyncSession session(one, stage.world);
    const auto request = session.next();
    REQUIRE((request && *request));
    const StreamId other{{9}};
    const Reply reply = stage.edge.answer(other, **request);
    CHECK(reply.status == 403);
    CHECK(wire::decode_refusal(reply.body)->code == "forged_stream");
    CHECK(stage.edge_store.streams[other].cells.empty());
}

TEST_CASE("a sealed value is bound to its place, time and author", "[sync]") {
    const Operation operation{"find", "k", {Hlc{5}, DeviceId{6}}, Hlc{5}, {}};
    Operation later = operation;
    later.stamp.hlc = Hlc{9}; // stamped again by the edge
    const Bytes bound = associated_bytes({}, operation, "note");
    CHECK(associated_bytes({}, later, "note") == bound);
    CHECK(associated_bytes({}, operation, "name") != bound);
    CHECK(associated_bytes({{1}}, operation, "note") != bound);
    Operation other = operation;
    other.authored = Hlc{6};
    CHECK(associated_bytes({}, other, "note") != bound);
    other = operation;
    other.stamp.device = DeviceId{7};
    CHECK(associated_bytes({}, other, "note") != bound);
}

TEST_CASE("a stream without room takes nothing more, says so, and still gives", "[sync]") {
    Stage stage;
    fakes::MemoryReplicaStore one;
    fakes::MemoryReplicaStore two;
    stage.join(one);
    stage.join(two);
    stage.write(one, "a", "first");
    stage.sync(one);
    stage.edge_store.streams[stage.stream].quota = stage.edge_store.streams[stage.stream].used + 20;
    stage.write(two, "b", "second");
    const BlobHash hash{sha256("photo")};
    REQUIRE(Replica(two, stage.world).add_blob(hash, "photo"));
    REQUIRE(Replica(two, stage.world).write("find", "k", {{.column = "photo", .value = "p", .blob = hash}}));
    CHECK(stage.sync(two) < 10); // a round ends
    CHECK(two.rows.outbox.size() == 2);
    CHECK(two.rows.aside.empty());
    CHECK(value_of(two, "a") == "first");
    CHECK(stage.edge_store.streams[stage.stream].blobs.empty());

    const auto push = SyncSession(two, stage.world).next();
    const Reply reply = stage.edge.answer(stage.stream, **push);
    CHECK(reply.status == 507);
    CHECK(wire::decode_refusal(reply.body)->code == "over_quota");
    CHECK(stage.edge.outcome().code == "over_quota");

    stage.edge_store.streams[stage.stream].quota.reset();
    stage.sync(two);
    CHECK(two.rows.outbox.empty());
    stage.sync(one);
    CHECK(value_of(one, "b") == "second");
    CHECK(stage.edge_store.streams[stage.stream].blobs.at(hash).row.whole);
}
