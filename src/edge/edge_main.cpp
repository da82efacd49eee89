// hypha-edge: reads the flags, loads the site, opens the store, serves on two threads, and ends cleanly on SIGINT or SIGTERM.
// Exit codes: 0 stopped or --help, 1 cannot serve (one sentence on stderr), 2 wrong use (sentence and usage on stderr).
#include "edge/api.hpp"
#include "edge/http_server.hpp"
#include "edge/options.hpp"
#include "edge/store/postgres_edge_store.hpp"
#include "edge/store/sqlite_edge_store.hpp"
#include "edge/store_threads.hpp"
#include "edge/token_file.hpp"

#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <memory>
#include <span>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using namespace hypha;
using namespace hypha::edge;

constexpr int kThreads = 2;
constexpr int kConnections = 4; // to a shared store; each has a thread that mostly waits

void print(std::FILE* stream, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stream);
    std::fflush(stream);
}

Result<std::shared_ptr<const Site>> load_site(const Options& options) {
    Result<Site> site = Site::load(options.root, options.kill_switch);
    if (!site) {
        return std::unexpected(site.error());
    }
    return std::make_shared<const Site>(*std::move(site));
}

std::filesystem::path sessions_file(const Options& options) { return options.data / "sessions"; }

Result<std::shared_ptr<Api>> open_api(const Options& options) {
    auto sessions = TokenFile::load(sessions_file(options));
    if (!sessions) {
        return std::unexpected(sessions.error());
    }
    std::vector<std::unique_ptr<ServedStore>> stores;
    if (options.store.empty()) {
        auto store = SqliteEdgeStore::open(options.data);
        if (!store) {
            return std::unexpected(store.error());
        }
        stores.push_back(*std::move(store));
    } else {
        for (int i = 0; i < kConnections; ++i) {
            stores.push_back(std::make_unique<PostgresEdgeStore>(options.store));
        }
    }
    return std::make_shared<Api>(std::make_unique<StoreThreads>(std::move(stores)), *std::move(sessions));
}

class Signals {
public:
    Signals(boost::asio::io_context& context, const Options& options, std::shared_ptr<HttpServer> server)
        : signals_(context, SIGINT, SIGTERM, SIGHUP), options_(options), server_(std::move(server)) {}

    void wait() {
        signals_.async_wait([this](const boost::system::error_code& problem, int signal) {
            if (problem) {
                return;
            }
            if (signal != SIGHUP) {
                server_->stop();
                return;
            }
            // The sessions first: who reads that the site is new may use a new session.
            if (auto sessions = TokenFile::load(sessions_file(options_))) {
                server_->api()->set_authenticator(*std::move(sessions));
            } else {
                print(stderr, "hypha-edge: " + sessions.error().detail + ". The sessions in use stay.\n");
            }
            if (Result<std::shared_ptr<const Site>> site = load_site(options_)) {
                print(stdout, "Serving the new site, " + std::to_string((*site)->size()) + " files.\n");
                server_->set_site(*std::move(site));
            } else {
                print(stderr, "hypha-edge: " + site.error().detail + ". The site in use stays.\n");
            }
            wait();
        });
    }

private:
    boost::asio::signal_set signals_;
    const Options& options_;
    std::shared_ptr<HttpServer> server_;
};

int serve(const Options& options) {
    Result<std::shared_ptr<const Site>> site = load_site(options);
    if (!site) {
        print(stderr, "hypha-edge: " + site.error().detail + ".\n");
        return 1;
    }
    boost::asio::io_context context(kThreads);
    const Result<std::shared_ptr<HttpServer>> server = HttpServer::open(context, options.host, options.port, *site);
    if (!server) {
        const bool is_taken = server.error().code == "port_in_use";
        print(stderr, "hypha-edge: " + server.error().detail +
                          (is_taken ? "; stop the other program or choose another port with --port.\n" : ".\n"));
        return 1;
    }
    // After the port: of two servers on one it is the port that the second is told of.
    const Result<std::shared_ptr<Api>> api = open_api(options);
    if (!api) {
        print(stderr, "hypha-edge: " + api.error().detail + ".\n");
        return 1;
    }
    (*server)->set_api(*api);
    Signals signals(context, options, *server);
    signals.wait();
    (*server)->start();
    print(stdout, "Hypha is at http://" + options.host + ":" + std::to_string((*server)->port()) + "\n");
    if (options.kill_switch) {
        print(stdout,
              "Kill switch: /sw.js now removes the service worker and the cached app from browsers that ask.\n");
    }
    std::vector<std::thread> others;
    for (int i = 1; i < kThreads; ++i) {
        others.emplace_back([&context] { context.run(); });
    }
    context.run();
    for (std::thread& thread : others) {
        thread.join();
    }
    print(stdout, "Stopped.\n");
    return 0;
}

int make_session(const Options& options) {
    const Result<NewSession> session = add_session(sessions_file(options), options.new_session, options.stream);
    if (!session) {
        print(stderr, "hypha-edge: " + session.error().detail + ".\n");
        return 1;
    }
    print(stdout, "token " + session->token + "\nstream " + session->stream + "\n");
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    const Result<Options> options = parse_options(arguments);
    if (!options) {
        print(stderr, "hypha-edge: " + options.error().detail + ".\n");
        print(stderr, kUsage);
        return 2;
    }
    if (options->help) {
        print(stdout, kUsage);
        return 0;
    }
    if (options->version) {
        print(stdout, "hypha-edge " HYPHA_VERSION "\n");
        return 0;
    }
    return options->new_session.empty() ? serve(*options) : make_session(*options);
}
