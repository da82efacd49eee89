// What the server does of itself: old operations become cells alone, lost files go, figures are counted anew; and a large blob is
// summed up in turns, so that others are answered meanwhile.
#include "edge/caretaker.hpp"
#include "edge/store/sqlite_edge_store.hpp"
#include "edge/upkeep.hpp"

#include "core/sync/attempt.hpp"
#include "core/sync/sha256.hpp"
#include "core/sync/wire_operation.hpp"
#include "edge/host_surroundings.hpp"
#include "fakes/scratch_folder_native.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using namespace hypha;
using namespace hypha::edge;
using namespace hypha::sync;
using namespace std::chrono_literals;

namespace {

const StreamId kStream{{9}};
constexpr DeviceId kDevice{7};

Request push_of(std::uint64_t batch_no, int operations) {
    HostSurroundings world;
    wire::Push push{kStream, 0, {}, kDevice, batch_no, 0, {}};
    for (int i = 0; i < operations; ++i) {
        const Hlc hlc = Hlc::at(world.wall_ms(), static_cast<std::uint16_t>(i));
        const std::string key = std::to_string(batch_no) + "/" + std::to_string(i);
        push.operations.push_back({"find", key, {hlc, kDevice}, hlc, {{"note", "a note", false, {}, std::nullopt}}});
    }
    return {.kind = Request::Kind::push, .body = encode(push)};
}

Request pull_from(std::uint64_t seq, std::uint64_t check) {
    const wire::Pull pull{kStream, 0, {seq, check}, {}, 500, DeviceId{99}, 0, 0, 1};
    return {.kind = Request::Kind::pull, .body = encode(pull)};
}

struct Running {
    fakes::ScratchFolder scratch;
    std::shared_ptr<Metrics> metrics = std::make_shared<Metrics>();
    EdgeLimits limits;
    std::unique_ptr<StoreThreads> threads;

    explicit Running(const EdgeLimits& wanted = {}) : limits(wanted) {
        std::vector<std::unique_ptr<ServedStore>> stores;
        stores.push_back(SqliteEdgeStore::open(scratch.path()).value());
        threads = std::make_unique<StoreThreads>(std::move(stores), limits, metrics);
    }
    Reply ask(Request request) {
        std::promise<Reply> answered;
        threads->answer(kStream, std::move(request), [&](Reply reply) { answered.set_value(std::move(reply)); });
        return answered.get_future().get();
    }
    [[nodiscard]] std::filesystem::path blobs() const { return std::filesystem::path(scratch.path()) / "blobs"; }
};

// As of a crash between a file and its row.
std::filesystem::path lost_file(const Running& running, const std::string& name, std::chrono::hours age) {
    const std::filesystem::path folder = running.blobs() / std::string("0900").append(28, '0');
    std::filesystem::create_directories(folder);
    std::ofstream(folder / name) << "a part of a photo";
    std::filesystem::last_write_time(folder / name, std::filesystem::file_time_type::clock::now() - age);
    return folder / name;
}

} // namespace

TEST_CASE("on its schedule the server forgets what is old and sweeps what was lost", "[upkeep]") {
    EdgeLimits limits;
    limits.kept_ms = 1;
    limits.compact_operations = 7; // less than there is
    Running running(limits);
    REQUIRE(running.ask(push_of(1, 20)).status == 200);
    const Reply page = running.ask(pull_from(0, 0));
    const wire::Point last = wire::decode_pull_reply(page.body)->next;
    const std::string photo(1000, 'p');
    const Reply state = running.ask({.kind = Request::Kind::blob_put,
                                     .body = photo,
                                     .hash = BlobHash{sha256(photo)},
                                     .size = photo.size(),
                                     .epoch = wire::decode_pull_reply(page.body)->now.epoch,
                                     .witness = last});
    REQUIRE(state.status == 200);
    const auto old = lost_file(running, "1-1", 2h);
    const auto fresh = lost_file(running, "2-2", 0h);

    boost::asio::io_context context;
    auto work = boost::asio::make_work_guard(context);
    std::jthread loop([&] { context.run(); });
    const CareTimes times{.look = 10ms, .round = 20ms, .first_least = 1ms, .first_most = 2ms};
    const auto caretaker = std::make_shared<Caretaker>(context, *running.threads, running.metrics, limits, times);
    std::this_thread::sleep_for(5ms); // older than kept_ms
    caretaker->start();
    const auto until = std::chrono::steady_clock::now() + 20s;
    while ((running.metrics->compactions < 2 || running.metrics->blobs_kept == 0) &&
           std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(1ms);
    }
    caretaker->stop();
    work.reset();
    loop.join();
    CHECK(running.metrics->compactions >= 2);
    CHECK(running.metrics->operations_forgotten == 20);
    CHECK(running.metrics->compaction_errors == 0);
    CHECK(running.metrics->compaction_ms > 1'700'000'000'000);
    CHECK(running.metrics->files_swept == 1);
    CHECK(running.metrics->streams == 1);
    CHECK(running.metrics->blobs_kept == 1);
    CHECK(running.metrics->blob_bytes_kept == 1000);
    CHECK(running.metrics->database_bytes >= 4096);
    CHECK(running.metrics->log_bytes > 0);
    CHECK_FALSE(std::filesystem::exists(old));
    CHECK(std::filesystem::exists(fresh)); // a transaction under way may be about to name it

    const Reply behind = running.ask(pull_from(0, 0));
    CHECK(behind.status == 410); // a snapshot has it all
    CHECK(running.ask(pull_from(last.seq, last.check)).status == 200);
    const Reply snapshot =
        running.ask({.kind = Request::Kind::snapshot, .body = encode(wire::Snapshot{kStream, 0, {}})});
    CHECK(wire::decode_snapshot_reply(snapshot.body)->cells.size() == 20);
    const Reply got = running.ask({.kind = Request::Kind::blob_get, .body = {}, .hash = BlobHash{sha256(photo)}});
    CHECK(wire::decode_blob_part(got.body)->bytes == photo); // its file was not taken for a lost one
    CHECK(running.ask(push_of(1, 20)).status != 503);        // and life goes on
}

TEST_CASE("a round counts what a stream takes anew, in steps that forget no more than they may", "[upkeep]") {
    const fakes::ScratchFolder scratch;
    const auto store = SqliteEdgeStore::open(scratch.path()).value();
    HostSurroundings world;
    EdgeLimits limits;
    limits.kept_ms = 1;
    limits.compact_operations = 7;
    sync::Edge edge(*store, world, limits);
    REQUIRE(edge.answer(kStream, push_of(1, 20)).status == 200);
    std::this_thread::sleep_for(5ms);
    CHECK(edge.compact(kStream).value() == 7);
    REQUIRE(store->begin(kStream));
    CHECK(store->figures()->operations == 13);
    const std::uint64_t counted_as_it_grew = store->usage()->bytes;
    store->rollback();
    UpkeepRound round(limits);
    int steps = 0;
    for (bool more = true; more; ++steps) {
        more = round.step(*store, edge).value();
    }
    CHECK(steps >= 3);
    CHECK(round.done().operations == 13);
    CHECK(round.done().streams == 1);
    REQUIRE(store->begin(kStream));
    const StreamFigures figures = store->figures().value();
    CHECK(figures.operations == 0);
    CHECK(figures.cells == 20);
    CHECK(store->usage()->bytes == figures.bytes());
    CHECK(store->usage()->bytes != counted_as_it_grew);
    store->rollback();
}

TEST_CASE("a large blob is summed up in turns: who asks meanwhile is answered before it", "[upkeep]") {
    Running running;
    REQUIRE(running.ask(push_of(1, 1)).status == 200);
    const auto page = wire::decode_pull_reply(running.ask(pull_from(0, 0)).body);
    std::string photo;
    photo.reserve(20 * kPart_bytes);
    while (photo.size() < 13 * kPart_bytes) {
        photo += std::to_string(photo.size() * 7919);
    }
    photo.resize(13 * kPart_bytes);
    const BlobHash hash{sha256(photo)};
    const auto part = [&](std::uint64_t offset, const BlobHash& name) {
        return Request{Request::Kind::blob_put,
                       photo.substr(static_cast<std::size_t>(offset), kPart_bytes),
                       name,
                       offset,
                       photo.size(),
                       page->now.epoch,
                       page->next};
    };
    std::uint64_t offset = 0;
    for (; offset + kPart_bytes < photo.size(); offset += kPart_bytes) {
        REQUIRE(running.ask(part(offset, hash)).status == 200);
    }
    std::mutex mutex;
    std::vector<std::string> order;
    std::promise<Reply> whole;
    std::promise<void> pulled;
    running.threads->answer(kStream, part(offset, hash), [&](Reply reply) {
        const std::scoped_lock lock(mutex);
        order.emplace_back("blob");
        whole.set_value(std::move(reply));
    });
    running.threads->answer(kStream, pull_from(0, 0), [&](Reply reply) {
        const std::scoped_lock lock(mutex);
        order.emplace_back(reply.status == 200 ? "pull" : "refused");
        pulled.set_value();
    });
    const Reply reply = whole.get_future().get();
    pulled.get_future().get();
    CHECK(order == std::vector<std::string>{"pull", "blob"});
    CHECK(reply.status == 200);
    CHECK(wire::decode_blob_reply(reply.body)->whole);
    CHECK(running.metrics->blobs_whole == 1);
    CHECK(running.metrics->blob_bytes_in == photo.size());

    SECTION("one that is not what its name says is dropped in the end, and may come again") {
        const BlobHash wrong{{1, 2, 3}};
        Reply last;
        for (offset = 0; offset < photo.size(); offset += kPart_bytes) {
            last = running.ask(part(offset, wrong));
        }
        CHECK(last.status == 422);
        CHECK(running.metrics->blobs_wrong == 1);
        CHECK(running.ask(part(0, wrong)).status == 200);
    }
    SECTION("a server that ended in the middle sums it up when the client asks again") {
        const BlobHash other{sha256(photo + "x")};
        photo += "x";
        for (offset = 0; offset < photo.size(); offset += kPart_bytes) {
            if (offset + kPart_bytes > photo.size()) {
                running.threads.reset(); // lets the folder go
                const auto store = SqliteEdgeStore::open(running.scratch.path()).value();
                REQUIRE(sync::in_transaction(*store, kStream,
                                             [&] { return store->append_blob(other, photo.size(), "x"); }));
            } else {
                REQUIRE(running.ask(part(offset, other)).status == 200);
            }
        }
        std::vector<std::unique_ptr<ServedStore>> stores;
        stores.push_back(SqliteEdgeStore::open(running.scratch.path()).value());
        running.threads = std::make_unique<StoreThreads>(std::move(stores), running.limits, running.metrics);
        Request nothing = part(0, other);
        nothing.body.clear();
        nothing.offset = photo.size();
        const Reply again = running.ask(std::move(nothing));
        CHECK(again.status == 200);
        CHECK(wire::decode_blob_reply(again.body)->whole);
    }
}
