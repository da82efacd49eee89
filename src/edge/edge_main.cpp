// hypha-edge: reads the flags, loads the site, opens the store, serves on two threads, and ends cleanly on SIGINT or SIGTERM.
// `admin` is a command on a store instead (edge/admin). Exit codes: 0 stopped or --help, 1 cannot serve (one sentence on stderr), 2 wrong use (sentence and usage on stderr).
#include "edge/admin/admin.hpp"
#include "edge/admin/admin_store.hpp"
#include "edge/admin/receipt.hpp"
#include "edge/api.hpp"
#include "edge/caretaker.hpp"
#include "edge/contributions/contribution_desk.hpp"
#include "edge/fetch/user_agent.hpp"
#include "edge/host_surroundings.hpp"
#include "edge/http_server.hpp"
#include "edge/log.hpp"
#include "edge/news/news_room.hpp"
#include "edge/options.hpp"
#include "edge/store/postgres_edge_store.hpp"
#include "edge/store/sqlite_edge_store.hpp"
#include "edge/store_threads.hpp"
#include "edge/token_file.hpp"
#include "edge/watched_sessions.hpp"

#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using namespace hypha;
using namespace hypha::edge;

constexpr int kThreads = 2;

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

Result<std::shared_ptr<Api>> open_api(const Options& options, const std::shared_ptr<Metrics>& metrics) {
    auto sessions = WatchedSessions::open(sessions_file(options));
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
        for (int i = 0; i < options.store_connections; ++i) {
            stores.push_back(std::make_unique<PostgresEdgeStore>(options.store));
        }
    }
    auto api = std::make_shared<Api>(std::make_unique<StoreThreads>(std::move(stores), options.sync, metrics),
                                     *std::move(sessions));
    api->set_accounts(options.accounts, [&options](const sync::StreamId& stream, const StreamFigures& figures) {
        return keep_receipt(options, stream, figures);
    });
    return api;
}

// An edge whose news cannot be opened serves all else.
void open_news(Api& api, const Options& options, const std::shared_ptr<Metrics>& metrics) {
    auto news = NewsRoom::open(news_folder(options.data), options.news,
                               fetch::user_agent(HYPHA_VERSION, options.news.contact), metrics);
    if (news) {
        api.set_news(*std::move(news));
    } else {
        log_event("no_news", {{"reason", news.error().code}, {"detail", news.error().detail}});
        return;
    }
    auto desk = ContributionDesk::open(news_folder(options.data), options.news.address,
                                       [] { return HostSurroundings().wall_ms(); });
    if (desk) {
        api.set_contributions(*std::move(desk));
    } else {
        log_event("no_contributions", {{"reason", desk.error().code}, {"detail", desk.error().detail}});
    }
}

// What is kept elsewhere and is cheap to ask.
std::function<void(Metrics&)> backup_reader(const Options& options) {
    return [path = backup_mark(options)](Metrics& metrics) {
        const auto text = read_text(path);
        metrics.backup_ms = text ? std::atoll(text->c_str()) : 0;
    };
}

// Nothing where it is off, or where nobody asked for that port and another program has it.
Result<std::shared_ptr<HttpServer>> open_metrics(boost::asio::io_context& context, const Options& options,
                                                 const std::shared_ptr<const Site>& site,
                                                 const std::shared_ptr<Metrics>& metrics) {
    if (!options.metrics_port) {
        return std::shared_ptr<HttpServer>();
    }
    ServerLimits limits = options.server;
    limits.connections = 64; // of Prometheus and its like
    auto server = HttpServer::open(context, options.metrics_host, *options.metrics_port, site, limits);
    if (!server) {
        if (server.error().code == "port_in_use" && !options.sources.contains("metrics-port")) {
            log_event("no_metrics", {{"reason", server.error().code}, {"port", std::to_string(*options.metrics_port)}});
            return std::shared_ptr<HttpServer>();
        }
        return std::unexpected(Error{server.error().code, "/metrics: " + server.error().detail});
    }
    (*server)->set_metrics(metrics);
    (*server)->serve_metrics_only();
    return *std::move(server);
}

// What runs beside each other and ends together.
struct Running {
    std::shared_ptr<HttpServer> server;
    std::shared_ptr<HttpServer> metrics; // null: there is none
    std::shared_ptr<Caretaker> caretaker;

    void stop() const {
        log_event("stopping");
        if (server->api()->news() != nullptr) {
            server->api()->news()->stop();
        }
        server->stop();
        caretaker->stop();
        if (metrics) {
            metrics->stop();
        }
    }
};

class Signals {
public:
    Signals(boost::asio::io_context& context, const Options& options, const Running& running)
        : signals_(context, SIGINT, SIGTERM, SIGHUP), options_(options), running_(running) {}

    void wait() {
        signals_.async_wait([this](const boost::system::error_code& problem, int signal) {
            if (problem) {
                return;
            }
            if (signal != SIGHUP) {
                running_.stop();
                return;
            }
            // The sessions first: who reads that the site is new may use a new session.
            if (auto sessions = WatchedSessions::open(sessions_file(options_))) {
                running_.server->api()->set_authenticator(*std::move(sessions));
            } else {
                print(stderr, "hypha-edge: " + sessions.error().detail + ". The sessions in use stay.\n");
            }
            if (Result<std::shared_ptr<const Site>> site = load_site(options_)) {
                const std::size_t files = (*site)->size();
                // Before it is said: whoever reads the line may ask at once.
                running_.server->set_site(*std::move(site));
                print(stdout, "Serving the new site, " + std::to_string(files) + " files.\n");
            } else {
                print(stderr, "hypha-edge: " + site.error().detail + ". The site in use stays.\n");
            }
            wait();
        });
    }

private:
    boost::asio::signal_set signals_;
    const Options& options_;
    const Running& running_;
};

int fail(const Error& error, std::string_view advice = ".") {
    print(stderr, "hypha-edge: " + error.detail + std::string(advice) + "\n");
    return 1;
}

int serve(const Options& options) {
    Result<std::shared_ptr<const Site>> site = load_site(options);
    if (!site) {
        return fail(site.error());
    }
    boost::asio::io_context context(kThreads);
    auto server = HttpServer::open(context, options.host, options.port, *site, options.server);
    if (!server) {
        const bool is_taken = server.error().code == "port_in_use";
        return fail(server.error(), is_taken ? "; stop the other program or choose another port with --port." : ".");
    }
    const auto metrics = std::make_shared<Metrics>();
    auto metrics_server = open_metrics(context, options, *site, metrics);
    if (!metrics_server) {
        return fail(metrics_server.error());
    }
    // After the port: of two servers on one it is the port that the second is told of.
    const Result<std::shared_ptr<Api>> api = open_api(options, metrics);
    if (!api) {
        return fail(api.error());
    }
    open_news(**api, options, metrics);
    metrics->set_build(HYPHA_VERSION, options.store.empty() ? "sqlite" : "postgresql");
    metrics->set_reader(backup_reader(options));
    (*server)->set_metrics(metrics);
    (*server)->log_requests(options.log_requests);
    (*server)->set_api(*api);
    const CareTimes times{.round = options.compact_every};
    const Running running{*server, *metrics_server,
                          std::make_shared<Caretaker>(context, (*api)->store(), metrics, options.sync, times)};
    Signals signals(context, options, running);
    signals.wait();
    (*server)->start();
    running.caretaker->start();
    if ((*api)->news() != nullptr) {
        (*api)->news()->start();
    }
    print(stdout, "Hypha is at http://" + options.host + ":" + std::to_string((*server)->port()) + "\n");
    if (running.metrics) {
        running.metrics->start();
        print(stdout, "Metrics are at http://" + options.metrics_host + ":" + std::to_string(running.metrics->port()) +
                          "/metrics\n");
    }
    log_event("started", {{"version", HYPHA_VERSION}, {"store", options.store.empty() ? "sqlite" : "postgresql"}});
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
    log_event("stopped");
    print(stdout, "Stopped.\n");
    return 0;
}

// What can be looked at without serving. The store is not opened: another edge may be on it.
int check_config(const Options& options) {
    print(stdout, describe(options));
    if (auto site = load_site(options); !site) {
        return fail(site.error());
    }
    if (auto sessions = TokenFile::load(sessions_file(options)); !sessions) {
        return fail(sessions.error());
    }
    print(stdout, "The settings will do.\n");
    return 0;
}

int make_session(const Options& options) {
    const Result<NewSession> session = add_session(sessions_file(options), options.new_session, options.stream);
    if (!session) {
        return fail(session.error());
    }
    print(stdout, "token " + session->token + "\nstream " + session->stream + "\n");
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    const Result<Options> options = parse_options(arguments, environment());
    if (!options) {
        print(stderr, "hypha-edge: " + options.error().detail + ".\n");
        print(stderr, usage());
        return 2;
    }
    if (!arguments.empty() && arguments.front() == "admin") {
        return run_admin(*options);
    }
    if (options->help) {
        print(stdout, usage());
        return 0;
    }
    if (options->version) {
        print(stdout, "hypha-edge " HYPHA_VERSION "\n");
        return 0;
    }
    if (options->check_config) {
        return check_config(*options);
    }
    return options->new_session.empty() ? serve(*options) : make_session(*options);
}
