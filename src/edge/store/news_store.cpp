// Over 300 lines because each statement is read against the table it is of.
#include "edge/store/news_store.hpp"

#include <utility>

#include "core/sync/attempt.hpp"
#include "edge/store/news_database.hpp"
#include "edge/store/news_rows.hpp"
#include "edge/store/packed_rows.hpp"
#include "storage/transaction.hpp"

namespace hypha::edge {
namespace {

using storage::Statement;

// Folders are titles of strangers: a separator that no title keeps (opml).
constexpr char kFolderEnd = '\x1f';

std::string joined(const std::vector<std::string>& folders) {
    std::string text;
    for (const std::string& folder : folders) {
        text += folder + kFolderEnd;
    }
    return text;
}

std::vector<std::string> parted(std::string_view text) {
    std::vector<std::string> folders;
    for (std::size_t end = text.find(kFolderEnd); end != std::string_view::npos; end = text.find(kFolderEnd)) {
        folders.emplace_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    return folders;
}

Result<NewsSource> read_source(const Statement& row) {
    NewsSource source;
    source.url = row.text(0);
    source.region = row.text(1);
    source.title = row.text(2);
    source.site_url = row.text(3);
    source.folders = parted(row.text(4));
    source.language = row.text(5);
    source.added_s = row.integer(6);
    source.etag = row.text(7);
    source.last_modified = row.text(8);
    source.plan = {row.integer(9), static_cast<int>(row.integer(10)), row.integer(11), row.integer(12) != 0};
    source.result = row.text(13);
    source.polled_s = row.integer(14);
    return source;
}

Result<NewsStory> read_listed(const Statement& row) {
    NewsStory story;
    story.hash = row.text(0);
    story.title = row.text(1);
    story.publisher = row.text(2);
    story.language = row.text(3);
    story.topic = row.text(4);
    story.published_s = row.integer(5);
    story.placed_s = row.integer(6);
    story.seen_s = row.integer(7);
    story.text.bytes = static_cast<std::size_t>(row.integer(8));
    story.resemblance = signature_of(row.blob(9));
    return story;
}

Result<PackedText> read_text(const Statement& row) {
    return PackedText{static_cast<std::size_t>(row.integer(0)), static_cast<std::uint32_t>(row.integer(1)),
                      std::string(view_of(row.blob(2))), std::string(view_of(row.blob(3)))};
}

Result<std::int64_t> read_number(const Statement& row) { return row.integer(0); }

} // namespace

Result<std::unique_ptr<NewsStore>> NewsStore::open(const std::filesystem::path& folder) {
    auto database = open_news_database(folder, PowerCut::last_second);
    HYPHA_SYNC_TRY(database);
    return std::unique_ptr<NewsStore>(new NewsStore(*std::move(database)));
}

template <typename Work> auto NewsStore::reading(Work work) -> decltype(work()) {
    const std::scoped_lock lock(mutex_);
    rows_.open();
    auto result = work();
    rows_.close();
    return result;
}

template <typename Work> auto NewsStore::changing(Work work) -> decltype(work()) {
    const std::scoped_lock lock(mutex_);
    auto transaction = storage::Transaction::begin(*database_);
    HYPHA_SYNC_TRY(transaction);
    rows_.open();
    auto result = work();
    rows_.close();
    HYPHA_SYNC_TRY(result);
    HYPHA_SYNC_TRY(transaction->commit());
    return result;
}

Result<bool> NewsStore::put_source(const NewsSource& source) {
    auto put = changing([&]() -> Result<bool> {
        const auto known = rows_.one("SELECT added_s FROM source WHERE url = ?", read_number, source.url);
        HYPHA_SYNC_TRY(known);
        HYPHA_SYNC_TRY(
            rows_.change("INSERT INTO source(url, region, title, site_url, folders, language, added_s) "
                         "VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(url) DO UPDATE SET region = excluded.region, "
                         "title = excluded.title, site_url = excluded.site_url, folders = excluded.folders, "
                         "language = excluded.language, stopped = 0, failures = 0, next_s = 0",
                         source.url, source.region, source.title, source.site_url, joined(source.folders),
                         source.language, source.added_s));
        // Of a place that the new region has already, that one's story stays.
        HYPHA_SYNC_TRY(rows_.change("UPDATE OR REPLACE story SET region = ? WHERE source = ? AND region <> ?",
                                    source.region, source.url, source.region));
        return !known->has_value();
    });
    HYPHA_SYNC_TRY(put);
    const std::scoped_lock lock(mutex_);
    HYPHA_SYNC_TRY(database_->run("PRAGMA wal_checkpoint(FULL)"));
    return put;
}

Result<bool> NewsStore::remove_source(std::string_view url) {
    return changing([&]() -> Result<bool> {
        const auto known = rows_.one("SELECT added_s FROM source WHERE url = ?", read_number, url);
        HYPHA_SYNC_TRY(known);
        HYPHA_SYNC_TRY(rows_.change("DELETE FROM source WHERE url = ?", url));
        HYPHA_SYNC_TRY(rows_.change("DELETE FROM item WHERE source = ?", url));
        HYPHA_SYNC_TRY(rows_.change("DELETE FROM story WHERE source = ?", url));
        HYPHA_SYNC_TRY(drop_lone_pictures(rows_));
        return known->has_value();
    });
}

Result<std::vector<NewsSource>> NewsStore::sources() {
    return reading([&] {
        return rows_.all("SELECT url, region, title, site_url, folders, language, added_s, etag, last_modified, "
                         "interval_s, failures, next_s, stopped, result, polled_s FROM source "
                         "ORDER BY region, folders, title, url",
                         read_source);
    });
}

Result<std::vector<NewsSource>> NewsStore::due_sources(std::int64_t now_s, std::size_t limit) {
    return reading([&] {
        return rows_.all("SELECT url, region, title, site_url, folders, language, added_s, etag, last_modified, "
                         "interval_s, failures, next_s, stopped, result, polled_s FROM source "
                         "WHERE stopped = 0 AND next_s <= ? ORDER BY next_s, url LIMIT ?",
                         read_source, now_s, limit);
    });
}

Result<std::optional<NewsItem>> NewsStore::item(std::string_view source, std::string_view id) {
    return reading([&] {
        return rows_.one(
            "SELECT id, content, tries, seen_s FROM item WHERE source = ? AND id = ?",
            [](const Statement& row) -> Result<NewsItem> {
                return NewsItem{row.text(0), row.text(1), static_cast<int>(row.integer(2)), row.integer(3)};
            },
            source, id);
    });
}

Result<bool> NewsStore::put_story(const NewsSource& source, const NewsStory& story) {
    struct Known {
        std::int64_t id;
        std::string source, hash;
    };
    const auto known = rows_.one(
        "SELECT id, source, hash FROM story WHERE region = ? AND place = ? AND listed = 1",
        [](const Statement& row) -> Result<Known> { return Known{row.integer(0), row.text(1), row.text(2)}; },
        source.region, story.place);
    HYPHA_SYNC_TRY(known);
    if (*known && ((*known)->source != source.url || (*known)->hash == story.hash)) {
        return false;
    }
    // The same file at another place: a list names a story once.
    const auto twin = has_story(rows_, source.region, story.hash);
    HYPHA_SYNC_TRY(twin);
    if (*twin) {
        return false;
    }
    if (*known) {
        HYPHA_SYNC_TRY(
            rows_.change("UPDATE story SET listed = 0, seen_s = ? WHERE id = ?", story.seen_s, (*known)->id));
    }
    HYPHA_SYNC_TRY(insert_story(rows_, source.region, source.url, story));
    return true;
}

Result<std::size_t> NewsStore::finish_poll(const NewsSource& source, const std::vector<NewsItem>& items,
                                           const std::vector<NewsStory>& stories) {
    return changing([&]() -> Result<std::size_t> {
        const auto region = rows_.one(
            "SELECT region FROM source WHERE url = ?",
            [](const Statement& row) -> Result<std::string> { return row.text(0); }, source.url);
        HYPHA_SYNC_TRY(region);
        if (!*region) {
            return 0;
        }
        NewsSource here = source;
        here.region = **region;
        HYPHA_SYNC_TRY(rows_.change("UPDATE source SET etag = ?, last_modified = ?, interval_s = ?, failures = ?, "
                                    "next_s = ?, stopped = ?, result = ?, polled_s = ? WHERE url = ?",
                                    source.etag, source.last_modified, source.plan.interval_s, source.plan.failures,
                                    source.plan.next_s, source.plan.is_stopped, source.result, source.polled_s,
                                    source.url));
        for (const NewsItem& item : items) {
            HYPHA_SYNC_TRY(rows_.change("INSERT INTO item(source, id, content, tries, seen_s) VALUES(?, ?, ?, ?, ?) "
                                        "ON CONFLICT DO UPDATE SET content = excluded.content, tries = excluded.tries, "
                                        "seen_s = excluded.seen_s",
                                        source.url, item.id, item.content, item.tries, item.seen_s));
        }
        std::size_t fresh = 0;
        for (const NewsStory& story : stories) {
            const auto put = put_story(here, story);
            HYPHA_SYNC_TRY(put);
            fresh += *put ? 1 : 0;
        }
        return fresh;
    });
}

Result<std::size_t> NewsStore::expire(std::int64_t oldest_s, std::size_t most, std::int64_t replaced_s,
                                      std::int64_t items_s) {
    return changing([&]() -> Result<std::size_t> {
        const auto count = [&] { return rows_.one("SELECT count(*) FROM story", read_number); };
        const auto before = count();
        HYPHA_SYNC_TRY(before);
        HYPHA_SYNC_TRY(
            rows_.change("DELETE FROM story WHERE placed_s < ? OR (listed = 0 AND seen_s < ?)", oldest_s, replaced_s));
        HYPHA_SYNC_TRY(rows_.change(
            "DELETE FROM story WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY region ORDER BY "
            "placed_s DESC, id DESC) AS place_no FROM story WHERE listed = 1) WHERE place_no > ?)",
            most));
        HYPHA_SYNC_TRY(drop_lone_pictures(rows_));
        HYPHA_SYNC_TRY(rows_.change("DELETE FROM item WHERE seen_s < ?", items_s));
        const auto after = count();
        HYPHA_SYNC_TRY(after);
        return static_cast<std::size_t>(**before - **after);
    });
}

Result<std::int64_t> NewsStore::version() {
    const auto row = reading([&] { return rows_.one("PRAGMA data_version", read_number); });
    HYPHA_SYNC_TRY(row);
    return row->value_or(0);
}

Result<std::vector<NewsRegion>> NewsStore::regions() {
    return reading([&] {
        return rows_.all(
            "SELECT region, (SELECT count(*) FROM story WHERE story.region = source.region AND listed = 1) FROM source "
            "GROUP BY region ORDER BY region",
            [](const Statement& row) -> Result<NewsRegion> {
                return NewsRegion{row.text(0), static_cast<std::uint64_t>(row.integer(1))};
            });
    });
}

Result<std::vector<NewsStory>> NewsStore::listed(std::string_view region, std::int64_t from_s, std::int64_t to_s,
                                                 std::size_t limit) {
    return reading([&] {
        return rows_.all("SELECT hash, title, publisher, language, topic, published_s, placed_s, seen_s, bytes, "
                         "resemblance FROM story WHERE region = ? AND listed = 1 AND placed_s >= ? AND placed_s < ? "
                         "ORDER BY placed_s DESC, hash LIMIT ?",
                         read_listed, region, from_s, to_s, limit);
    });
}

Result<std::optional<PackedText>> NewsStore::story(std::string_view hash) {
    return reading([&] {
        return rows_.one("SELECT bytes, crc, deflated, brotli FROM story WHERE hash = ? LIMIT 1", read_text, hash);
    });
}

Result<std::optional<PackedText>> NewsStore::listed_at(std::string_view region, std::string_view place) {
    return reading([&] {
        return rows_.one("SELECT bytes, crc, deflated, brotli FROM story WHERE region = ? AND place = ? AND listed = 1",
                         read_text, region, place);
    });
}

Result<std::optional<std::string>> NewsStore::picture(std::string_view hash) {
    return reading([&] { return picture_of(rows_, hash); });
}

Result<NewsFigures> NewsStore::figures() {
    return reading([&]() -> Result<NewsFigures> {
        const auto figures = rows_.one("SELECT (SELECT count(*) FROM source), count(*), coalesce(sum(length(brotli)), "
                                       "0) FROM story WHERE listed = 1",
                                       [](const Statement& row) -> Result<NewsFigures> {
                                           return NewsFigures{row.integer(0), row.integer(1), row.integer(2)};
                                       });
        HYPHA_SYNC_TRY(figures);
        return figures->value_or(NewsFigures{});
    });
}

Result<std::int64_t> NewsStore::picture_bytes() {
    const auto row =
        reading([&] { return rows_.one("SELECT coalesce(sum(length(bytes)), 0) FROM picture", read_number); });
    HYPHA_SYNC_TRY(row);
    return row->value_or(0);
}

Result<void> NewsStore::copy_to(const std::filesystem::path& file) {
    const std::scoped_lock lock(mutex_);
    return database_->change("VACUUM INTO ?", file.string());
}

} // namespace hypha::edge
