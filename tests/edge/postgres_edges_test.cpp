// Two hypha-edge processes on one PostgreSQL: a device at one meets what a device at the other wrote, photo and all, and goes on
// at the other when its own is killed.
#include "core/sync/replica.hpp"
#include "core/sync/sha256.hpp"
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
