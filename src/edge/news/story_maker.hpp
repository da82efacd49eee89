// An item of a feed to a story. Text comes from the item itself where that has the whole of it, else from the item's page, else from the
// item's summary. What publishers wrote is never kept as markup: blocks are all that leaves here. Language: what the item, the page or
// the feed claims, cut down to its first subtag. Pure: pages are fetched by the caller.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/news/story.hpp"
#include "edge/articles/article.hpp"
#include "edge/feeds/feed.hpp"

namespace hypha::edge {

struct ItemName {
    std::string id;      // of the item in its feed
    std::string content; // of what the feed says of it: another one means that it changed
};
ItemName name_item(const feeds::Item& item);

struct StoryDraft {
    news::Story story;       // with the item's own text
    std::string id;          // of the item in its feed
    std::size_t letters = 0; // of that text
    bool needs_page = false; // it is a summary, and there is an address
    std::int64_t placed_s =
        0; // where it stands in time: when it was published, or seen where that is not said or yet to come
};

// `source`: who published it. `spare_language`: where the feed claims none.
StoryDraft draft_story(const feeds::Item& item, const feeds::Feed& feed, std::string_view source,
                       std::string_view spare_language, std::int64_t now_s);
// Takes the page's text where it is more.
void add_page(StoryDraft& draft, const articles::Article& article, std::int64_t now_s);

// The bytes of the file, which a reader is sure to take. Errors: "no_text", "no_title", "bad_story".
Result<std::string> finish_story(StoryDraft& draft);

// "es-419" is "es"; empty for what is none, or says that it is not known.
std::string primary_language(std::string_view tag);

} // namespace hypha::edge
