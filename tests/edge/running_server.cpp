// See running_server.hpp.
#include "edge/running_server.hpp"

#include <stdexcept>

namespace hypha::edge {

RunningServer::RunningServer(const std::filesystem::path& root, ServerLimits limits, bool kill_switch,
                             std::shared_ptr<Api> api) {
    Result<Site> site = Site::load(root, kill_switch);
    if (!site) {
        throw std::runtime_error(site.error().detail);
    }
    auto server = HttpServer::open(context_, "127.0.0.1", 0, std::make_shared<const Site>(*std::move(site)), limits);
    if (!server) {
        throw std::runtime_error(server.error().detail);
    }
    server_ = *std::move(server);
    server_->set_api(std::move(api));
    server_->start();
    for (int i = 0; i < 2; ++i) {
        threads_.emplace_back([this] { context_.run(); });
    }
}

RunningServer::~RunningServer() { stop(); }

void RunningServer::stop() {
    server_->stop();
    for (std::thread& thread : threads_) {
        thread.join();
    }
    threads_.clear();
}

} // namespace hypha::edge
