// Token buckets by key: `per_second` in the long run, `burst` at once. Memory is bounded: of more keys than kMostKeys the one that
// asked longest ago is forgotten, which gives it a full bucket. Whoever has that many keys has that many buckets anyway.
// Thread-safe. The time is the caller's, so that tests need not wait.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace hypha::edge {

struct Rate {
    double per_second = 0; // 0: no limit
    double burst = 1;
};

class RateLimiter {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::size_t kMostKeys = 65'536;

    explicit RateLimiter(Rate rate, std::size_t most_keys = kMostKeys) : rate_(rate), most_keys_(most_keys) {}

    // Nothing: it may go on. Otherwise after so many whole seconds, at least 1, it may try again.
    std::optional<std::uint32_t> refuse(std::string_view key, Time now);

private:
    struct Bucket {
        std::string key;
        double tokens;
        Time filled;
    };

    const Rate rate_;
    const std::size_t most_keys_;
    std::mutex mutex_;                                                         // guards what follows
    std::list<Bucket> buckets_;                                                // who asked last is first
    std::unordered_map<std::string_view, std::list<Bucket>::iterator> by_key_; // keys point into buckets_
};

} // namespace hypha::edge
