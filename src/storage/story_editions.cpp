#include "storage/story_editions.hpp"

#include "storage/query.hpp"

namespace hypha::storage {
namespace {

// ?1 region, ?2 source, ?3 when the list was made, ?4 title, ?5 published_s, ?6 hash
constexpr std::string_view kEarlier =
    " FROM news_story WHERE region = ?1 AND source = ?2 AND listed_s <> ?3 AND hash <> ?6 AND "
    "(title = ?4 OR (?5 > 0 AND published_s = ?5))";

} // namespace

Result<std::vector<std::int64_t>> replaced_editions(Database& database, const news::StoryIndex& index,
                                                    const std::vector<const news::Listed*>& added) {
    const std::string unread =
        "SELECT id" + std::string(kEarlier) + " AND kept_ms > 0 AND opened_ms = 0 AND saved_ms = 0 AND unwanted_ms = 0";
    const std::string put_away = "SELECT coalesce(max(unwanted_ms), 0)" + std::string(kEarlier);
    std::vector<std::int64_t> replaced;
    for (const news::Listed* story : added) {
        const std::string& source = index.sources[story->source];
        const auto ids = all_rows(database, read_integer, unread, index.region, source, index.made_s, story->title,
                                  story->published_s, story->hash);
        if (!ids) {
            return std::unexpected(ids.error());
        }
        replaced.insert(replaced.end(), ids->begin(), ids->end());
        const auto unwanted_ms = one_row(database, read_integer, put_away, index.region, source, index.made_s,
                                         story->title, story->published_s, story->hash);
        if (!unwanted_ms) {
            return std::unexpected(unwanted_ms.error());
        }
        if (*unwanted_ms > 0) {
            if (auto done =
                    database.change("UPDATE news_story SET unwanted_ms = ? WHERE hash = ?", *unwanted_ms, story->hash);
                !done) {
                return std::unexpected(done.error());
            }
        }
    }
    return replaced;
}

} // namespace hypha::storage
