// hypha-edge as a process of its own: what it says is read, signals are sent, and it is killed at the end if it still runs. Where a
// test says nothing else it has no metrics and no limits of requests in time: tests ask as fast as they can, all from one address.
#pragma once

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace hypha::edge {

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
            setenv("HYPHA_EDGE_METRICS_PORT", "off", 1);
            setenv("HYPHA_EDGE_ADDRESS_RATE", "off", 1);
            setenv("HYPHA_EDGE_SESSION_RATE", "off", 1);
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
    // The next sentence for a person; the log is on the same stream.
    std::string read_complaint() const {
        std::string line = read_line(true);
        while (line.starts_with('{')) {
            line = read_line(true);
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
    // Of all its threads until now, in seconds: what it takes whatever else the machine is doing.
    double cpu_seconds() const {
        std::ifstream stat("/proc/" + std::to_string(child_) + "/stat");
        std::string skipped;
        for (int field = 1; field <= 13; ++field) { // its name, the second, is without blanks
            stat >> skipped;
        }
        double user = 0;
        double system = 0;
        stat >> user >> system;
        return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
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

// Of the line that says the address; 0 where it says none.
inline std::uint16_t port_of(const std::string& line) {
    std::uint16_t port = 0;
    const std::size_t colon = line.rfind(':');
    if (colon != std::string::npos) {
        std::from_chars(line.data() + colon + 1, line.data() + line.size(), port);
    }
    return port;
}

} // namespace hypha::edge
