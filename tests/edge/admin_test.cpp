// An operator's commands on the embedded store of an edge that runs: figures, quotas, revoking, deleting, verifying.
#include "edge/admin_stage.hpp"

#include "core/base/hex.hpp"
#include "storage/database.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace hypha;
using namespace hypha::edge;
using namespace hypha::sync;

namespace {

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// All bytes that lie in a store's folder.
std::string all_below(const std::filesystem::path& folder) {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        all += entry.is_regular_file() ? content_of(entry.path()) : "";
    }
    return all;
}

} // namespace

TEST_CASE("list, quota and revoke act on a running edge, at its next request", "[admin]") {
    AdminStage stage;
    stage.start(stage.data);
    fakes::MemoryReplicaStore one;
    fakes::MemoryReplicaStore two;
    stage.join(one, stage.phone);
    stage.join(two, stage.tablet);
    stage.write(one, "k", "a note");
    stage.photograph(one, "p", 1'500'000);
    REQUIRE(stage.sync(one, stage.phone));

    const Said listed = stage.run({"list"});
    CHECK(listed.code == 0);
    const nlohmann::json mine = listed.of_stream(stage.phone.stream);
    CHECK(mine.at("blobs") == 1);
    CHECK(mine.at("blob_bytes") == 1'500'000);
    CHECK(mine.at("cells") == 2);
    CHECK(mine.at("operations") == 2);
    CHECK(mine.at("devices") == 1);
    CHECK(mine.at("quota") == "default");
    CHECK(mine.at("bytes") > 1'500'000);
    CHECK(mine.at("bytes") < 1'501'000);
    CHECK(mine.at("last_ms") > stage.world.wall_ms() - 600'000);
    CHECK(mine.at("sessions").size() == 2);
    CHECK(listed.of_stream(stage.stranger.stream).at("sessions").at(0).at("name") == "stranger");

    SECTION("a user who has no room writes nothing and still reads; with room again all is there") {
        REQUIRE(stage.run({"quota", stage.phone.stream, "1000"}).code == 0);
        CHECK(stage.run({"list"}).of_stream(stage.phone.stream).at("quota") == 1000);
        stage.write(two, "k2", "another note");
        stage.photograph(two, "p2", 100);
        REQUIRE(stage.sync(two, stage.tablet)); // a round with an end
        CHECK(two.rows.outbox.size() == 2);
        CHECK(two.rows.cells[{"find", "k", "note"}].value == "a note"); // it read
        CHECK(two.rows.aside.empty());                                  // and gave nothing up
        CHECK(stage.seen_by_new_device(stage.phone).cells.size() == 2);
        REQUIRE(stage.run({"quota", stage.phone.stream, "default"}).code == 0);
        REQUIRE(stage.sync(two, stage.tablet));
        CHECK(two.rows.outbox.empty());
        CHECK(stage.seen_by_new_device(stage.phone).cells.size() == 4);
    }
    SECTION("a session that was revoked gets no further request through, on the same connection") {
        RawClient client(stage.port);
        const auto ask = [&](const NewSession& session) {
            client.send("GET /v1/pull?ask=Zg HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + session.token +
                        "\r\n\r\n");
            return client.read_answer().status;
        };
        CHECK(ask(stage.phone) == 400);
        REQUIRE(stage.run({"revoke", "phone"}).code == 0);
        CHECK(ask(stage.phone) == 401);
        CHECK(ask(stage.tablet) == 400); // another session of the same user
        const std::string id =
            stage.run({"list"}).of_stream(stage.phone.stream).at("sessions").at(0).at("id").get<std::string>();
        REQUIRE(stage.run({"revoke", id}).code == 0);
        CHECK(ask(stage.tablet) == 401);
        CHECK(ask(stage.stranger) == 400);
        const NewSession fresh = add_session(stage.data + "/sessions", "phone", stage.phone.stream).value();
        CHECK(ask(fresh) == 400); // one that was made just now, without a signal
        const Said nobody = stage.run({"revoke", "nobody"});
        CHECK(nobody.code == 1);
        CHECK(nobody.errors.find("no session") != std::string::npos);
    }
}

TEST_CASE("a user who is deleted is gone from every file, a receipt stays, and nothing comes back", "[admin]") {
    AdminStage stage;
    stage.start(stage.data);
    fakes::MemoryReplicaStore one;
    fakes::MemoryReplicaStore other;
    stage.join(one, stage.phone);
    stage.join(other, stage.stranger);
    const std::string secret = "under the third birch";
    stage.write(one, "k", secret);
    stage.photograph(one, "chanterelle-by-the-brook-", 1'200'000);
    stage.write(other, "k", "what somebody else wrote");
    stage.photograph(other, "p", 5'000);
    REQUIRE(stage.sync(one, stage.phone));
    REQUIRE(stage.sync(other, stage.stranger));
    REQUIRE(all_below(stage.data).find(secret) != std::string::npos);

    const Said deleted = stage.run({"delete-user", stage.phone.stream});
    REQUIRE(deleted.code == 0);
    REQUIRE(deleted.lines.size() == 1);
    nlohmann::ordered_json receipt = nlohmann::ordered_json::parse(content_of(stage.data + "/receipts.jsonl"));
    CHECK(nlohmann::json(receipt) == deleted.lines[0]);
    CHECK(receipt.at("stream_sha256") == to_hex(sha256(stage.phone.stream)));
    CHECK(receipt.at("operations") == 2);
    CHECK(receipt.at("blobs") == 1);
    CHECK(receipt.at("sessions") == 2);
    const std::string sum = receipt.at("sha256").get<std::string>();
    receipt.erase("sha256");
    CHECK(sum == to_hex(sha256(receipt.dump())));

    const std::string left = all_below(stage.data);
    CHECK(left.find(secret) == std::string::npos);
    CHECK(left.find("chanterelle-by-the-brook-") == std::string::npos);
    CHECK(left.find("what somebody else wrote") != std::string::npos);
    CHECK_FALSE(stage.sync(one, stage.phone)); // 401
    CHECK(stage.seen_by_new_device(stage.stranger).cells.size() == 2);
    CHECK(stage.run({"verify"}).code == 0);

    // A device that was not told, let in again by mistake, brings nothing back.
    const NewSession again = add_session(stage.data + "/sessions", "again", stage.phone.stream).value();
    stage.write(one, "k", secret);
    REQUIRE(stage.sync(one, again));
    CHECK(all_below(stage.data).find(secret) == std::string::npos);
    CHECK(stage.run({"list"}).of_stream(stage.phone.stream).at("cells") == 0);

    CHECK(stage.run({"delete-user", std::string(32, '0')}).code == 1);
    CHECK(stage.run({"delete-user", "Rosa"}).code == 1);
}

TEST_CASE("verify finds what is sound sound, and names what is broken", "[admin]") {
    AdminStage stage;
    stage.start(stage.data);
    fakes::MemoryReplicaStore one;
    stage.join(one, stage.phone);
    for (int i = 0; i < 700; ++i) { // more than a page
        stage.write(one, "k" + std::to_string(i), "a note");
    }
    const BlobHash photo = stage.photograph(one, "p", 1'500'000);
    REQUIRE(stage.sync(one, stage.phone));
    const Said sound = stage.run({"verify"});
    CHECK(sound.code == 0);
    CHECK(sound.lines.back() ==
          nlohmann::json{
              {"verified", true}, {"streams", 1}, {"operations", 701}, {"cells", 701}, {"blobs", 1}, {"problems", 0}});
    stage.stop();
    const auto run_sql = [&](std::string_view sql) {
        const auto database = storage::Database::open_foreign(storage::DatabasePlace::at_path(stage.data + "/edge.db"));
        REQUIRE(database);
        REQUIRE((*database)->run(sql));
    };
    const auto problem = [&] {
        const Said said = stage.run({"verify"});
        CHECK(said.code == 1);
        REQUIRE(said.lines.size() >= 2);
        CHECK(said.lines.back().at("problems") == said.lines.size() - 1);
        return said.lines.front().at("problem").get<std::string>();
    };
    SECTION("a flipped bit in a photo") {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(stage.data + "/blobs")) {
            if (entry.is_regular_file()) {
                std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
                file.seekp(1'400'000);
                file.put('!');
            }
        }
        CHECK(problem() == "the blob " + to_hex(photo.value) + " is not what its name says");
    }
    SECTION("a photo whose file is gone") {
        std::filesystem::remove_all(stage.data + "/blobs");
        CHECK(problem().starts_with("the blob " + to_hex(photo.value) + " cannot be read"));
    }
    SECTION("a photo that a row forgot") {
        run_sql("DELETE FROM blob");
        CHECK(problem().starts_with("a cell names the blob"));
    }
    SECTION("an operation that is missing in the middle") {
        run_sql("DELETE FROM op WHERE seq = 600");
        CHECK(problem() == "the history is broken at operation 600");
    }
    SECTION("the last operation is missing") {
        run_sql("DELETE FROM op WHERE seq = 701");
        CHECK(problem() == "operations are missing from 701 on");
    }
    SECTION("an operation that was changed") {
        run_sql("UPDATE op SET operation = (SELECT operation FROM op AS o WHERE o.seq = 5) WHERE seq = 6");
        CHECK(problem() == "the history is broken at operation 6");
    }
    SECTION("a cell that is older than what wrote it") {
        run_sql("UPDATE cell SET hlc = 1 WHERE row_key = CAST('k5' AS BLOB)");
        CHECK(problem() == "operation 6 is newer than the cell it wrote");
    }
}

TEST_CASE("wrong words: 2 and the usage; no store: 1 and a sentence", "[admin]") {
    const fakes::ScratchFolder scratch;
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"nonsense"}, {"quota", "00"}, {"list", "surplus"}, {"backup"}}) {
        const Said said = admin(words, scratch.path());
        CHECK(said.code == 2);
        CHECK(said.errors.find("usage: hypha-edge admin") != std::string::npos);
    }
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"list"}, {"verify"}, {"compact"}, {"backup", "x"}}) {
        const Said said = admin(words, scratch.path());
        CHECK(said.code == 1);
        CHECK(said.errors.find("is it the --data of an edge?") != std::string::npos);
    }
    CHECK(std::filesystem::is_empty(scratch.path())); // nothing was made by asking
    Program help({"admin", "--help"});
    CHECK(help.rest_of(false).find("delete-user STREAM") != std::string::npos);
    CHECK(help.exit_code() == 0);
}
