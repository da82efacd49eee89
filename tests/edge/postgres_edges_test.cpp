// Two hypha-edge processes on one PostgreSQL: a device at one meets what a device at the other wrote, photo and all, and goes on
// at the other when its own is killed. A device that comes in at one is in at the other, and out of both at once.
#include "core/sync/replica.hpp"
#include "core/sync/sha256.hpp"
#include "edge/account_device.hpp"
#include "edge/edge_program.hpp"
#include "edge/http_transport.hpp"
#include "edge/postgres_server.hpp"
#include "edge/temporary_site.hpp"
#include "edge/token_file.hpp"
#include "fakes/memory_replica_store.hpp"
#include "fakes/scratch_folder_native.hpp"

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <string>

using namespace hypha;
using namespace hypha::edge;
using namespace hypha::sync;

TEST_CASE("two edges on one PostgreSQL are one to the devices, and one of them may go", "[postgres]") {
    PostgresServer server;
    const std::string url = server.new_database("/nonexistent,");
    const TemporarySite site;
    const fakes::ScratchFolder scratch;
    const std::string sessions = scratch.path() + "/sessions";
    const NewSession session = add_session(sessions, "phone", "").value();
    const StreamId stream = TokenFile::load(sessions).value()->session_of("Bearer " + session.token)->stream;
    const std::vector<std::string> flags{"--root", site.root().string(), "--port",  "0", "--host", "127.0.0.1",
                                         "--data", scratch.path(),       "--store", url};
    Program first(flags);
    Program second(flags);
    HttpTransport at_first(port_of(first.read_line()), session.token);
    const std::uint16_t second_port = port_of(second.read_line());
    HttpTransport at_second(second_port, session.token);
    CHECK(request(second_port, "GET /readyz").status == 200);

    HostSurroundings world;
    fakes::MemoryReplicaStore one;
    fakes::MemoryReplicaStore two;
    REQUIRE(Replica(one, world).join(stream));
    REQUIRE(Replica(two, world).join(stream));
    std::string photo;
    while (photo.size() < 2 * kPart_bytes + 777) {
        photo += std::to_string(photo.size() * 7919);
    }
    const BlobHash hash{sha256(photo)};
    REQUIRE(Replica(one, world).add_blob(hash, photo));
    REQUIRE(Replica(one, world).write("find", "k", {{.column = "photo", .value = "p", .blob = hash}}));
    REQUIRE(Replica(two, world).write("find", "k", {{.column = "note", .value = "a note", .text = true}}));
    REQUIRE(at_first.sync(one, world));
    REQUIRE(at_second.sync(two, world));
    REQUIRE(at_first.sync(one, world));
    CHECK(two.rows.blobs[hash].bytes == photo);
    CHECK(one.rows.cells[{"find", "k", "note"}].value == "a note");

    first.signal(SIGKILL);
    first.exit_code();
    REQUIRE(Replica(one, world).write("find", "k", {{.column = "note", .value = "another", .text = true}}));
    CHECK_FALSE(at_first.sync(one, world));
    at_first.move_to(second_port);
    REQUIRE(at_first.sync(one, world));
    REQUIRE(at_second.sync(two, world));
    CHECK(two.rows.cells[{"find", "k", "note"}].value == "another");
    CHECK(one.rows.state.epoch == two.rows.state.epoch);
}

TEST_CASE("accounts on two edges: challenge, session, offer and revocation are those of the store, not of an edge",
          "[postgres][accounts]") {
    PostgresServer server;
    const std::string url = server.new_database();
    const TemporarySite site;
    const fakes::ScratchFolder scratch;
    const std::vector<std::string> flags{"--root", site.root().string(), "--port",  "0", "--host", "127.0.0.1",
                                         "--data", scratch.path(),       "--store", url};
    Program first(flags);
    Program second(flags);
    const std::uint16_t here = port_of(first.read_line());
    const std::uint16_t there = port_of(second.read_line());
    AccountDevice phone(here);
    const std::string challenge = phone.challenge();
    const std::string body = phone.registration(challenge);
    phone.port = there; // the balancer sends it on
    REQUIRE(phone.keep(phone.post("/v1/device", body)).status == 200);
    phone.port = here;
    CHECK(code_of(phone.post("/v1/device", body)) == "challenge_used");
    CHECK(phone.push().status == 200);
    const auto pairing = keys::pairing_keys(keys::PairingSecret::by_chance(phone.random)).value();
    REQUIRE(phone.offer(pairing).status == 200);
    AccountDevice tablet(there);
    const auto taken = account::decode_taken(tablet.take(pairing).body);
    REQUIRE(taken);
    CHECK(code_of(phone.take(pairing)) == "no_offer");
    tablet.secret = keys::unwrap_secret(pairing, taken->wrapped).value();
    REQUIRE(tablet.enter(taken->ticket).status == 200);
    tablet.port = here;
    CHECK(tablet.devices().devices.size() == 2);
    phone.port = there;
    REQUIRE(phone.revoke(tablet.key.public_key).status == 200);
    CHECK(tablet.get("/v1/devices").status == 401); // at the other edge, at once
    CHECK(phone.keep(phone.post("/v1/account/delete", phone.deletion(phone.challenge()))).status == 200);
    CHECK(server.run(url, "SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM device) + "
                          "(SELECT count(*) FROM offer) + (SELECT count(*) FROM op)") == "0\n");
}
