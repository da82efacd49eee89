// The families, in the order in which they are written. Names follow Prometheus: base units, _total on what only grows.
#include "edge/metrics.hpp"

#include "edge/accounts/account_paths.hpp"
#include "edge/contributions/contribution_question.hpp"
#include "edge/news/news_paths.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace hypha::edge {
namespace {

using std::string_view;

std::string number_text(double value) {
    std::array<char, 32> text{};
    const auto [end, problem] = std::to_chars(text.data(), text.data() + text.size(), value);
    return problem == std::errc{} ? std::string(text.data(), end) : "NaN";
}

std::string label(string_view name, string_view value) { return std::string(name) + "=\"" + std::string(value) + "\""; }

void head(std::string& out, string_view name, string_view type, string_view help) {
    out += "# HELP " + std::string(name) + " " + std::string(help) + "\n# TYPE " + std::string(name) + " " +
           std::string(type) + "\n";
}

void line(std::string& out, string_view name, const std::string& labels, const std::string& value) {
    out += std::string(name) + (labels.empty() ? "" : "{" + labels + "}") + " " + value + "\n";
}

void counter(std::string& out, string_view name, string_view help, const Metrics::Counter& value) {
    head(out, name, "counter", help);
    line(out, name, "", std::to_string(value.load()));
}

void gauge(std::string& out, string_view name, string_view help, const Metrics::Gauge& value) {
    head(out, name, "gauge", help);
    line(out, name, "", std::to_string(value.load()));
}

void moment(std::string& out, string_view name, string_view help, const Metrics::Gauge& ms) {
    head(out, name, "gauge", help);
    line(out, name, "", number_text(static_cast<double>(ms.load()) / 1000));
}

struct Labelled {
    string_view value;
    const Metrics::Counter* counter;
};

void counters(std::string& out, string_view name, string_view help, string_view by, std::span<const Labelled> rows) {
    head(out, name, "counter", help);
    for (const Labelled& row : rows) {
        line(out, name, label(by, row.value), std::to_string(row.counter->load()));
    }
}

} // namespace

Route route_of(string_view target) {
    const string_view path = target.substr(0, target.find('?'));
    return path == "/v1/push"              ? Route::push
           : path == "/v1/pull"            ? Route::pull
           : path == "/v1/snapshot"        ? Route::snapshot
           : path.starts_with("/v1/blob/") ? Route::blob
           : is_account_path(path)         ? Route::account
           : path.starts_with("/v1/news/") ? Route::news
           : is_news_page_path(path)       ? Route::news
           : is_contribution_path(path)    ? Route::contribution
           : path == "/healthz"            ? Route::health
           : path == "/readyz"             ? Route::ready
           : path == "/openapi.yaml"       ? Route::description
           : path.starts_with("/v1/")      ? Route::unknown
                                           : Route::site;
}

template <std::size_t N>
void Histogram<N>::write(std::string& out, string_view name, const std::string& labels) const {
    const std::string before = labels.empty() ? "" : labels + ",";
    std::uint64_t below = 0;
    for (std::size_t i = 0; i <= N; ++i) {
        below += counts_[i].load(std::memory_order_relaxed);
        const std::string bound = i < N ? number_text(bounds_[i]) : "+Inf";
        line(out, std::string(name) + "_bucket", before + label("le", bound), std::to_string(below));
    }
    line(out, std::string(name) + "_sum", labels, number_text(sum_.load(std::memory_order_relaxed)));
    line(out, std::string(name) + "_count", labels, std::to_string(below));
}

void Metrics::answered(Route route, unsigned status, std::chrono::duration<double> took) {
    const auto at = static_cast<std::size_t>(route);
    const auto* const found = std::ranges::find(kStatuses, status);
    const auto index =
        found == kStatuses.end() ? kStatuses.size() - 1 : static_cast<std::size_t>(found - kStatuses.begin());
    requests_[at][index].fetch_add(1, std::memory_order_relaxed);
    answers_[at].observe(took.count());
}

void Metrics::refused(string_view code) {
    const auto* const found = std::ranges::find(kRefusals, code);
    refusals_[found == kRefusals.end() ? kRefusals.size() - 1 : static_cast<std::size_t>(found - kRefusals.begin())]
        .fetch_add(1, std::memory_order_relaxed);
}

void Metrics::polled(string_view result, bool failed) {
    const auto* const found = std::ranges::find(kPolls, result);
    const auto* const counted = found != kPolls.end() ? found : failed ? kPolls.end() - 1 : kPolls.begin();
    polls_[static_cast<std::size_t>(counted - kPolls.begin())].fetch_add(1, std::memory_order_relaxed);
}

void Metrics::set_reader(std::function<void(Metrics&)> reader) {
    const std::scoped_lock lock(mutex_);
    reader_ = std::move(reader);
}

std::string Metrics::text() {
    {
        const std::scoped_lock lock(mutex_);
        if (reader_) {
            reader_(*this);
        }
    }
    std::string out;
    out.reserve(32 * 1024);
    head(out, "hypha_requests_total", "counter", "Answers by route and status; 0 is a status that has no row here.");
    for (std::size_t route = 0; route < kRouteNames.size(); ++route) {
        for (std::size_t status = 0; status < kStatuses.size(); ++status) {
            const std::uint64_t count = requests_[route][status].load();
            if (count > 0 || kStatuses[status] == 200) {
                line(out, "hypha_requests_total",
                     label("route", kRouteNames[route]) + "," + label("status", std::to_string(kStatuses[status])),
                     std::to_string(count));
            }
        }
    }
    head(out, "hypha_answer_seconds", "histogram", "From the last byte of a request to the first of its answer.");
    for (std::size_t route = 0; route < kRouteNames.size(); ++route) {
        answers_[route].write(out, "hypha_answer_seconds", label("route", kRouteNames[route]));
    }
    head(out, "hypha_refusals_total", "counter", "Refusals of the sync protocol by code.");
    for (std::size_t i = 0; i < kRefusals.size(); ++i) {
        line(out, "hypha_refusals_total", label("code", kRefusals[i]), std::to_string(refusals_[i].load()));
    }
    gauge(out, "hypha_connections", "Connections that are open.", connections);
    counters(out, "hypha_connections_refused_total", "Connections that were one too many: of all, or of their address.",
             "limit",
             std::array{Labelled{"all", &connections_refused_all}, Labelled{"address", &connections_refused_address}});
    counters(out, "hypha_rate_limited_total", "Requests that got 429.", "by",
             std::array{Labelled{"address", &limited_by_address}, Labelled{"session", &limited_by_session}});
    gauge(out, "hypha_bodies_bytes", "Room that bodies and answers under way have taken.", bodies_bytes);

    head(out, "hypha_store_wait_seconds", "histogram", "How long a request waits for a thread of the store.");
    store_wait.write(out, "hypha_store_wait_seconds", "");
    head(out, "hypha_store_work_seconds", "histogram", "One request in the store, its tries together.");
    store_work.write(out, "hypha_store_work_seconds", "");
    head(out, "hypha_store_commit_seconds", "histogram", "The commit of requests that were grouped: a disk.");
    store_commit.write(out, "hypha_store_commit_seconds", "");
    gauge(out, "hypha_store_queue", "Requests that wait for the store.", store_queue);
    counter(out, "hypha_store_retries_total", "Transactions tried again: a lost race, a lost connection.",
            store_retries);
    counter(out, "hypha_store_errors_total", "Requests that the store failed.", store_errors);
    gauge(out, "hypha_store_up", "1: the store answered when it was last asked.", store_up);
    gauge(out, "hypha_store_database_bytes", "The database, without files of blobs.", database_bytes);
    gauge(out, "hypha_store_log_bytes", "SQLite's write-ahead log; 0 with PostgreSQL.", log_bytes);
    gauge(out, "hypha_store_streams", "Streams that are kept.", streams);
    gauge(out, "hypha_store_blobs", "Blobs that are kept, those under way too.", blobs_kept);
    gauge(out, "hypha_store_blob_bytes", "Their bytes.", blob_bytes_kept);

    counter(out, "hypha_operations_total", "Operations that were taken from devices.", operations);
    counter(out, "hypha_operations_set_aside_total", "Operations that no rule allows.", operations_set_aside);
    counter(out, "hypha_operations_restamped_total", "Operations of clocks of the far future.", operations_restamped);
    counter(out, "hypha_operations_waiting_total", "Operations that came before their blob.", operations_waiting);
    counter(out, "hypha_operations_pulled_total", "Operations that were given to other devices.", operations_pulled);
    counter(out, "hypha_new_epochs_total", "Streams that lost history, as a device proved.", new_epochs);
    head(out, "hypha_sync_lag_seconds", "histogram",
         "At each pull that brings something: how long the oldest operation of it was here. A device that was off "
         "counts.");
    sync_lag.write(out, "hypha_sync_lag_seconds", "");
    counters(out, "hypha_blob_bytes_total", "Bytes of blobs that came and went.", "direction",
             std::array{Labelled{"in", &blob_bytes_in}, Labelled{"out", &blob_bytes_out}});
    counters(out, "hypha_blobs_total", "Blobs whose last part came, and whether they were what their name says.",
             "result", std::array{Labelled{"whole", &blobs_whole}, Labelled{"wrong", &blobs_wrong}});

    counter(out, "hypha_compactions_total", "Rounds over all streams.", compactions);
    counter(out, "hypha_compaction_errors_total", "Streams that a round could not compact.", compaction_errors);
    counter(out, "hypha_operations_forgotten_total", "Operations that are only cells any more.", operations_forgotten);
    counter(out, "hypha_files_swept_total", "Files of blobs that no row named.", files_swept);
    moment(out, "hypha_compaction_last_timestamp_seconds", "When the last round ended; 0: none yet.", compaction_ms);
    moment(out, "hypha_backup_last_timestamp_seconds", "When `admin backup` last ended; 0: never.", backup_ms);

    head(out, "hypha_news_polls_total", "counter", "Polls of sources by result.");
    for (std::size_t i = 0; i < kPolls.size(); ++i) {
        line(out, "hypha_news_polls_total", label("result", kPolls[i]), std::to_string(polls_[i].load()));
    }
    head(out, "hypha_news_poll_lag_seconds", "histogram", "From when a poll was due to when it began.");
    news_lag.write(out, "hypha_news_poll_lag_seconds", "");
    counter(out, "hypha_news_fetched_bytes_total", "Bytes of feeds, pages, pictures and robots.txt, as they came.",
            news_bytes);
    counter(out, "hypha_news_stories_taken_total", "Stories that were made, changed ones too.", news_stories_taken);
    gauge(out, "hypha_news_sources", "Sources, stopped ones too.", news_sources);
    gauge(out, "hypha_news_stories", "Stories that are listed.", news_stories);
    gauge(out, "hypha_news_story_bytes", "Their bytes, packed as they leave.", news_story_bytes);
    counters(out, "hypha_news_pictures_total", "Pictures that stories named, by what became of them.", "result",
             std::array{Labelled{"made", &news_pictures_made}, Labelled{"refused", &news_pictures_refused},
                        Labelled{"not_come", &news_pictures_not_come},
                        Labelled{"not_asked", &news_pictures_not_asked}});
    gauge(out, "hypha_news_picture_bytes", "Bytes of pictures kept, two sizes of each.", news_picture_bytes);

    head(out, "hypha_build_info", "gauge", "Always 1; what runs is in its labels.");
    line(out, "hypha_build_info", label("version", version_) + "," + label("store", store_kind_), "1");
    write_own_resources(out);
    return out;
}

} // namespace hypha::edge
