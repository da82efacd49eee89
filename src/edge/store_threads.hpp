// The threads that talk to the stores, one for each, so that no connection ever waits for a disk on the event loop. Requests wait in
// one queue; a thread takes as many at once as its store can commit together, and answers them after that commit. A request whose
// transaction lost a race is tried again here, a few times. Calls may come from any thread; what is called back runs on a store's.
// The queue needs no bound of its own: a connection has one request in it at a time, and HttpServer bounds connections and bodies.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/sync/edge.hpp"
#include "edge/store/served_store.hpp"

namespace hypha::edge {

class StoreThreads {
public:
    using Answered = std::move_only_function<void(sync::Reply)>;
    using Probed = std::move_only_function<void(bool)>;

    explicit StoreThreads(std::vector<std::unique_ptr<ServedStore>> stores, sync::EdgeLimits limits = {});
    // Answers what waits, then ends.
    ~StoreThreads();
    StoreThreads(const StoreThreads&) = delete;
    StoreThreads& operator=(const StoreThreads&) = delete;

    // `stream` is the one that the session was authenticated for.
    void answer(const sync::StreamId& stream, sync::Request request, Answered answered);
    // Whether a transaction could begin now.
    void probe(Probed probed);

private:
    struct Job {
        sync::StreamId stream;
        sync::Request request;
        Answered answered;
        Probed probed; // a job of this kind has nothing else
    };

    void add(Job job);
    std::vector<Job> take(std::size_t most);
    void work(ServedStore& store);

    const sync::EdgeLimits limits_;
    std::vector<std::unique_ptr<ServedStore>> stores_;
    std::mutex mutex_; // guards what follows
    std::condition_variable changed_;
    std::deque<Job> waiting_;
    bool ending_ = false;
    std::vector<std::thread> threads_; // last: they use all the rest
};

} // namespace hypha::edge
