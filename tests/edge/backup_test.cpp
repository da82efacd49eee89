// A backup while devices write, the edge lost, the backup restored: every device heals, and nothing that a device still has is missing.
#include "edge/admin_stage.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

using namespace hypha;
using namespace hypha::edge;
using namespace hypha::sync;

namespace {

// A device that writes and syncs without a pause; every fifth record has a photo.
struct Writer {
    AdminStage& stage;
    int number;
    fakes::MemoryReplicaStore store{};
    std::atomic<int> acknowledged = 0;

    [[nodiscard]] std::string key(int written) const { return std::to_string(number) + "/" + std::to_string(written); }
    void run(const std::atomic<bool>& stop) {
        HostSurroundings world;
        Replica replica(store, world);
        (void)replica.join(AdminStage::stream(stage.phone.stream));
        HttpTransport transport(stage.port, stage.phone.token);
        for (int written = 1; !stop; ++written) {
            std::optional<BlobHash> photo;
            if (written % 5 == 0) {
                const std::string bytes = key(written) + std::string(30'000, 'p');
                photo = BlobHash{sha256(bytes)};
                (void)replica.add_blob(*photo, bytes);
            }
            (void)replica.write("find", key(written), {{.column = "note", .value = key(written), .blob = photo}});
            while (!stop && !transport.sync(store, world)) {}
            acknowledged = stop ? acknowledged.load() : written;
        }
    }
};

} // namespace

TEST_CASE("a backup that was made under load is restored into a new epoch, and devices heal what it lacks",
          "[backup]") {
    AdminStage stage;
    stage.start(stage.data);
    const std::string backup = stage.scratch.path() + "/backup";
    std::atomic<bool> stop = false;
    std::vector<std::unique_ptr<Writer>> writers;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 3; ++i) {
        writers.push_back(std::make_unique<Writer>(stage, i));
        threads.emplace_back([&stop, writer = writers.back().get()] { writer->run(stop); });
    }
    const auto all_past = [&](int count) {
        while (writers[0]->acknowledged < count || writers[1]->acknowledged < count ||
               writers[2]->acknowledged < count) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    };
    all_past(10);
    const int before = writers[0]->acknowledged;
    const Said made = stage.run({"backup", backup});
    const int after = writers[0]->acknowledged;
    all_past(after + 10); // what the backup lacks
    stop = true;
    threads.clear();
    REQUIRE(made.code == 0);
    CHECK(made.lines.at(0).at("streams") == 1);
    CHECK(made.lines.at(0).at("blobs") > 0);
    CHECK(std::filesystem::exists(backup + "/edge.db"));
    CHECK_FALSE(std::filesystem::exists(backup + "/edge.db-wal"));
    CHECK_FALSE(std::filesystem::exists(backup + ".partial"));
    INFO("acknowledged before the backup " << before << ", after it " << after);
    const std::uint64_t old_epoch = stage.seen_by_new_device(stage.phone).state.epoch;
    stage.edge->signal(SIGKILL); // and its disk with it
    stage.edge->exit_code();

    const std::string restored = stage.scratch.path() + "/restored";
    const Said back = admin({"restore", backup}, restored);
    INFO(back.errors);
    REQUIRE(back.code == 0);
    CHECK(back.lines.back().at("restored") == true);
    CHECK(back.lines.back().at("problems") == 0);
    CHECK(back.lines.back().at("streams") == 1);
    stage.start(restored);
    const auto first = stage.seen_by_new_device(stage.phone); // before any device healed it
    CHECK(first.state.epoch != old_epoch);
    for (int written = 1; written <= before; ++written) { // what was acknowledged before the backup is in it
        CHECK(first.cells.contains({"find", writers[0]->key(written), "note"}));
    }
    CHECK(first.cells.size() <
          static_cast<std::size_t>(writers[0]->acknowledged + writers[1]->acknowledged + writers[2]->acknowledged));
    for (int round = 0; round < 2; ++round) {
        for (const auto& writer : writers) {
            REQUIRE(stage.sync(writer->store, stage.phone));
        }
    }
    const auto healed = stage.seen_by_new_device(stage.tablet);
    for (const auto& writer : writers) {
        for (int written = 1; written <= writer->acknowledged; ++written) {
            CAPTURE(writer->key(written));
            const auto cell = healed.cells.find({"find", writer->key(written), "note"});
            REQUIRE(cell != healed.cells.end());
            if (cell->second.blob) {
                CHECK(healed.blobs.at(*cell->second.blob).whole);
            }
        }
        CHECK(writer->store.rows.outbox.empty());
    }
    CHECK(admin({"verify"}, restored).code == 0);

    // Nothing is overwritten, and half a backup is none.
    CHECK(stage.run({"backup", backup}).errors.find("is there already") != std::string::npos);
    CHECK(admin({"restore", backup}, restored).code == 1); // its edge runs, and it is not empty
    stage.stop();
    const Said not_empty = admin({"restore", backup}, restored);
    CHECK(not_empty.code == 1);
    CHECK(not_empty.errors.find("restore into a new folder") != std::string::npos);
    std::filesystem::remove(backup + "/manifest.json");
    const Said no_backup = admin({"restore", backup}, stage.scratch.path() + "/another");
    CHECK(no_backup.code == 1);
    CHECK(no_backup.errors.find("is not a backup that ended") != std::string::npos);
    for (const char* manifest : {"", "[]", "{}", R"({"backup":7,"began_ms":1})", R"({"backup":"hypha-edge-1"})",
                                 R"({"backup":"hypha-edge-1","began_ms":"soon"})"}) {
        CAPTURE(manifest);
        std::ofstream(backup + "/manifest.json") << manifest;
        const Said refused = admin({"restore", backup}, stage.scratch.path() + "/another");
        CHECK(refused.code == 1);
        CHECK(refused.errors.find("is not a backup that ended") != std::string::npos);
    }
}

TEST_CASE("who was deleted after the backup is deleted again by its receipt, and stays out", "[backup]") {
    AdminStage stage;
    stage.start(stage.data);
    fakes::MemoryReplicaStore one;
    fakes::MemoryReplicaStore other;
    stage.join(one, stage.phone);
    stage.join(other, stage.stranger);
    stage.write(one, "k", "a note");
    stage.photograph(one, "p", 3'000);
    stage.write(other, "k", "a note");
    REQUIRE(stage.sync(one, stage.phone));
    REQUIRE(stage.sync(other, stage.stranger));
    const std::string backup = stage.scratch.path() + "/backup";
    REQUIRE(stage.run({"backup", backup}).code == 0);
    REQUIRE(stage.run({"delete-user", stage.phone.stream}).code == 0);
    stage.stop();
    const std::string restored = stage.scratch.path() + "/restored";
    const Said back = admin({"restore", backup, "--receipts", stage.data + "/receipts.jsonl"}, restored);
    INFO(back.errors);
    REQUIRE(back.code == 0);
    CHECK(back.lines.back().at("deleted_again") == 1);
    stage.start(restored);
    CHECK_FALSE(stage.sync(one, stage.phone));
    CHECK(stage.seen_by_new_device(stage.stranger).cells.size() == 1);
    CHECK(admin({"list"}, restored).of_stream(stage.phone.stream).at("cells") == 0);
    std::ifstream kept(restored + "/receipts.jsonl");
    std::string line;
    CHECK(std::getline(kept, line)); // for the restore after this one
}

TEST_CASE("a backup is no worse for a photo that is half there", "[backup]") {
    AdminStage stage;
    stage.start(stage.data);
    fakes::MemoryReplicaStore one;
    stage.join(one, stage.phone);
    const BlobHash photo = stage.photograph(one, "p", 2'500'000);
    SyncSession session(one, stage.world);
    HttpTransport transport(stage.port, stage.phone.token);
    for (bool half = false; !half;) { // until one part is there
        const auto request = session.next();
        REQUIRE((request && *request));
        half = (*request)->kind == Request::Kind::blob_put;
        REQUIRE(session.answered(*transport.ask(**request)));
    }
    const std::string backup = stage.scratch.path() + "/backup";
    const Said made = stage.run({"backup", backup});
    REQUIRE(made.code == 0);
    CHECK(made.lines.at(0).at("blob_bytes") == 1024 * 1024);
    stage.stop();
    const std::string restored = stage.scratch.path() + "/restored";
    REQUIRE(admin({"restore", backup}, restored).code == 0);
    stage.start(restored);
    REQUIRE(stage.sync(one, stage.phone)); // only the rest goes up
    CHECK(stage.seen_by_new_device(stage.phone).blobs.at(photo).whole);
}
