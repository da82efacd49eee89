// What the server counts, for Prometheus. Numbers alone: no name, no address, no stream is a label, so the number of series is fixed
// and nothing in them is about a person. Counting is an atomic addition, from any thread; text() may be torn between two of them.
// Own code and not a library: all of it is atomics and one text, and Prometheus itself reads that text in a test.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

namespace hypha::edge {

enum class Route : std::uint8_t {
    site,
    push,
    pull,
    snapshot,
    blob,
    account,
    news,
    contribution,
    health,
    ready,
    description,
    unknown,
    metrics
};
inline constexpr std::array<std::string_view, 13> kRouteNames{
    "site",         "push",   "pull",  "snapshot",    "blob",    "account", "news",
    "contribution", "health", "ready", "description", "unknown", "metrics"};

Route route_of(std::string_view target);

template <std::size_t N> class Histogram {
public:
    explicit constexpr Histogram(const std::array<double, N>& bounds) : bounds_(bounds) {}
    void observe(double value) {
        std::size_t i = 0;
        while (i < N && value > bounds_[i]) {
            ++i;
        }
        counts_[i].fetch_add(1, std::memory_order_relaxed);
        sum_.fetch_add(value, std::memory_order_relaxed);
    }
    // `labels` without braces.
    void write(std::string& out, std::string_view name, const std::string& labels) const;

private:
    std::array<double, N> bounds_;
    std::array<std::atomic<std::uint64_t>, N + 1> counts_{};
    std::atomic<double> sum_ = 0;
};

// Seconds.
inline constexpr std::array kAnswerBounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0};
inline constexpr std::array kLagBounds{1.0,     10.0,    60.0,     600.0,     3600.0,
                                       21600.0, 86400.0, 604800.0, 2592000.0, 7776000.0};
using AnswerHistogram = Histogram<kAnswerBounds.size()>;
using LagHistogram = Histogram<kLagBounds.size()>;

class Metrics {
public:
    using Counter = std::atomic<std::uint64_t>;
    using Gauge = std::atomic<std::int64_t>;

    // `took`: from the last byte of the request to the first of its answer.
    void answered(Route route, unsigned status, std::chrono::duration<double> took);
    // A refusal of the sync protocol, by its code; unknown codes count as "other".
    void refused(std::string_view code);
    // A poll of a source, by its result; what failed and has no name here counts as "failed".
    void polled(std::string_view result, bool failed);

    // What hypha_build_info says: `store` is "sqlite" or "postgresql". Before anybody reads.
    void set_build(std::string_view version, std::string_view store) {
        version_ = version;
        store_kind_ = store;
    }
    // What is asked when somebody reads: gauges that are kept elsewhere.
    void set_reader(std::function<void(Metrics&)> reader);
    // The exposition format 0.0.4.
    [[nodiscard]] std::string text();

    static constexpr std::string_view kType = "text/plain; version=0.0.4; charset=utf-8";
    static constexpr std::array<unsigned, 23> kStatuses{200, 206, 304, 400, 401, 403, 404, 405, 406, 409, 410, 413,
                                                        415, 416, 422, 429, 431, 500, 503, 504, 505, 507, 0};
    static constexpr std::array<std::string_view, 22> kRefusals{"gap",
                                                                "epoch_changed",
                                                                "device_used",
                                                                "pull_first",
                                                                "snapshot_needed",
                                                                "malformed",
                                                                "newer_wire",
                                                                "too_large",
                                                                "forged_stream",
                                                                "blob_missing",
                                                                "blob_offset",
                                                                "blob_wrong",
                                                                "store_failed",
                                                                "over_quota",
                                                                "cross_site",
                                                                "challenge_wrong",
                                                                "challenge_used",
                                                                "signature_wrong",
                                                                "ticket_wrong",
                                                                "device_revoked",
                                                                "no_offer",
                                                                "other"};

    static constexpr std::array<std::string_view, 10> kPolls{
        "ok",          "not_modified",    "gone",       "too_slow", "too_large", "unreachable",
        "not_trusted", "private_address", "not_a_feed", "failed"};

    Gauge connections = 0;
    Counter connections_refused_all = 0;
    Counter connections_refused_address = 0;
    Counter limited_by_address = 0;
    Counter limited_by_session = 0;
    Gauge bodies_bytes = 0;

    AnswerHistogram store_wait{kAnswerBounds};   // in the queue
    AnswerHistogram store_work{kAnswerBounds};   // one request's transaction, its tries together
    AnswerHistogram store_commit{kAnswerBounds}; // of what was grouped
    Gauge store_queue = 0;
    Counter store_retries = 0;
    Counter store_errors = 0;
    Gauge store_up = 1;

    Counter operations = 0;
    Counter operations_set_aside = 0;
    Counter operations_restamped = 0;
    Counter operations_waiting = 0; // for a blob
    Counter operations_pulled = 0;
    Counter new_epochs = 0;
    LagHistogram sync_lag{kLagBounds};
    Counter blob_bytes_in = 0;
    Counter blob_bytes_out = 0;
    Counter blobs_whole = 0;
    Counter blobs_wrong = 0;

    Gauge streams = 0;
    Gauge blobs_kept = 0;
    Gauge blob_bytes_kept = 0;
    Gauge database_bytes = 0;
    Gauge log_bytes = 0;
    Gauge backup_ms = 0;     // when the last one ended; 0: there is none
    Gauge compaction_ms = 0; // likewise
    Counter compactions = 0;
    Counter compaction_errors = 0;
    Counter operations_forgotten = 0;
    Counter files_swept = 0;

    Gauge news_sources = 0;
    Gauge news_stories = 0;
    Gauge news_story_bytes = 0;
    Counter news_stories_taken = 0;
    Counter news_bytes = 0;            // fetched, as they came
    LagHistogram news_lag{kLagBounds}; // from when a poll was due to when it began
    Counter news_pictures_made = 0;    // this and the next three: edge/news/story_pictures
    Counter news_pictures_refused = 0;
    Counter news_pictures_not_come = 0;
    Counter news_pictures_not_asked = 0;
    Gauge news_picture_bytes = 0; // summed up each half hour, what is made meanwhile is added

private:
    std::array<std::array<Counter, kStatuses.size()>, kRouteNames.size()> requests_{};
    std::array<AnswerHistogram, kRouteNames.size()> answers_{
        AnswerHistogram{kAnswerBounds}, AnswerHistogram{kAnswerBounds}, AnswerHistogram{kAnswerBounds},
        AnswerHistogram{kAnswerBounds}, AnswerHistogram{kAnswerBounds}, AnswerHistogram{kAnswerBounds},
        AnswerHistogram{kAnswerBounds}, AnswerHistogram{kAnswerBounds}, AnswerHistogram{kAnswerBounds},
        AnswerHistogram{kAnswerBounds}, AnswerHistogram{kAnswerBounds}, AnswerHistogram{kAnswerBounds},
        AnswerHistogram{kAnswerBounds}};
    std::array<Counter, kPolls.size()> polls_{};
    std::array<Counter, kRefusals.size()> refusals_{};
    std::string version_;
    std::string store_kind_;
    std::mutex mutex_; // guards what follows
    std::function<void(Metrics&)> reader_;
};

// The numbers of this process as every exporter has them: memory, time, descriptors, threads.
void write_own_resources(std::string& out);

} // namespace hypha::edge
