// The commands that make sense on a PostgreSQL, while an edge runs on it; and those that do not say so.
#include "edge/admin_stage.hpp"
#include "edge/postgres_server.hpp"

#include "edge/store/postgres_edge_store.hpp"

#include <catch2/catch_test_macros.hpp>
#include <future>

using namespace hypha;
using namespace hypha::edge;
using namespace hypha::sync;

TEST_CASE("figures, quota, deleting, verifying, compacting and a new epoch on PostgreSQL", "[postgres]") {
    PostgresServer server;
    const std::string url = server.new_database();
    AdminStage stage;
    stage.start(stage.data, {"--store", url});
    const auto run = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"--store", url});
        return stage.run(std::move(words));
    };
    fakes::MemoryReplicaStore one;
    fakes::MemoryReplicaStore other;
    stage.join(one, stage.phone);
    stage.join(other, stage.stranger);
    for (int i = 0; i < 600; ++i) {
        stage.write(one, "k" + std::to_string(i), "a note");
    }
    const BlobHash photo = stage.photograph(one, "p", 1'500'000);
    stage.write(other, "k", "what somebody else wrote");
    REQUIRE(stage.sync(one, stage.phone));
    REQUIRE(stage.sync(other, stage.stranger));

    const nlohmann::json mine = run({"list"}).of_stream(stage.phone.stream);
    CHECK(mine.at("operations") == 601);
    CHECK(mine.at("cells") == 601);
    CHECK(mine.at("blob_bytes") == 1'500'000);
    CHECK(mine.at("bytes") > 1'500'000);
    CHECK(mine.at("sessions").size() == 2);
    const Said sound = run({"verify"});
    CHECK(sound.code == 0);
    CHECK(sound.lines.back().at("operations") == 602);
    CHECK(run({"compact"}).code == 0);
    const nlohmann::json counted = run({"list"}).of_stream(stage.phone.stream); // with cells now
    CHECK(counted.at("bytes") > mine.at("bytes"));

    REQUIRE(run({"quota", stage.phone.stream, "1000"}).code == 0);
    stage.write(one, "k", "too much");
    REQUIRE(stage.sync(one, stage.phone));
    CHECK(one.rows.outbox.size() == 1);
    REQUIRE(run({"quota", stage.phone.stream, "default"}).code == 0);
    REQUIRE(stage.sync(one, stage.phone));
    CHECK(one.rows.outbox.empty());

    // As after a pg_restore: devices hear of another epoch, and lose nothing.
    const std::uint64_t epoch = one.rows.state.epoch;
    CHECK(run({"new-epoch"}).lines.at(0).at("new_epochs") == 2);
    stage.write(one, "k", "after it");
    REQUIRE(stage.sync(one, stage.phone));
    REQUIRE(stage.sync(one, stage.phone));
    CHECK(one.rows.state.epoch != epoch);
    CHECK(stage.seen_by_new_device(stage.phone).cells.size() == 602);

    server.run(url, "UPDATE blob_part SET bytes = set_byte(bytes, 5, 0) WHERE starts = 0");
    const Said broken = run({"verify"});
    CHECK(broken.code == 1);
    CHECK(broken.lines.at(0).at("problem").get<std::string>().find("is not what its name says") != std::string::npos);

    const Said deleted = run({"delete-user", stage.phone.stream});
    CHECK(deleted.code == 0);
    CHECK(deleted.lines.at(0).at("blobs") == 1);
    for (const char* table : {"op", "cell", "batch", "blob", "blob_part"}) {
        CAPTURE(table);
        CHECK(server.run(url, "SELECT count(*) FROM " + std::string(table) + " WHERE stream = '\\x" +
                                  stage.phone.stream + "'") == "0\n");
    }
    CHECK_FALSE(stage.sync(one, stage.phone));
    CHECK(stage.seen_by_new_device(stage.stranger).cells.size() == 1);
    static_cast<void>(photo);

    for (const char* command : {"backup", "restore"}) {
        const Said refused = run({command, stage.scratch.path() + "/x"});
        CHECK(refused.code == 1);
        CHECK(refused.errors.find("PostgreSQL") != std::string::npos);
    }
}

TEST_CASE("tables of the version before get their new columns, whoever comes first, and keep their rows",
          "[postgres]") {
    PostgresServer server;
    const std::string url = server.new_database();
    PostgresEdgeStore(url).probe().value();
    server.run(url,
               "ALTER TABLE stream DROP COLUMN bytes, DROP COLUMN quota; DELETE FROM schema_version WHERE version > 1; "
               "DROP TABLE account, device, challenge, offer, shared_secret; "
               "INSERT INTO stream VALUES('\\x00112233445566778899aabbccddeeff', 5, 0, 0, 0, 0, 9)");
    std::vector<std::future<bool>> started;
    for (int i = 0; i < 4; ++i) {
        started.push_back(std::async(std::launch::async, [&] { return PostgresEdgeStore(url).probe().has_value(); }));
    }
    for (auto& one : started) {
        CHECK(one.get());
    }
    CHECK(server.run(url, "SELECT max(version) FROM schema_version") == "3\n");
    CHECK(server.run(url, "SELECT count(*) FROM device") == "0\n");
    CHECK(server.run(url, "SELECT epoch, bytes, quota IS NULL FROM stream") == "5|0|t\n");
}
