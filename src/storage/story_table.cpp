#include "storage/story_table.hpp"

#include <algorithm>
#include <span>

#include "storage/in_turn.hpp"
#include "storage/query.hpp"
#include "storage/story_editions.hpp"
#include "storage/story_words.hpp"
#include "storage/transaction.hpp"

namespace hypha::storage {
namespace {

constexpr std::int64_t kInSecond = 65'536;
constexpr std::int64_t kLatest_s = std::int64_t{1} << 46U; // so that a number stays one

constexpr std::string_view kColumns =
    "SELECT s.hash, s.region, s.title, s.source, s.language, s.topic, s.published_s, s.size_bytes, s.told_with, "
    "s.kept_ms, s.opened_ms, s.finished_ms, s.saved_ms, s.unwanted_ms, s.progress FROM ";
constexpr std::string_view kWanted =
    "s.unwanted_ms = 0 AND NOT EXISTS (SELECT 1 FROM news_source n WHERE n.name = s.source AND n.hidden_ms > 0)";

Result<StoryRow> read(const Statement& row) {
    return StoryRow{.hash = row.text(0),
                    .region = row.text(1),
                    .title = row.text(2),
                    .source = row.text(3),
                    .language = row.text(4),
                    .topic = row.text(5),
                    .published_s = row.integer(6),
                    .size_bytes = row.integer(7),
                    .told_with = row.text(8),
                    .kept_ms = row.integer(9),
                    .opened_ms = row.integer(10),
                    .finished_ms = row.integer(11),
                    .saved_ms = row.integer(12),
                    .unwanted_ms = row.integer(13),
                    .progress = row.real(14)};
}

Result<std::string> read_text(const Statement& row) { return row.text(0); }

Result<std::string> read_bytes(const Statement& row) {
    const std::span<const std::byte> bytes = row.blob(0);
    return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

std::string sql_of(std::string_view from, std::string_view where) {
    std::string sql(kColumns);
    sql += from;
    sql += " WHERE ";
    sql += where;
    return sql;
}

} // namespace

Result<std::int64_t> StoryTable::id_of(const std::string& hash) {
    return one_row(database_, read_integer, "SELECT id FROM news_story WHERE hash = ?", hash);
}

// A story without a time, or with one that is still to come, is as new as the list that names it.
Result<std::int64_t> StoryTable::free_id(std::int64_t published_s, std::int64_t latest_s) {
    const std::int64_t latest = std::clamp<std::int64_t>(latest_s, 1, kLatest_s);
    const std::int64_t time_s = published_s > 0 ? std::min(published_s, latest) : latest;
    return one_row(database_, read_integer,
                   "SELECT coalesce(max(id) + 1, ?1) FROM news_story WHERE id >= ?1 AND id < ?2 - 1",
                   time_s * kInSecond, (time_s + 1) * kInSecond);
}

Result<void> StoryTable::take_index(const news::StoryIndex& index) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    std::vector<const news::Listed*> added_stories;
    // The oldest first, so that of one second the first listed has the highest number.
    for (std::size_t i = index.stories.size(); i-- > 0;) {
        const news::Listed& story = index.stories[i];
        const std::string& told_with = index.stories[story.group].hash;
        if (auto listed = database_.change(
                "UPDATE news_story SET listed_s = ?, region = ?, told_with = ?, topic = ? WHERE hash = ?", index.made_s,
                index.region, told_with, story.topic, story.hash);
            !listed) {
            return listed;
        }
        if (database_.changed_rows() > 0) {
            continue;
        }
        const auto id = free_id(story.published_s, index.made_s);
        if (!id) {
            return std::unexpected(id.error());
        }
        if (auto added =
                database_.change("INSERT INTO news_story(id, hash, region, title, source, language, topic, "
                                 "published_s, size_bytes, told_with, listed_s) "
                                 "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                 *id, story.hash, index.region, story.title, index.sources[story.source],
                                 story.language, story.topic, story.published_s, story.bytes, told_with, index.made_s);
            !added) {
            return added;
        }
        added_stories.push_back(&story);
    }
    const auto replaced = replaced_editions(database_, index, added_stories);
    if (!replaced) {
        return std::unexpected(replaced.error());
    }
    for (const std::int64_t id : *replaced) {
        if (auto dropped = drop(id); !dropped) {
            return dropped;
        }
    }
    return in_turn(
        [&] {
            return database_.change("DELETE FROM news_story WHERE region = ? AND listed_s <> ? AND kept_ms = 0 AND "
                                    "opened_ms = 0 AND saved_ms = 0 AND unwanted_ms = 0",
                                    index.region, index.made_s);
        },
        [&] { return transaction->commit(); });
}

Result<void> StoryTable::keep(const std::string& hash, std::string_view bytes, const news::Story& story,
                              const std::string& region, std::int64_t now_ms) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    auto id = or_none(id_of(hash));
    if (!id) {
        return std::unexpected(id.error());
    }
    if (!*id) {
        const auto made = free_id(story.published_s, now_ms / 1000);
        if (!made) {
            return std::unexpected(made.error());
        }
        if (auto added = database_.change(
                "INSERT INTO news_story(id, hash, region, title, source, language, topic, published_s, size_bytes, "
                "told_with, listed_s) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
                *made, hash, region, story.title, story.source, story.language, story.topic, story.published_s,
                static_cast<std::int64_t>(bytes.size()), hash);
            !added) {
            return added;
        }
        id = *made;
    }
    const std::int64_t number = **id;
    return in_turn(
        [&] {
            return database_.change("INSERT OR REPLACE INTO news_body(id, bytes) VALUES(?, ?)", number,
                                    std::as_bytes(std::span(bytes)));
        },
        [&] { return database_.change("UPDATE news_story SET kept_ms = ? WHERE id = ?", now_ms, number); },
        [&] { return StoryWords(database_).put(number, story); }, [&] { return transaction->commit(); });
}

Result<std::optional<StoryRow>> StoryTable::find(const std::string& hash) {
    return or_none(one_row(database_, read, sql_of("news_story s", "s.hash = ?"), hash));
}

Result<std::string> StoryTable::body(const std::string& hash) {
    return one_row(database_, read_bytes,
                   "SELECT b.bytes FROM news_story s JOIN news_body b ON b.id = s.id WHERE s.hash = ?", hash);
}

Result<std::vector<StoryRow>> StoryTable::newest(const std::string& region, std::size_t most) {
    return all_rows(database_, read,
                    sql_of("news_story s", "s.region = ? AND " + std::string(kWanted) + " ORDER BY s.id DESC LIMIT ?"),
                    region, most == 0 ? std::int64_t{-1} : static_cast<std::int64_t>(most));
}

Result<std::vector<StoryRow>> StoryTable::saved() {
    return all_rows(database_, read,
                    sql_of("news_story s", "s.saved_ms > 0 AND " + std::string(kWanted) + " ORDER BY s.saved_ms DESC"));
}

Result<std::vector<std::string>> StoryTable::settled(const std::string& region) {
    return all_rows(database_, read_text,
                    "SELECT hash FROM news_story WHERE region = ? AND (kept_ms > 0 OR unwanted_ms > 0)", region);
}

// The words come first and in the order that is wanted, so that a search ends with the last answer it needs.
Result<std::vector<StoryRow>> StoryTable::search(std::string_view words, std::size_t most) {
    const std::string match = StoryWords::match_of(words);
    const auto ready = match.empty() ? Result<bool>(false) : StoryWords(database_).ready();
    if (!ready || !*ready) {
        return ready ? Result<std::vector<StoryRow>>(std::vector<StoryRow>{}) : std::unexpected(ready.error());
    }
    return all_rows(database_, read,
                    sql_of("news_words w CROSS JOIN news_story s ON s.id = w.rowid",
                           "news_words MATCH ? AND " + std::string(kWanted) + " ORDER BY w.rowid DESC LIMIT ?"),
                    match, static_cast<std::int64_t>(most));
}

Result<void> StoryTable::mark_opened(const std::string& hash, std::int64_t now_ms) {
    return database_.change("UPDATE news_story SET opened_ms = ? WHERE hash = ?", now_ms, hash);
}

Result<void> StoryTable::set_progress(const std::string& hash, double progress, std::int64_t finished_ms) {
    return database_.change("UPDATE news_story SET progress = ?, finished_ms = CASE WHEN ?2 > 0 THEN ?2 ELSE "
                            "finished_ms END WHERE hash = ?3",
                            std::clamp(progress, 0.0, 1.0), finished_ms, hash);
}

Result<void> StoryTable::set_saved(const std::string& hash, std::int64_t saved_ms) {
    return database_.change("UPDATE news_story SET saved_ms = ? WHERE hash = ?", saved_ms, hash);
}

Result<void> StoryTable::set_unwanted(const std::string& hash, std::int64_t unwanted_ms) {
    return database_.change("UPDATE news_story SET unwanted_ms = ? WHERE hash = ?", unwanted_ms, hash);
}

Result<void> StoryTable::hide_source(const std::string& source, std::int64_t hidden_ms) {
    return database_.change("INSERT INTO news_source(name, hidden_ms) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET "
                            "hidden_ms = excluded.hidden_ms",
                            source, hidden_ms);
}

Result<std::vector<std::string>> StoryTable::hidden_sources() {
    return all_rows(database_, read_text, "SELECT name FROM news_source WHERE hidden_ms > 0 ORDER BY name");
}

Result<void> StoryTable::drop(std::int64_t id) {
    return in_turn([&] { return StoryWords(database_).remove(id); },
                   [&] { return database_.change("DELETE FROM news_body WHERE id = ?", id); },
                   // What the person did with it stays known: one that was read, or put away, is not new again.
                   [&] { return database_.change("UPDATE news_story SET kept_ms = 0 WHERE id = ?", id); });
}

// `sql` answers numbers of stories whose texts go, as long as it answers any.
Result<std::int64_t> StoryTable::drop_all(std::string_view sql, std::int64_t value) {
    const auto ids = all_rows(database_, read_integer, sql, value);
    if (!ids) {
        return std::unexpected(ids.error());
    }
    for (const std::int64_t id : *ids) {
        if (auto dropped = drop(id); !dropped) {
            return std::unexpected(dropped.error());
        }
    }
    return static_cast<std::int64_t>(ids->size());
}

Result<std::int64_t> StoryTable::expire(std::int64_t before_ms, std::int64_t most_bytes) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    const auto old = drop_all(
        "SELECT id FROM news_story WHERE kept_ms > 0 AND kept_ms < ? AND opened_ms = 0 AND saved_ms = 0", before_ms);
    const auto over = old ? drop_all("SELECT id FROM (SELECT id, sum(size_bytes) OVER (ORDER BY id DESC) AS so_far "
                                     "FROM news_story WHERE kept_ms > 0 AND saved_ms = 0) WHERE so_far > ?",
                                     most_bytes)
                          : old;
    if (!over) {
        return over;
    }
    if (auto done = in_turn(
            [&] {
                return database_.run(
                    "DELETE FROM news_story WHERE kept_ms = 0 AND saved_ms = 0 AND unwanted_ms = 0 AND "
                    "listed_s < (SELECT max(listed_s) FROM news_story n WHERE n.region = "
                    "news_story.region)");
            },
            [&] { return transaction->commit(); });
        !done) {
        return std::unexpected(done.error());
    }
    return *old + *over;
}

Result<void> StoryTable::erase() {
    auto transaction = Transaction::begin(database_);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    return in_turn(
        [&] {
            return database_.run("DELETE FROM news_story; DELETE FROM news_body; DELETE FROM news_source; "
                                 "DELETE FROM news_transfer");
        },
        [&]() -> Result<void> {
            const auto there = StoryWords(database_).ready();
            return there && *there ? database_.run("DELETE FROM news_words") : Result<void>{};
        },
        [&] { return transaction->commit(); });
}

Result<StoryTable::Kept> StoryTable::kept() {
    return one_row<Kept>(
        database_, +[](const Statement& row) -> Result<Kept> { return Kept{row.integer(0), row.integer(1)}; },
        "SELECT count(*), coalesce(sum(size_bytes), 0) FROM news_story WHERE kept_ms > 0");
}

} // namespace hypha::storage
