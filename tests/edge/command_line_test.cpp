// hypha-edge as a program of its own: exit codes and sentences for wrong use, serving, reloading on SIGHUP, ending on SIGTERM.
#include "edge/edge_program.hpp"
#include "edge/raw_client.hpp"
#include "edge/temporary_site.hpp"
#include "fakes/scratch_folder_native.hpp"

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace hypha;
using namespace hypha::edge;

TEST_CASE("wrong flags exit with 2, a sentence and the usage", "[command_line]") {
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"--prot", "1"}, {"--port", "many"}, {"--port"}, {"surplus"}}) {
        Program edge(arguments);
        const std::string said = edge.rest_of(true);
        CHECK(edge.exit_code() == 2);
        CHECK(said.starts_with("hypha-edge: "));
        CHECK(said.find("usage: hypha-edge") != std::string::npos);
    }
}

TEST_CASE("--help and --version answer and exit with 0", "[command_line]") {
    Program help({"--help"});
    CHECK(help.rest_of(false).starts_with("usage: hypha-edge"));
    CHECK(help.exit_code() == 0);
    Program version({"--version"});
    CHECK(version.rest_of(false).starts_with("hypha-edge "));
    CHECK(version.exit_code() == 0);
}

TEST_CASE("a root without a site is one sentence and exit 1", "[command_line]") {
    Program edge({"--root", "/nonexistent", "--port", "0"});
    const std::string said = edge.rest_of(true);
    CHECK(edge.exit_code() == 1);
    CHECK(said == "hypha-edge: /nonexistent is not a folder; build the site first (npm start does).\n");
}

TEST_CASE("it serves, reads the site again on SIGHUP and stops on SIGTERM", "[command_line]") {
    const TemporarySite folder;
    const fakes::ScratchFolder scratch;
    Program edge({"--root", folder.root().string(), "--port", "0", "--host", "127.0.0.1", "--data", scratch.path()});
    const std::uint16_t port = port_of(edge.read_line());
    REQUIRE(port != 0);
    CHECK(request(port, "GET /").status == 200);

    Program second({"--root", folder.root().string(), "--port", std::to_string(port), "--host", "127.0.0.1"});
    CHECK(second.rest_of(true) ==
          "hypha-edge: port " + std::to_string(port) +
              " is already in use; stop the other program or choose another port with --port.\n");
    CHECK(second.exit_code() == 1);

    folder.write("index.html", "second version");
    edge.signal(SIGHUP);
    CHECK(edge.read_line().starts_with("Serving the new site"));
    CHECK(request(port, "GET /").body == "second version");
    edge.signal(SIGTERM);
    CHECK(edge.read_line() == "Stopped.");
    CHECK(edge.exit_code() == 0);
}

TEST_CASE("a reload of a broken site keeps the one in use", "[command_line]") {
    const TemporarySite folder;
    const fakes::ScratchFolder scratch;
    Program edge({"--root", folder.root().string(), "--port", "0", "--host", "127.0.0.1", "--data", scratch.path()});
    const std::uint16_t port = port_of(edge.read_line());
    std::filesystem::remove(folder.root() / "index.html");
    edge.signal(SIGHUP);
    // Two threads take signals: of two at once either may be first.
    CHECK(edge.read_complaint().ends_with("The site in use stays."));
    edge.signal(SIGINT);
    CHECK(edge.exit_code() == 0);
    CHECK(port != 0);
}

TEST_CASE("a session that was made is let in at once, and before that nobody is", "[command_line]") {
    const TemporarySite folder;
    const fakes::ScratchFolder scratch;
    Program edge({"--root", folder.root().string(), "--port", "0", "--host", "127.0.0.1", "--data", scratch.path()});
    const std::uint16_t port = port_of(edge.read_line());
    CHECK(request(port, "GET /v1/pull?ask=Zg", "Authorization: Bearer x\r\n").status == 401);
    Program made({"--data", scratch.path(), "--new-session", "phone"});
    const std::string token = made.read_line();
    const std::string stream = made.read_line();
    CHECK(made.exit_code() == 0);
    REQUIRE(token.starts_with("token "));
    REQUIRE(stream.starts_with("stream "));
    const std::string session = "Authorization: Bearer " + token.substr(6) + "\r\n";
    CHECK(request(port, "GET /v1/pull?ask=Zg", session).status == 400); // let in; what it asks is no message
    CHECK(request(port, "GET /readyz").status == 200);

    std::ofstream(scratch.path() + "/sessions", std::ios::app) << "half a line\n";
    edge.signal(SIGHUP);
    CHECK(edge.read_line().starts_with("Serving the new site"));
    CHECK(request(port, "GET /v1/pull?ask=Zg", session).status == 400); // those in use stay
    CHECK(edge.read_complaint().ends_with("line 2, is not a hash, a stream and a name. The sessions in use stay."));
    edge.signal(SIGTERM);
    CHECK(edge.exit_code() == 0);
}

TEST_CASE("a folder that another server holds is one sentence and exit 1", "[command_line]") {
    const TemporarySite folder;
    const fakes::ScratchFolder scratch;
    Program first({"--root", folder.root().string(), "--port", "0", "--host", "127.0.0.1", "--data", scratch.path()});
    REQUIRE(port_of(first.read_line()) != 0);
    Program second({"--root", folder.root().string(), "--port", "0", "--host", "127.0.0.1", "--data", scratch.path()});
    CHECK(second.rest_of(true) == "hypha-edge: " + scratch.path() + " is in use by another hypha-edge.\n");
    CHECK(second.exit_code() == 1);
}

TEST_CASE("--check-config says what is in effect and where from, and whether it will do", "[command_line]") {
    const TemporarySite folder;
    const fakes::ScratchFolder scratch;
    const std::string config = scratch.path() + "/edge.conf";
    std::ofstream(config) << "port = 81\nroot = " << folder.root().string() << "\n";
    Program fine({"--config", config, "--check-config", "--data", scratch.path()});
    const std::string said = fine.rest_of(false);
    CHECK(fine.exit_code() == 0);
    CHECK(said.find("port = 81    (" + config + ", line 1: port)\n") != std::string::npos);
    CHECK(said.find("data = " + scratch.path() + "    (--data)\n") != std::string::npos);
    CHECK(said.find("session-rate = off    (HYPHA_EDGE_SESSION_RATE)\n") != std::string::npos);
    CHECK(said.find("idle-seconds = 30\n") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(scratch.path() + "/edge.db"));

    Program no_site({"--check-config", "--root", "/nonexistent"});
    CHECK(no_site.rest_of(true).find("/nonexistent is not a folder") != std::string::npos);
    CHECK(no_site.exit_code() == 1);
    std::ofstream(scratch.path() + "/sessions") << "nonsense\n";
    Program bad_sessions({"--config", config, "--check-config", "--data", scratch.path()});
    CHECK(bad_sessions.rest_of(true).find("is not a hash, a stream and a name") != std::string::npos);
    CHECK(bad_sessions.exit_code() == 1);
    std::ofstream(config) << "prot = 81\n";
    Program bad_config({"--config", config, "--check-config"});
    CHECK(bad_config.rest_of(true).find(config + ", line 1: there is no setting 'prot'") != std::string::npos);
    CHECK(bad_config.exit_code() == 2);
}

TEST_CASE("a port of metrics that somebody asked for and another program has is one sentence", "[command_line]") {
    const TemporarySite folder;
    const fakes::ScratchFolder scratch;
    const std::vector<std::string> flags{"--root", folder.root().string(), "--port", "0", "--host", "127.0.0.1"};
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.end(), flags.begin(), flags.end());
        return more;
    };
    Program first(with({"--data", scratch.path() + "/1", "--metrics-port", "0"}));
    first.read_line();
    const std::string said = first.read_line();
    REQUIRE(said.starts_with("Metrics are at http://127.0.0.1:"));
    const std::string taken = said.substr(said.rfind(':') + 1, said.rfind('/') - said.rfind(':') - 1);
    Program second(with({"--data", scratch.path() + "/2", "--metrics-port", taken}));
    CHECK(second.rest_of(true) == "hypha-edge: /metrics: port " + taken + " is already in use.\n");
    CHECK(second.exit_code() == 1);
}
