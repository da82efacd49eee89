// Sources, their items and their stories, in SQLite: FOLDER/news.db, WAL, without a flush at each commit, because a poll that a power cut
// takes is polled again; sources are flushed, an operator said them. Threads may share one, they take turns; several may be open on one
// file, in other processes too, and wait for each other. A story of another source at the same place is not taken: the first one has it.
// Errors: "newer_database", and those of src/storage.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "edge/articles/near_duplicates.hpp"
#include "edge/news/packed_story.hpp"
#include "edge/news/poll_schedule.hpp"
#include "edge/store/sqlite_rows.hpp"

namespace hypha::edge {

struct NewsSource {
    std::string url; // of the feed
    std::string region;
    std::string title; // as the operator has it; empty: the feed's
    std::string site_url;
    std::vector<std::string> folders;
    std::string language;
    std::int64_t added_s = 0;
    std::string etag;
    std::string last_modified;
    PollPlan plan;
    std::string result; // of the last poll
    std::int64_t polled_s = 0;
};

struct NewsItem {
    std::string id;
    std::string content; // name of what the feed said
    int tries = 0;       // for its page, without an answer
    std::int64_t seen_s = 0;
};

// A WebP of a story, in one size.
struct NewsPicture {
    std::string hash; // SHA-256 of the bytes, in hex
    std::string bytes;
};

struct NewsStory {
    std::string place;
    std::string hash;
    std::string title;
    std::string publisher;
    std::string language;
    std::string topic;
    std::int64_t published_s = 0;
    std::int64_t placed_s = 0;
    std::int64_t seen_s = 0;
    PackedText text;
    articles::MinHashSignature resemblance;
    std::vector<NewsPicture> pictures; // that its file names; of a listed one, which is read without its text, none
};

struct NewsRegion {
    std::string region;
    std::uint64_t stories = 0;
};

struct NewsFigures {
    std::int64_t sources = 0;
    std::int64_t stories = 0;
    std::int64_t story_bytes = 0; // as they leave, packed with brotli
};

class NewsStore {
public:
    // Makes what is not there yet.
    static Result<std::unique_ptr<NewsStore>> open(const std::filesystem::path& folder);

    // True: it is new. One that is here gets region, title and folders, and is asked again at once.
    Result<bool> put_source(const NewsSource& source);
    // With its stories and their pictures. False: there is none.
    Result<bool> remove_source(std::string_view url);
    Result<std::vector<NewsSource>> sources();
    Result<std::vector<NewsSource>> due_sources(std::int64_t now_s, std::size_t limit);

    Result<std::optional<NewsItem>> item(std::string_view source, std::string_view id);
    // What a poll brought, all or nothing; of a source that was removed meanwhile nothing. Answers how many stories are listed that
    // were not before.
    Result<std::size_t> finish_poll(const NewsSource& source, const std::vector<NewsItem>& items,
                                    const std::vector<NewsStory>& stories);
    // Stories from before `oldest_s`, of each region all but the newest `most`, what was replaced before `replaced_s`, and items that no
    // feed named since `items_s`. Pictures go with the last story that names them. Answers how many stories went.
    Result<std::size_t> expire(std::int64_t oldest_s, std::size_t most, std::int64_t replaced_s, std::int64_t items_s);

    // Changes with every commit of another connection.
    Result<std::int64_t> version();
    Result<std::vector<NewsRegion>> regions();
    // Listed ones, the newest first, without their texts: placed from `from_s` to before `to_s`.
    Result<std::vector<NewsStory>> listed(std::string_view region, std::int64_t from_s, std::int64_t to_s,
                                          std::size_t limit);
    Result<std::optional<PackedText>> story(std::string_view hash);
    // The text of the listed story at a place, whichever source it is of.
    Result<std::optional<PackedText>> listed_at(std::string_view region, std::string_view place);
    Result<std::optional<std::string>> picture(std::string_view hash);
    Result<NewsFigures> figures();
    // Of all that are kept. Reads a page of each.
    Result<std::int64_t> picture_bytes();
    // A copy of all that is committed, into a file that is not there.
    Result<void> copy_to(const std::filesystem::path& file);

private:
    explicit NewsStore(std::unique_ptr<storage::Database> database)
        : database_(std::move(database)), rows_(*database_) {}

    template <typename Work> auto reading(Work work) -> decltype(work());
    template <typename Work> auto changing(Work work) -> decltype(work());
    Result<bool> put_story(const NewsSource& source, const NewsStory& story);

    std::mutex mutex_; // guards what follows
    std::unique_ptr<storage::Database> database_;
    SqliteRows rows_;
};

} // namespace hypha::edge
