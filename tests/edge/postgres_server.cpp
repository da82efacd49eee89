#include "edge/postgres_server.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <grp.h>
#include <iterator>
#include <pwd.h>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace hypha::edge {
namespace {

namespace fs = std::filesystem;

fs::path newest_programs() {
    std::vector<int> versions;
    for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql")) {
        if (fs::exists(entry.path() / "bin" / "postgres")) {
            versions.push_back(std::atoi(entry.path().filename().c_str()));
        }
    }
    if (versions.empty()) {
        throw std::runtime_error("PostgreSQL is not installed: node .ci/prepare.mjs test does that");
    }
    return fs::path("/usr/lib/postgresql") / std::to_string(*std::ranges::max_element(versions)) / "bin";
}

std::string text_of(const fs::path& path) {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// In a process group of its own: an interrupted test ends it by its destructor, not by the terminal. Output goes to `log`.
pid_t spawn(std::vector<std::string> words, uid_t user, gid_t group, const fs::path& folder, const fs::path& log) {
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    const pid_t child = fork();
    if (child != 0) {
        return child;
    }
    const int out = open(log.c_str(), O_CREAT | O_WRONLY | O_APPEND, 0666);
    dup2(out, 1);
    dup2(out, 2);
    if (getuid() == 0 && (setgroups(0, nullptr) != 0 || setgid(group) != 0 || setuid(user) != 0)) {
        _exit(126);
    }
    if (chdir(folder.c_str()) != 0) {
        _exit(125);
    }
    setenv("LC_ALL", "C", 1);
    execv(arguments[0], arguments.data());
    _exit(127);
}

int wait_for(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

std::string PostgresServer::program(const std::string& name) const { return (programs_ / name).string(); }

PostgresServer::PostgresServer() : programs_(newest_programs()) {
    // Short: a socket's path has at most 107 bytes.
    std::string name = "/tmp/hypha-pg-XXXXXX";
    folder_ = mkdtemp(name.data());
    user_ = getuid();
    group_ = getgid();
    if (user_ == 0) {
        const passwd* known = getpwnam("postgres");
        known = known == nullptr ? getpwnam("nobody") : known;
        user_ = known->pw_uid;
        group_ = known->pw_gid;
        if (chown(folder_.c_str(), user_, group_) != 0) {
            throw std::runtime_error("cannot give a folder to the user of PostgreSQL");
        }
    }
    const int made = wait_for(spawn({program("initdb"), "-D", folder_ / "data", "-A", "trust", "-U", "hypha", "-E",
                                     "UTF8", "--no-locale", "--no-sync"},
                                    user_, group_, folder_, folder_ / "log"));
    if (made != 0) {
        throw std::runtime_error("initdb ended with " + std::to_string(made) + ":\n" + text_of(folder_ / "log"));
    }
    start();
}

void PostgresServer::start() {
    server_ =
        spawn({program("postgres"), "-D", folder_ / "data", "-k", folder_, "-p", "5432", "-c",
               "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=60", "-c", "deadlock_timeout=100ms"},
              user_, group_, folder_, folder_ / "log");
    for (int tries = 0; tries < 400; ++tries) {
        if (wait_for(spawn({program("pg_isready"), "-q", "-h", folder_, "-p", "5432"}, user_, group_, folder_,
                           "/dev/null")) == 0) {
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
    throw std::runtime_error("PostgreSQL does not start:\n" + text_of(folder_ / "log"));
}

void PostgresServer::stop(int signal) {
    if (server_ > 0) {
        kill(server_, signal);
        (void)wait_for(server_);
        server_ = -1;
    }
}

PostgresServer::~PostgresServer() {
    stop(SIGINT);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::string PostgresServer::run(const std::string& url, const std::string& sql) const {
    const fs::path out = folder_ / "psql";
    std::error_code ignored;
    fs::remove(out, ignored);
    const int ended = wait_for(spawn({program("psql"), "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql},
                                     user_, group_, folder_, out));
    const std::string said = text_of(out);
    if (ended != 0) {
        throw std::runtime_error("psql: " + said);
    }
    return said;
}

std::string PostgresServer::new_database(const std::string& before) {
    const std::string name = "edge" + std::to_string(++databases_);
    const std::string where = "&user=hypha";
    run("postgresql:///postgres?host=" + folder_.string() + where, "CREATE DATABASE " + name);
    return "postgresql:///" + name + "?host=" + before + folder_.string() + where;
}

} // namespace hypha::edge
