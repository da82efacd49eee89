#include "edge/rate_limiter.hpp"

#include <algorithm>
#include <cmath>

namespace hypha::edge {

std::optional<std::uint32_t> RateLimiter::refuse(std::string_view key, Time now) {
    if (rate_.per_second <= 0) {
        return std::nullopt;
    }
    const std::scoped_lock lock(mutex_);
    const auto found = by_key_.find(key);
    if (found != by_key_.end()) {
        buckets_.splice(buckets_.begin(), buckets_, found->second);
    } else {
        if (buckets_.size() >= most_keys_) {
            by_key_.erase(buckets_.back().key);
            buckets_.pop_back();
        }
        buckets_.push_front({std::string(key), rate_.burst, now});
        by_key_.emplace(buckets_.front().key, buckets_.begin());
    }
    Bucket& bucket = buckets_.front();
    const double passed = std::max(0.0, std::chrono::duration<double>(now - bucket.filled).count());
    bucket.tokens = std::min(rate_.burst, bucket.tokens + passed * rate_.per_second);
    bucket.filled = now;
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return std::nullopt;
    }
    return static_cast<std::uint32_t>(std::max(1.0, std::ceil((1 - bucket.tokens) / rate_.per_second)));
}

} // namespace hypha::edge
