// One request a host at a time, whoever asks: a site that is small is not asked by four threads at once. Thread-safe.
#pragma once

#include <condition_variable>
#include <mutex>
#include <set>
#include <string>

namespace hypha::edge::fetch {

class HostTurns {
public:
    // The host is this one's until it ends. It waits for others; a thread holds one turn at most.
    class Turn {
    public:
        Turn(HostTurns& turns, std::string host) : turns_(turns), host_(std::move(host)) {
            std::unique_lock lock(turns_.mutex_);
            turns_.free_.wait(lock, [this] { return !turns_.busy_.contains(host_); });
            turns_.busy_.insert(host_);
        }
        ~Turn() {
            {
                const std::scoped_lock lock(turns_.mutex_);
                turns_.busy_.erase(host_);
            }
            turns_.free_.notify_all();
        }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

    private:
        HostTurns& turns_;
        std::string host_;
    };

private:
    std::mutex mutex_; // guards what follows
    std::condition_variable free_;
    std::set<std::string> busy_;
};

} // namespace hypha::edge::fetch
