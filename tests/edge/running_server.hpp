// An HttpServer on a free port of the loopback with two threads of its own; stopped and joined at the end.
#pragma once

#include "edge/http_server.hpp"

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <thread>
#include <vector>

namespace hypha::edge {

class RunningServer {
public:
    explicit RunningServer(const std::filesystem::path& root, ServerLimits limits = {}, bool kill_switch = false,
                           std::shared_ptr<Api> api = nullptr);
    ~RunningServer();
    RunningServer(const RunningServer&) = delete;
    RunningServer& operator=(const RunningServer&) = delete;

    std::uint16_t port() const { return server_->port(); }
    HttpServer& server() { return *server_; }
    // Asks it to stop and waits until both threads have ended.
    void stop();

private:
    boost::asio::io_context context_{2};
    std::shared_ptr<HttpServer> server_;
    std::vector<std::thread> threads_;
};

} // namespace hypha::edge
