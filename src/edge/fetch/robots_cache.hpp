// The robots.txt of the sites that were asked, for a day at most (RFC 9309 §2.4) and of 1,000 sites; one that could not be had is asked
// for again after an hour. Thread-safe; a site's file is asked for by one thread, the others wait for it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "core/base/error.hpp"
#include "edge/fetch/robots.hpp"
#include "edge/fetch/web_client.hpp"

namespace hypha::edge::fetch {

using Fetch = std::function<Result<Fetched>(const FetchRequest&)>;

class RobotsCache {
public:
    explicit RobotsCache(Fetch fetch) : fetch_(std::move(fetch)) {}

    // Whether a page may be asked for. An address that is none may not.
    bool allows(const std::string& url, std::int64_t now_s);

private:
    struct Kept {
        Robots robots;
        std::int64_t until_s = 0;
    };

    // Nothing: it is not kept.
    [[nodiscard]] std::optional<bool> known(const WebTarget& target, std::int64_t now_s);
    [[nodiscard]] Kept ask(const std::string& origin, std::int64_t now_s) const;

    Fetch fetch_;
    HostTurns turns_;
    std::mutex mutex_; // guards what follows
    std::map<std::string, Kept> by_origin_;
};

} // namespace hypha::edge::fetch
