// What a reader asks of the desk and what it says: plain values, so that who passes them on needs to know nothing of stores and the web.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "edge/content_coding.hpp"
#include "edge/news/news_paths.hpp"

namespace hypha::edge {

struct NewsQuestion {
    NewsAsk ask;
    std::optional<std::string> accept_encoding;
    std::string if_none_match;
};

struct NewsReply {
    unsigned status = 200; // 200, 304, 404, 406, 503
    std::string_view type;
    Coding coding = Coding::identity;
    std::string etag;
    std::string_view cache;  // Cache-Control
    std::string_view policy; // Content-Security-Policy; empty: the site's
    std::shared_ptr<const std::string> body;
};

} // namespace hypha::edge
