// The addresses of news: what is asked for, read from a path. Pure. A pack's address names its hashes in the reader's order; the same
// hashes in another order are another address, of the same pack.
// For people there are pages without scripts: a story, a region's list, the regions. No region has a name as long as a hash.
//   /read/HASH    /read/REGION    /read
//   /v1/news/regions    /v1/news/REGION/now    /v1/news/REGION/day/YYYY-MM-DD    /v1/news/story/HASH    /v1/news/pack/HASH,HASH,…
//   /v1/news/picture/HASH
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"

namespace hypha::edge {

inline constexpr std::string_view kNewsPath = "/v1/news/";

struct NewsAsk {
    enum class What { regions, now, day, story, page, list_page, regions_page, pack, picture };
    What what = What::regions;
    std::string region;
    std::int64_t day_s = 0; // the first second of a day of UTC
    std::vector<std::string>
        hashes; // of a story, its page and a picture one, of a pack 1 to news::kMostPacked, each once
};

// A region's name that can stand in these addresses.
bool is_served_region(std::string_view name);

// Of a page for people.
bool is_news_page_path(std::string_view path);

// Errors: "no_path"; "malformed", where the path is one of these and what it names cannot be.
Result<NewsAsk> news_ask_of(std::string_view path);

} // namespace hypha::edge
