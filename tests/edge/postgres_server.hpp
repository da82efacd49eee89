// A real PostgreSQL of Debian's in a temporary folder, on a Unix socket in it and on no network. It runs as the user postgres, or
// nobody, where the test runs as root, because it refuses to be root. Stopped and removed at the end, whatever happened.
#pragma once

#include <csignal>
#include <filesystem>
#include <string>
#include <sys/types.h>

namespace hypha::edge {

class PostgresServer {
public:
    // Throws std::runtime_error with what the server said.
    PostgresServer();
    ~PostgresServer();
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    // A new, empty database of its own, as a URL. `before` is a list of hosts to be tried before the real one, each with a comma.
    std::string new_database(const std::string& before = "");
    // SQL by psql, as an operator would; answers what it prints.
    std::string run(const std::string& url, const std::string& sql) const;
    void start();
    // SIGQUIT: every connection ends at once, nothing is written any more, the next start recovers.
    void stop(int signal = SIGQUIT);

private:
    std::string program(const std::string& name) const;

    std::filesystem::path programs_;
    std::filesystem::path folder_;
    uid_t user_ = 0;
    gid_t group_ = 0;
    pid_t server_ = -1;
    int databases_ = 0;
};

} // namespace hypha::edge
