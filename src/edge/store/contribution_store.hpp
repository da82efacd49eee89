// Contributed stories, their photos, flags, and who moderates, in news.db beside the stories of feeds (news_database.hpp), every commit on
// disk before it is answered. Rules are not here (edge/contributions). All but open() and within() are called inside of within(), which is
// one transaction: its work's error, or an error of any of these, undoes all of it. Threads may share one store, they take turns; an edge
// and an operator's commands may each have one, and wait for each other. Errors: those of src/storage, "database_corrupt".
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
#include "core/news/contribution.hpp"
#include "core/sync/account_wire.hpp"
#include "edge/contributions/contribution_rules.hpp"
#include "edge/store/news_store.hpp"
#include "storage/transaction.hpp"

namespace hypha::edge {

struct ContributionRow {
    std::string id;
    sync::StreamId stream;       // of its author
    sync::account::Key device{}; // that signed it
    std::int64_t rev = 0;        // from 1, counted at each edit
    ContributionState state = ContributionState::held;
    std::string held_for; // words of contribution_rules, with a blank between them; empty where it is not held
    std::string reason;   // of the last rejection, for its author
    std::string region;
    std::string title;
    std::string file; // as it was signed; empty once it was taken back
    std::string signature;
    std::int64_t received_ms = 0; // the first time
    std::int64_t changed_ms = 0;
    std::int64_t published_s = 0; // first listed; 0: never
    std::string story;            // hash of the story it is in the list; empty where it is not listed
    articles::MinHashSignature resemblance;
};

struct ContributedPhotoRow {
    std::string type; // image/jpeg, image/webp
    std::string content;
};

struct ContributionFlag {
    std::string reason;
    std::int64_t at_ms = 0;
};

// By one account: what it says of a contribution of another.
struct OwnFlag {
    std::string contribution; // its id
    ContributionFlag flag;
};

struct ContributorFigures {
    std::int64_t accepted = 0;
    std::int64_t rejected = 0;
    std::int64_t accepted_in_row = 0;
};

// Where a page of rows ends; the next one begins behind it.
struct ContributionCursor {
    std::int64_t at_ms = 0;
    std::string id;
};

class ContributionStore {
public:
    // Makes what is not there yet. `folder`: of news.
    static Result<std::unique_ptr<ContributionStore>> open(const std::filesystem::path& folder);

    template <typename Work> auto within(Work work) -> decltype(work()) {
        const std::scoped_lock lock(mutex_);
        auto transaction = storage::Transaction::begin(*database_);
        if (!transaction) {
            return std::unexpected(transaction.error());
        }
        rows_.open();
        auto result = work();
        rows_.close();
        if (!result) {
            return result;
        }
        if (const auto committed = transaction->commit(); !committed) {
            return std::unexpected(committed.error());
        }
        return result;
    }

    Result<std::optional<ContributionRow>> find(std::string_view id);
    // The one that is listed as this story, or was before its last edit.
    Result<std::optional<ContributionRow>> find_story(std::string_view hash);
    // In place of the one of this id, which names the photos that it named before.
    Result<void> put(const ContributionRow& row);
    // And names these now. Photos of the account that nothing names any more go.
    Result<void> put(const ContributionRow& row, const std::vector<news::ContributedPhoto>& photos);
    // The newest first; `before`: the end of the page before.
    Result<std::vector<ContributionRow>> own(const sync::StreamId& stream,
                                             const std::optional<ContributionCursor>& before, std::size_t limit);
    // Held ones that a person has to look at, who waits longest first: those that only lack photos are left out.
    Result<std::vector<ContributionRow>> waiting(const std::optional<ContributionCursor>& after, std::size_t limit);
    Result<std::int64_t> count_waiting();
    Result<std::int64_t> count_waiting_of(const sync::StreamId& stream);

    // Lists it in its region, in place of what it was listed as before, which stays a while for who read that list. False: the region
    // lists a story of these very bytes already, and nothing was changed.
    Result<bool> list(ContributionRow& row, const NewsStory& story);
    // Out of the list, and no longer readable here, its pictures neither.
    Result<void> unlist(ContributionRow& row);
    Result<bool> has_region(std::string_view region);
    // To stories of the region and to contributions that were not taken back, but for `id` itself: from 0 to 1.
    Result<double> greatest_likeness(std::string_view region, std::string_view id,
                                     const articles::MinHashSignature& resemblance);

    // Named by contributions of this account that were not taken back. Nothing: none names it.
    Result<std::optional<news::ContributedPhoto>> named_photo(const sync::StreamId& stream, std::string_view sha256);
    Result<std::vector<std::string>> naming(const sync::StreamId& stream, std::string_view sha256);
    Result<void> put_photo(const sync::StreamId& stream, std::string_view sha256, const ContributedPhotoRow& photo);
    // What a contribution names and is not here yet.
    Result<std::vector<std::string>> missing_photos(std::string_view id);
    Result<std::optional<ContributedPhotoRow>> public_photo(std::string_view sha256);
    Result<std::optional<ContributedPhotoRow>> own_photo(const sync::StreamId& stream, std::string_view sha256);
    Result<std::optional<ContributedPhotoRow>> any_photo(std::string_view sha256);

    // Since `from_ms`; forgets what is older.
    Result<std::int64_t> submissions(const sync::StreamId& stream, std::int64_t from_ms);
    Result<std::int64_t> submissions_of_all(std::int64_t from_ms);
    Result<void> count_submission(const sync::StreamId& stream, std::int64_t now_ms);
    // In milliseconds, those that are not forgotten yet, the oldest first.
    Result<std::vector<std::int64_t>> submission_times(const sync::StreamId& stream);

    // False: this account has flagged it already.
    Result<bool> put_flag(std::string_view id, const sync::StreamId& stream, const ContributionFlag& flag);
    Result<std::vector<ContributionFlag>> open_flags(std::string_view id);
    // The oldest first; `after`: the end of the page before, its id a contribution's.
    Result<std::vector<OwnFlag>> own_flags(const sync::StreamId& stream, const std::optional<ContributionCursor>& after,
                                           std::size_t limit);
    Result<std::int64_t> flags_of(const sync::StreamId& stream, std::int64_t from_ms);
    Result<void> settle_flags(std::string_view id);

    Result<ContributorFigures> contributor(const sync::StreamId& stream);
    Result<void> put_contributor(const sync::StreamId& stream, const ContributorFigures& figures);
    Result<bool> is_moderator(const sync::StreamId& stream);
    // False: it was so already.
    Result<bool> set_moderator(const sync::StreamId& stream, bool is_one, std::int64_t now_ms);
    Result<std::vector<sync::StreamId>> moderators();

    // Everybody of whom there is something here, a flag too.
    Result<std::vector<sync::StreamId>> accounts();
    // All that is here of an account: contributions with their stories and pictures, photos, flags, its role. Answers how many contributions went.
    Result<std::int64_t> erase(const sync::StreamId& stream);

private:
    explicit ContributionStore(std::unique_ptr<storage::Database> database)
        : database_(std::move(database)), rows_(*database_) {}

    Result<void> drop_stray_photos(const sync::StreamId& stream);

    std::mutex mutex_; // guards what follows
    std::unique_ptr<storage::Database> database_;
    SqliteRows rows_;
};

} // namespace hypha::edge
