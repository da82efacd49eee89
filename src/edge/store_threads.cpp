#include "edge/store_threads.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "edge/host_surroundings.hpp"

namespace hypha::edge {
namespace {

constexpr int kTries = 8;

sync::Reply store_failed() { return {503, encode(sync::wire::Refusal{{}, "store_failed", 0})}; }

// Those who lost a race to the same row should not meet there again at the same moment: each try waits up to twice as long.
sync::Reply answer_one(sync::Edge& edge, ServedStore& store, HostSurroundings& surroundings,
                       const sync::StreamId& stream, const sync::Request& request) {
    for (int tried = 1;; ++tried) {
        sync::Reply reply = edge.answer(stream, request);
        if (reply.status != 503 || tried == kTries || !store.worth_another_try()) {
            return reply;
        }
        std::this_thread::sleep_for(std::chrono::microseconds(surroundings.random() % (1000ULL << tried)));
    }
}

} // namespace

StoreThreads::StoreThreads(std::vector<std::unique_ptr<ServedStore>> stores, sync::EdgeLimits limits)
    : limits_(limits), stores_(std::move(stores)) {
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
    add({stream, std::move(request), std::move(answered), {}});
}

void StoreThreads::probe(Probed probed) { add({{}, {}, {}, std::move(probed)}); }

void StoreThreads::add(Job job) {
    {
        const std::scoped_lock lock(mutex_);
        waiting_.push_back(std::move(job));
    }
    changed_.notify_one();
}

std::vector<StoreThreads::Job> StoreThreads::take(std::size_t most) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    std::vector<Job> taken;
    while (!waiting_.empty() && taken.size() < most) {
        taken.push_back(std::move(waiting_.front()));
        waiting_.pop_front();
    }
    return taken;
}

void StoreThreads::work(ServedStore& store) {
    HostSurroundings surroundings;
    sync::Edge edge(store, surroundings, limits_);
    for (std::vector<Job> jobs = take(store.group_size()); !jobs.empty(); jobs = take(store.group_size())) {
        std::vector<sync::Reply> replies(jobs.size());
        const auto begun = store.begin_group();
        for (std::size_t i = 0; begun && i < jobs.size(); ++i) {
            if (jobs[i].answered) {
                replies[i] = answer_one(edge, store, surroundings, jobs[i].stream, jobs[i].request);
            }
        }
        // Nobody is told of anything before it is durable.
        if (!begun || !store.commit_group()) {
            std::ranges::fill(replies, store_failed());
        }
        for (std::size_t i = 0; i < jobs.size(); ++i) {
            if (jobs[i].answered) {
                jobs[i].answered(std::move(replies[i]));
            } else {
                jobs[i].probed(store.probe().has_value());
            }
        }
    }
}

} // namespace hypha::edge
