#include "edge/store_threads.hpp"

#include <algorithm>
#include <utility>

#include "edge/host_surroundings.hpp"

namespace hypha::edge {
namespace {

constexpr int kTries = 8;
constexpr std::uint64_t kCheck_bytes = 4ULL * 1024 * 1024;

sync::Reply store_failed() { return {503, encode(sync::wire::Refusal{{}, "store_failed", 0})}; }

sync::EdgeLimits in_turns(sync::EdgeLimits limits) {
    limits.check_bytes = std::min(limits.check_bytes, kCheck_bytes);
    return limits;
}

// Those who lost a race to the same row should not meet there again at the same moment: each try waits up to twice as long.
template <typename Ask>
auto tried_again(ServedStore& store, sync::Surroundings& surroundings, Metrics& metrics, Ask ask) {
    for (int tried = 1;; ++tried) {
        auto reply = ask();
        if (!reply || reply->status != 503 || tried == kTries || !store.worth_another_try()) {
            return reply;
        }
        ++metrics.store_retries;
        std::this_thread::sleep_for(std::chrono::microseconds(surroundings.random() % (1000ULL << tried)));
    }
}

double seconds_since(std::chrono::steady_clock::time_point begun) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

} // namespace

StoreThreads::StoreThreads(std::vector<std::unique_ptr<ServedStore>> stores, sync::EdgeLimits limits,
                           std::shared_ptr<Metrics> metrics)
    : limits_(in_turns(limits)), metrics_(std::move(metrics)), stores_(std::move(stores)) {
    for (const auto& store : stores_) {
        threads_.emplace_back([this, &store] { work(*store); });
    }
}

StoreThreads::~StoreThreads() {
    {
        const std::scoped_lock lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) {
        thread.join();
    }
}

void StoreThreads::answer(const sync::StreamId& stream, sync::Request request, Answered answered) {
    add({.stream = stream, .request = std::move(request), .answered = std::move(answered), .probed = {}, .task = {}});
}

void StoreThreads::find_device(const sync::StreamId& stream, const TokenHash& token, Found found) {
    add({.stream = stream,
         .request = {},
         .answered = {},
         .probed = {},
         .task = {},
         .found = std::move(found),
         .token = token});
}

void StoreThreads::probe(Probed probed) {
    add({.stream = {}, .request = {}, .answered = {}, .probed = std::move(probed), .task = {}});
}

void StoreThreads::run(Task task) {
    add({.stream = {}, .request = {}, .answered = {}, .probed = {}, .task = std::move(task)});
}

void StoreThreads::add(Job job) {
    {
        const std::scoped_lock lock(mutex_);
        waiting_.push_back(std::move(job));
        metrics_->store_queue = std::ssize(waiting_);
    }
    changed_.notify_one();
}

std::vector<StoreThreads::Job> StoreThreads::take(std::size_t most) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    std::vector<Job> taken;
    while (!waiting_.empty() && taken.size() < most && (taken.empty() || !waiting_.front().task)) {
        taken.push_back(std::move(waiting_.front()));
        waiting_.pop_front();
        if (taken.back().task) {
            break; // by itself
        }
    }
    metrics_->store_queue = std::ssize(waiting_);
    return taken;
}

void StoreThreads::work(ServedStore& store) {
    HostSurroundings surroundings;
    sync::Edge edge(store, surroundings, limits_);
    for (std::vector<Job> jobs = take(store.group_size()); !jobs.empty(); jobs = take(store.group_size())) {
        if (jobs.front().task) {
            jobs.front().task(store, edge);
        } else {
            answer_all(store, edge, surroundings, jobs);
        }
    }
}

void StoreThreads::answer_all(ServedStore& store, sync::Edge& edge, sync::Surroundings& surroundings,
                              std::vector<Job>& jobs) {
    std::vector<std::optional<sync::Reply>> replies(jobs.size());
    std::vector<sync::Outcome> outcomes(jobs.size());
    const auto begun = store.begin_group();
    for (std::size_t i = 0; begun && i < jobs.size(); ++i) {
        Job& job = jobs[i];
        if (job.found) {
            auto device = store.device_of_token(job.stream, job.token);
            if (!device) {
                device = store.device_of_token(job.stream, job.token); // by a connection that ended meanwhile, perhaps
            }
            job.found(std::move(device)); // it only read: nothing of it must become durable
            continue;
        }
        if (!job.answered) {
            continue;
        }
        const auto began = std::chrono::steady_clock::now();
        metrics_->store_wait.observe(std::chrono::duration<double>(began - job.added).count());
        if (job.check) {
            replies[i] =
                tried_again(store, surroundings, *metrics_, [&] { return edge.check(job.stream, *job.check); });
        } else {
            replies[i] = tried_again(store, surroundings, *metrics_,
                                     [&] { return std::optional(edge.answer(job.stream, job.request)); });
            if (auto check = edge.take_check()) {
                job.check = *std::move(check);
                job.request.body.clear();
                replies[i].reset();
            }
        }
        outcomes[i] = edge.outcome();
        metrics_->store_work.observe(seconds_since(began));
    }
    // Nobody is told of anything before it is durable.
    const auto began = std::chrono::steady_clock::now();
    const bool kept = begun && store.commit_group();
    metrics_->store_commit.observe(seconds_since(began));
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        if (jobs[i].found) {
            if (!begun) {
                jobs[i].found(std::unexpected(begun.error()));
            }
            continue;
        }
        if (!jobs[i].answered) {
            const bool up = store.probe().has_value();
            metrics_->store_up = up ? 1 : 0;
            jobs[i].probed(up);
            continue;
        }
        if (kept && !replies[i]) {
            metrics_->blob_bytes_in += outcomes[i].blob_bytes_in;
            jobs[i].added = std::chrono::steady_clock::now();
            add(std::move(jobs[i])); // behind those who wait
            continue;
        }
        sync::Reply reply = kept ? *std::move(replies[i]) : store_failed();
        count(outcomes[i], reply, surroundings.wall_ms());
        jobs[i].answered(std::move(reply));
    }
}

void StoreThreads::count(const sync::Outcome& outcome, const sync::Reply& reply, std::int64_t now_ms) {
    Metrics& metrics = *metrics_;
    if (reply.status == 503) {
        ++metrics.store_errors;
        metrics.refused("store_failed");
        return; // the rest did not happen
    }
    if (!outcome.code.empty()) {
        metrics.refused(outcome.code);
    }
    metrics.operations += outcome.operations;
    metrics.operations_set_aside += outcome.set_aside;
    metrics.operations_restamped += outcome.restamped;
    metrics.operations_waiting += outcome.waiting;
    metrics.operations_pulled += outcome.pulled;
    metrics.new_epochs += outcome.new_epoch ? 1 : 0;
    metrics.blob_bytes_in += outcome.blob_bytes_in;
    metrics.blob_bytes_out += outcome.blob_bytes_out;
    metrics.blobs_whole += outcome.blob_whole ? 1 : 0;
    metrics.blobs_wrong += outcome.blob_wrong ? 1 : 0;
    if (outcome.oldest_ms) {
        metrics.sync_lag.observe(static_cast<double>(std::max<std::int64_t>(0, now_ms - *outcome.oldest_ms)) / 1000);
    }
}

} // namespace hypha::edge
