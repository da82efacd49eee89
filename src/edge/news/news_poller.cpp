#include "edge/news/news_poller.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "edge/host_surroundings.hpp"
#include "edge/log.hpp"

namespace hypha::edge {
namespace {

constexpr std::size_t kThreads = 4;
constexpr std::chrono::seconds kLook{5};
constexpr std::int64_t kExpireEvery_s = 1'800;
constexpr std::int64_t kPause_s = 300; // after the store failed
constexpr std::int64_t kReplacedKept_s = std::int64_t{2} * 86'400;

std::int64_t now_seconds() { return HostSurroundings().wall_ms() / 1000; }

fetch::FetchRules rules_of(const NewsSettings& settings, const std::string& user_agent) {
    fetch::FetchRules rules;
    rules.allows_private = settings.allows_private;
    rules.deadline = settings.deadline;
    rules.connect_deadline = std::min(rules.connect_deadline, settings.deadline);
    rules.user_agent = user_agent;
    return rules;
}

} // namespace

NewsPoller::NewsPoller(std::shared_ptr<NewsStore> store, FolderLock lock, const NewsSettings& settings,
                       const std::string& user_agent, std::shared_ptr<Metrics> metrics)
    : store_(std::move(store)),
      lock_(std::move(lock)),
      settings_(settings),
      metrics_(std::move(metrics)),
      client_(rules_of(settings, user_agent)),
      robots_([this](const fetch::FetchRequest& request) { return client_.fetch(request); }) {}

NewsPoller::~NewsPoller() {
    stop();
    for (std::thread& thread : threads_) { // none comes any more: they are made under the lock that stop() had
        thread.join();
    }
}

void NewsPoller::start() {
    const std::scoped_lock lock(mutex_);
    threads_.reserve(kThreads);
    threads_.emplace_back([this] { work(true); });
}

void NewsPoller::stop() {
    {
        const std::scoped_lock lock(mutex_);
        is_stopping_ = true;
    }
    client_.stop();
    wake_.notify_all();
}

void NewsPoller::work(bool is_first) {
    for (;;) {
        if (is_first) {
            const std::int64_t now_s = now_seconds();
            if (now_s >= expired_s_ + kExpireEvery_s) {
                expired_s_ = now_s;
                expire(now_s);
                count();
            }
        }
        const bool has_polled = poll_one();
        std::unique_lock lock(mutex_);
        if (is_stopping_) {
            return;
        }
        if (has_polled) {
            while (is_first && threads_.size() < kThreads) {
                threads_.emplace_back([this] { work(false); });
            }
            continue;
        }
        wake_.wait_for(lock, std::min<std::chrono::milliseconds>(kLook, std::chrono::seconds(settings_.least_s)),
                       [this] { return is_stopping_; });
        if (is_stopping_) {
            return;
        }
    }
}

bool NewsPoller::poll_one() {
    const std::int64_t now_s = now_seconds();
    std::optional<NewsSource> source;
    {
        const std::scoped_lock lock(mutex_);
        if (is_stopping_ || now_s < resume_s_) {
            return false;
        }
        const auto due = store_->due_sources(now_s, kThreads);
        if (!due) {
            log_event("news_store_failed", {{"reason", due.error().code}});
            return false;
        }
        const auto free =
            std::ranges::find_if(*due, [this](const NewsSource& one) { return !busy_.contains(one.url); });
        if (free == due->end()) {
            return false;
        }
        source = *free;
        busy_.insert(source->url);
    }
    FeedPoll poll([this](const fetch::FetchRequest& request) { return client_.fetch(request); }, robots_, *store_,
                  settings_);
    const double chance = static_cast<double>(HostSurroundings().random() >> 11U) / static_cast<double>(1ULL << 53U);
    const PollDone done = poll.poll(*source, now_s, chance);
    metrics_->news_bytes = client_.wire_bytes();
    const bool is_cut_short = done.source.result == "stopped";
    bool is_kept = false;
    if (!is_cut_short) {
        const auto fresh = store_->finish_poll(done.source, done.items, done.stories);
        is_kept = fresh.has_value();
        if (is_kept) {
            note(done, *source, *fresh, now_s);
        } else {
            log_event("news_store_failed", {{"reason", fresh.error().code}});
        }
    }
    const std::scoped_lock lock(mutex_);
    busy_.erase(source->url);
    // What could not be written down would be asked for again at once, and again.
    resume_s_ = is_kept || is_cut_short ? resume_s_ : now_s + kPause_s;
    return is_kept;
}

void NewsPoller::note(const PollDone& done, const NewsSource& before, std::size_t fresh, std::int64_t now_s) {
    metrics_->polled(done.source.result, done.result == PollResult::failed);
    metrics_->news_stories_taken += fresh;
    metrics_->news_pictures_made += done.pictures.made;
    metrics_->news_pictures_refused += done.pictures.refused;
    metrics_->news_pictures_not_come += done.pictures.not_come;
    metrics_->news_pictures_not_asked += done.pictures.not_asked;
    metrics_->news_picture_bytes += static_cast<std::int64_t>(done.pictures.bytes);
    if (before.plan.next_s > 0) {
        metrics_->news_lag.observe(static_cast<double>(now_s - before.plan.next_s));
    }
    count();
    log_event("polled",
              {{"source", done.source.url},
               {"result", done.source.result},
               {"stories", std::to_string(fresh)},
               {"next_s", done.source.plan.is_stopped ? "never" : std::to_string(done.source.plan.next_s - now_s)}});
}

void NewsPoller::count() {
    if (const auto figures = store_->figures()) {
        metrics_->news_sources = figures->sources;
        metrics_->news_stories = figures->stories;
        metrics_->news_story_bytes = figures->story_bytes;
    }
}

void NewsPoller::expire(std::int64_t now_s) {
    const auto gone = store_->expire(now_s - settings_.kept_s, settings_.kept_stories, now_s - kReplacedKept_s,
                                     now_s - 2 * settings_.kept_s);
    if (!gone) {
        log_event("news_store_failed", {{"reason", gone.error().code}});
    } else if (*gone > 0) {
        log_event("news_expired", {{"stories", std::to_string(*gone)}});
    }
    // Too much for every poll.
    if (const auto bytes = store_->picture_bytes()) {
        metrics_->news_picture_bytes = *bytes;
    }
}

} // namespace hypha::edge
