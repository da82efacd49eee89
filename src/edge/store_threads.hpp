// The threads that talk to the stores, one for each, so that no connection ever waits for a disk on the event loop. Requests wait in
// one queue; a thread takes as many at once as its store can commit together, and answers them after that commit. A request whose
// transaction lost a race is tried again here, a few times. Calls may come from any thread; what is called back runs on a store's.
// A blob that is too large to be summed up at once is summed up in turns, between which others are answered.
// The queue needs no bound of its own: a connection has one request in it at a time, and HttpServer bounds connections and bodies.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "core/sync/edge.hpp"
#include "edge/metrics.hpp"
#include "edge/store/served_store.hpp"

namespace hypha::edge {

class StoreThreads {
public:
    using Answered = std::move_only_function<void(sync::Reply)>;
    using Probed = std::move_only_function<void(bool)>;
    using Found = std::move_only_function<void(Result<std::optional<DeviceRow>>)>;
    // Upkeep and accounts, between requests and in no group.
    using Task = std::move_only_function<void(ServedStore&, sync::Edge&)>;

    explicit StoreThreads(std::vector<std::unique_ptr<ServedStore>> stores, sync::EdgeLimits limits = {},
                          std::shared_ptr<Metrics> metrics = std::make_shared<Metrics>());
    // Answers what waits, then ends.
    ~StoreThreads();
    StoreThreads(const StoreThreads&) = delete;
    StoreThreads& operator=(const StoreThreads&) = delete;

    // `stream` is the one that the session was authenticated for.
    void answer(const sync::StreamId& stream, sync::Request request, Answered answered);
    // The device of a session, as it is now: nothing is remembered from one request to the next, so a revocation holds for the next.
    void find_device(const sync::StreamId& stream, const TokenHash& token, Found found);
    // Whether a transaction could begin now.
    void probe(Probed probed);
    // It must be short, as a transaction is: who waits behind it waits.
    void run(Task task);

private:
    struct Job {
        sync::StreamId stream;
        sync::Request request;
        Answered answered;
        Probed probed; // a job of this kind has nothing else
        Task task;     // nor has one of this
        Found found{}; // nor of this, but stream and token
        TokenHash token{};
        std::optional<sync::BlobCheck> check{};
        std::chrono::steady_clock::time_point added = std::chrono::steady_clock::now();
    };

    void add(Job job);
    std::vector<Job> take(std::size_t most);
    void work(ServedStore& store);
    void answer_all(ServedStore& store, sync::Edge& edge, sync::Surroundings& surroundings, std::vector<Job>& jobs);
    void count(const sync::Outcome& outcome, const sync::Reply& reply, std::int64_t now_ms);

    const sync::EdgeLimits limits_;
    const std::shared_ptr<Metrics> metrics_;
    std::vector<std::unique_ptr<ServedStore>> stores_;
    std::mutex mutex_; // guards what follows
    std::condition_variable changed_;
    std::deque<Job> waiting_;
    bool ending_ = false;
    std::vector<std::thread> threads_; // last: they use all the rest
};

} // namespace hypha::edge
