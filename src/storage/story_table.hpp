// Stories: what an index listed of them, their texts where these are here, and what the person did with each. A source that was hidden
// is in no list and no answer of a search, however its stories come; so is a story that was put away.
// Lists are newest first. Times of the person are milliseconds, of publishers seconds since 1970; 0 is never.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/news/story.hpp"
#include "core/news/story_index.hpp"

namespace hypha::storage {

class Database;

struct StoryRow {
    std::string hash; // SHA-256 of its text as a story file
    std::string region, title, source, language, topic;
    std::int64_t published_s = 0;
    std::int64_t size_bytes = 0;
    std::string told_with;    // hash of the first of the stories that tell the same
    std::int64_t kept_ms = 0; // when its text came; 0: it is not here
    std::int64_t opened_ms = 0, finished_ms = 0, saved_ms = 0, unwanted_ms = 0;
    double progress = 0; // how far it was read, 0 to 1
    bool operator==(const StoryRow&) const = default;
};

class StoryTable {
public:
    explicit StoryTable(Database& database) : database_(database) {}

    // Adds what is new of a list; what is listed no longer goes, unless its text is here or the person did something with it;
    // an unread one goes too where an edition of it came (story_editions.hpp).
    Result<void> take_index(const news::StoryIndex& index);
    // The text of a story whose bytes have this hash and are `story`. One that no list named is added to `region`.
    Result<void> keep(const std::string& hash, std::string_view bytes, const news::Story& story,
                      const std::string& region, std::int64_t now_ms);
    Result<std::optional<StoryRow>> find(const std::string& hash);
    // not_found where the text is not here.
    Result<std::string> body(const std::string& hash);

    // most: 0 is all.
    Result<std::vector<StoryRow>> newest(const std::string& region, std::size_t most);
    Result<std::vector<StoryRow>> saved();
    // Hashes of the region's stories whose text is here or is not wanted: nobody has to fetch them.
    Result<std::vector<std::string>> settled(const std::string& region);
    // Of the texts that are here, of every region.
    Result<std::vector<StoryRow>> search(std::string_view words, std::size_t most);

    Result<void> mark_opened(const std::string& hash, std::int64_t now_ms);
    // finished_ms 0: it was not read to its end this time; an earlier end stays.
    Result<void> set_progress(const std::string& hash, double progress, std::int64_t finished_ms);
    Result<void> set_saved(const std::string& hash, std::int64_t saved_ms);
    Result<void> set_unwanted(const std::string& hash, std::int64_t unwanted_ms);
    // hidden_ms 0: it is shown again.
    Result<void> hide_source(const std::string& source, std::int64_t hidden_ms);
    Result<std::vector<std::string>> hidden_sources();

    // Texts that came before `before_ms`, were never opened and are not saved go, then as many of the oldest unsaved ones as it
    // takes for the others to be at most `most_bytes`. Answers how many.
    Result<std::int64_t> expire(std::int64_t before_ms, std::int64_t most_bytes);
    // Everything: stories, texts, words, hidden sources, the ledger.
    Result<void> erase();

    struct Kept {
        std::int64_t stories = 0, bytes = 0;
    };
    Result<Kept> kept();

private:
    Result<std::int64_t> id_of(const std::string& hash);
    Result<std::int64_t> free_id(std::int64_t published_s, std::int64_t latest_s);
    Result<void> drop(std::int64_t id);
    Result<std::int64_t> drop_all(std::string_view sql, std::int64_t value);

    Database& database_;
};

} // namespace hypha::storage
