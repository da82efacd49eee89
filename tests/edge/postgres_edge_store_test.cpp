// The shared store on a real PostgreSQL: the contract of the others, and what only several writers, several hosts and a server that
// ends in the middle can get wrong.
#include "edge/store/postgres_edge_store.hpp"

#include "contract/account_store_contract.hpp"
#include "contract/edge_store_contract.hpp"
#include "core/sync/edge.hpp"
#include "core/sync/wire_operation.hpp"
#include "edge/http_transport.hpp"
#include "edge/postgres_server.hpp"
#include "edge/store_threads.hpp"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdio>
#include <future>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace hypha;
using namespace hypha::edge;
using namespace hypha::sync;
using namespace std::chrono_literals;

namespace {

// One for all tests of this file: starting it takes seconds.
PostgresServer& server() {
    static PostgresServer one;
    return one;
}

struct Reopened {
    std::string url;
    std::unique_ptr<PostgresEdgeStore> store;

    ServedStore& operator()() {
        store.reset();
        store = std::make_unique<PostgresEdgeStore>(url);
        return *store;
    }
};

Request push_of(const StreamId& stream, DeviceId device, std::uint64_t batch_no, std::uint64_t previous,
                const std::string& key, std::uint64_t* digest = nullptr) {
    HostSurroundings world;
    wire::Push push{stream, 0, {}, device, batch_no, previous, {}};
    for (int i = 0; i < 3; ++i) {
        const Hlc hlc = Hlc::at(world.wall_ms(), static_cast<std::uint16_t>(i));
        push.operations.push_back(
            {"find", key + "/" + std::to_string(i), {hlc, device}, hlc, {{"note", key, false, {}, std::nullopt}}});
    }
    if (digest != nullptr) {
        *digest = wire::digest(push.operations, device);
    }
    return {.kind = Request::Kind::push, .body = encode(push)};
}

const StreamId kStream{{42}};

} // namespace

TEST_CASE("the edge's store on PostgreSQL keeps the contract", "[postgres]") {
    Reopened open{server().new_database(), nullptr};
    check_edge_store_contract([&]() -> EdgeStore& { return open(); });
    check_edge_store_endures([&]() -> EdgeStore& { return open(); });
    check_account_store_contract([&]() -> ServedStore& { return open(); });
}

TEST_CASE("eight writers on one stream miss nothing: whoever reads by cursor meets every operation once, in order",
          "[postgres]") {
    constexpr int kWriters = 8;
    constexpr int kBatches = 25;
    const std::string url = server().new_database();
    std::atomic<int> running = kWriters;
    std::atomic<int> refused = 0;
    std::vector<std::jthread> writers; // joined whatever fails
    const auto began = std::chrono::steady_clock::now();
    for (int writer = 1; writer <= kWriters; ++writer) {
        writers.emplace_back([&, writer] {
            PostgresEdgeStore store(url);
            HostSurroundings world;
            sync::Edge edge(store, world);
            std::uint64_t previous = 0;
            for (int batch = 1; batch <= kBatches; ++batch) {
                const DeviceId device{static_cast<std::uint64_t>(writer)};
                const std::string key = std::to_string(writer) + "-" + std::to_string(batch);
                std::uint64_t digest = 0;
                const Request push =
                    push_of(kStream, device, static_cast<std::uint64_t>(batch), previous, key, &digest);
                previous = digest;
                const Reply reply = edge.answer(kStream, push);
                refused += reply.status == 200 ? 0 : 1;
            }
            --running;
        });
    }
    PostgresEdgeStore store(url);
    HostSurroundings world;
    sync::Edge edge(store, world);
    std::vector<std::string> met;
    wire::Pull pull{kStream, 0, {}, {}, 7, DeviceId{99}, 0, 0, 1};
    for (bool more = true; more || running > 0;) {
        more = false;
        const Reply reply = edge.answer(kStream, {.kind = Request::Kind::pull, .body = encode(pull)});
        REQUIRE(reply.status == 200);
        const auto page = wire::decode_pull_reply(reply.body);
        REQUIRE(page);
        for (const Operation& operation : page->operations) {
            met.push_back(operation.key);
        }
        CHECK(page->next.seq == pull.cursor.seq + page->operations.size()); // no seq is left out
        pull.cursor = pull.witness = page->next;
        pull.epoch = page->now.epoch;
        more = page->more || !page->operations.empty();
    }
    const auto took = std::chrono::steady_clock::now() - began;
    for (std::jthread& writer : writers) {
        writer.join();
    }
    CHECK(refused == 0);
    CHECK(met.size() == kWriters * kBatches * 3);
    CHECK(std::set(met.begin(), met.end()).size() == met.size());
    std::printf("PostgreSQL, 8 writers on one stream: %d batches of 3 in %lld ms\n", kWriters * kBatches,
                static_cast<long long>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
}

TEST_CASE("a transaction holds its own stream and no other", "[postgres]") {
    const std::string url = server().new_database();
    PostgresEdgeStore one(url);
    PostgresEdgeStore two(url);
    REQUIRE(one.begin(kStream));
    REQUIRE(one.put_stream({5, {}, {}, {}}));
    REQUIRE(two.begin(StreamId{{43}}));
    REQUIRE(two.put_stream({6, {}, {}, {}}));
    REQUIRE(two.commit());
    auto waits = std::async(std::launch::async, [&] {
        const auto begun = two.begin(kStream);
        const std::uint64_t epoch = begun ? two.stream()->value_or(StreamRow{}).epoch : 0;
        two.rollback();
        return epoch;
    });
    CHECK(waits.wait_for(200ms) == std::future_status::timeout);
    REQUIRE(one.commit());
    CHECK(waits.get() == 5); // and sees all of what it waited for
}

TEST_CASE("a transaction that lost a race is tried again, and the client never hears of it", "[postgres]") {
    const std::string url = server().new_database();
    {
        PostgresEdgeStore first(url);
        REQUIRE(first.probe()); // makes the tables
    }
    server().run(
        url,
        "CREATE SEQUENCE losses; CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF nextval('losses') <= 3 THEN RAISE EXCEPTION 'a race' USING ERRCODE = '40001'; END IF; RETURN NEW; END $$; "
        "CREATE TRIGGER lose BEFORE INSERT ON batch FOR EACH ROW EXECUTE FUNCTION lose()");
    std::vector<std::unique_ptr<ServedStore>> stores;
    stores.push_back(std::make_unique<PostgresEdgeStore>(url));
    StoreThreads threads(std::move(stores));
    std::promise<Reply> answered;
    threads.answer(kStream, push_of(kStream, DeviceId{1}, 1, 0, "k"),
                   [&](Reply reply) { answered.set_value(std::move(reply)); });
    CHECK(answered.get_future().get().status == 200);
    CHECK(server().run(url, "SELECT count(*) FROM op") == "3\n"); // once
    CHECK(server().run(url, "SELECT last_value FROM losses") == "4\n");
}

TEST_CASE("a server that ends in the middle costs the requests under way, and nothing that was acknowledged",
          "[postgres]") {
    const std::string url = server().new_database();
    PostgresEdgeStore store(url);
    HostSurroundings world;
    sync::Edge edge(store, world);
    std::uint64_t previous = 0;
    REQUIRE(edge.answer(kStream, push_of(kStream, DeviceId{1}, 1, 0, "a", &previous)).status == 200);
    REQUIRE(store.begin(kStream));
    REQUIRE(store.put_stream({77, {9, 9}, {}, {}}));
    server().stop();
    CHECK_FALSE(store.commit());
    CHECK(store.worth_another_try());
    CHECK_FALSE(store.probe());
    const auto refused = store.begin(kStream);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "storage_unavailable");
    CHECK_FALSE(store.worth_another_try()); // nobody is there: the client comes back later
    CHECK(edge.answer(kStream, push_of(kStream, DeviceId{1}, 2, previous, "b")).status == 503);
    server().start();
    std::this_thread::sleep_for(600ms); // longer than an attempt is remembered
    REQUIRE(store.probe());
    REQUIRE(store.begin(kStream));
    CHECK(store.stream()->value().last.seq == 3);
    CHECK(store.last_batch(DeviceId{1}).value() == 1);
    store.rollback();
    CHECK(edge.answer(kStream, push_of(kStream, DeviceId{1}, 2, previous, "b")).status == 200);
}

TEST_CASE("a connection that an operator ends is opened again within the same request", "[postgres]") {
    const std::string url = server().new_database();
    std::vector<std::unique_ptr<ServedStore>> stores;
    stores.push_back(std::make_unique<PostgresEdgeStore>(url));
    StoreThreads threads(std::move(stores));
    const auto push = [&](std::uint64_t batch, std::uint64_t& previous) {
        std::promise<Reply> answered;
        std::uint64_t digest = 0;
        threads.answer(kStream, push_of(kStream, DeviceId{1}, batch, previous, std::to_string(batch), &digest),
                       [&](Reply reply) { answered.set_value(std::move(reply)); });
        previous = digest;
        return answered.get_future().get().status;
    };
    std::uint64_t previous = 0;
    REQUIRE(push(1, previous) == 200);
    server().run(url,
                 "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hypha-edge' AND "
                 "datname = current_database()");
    CHECK(push(2, previous) == 200);
}

TEST_CASE("several hosts: one that is not there and one that only reads are passed over", "[postgres]") {
    const std::string url = server().new_database("/nonexistent,");
    PostgresEdgeStore store(url);
    REQUIRE(store.begin(kStream));
    store.rollback();
    const std::string reads = server().new_database();
    server().run(reads, "ALTER DATABASE edge" +
                            reads.substr(reads.find("edge") + 4, reads.find('?') - reads.find("edge") - 4) +
                            " SET default_transaction_read_only = on");
    PostgresEdgeStore reader(reads);
    const auto begun = reader.begin(kStream);
    REQUIRE_FALSE(begun);
    CHECK(begun.error().code == "storage_unavailable");
    PostgresEdgeStore nowhere("postgresql:///edge?host=/nonexistent");
    CHECK(nowhere.probe().error().code == "storage_unavailable");
}

TEST_CASE("edges that start together on an empty database make its tables once; a newer one's are refused",
          "[postgres]") {
    const std::string url = server().new_database();
    std::vector<std::future<bool>> started;
    for (int i = 0; i < 8; ++i) {
        started.push_back(std::async(std::launch::async, [&] { return PostgresEdgeStore(url).probe().has_value(); }));
    }
    for (auto& one : started) {
        CHECK(one.get());
    }
    CHECK(server().run(url, "SELECT count(*) FROM schema_version") == "3\n");
    server().run(url, "INSERT INTO schema_version(version) VALUES(99)");
    CHECK(PostgresEdgeStore(url).begin(kStream).error().code == "newer_database");
}
