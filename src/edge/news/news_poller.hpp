// The threads that poll: one that looks for sources every few seconds, three more once there are some. Only one process polls a folder
// (its lock); an edge that comes second serves what the first one brings. stop() ends what is under way, and the destructor waits for it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "edge/fetch/robots_cache.hpp"
#include "edge/fetch/web_client.hpp"
#include "edge/metrics.hpp"
#include "edge/news/feed_poll.hpp"
#include "edge/store/folder_lock.hpp"
#include "edge/store/news_store.hpp"

namespace hypha::edge {

class NewsPoller {
public:
    NewsPoller(std::shared_ptr<NewsStore> store, FolderLock lock, const NewsSettings& settings,
               const std::string& user_agent, std::shared_ptr<Metrics> metrics);
    ~NewsPoller();
    NewsPoller(const NewsPoller&) = delete;
    NewsPoller& operator=(const NewsPoller&) = delete;

    void start();
    // From any thread.
    void stop();

private:
    void work(bool is_first);
    // False: there was nothing to do.
    bool poll_one();
    void note(const PollDone& done, const NewsSource& before, std::size_t fresh, std::int64_t now_s);
    void count();
    void expire(std::int64_t now_s);

    const std::shared_ptr<NewsStore> store_;
    const FolderLock lock_;
    const NewsSettings settings_;
    const std::shared_ptr<Metrics> metrics_;
    fetch::WebClient client_;
    fetch::RobotsCache robots_;
    std::mutex mutex_; // guards what follows
    std::condition_variable wake_;
    std::set<std::string> busy_; // sources
    bool is_stopping_ = false;
    std::int64_t resume_s_ = 0; // until then nothing is polled
    std::vector<std::thread> threads_;
    std::int64_t expired_s_ = 0; // of the first thread
};

} // namespace hypha::edge
