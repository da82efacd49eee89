// hypha-edge as a program of its own: exit codes and sentences for wrong use, serving, reloading on SIGHUP, ending on SIGTERM.
#include "edge/edge_program.hpp"
#include "edge/raw_client.hpp"
#include "edge/temporary_site.hpp"
#include "fakes/scratch_folder_native.hpp"

#include <catch2/catch_test_macros.hpp>
#include <csignal>
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
    CHECK(edge.read_line(true).ends_with("The site in use stays."));
    edge.signal(SIGINT);
    CHECK(edge.exit_code() == 0);
    CHECK(port != 0);
}

TEST_CASE("a session that was made is let in after SIGHUP, and before that nobody is", "[command_line]") {
    const TemporarySite folder;
    const fakes::ScratchFolder scratch;
    Program edge({"--root", folder.root().string(), "--port", "0", "--host", "127.0.0.1", "--data", scratch.path()});
    const std::uint16_t port = port_of(edge.read_line());
    Program made({"--data", scratch.path(), "--new-session", "phone"});
    const std::string token = made.read_line();
    const std::string stream = made.read_line();
    CHECK(made.exit_code() == 0);
    REQUIRE(token.starts_with("token "));
    REQUIRE(stream.starts_with("stream "));
    const std::string session = "Authorization: Bearer " + token.substr(6) + "\r\n";
    CHECK(request(port, "GET /v1/pull?ask=Zg", session).status == 401);
    edge.signal(SIGHUP);
    CHECK(edge.read_line().starts_with("Serving the new site"));
    CHECK(request(port, "GET /v1/pull?ask=Zg", session).status == 400); // let in; what it asks is no message
    CHECK(request(port, "GET /readyz").status == 200);

    std::ofstream(scratch.path() + "/sessions", std::ios::app) << "half a line\n";
    edge.signal(SIGHUP);
    CHECK(edge.read_line().starts_with("Serving the new site"));
    CHECK(request(port, "GET /v1/pull?ask=Zg", session).status == 400); // those in use stay
    CHECK(edge.read_line(true).ends_with("line 2, is not a hash, a stream and a name. The sessions in use stay."));
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
