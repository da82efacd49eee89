// hypha-edge as a program of its own: exit codes and sentences for wrong use, serving, reloading on SIGHUP, ending on SIGTERM.
#include "edge/raw_client.hpp"
#include "edge/temporary_site.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <charconv>
#include <csignal>
#include <fcntl.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace hypha::edge;

namespace {

class Program {
public:
    explicit Program(std::vector<std::string> arguments) {
        std::array<int, 2> out{};
        std::array<int, 2> err{};
        REQUIRE(pipe(out.data()) == 0);
        REQUIRE(pipe(err.data()) == 0);
        arguments.insert(arguments.begin(), HYPHA_BINARY_DIR "/hypha-edge");
        std::vector<char*> words;
        for (std::string& argument : arguments) {
            words.push_back(argument.data());
        }
        words.push_back(nullptr);
        child_ = fork();
        if (child_ == 0) {
            dup2(out[1], 1);
            dup2(err[1], 2);
            execv(words[0], words.data());
            _exit(127);
        }
        close(out[1]);
        close(err[1]);
        out_ = out[0];
        err_ = err[0];
    }
    ~Program() {
        if (child_ > 0) {
            kill(child_, SIGKILL);
            waitpid(child_, nullptr, 0);
        }
        close(out_);
        close(err_);
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    std::string read_line(bool of_errors = false) const {
        std::string line;
        for (char c = 0; read(of_errors ? err_ : out_, &c, 1) == 1 && c != '\n';) {
            line += c;
        }
        return line;
    }
    std::string rest_of(bool of_errors) const {
        std::string text;
        std::array<char, 4096> piece{};
        for (ssize_t got = 1; got > 0;) {
            got = read(of_errors ? err_ : out_, piece.data(), piece.size());
            text.append(piece.data(), static_cast<std::size_t>(got > 0 ? got : 0));
        }
        return text;
    }
    void signal(int number) const { kill(child_, number); }
    int exit_code() {
        int status = 0;
        waitpid(child_, &status, 0);
        child_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    pid_t child_ = -1;
    int out_ = -1;
    int err_ = -1;
};

std::uint16_t port_of(const std::string& line) {
    std::uint16_t port = 0;
    const std::size_t colon = line.rfind(':');
    std::from_chars(line.data() + colon + 1, line.data() + line.size(), port);
    return port;
}

} // namespace

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
    Program edge({"--root", folder.root().string(), "--port", "0", "--host", "127.0.0.1"});
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
    Program edge({"--root", folder.root().string(), "--port", "0", "--host", "127.0.0.1"});
    const std::uint16_t port = port_of(edge.read_line());
    std::filesystem::remove(folder.root() / "index.html");
    edge.signal(SIGHUP);
    CHECK(edge.read_line(true).ends_with(
        "The site in use stays.")); // two threads take signals: of two at once either may be first
    edge.signal(SIGINT);
    CHECK(edge.exit_code() == 0);
    CHECK(port != 0);
}
