// Over 300 lines because each statement is read against its table, and a contribution, its story and its photos change together.
#include "edge/store/contribution_store.hpp"

#include <algorithm>
#include <limits>

#include "core/sync/attempt.hpp"
#include "edge/store/news_database.hpp"
#include "edge/store/news_rows.hpp"
#include "edge/store/packed_rows.hpp"

namespace hypha::edge {
namespace {

using storage::Statement;

constexpr std::string_view kStorySource = "contribution";

std::string place_of(std::string_view id) { return "contribution " + std::string(id); }

template <std::size_t N> bool take(std::string_view bytes, std::array<std::uint8_t, N>& into) {
    if (bytes.size() != N) {
        return false;
    }
    std::ranges::copy(bytes, into.begin());
    return true;
}

Result<ContributionRow> read_row(const Statement& row) {
    ContributionRow one;
    one.id = row.text(0);
    const std::int64_t state = row.integer(4);
    if (!take(view_of(row.blob(1)), one.stream.value) || !take(view_of(row.blob(2)), one.device) || state < 1 ||
        state > static_cast<std::int64_t>(ContributionState::withdrawn)) {
        return failure("database_corrupt", "a contribution's row");
    }
    one.rev = row.integer(3);
    one.state = static_cast<ContributionState>(state);
    one.held_for = row.text(5);
    one.reason = row.text(6);
    one.region = row.text(7);
    one.title = row.text(8);
    one.file = view_of(row.blob(9));
    one.signature = view_of(row.blob(10));
    one.received_ms = row.integer(11);
    one.changed_ms = row.integer(12);
    one.published_s = row.integer(13);
    one.story = row.text(14);
    one.resemblance = signature_of(row.blob(15));
    return one;
}

Result<sync::StreamId> read_stream(const Statement& row) {
    sync::StreamId stream;
    if (!take(view_of(row.blob(0)), stream.value)) {
        return failure("database_corrupt", "an account's stream");
    }
    return stream;
}

Result<std::int64_t> read_number(const Statement& row) { return row.integer(0); }
Result<std::string> read_text(const Statement& row) { return row.text(0); }
Result<articles::MinHashSignature> read_resemblance(const Statement& row) { return signature_of(row.blob(0)); }

Result<ContributedPhotoRow> read_photo(const Statement& row) {
    return ContributedPhotoRow{row.text(0), std::string(view_of(row.blob(1)))};
}

Result<bool> is_there(Result<std::optional<std::int64_t>> found) {
    HYPHA_SYNC_TRY(found);
    return found->has_value();
}

Result<std::int64_t> number_in(Result<std::optional<std::int64_t>> found) {
    HYPHA_SYNC_TRY(found);
    return found->value_or(0);
}

} // namespace

Result<std::unique_ptr<ContributionStore>> ContributionStore::open(const std::filesystem::path& folder) {
    auto database = open_news_database(folder, PowerCut::nothing);
    HYPHA_SYNC_TRY(database);
    return std::unique_ptr<ContributionStore>(new ContributionStore(*std::move(database)));
}

Result<std::optional<ContributionRow>> ContributionStore::find(std::string_view id) {
    return rows_.one("SELECT id, stream, device, rev, state, held_for, reason, region, title, file, signature, "
                     "received_ms, changed_ms, published_s, story, resemblance FROM contribution WHERE id = ?",
                     read_row, id);
}

Result<std::optional<ContributionRow>> ContributionStore::find_story(std::string_view hash) {
    return rows_.one("SELECT id, stream, device, rev, state, held_for, reason, region, title, file, signature, "
                     "received_ms, changed_ms, published_s, story, resemblance FROM contribution "
                     "WHERE (story = ?1 AND story <> '') OR id = (SELECT substr(place, 14) FROM story WHERE hash = ?1 "
                     "AND source = 'contribution' LIMIT 1)", // 14: behind "contribution "
                     read_row, hash);
}

Result<void> ContributionStore::put(const ContributionRow& row) {
    return rows_.change("INSERT OR REPLACE INTO contribution(id, stream, device, rev, state, held_for, reason, "
                        "region, title, file, signature, received_ms, changed_ms, published_s, story, "
                        "resemblance) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        row.id, bytes_of(row.stream.value), bytes_of(row.device), row.rev,
                        static_cast<std::int64_t>(row.state), row.held_for, row.reason, row.region, row.title,
                        bytes_of(row.file), bytes_of(row.signature), row.received_ms, row.changed_ms, row.published_s,
                        row.story, bytes_of(bytes_of_signature(row.resemblance)));
}

Result<void> ContributionStore::put(const ContributionRow& row, const std::vector<news::ContributedPhoto>& photos) {
    HYPHA_SYNC_TRY(put(row));
    HYPHA_SYNC_TRY(rows_.change("DELETE FROM contribution_photo WHERE contribution = ?", row.id));
    for (const news::ContributedPhoto& photo : photos) {
        HYPHA_SYNC_TRY(rows_.change("INSERT INTO contribution_photo(contribution, sha256, bytes, width, height) "
                                    "VALUES(?, ?, ?, ?, ?)",
                                    row.id, photo.sha256, photo.bytes, std::int64_t{photo.width_px},
                                    std::int64_t{photo.height_px}));
    }
    return drop_stray_photos(row.stream);
}

Result<void> ContributionStore::drop_stray_photos(const sync::StreamId& stream) {
    return rows_.change("DELETE FROM contributed_photo WHERE stream = ?1 AND sha256 NOT IN (SELECT sha256 FROM "
                        "contribution_photo JOIN contribution ON contribution.id = contribution_photo.contribution "
                        "WHERE contribution.stream = ?1)",
                        bytes_of(stream.value));
}

Result<std::vector<ContributionRow>> ContributionStore::own(const sync::StreamId& stream,
                                                            const std::optional<ContributionCursor>& before,
                                                            std::size_t limit) {
    const ContributionCursor from = before.value_or(ContributionCursor{std::numeric_limits<std::int64_t>::max(), ""});
    return rows_.all("SELECT id, stream, device, rev, state, held_for, reason, region, title, file, signature, "
                     "received_ms, changed_ms, published_s, story, resemblance FROM contribution "
                     "WHERE stream = ? AND (received_ms, id) < (?, ?) ORDER BY received_ms DESC, id DESC LIMIT ?",
                     read_row, bytes_of(stream.value), from.at_ms, from.id, limit);
}

Result<std::vector<ContributionRow>> ContributionStore::waiting(const std::optional<ContributionCursor>& after,
                                                                std::size_t limit) {
    const ContributionCursor from = after.value_or(ContributionCursor{-1, ""});
    return rows_.all("SELECT id, stream, device, rev, state, held_for, reason, region, title, file, signature, "
                     "received_ms, changed_ms, published_s, story, resemblance FROM contribution "
                     "WHERE state = 1 AND held_for <> 'photos' AND (changed_ms, id) > (?, ?) "
                     "ORDER BY changed_ms, id LIMIT ?",
                     read_row, from.at_ms, from.id, limit);
}

Result<std::int64_t> ContributionStore::count_waiting() {
    return number_in(
        rows_.one("SELECT count(*) FROM contribution WHERE state = 1 AND held_for <> 'photos'", read_number));
}

Result<std::int64_t> ContributionStore::count_waiting_of(const sync::StreamId& stream) {
    return number_in(rows_.one("SELECT count(*) FROM contribution WHERE state = 1 AND stream = ?", read_number,
                               bytes_of(stream.value)));
}

Result<bool> ContributionStore::list(ContributionRow& row, const NewsStory& story) {
    if (row.story == story.hash) {
        return true;
    }
    const auto twin = has_story(rows_, row.region, story.hash);
    HYPHA_SYNC_TRY(twin);
    if (*twin) {
        return false;
    }
    NewsStory placed = story;
    placed.place = place_of(row.id);
    HYPHA_SYNC_TRY(rows_.change("UPDATE story SET listed = 0, seen_s = ? WHERE source = ? AND place = ? AND listed = 1",
                                story.seen_s, kStorySource, placed.place));
    HYPHA_SYNC_TRY(insert_story(rows_, row.region, kStorySource, placed));
    row.story = story.hash;
    return true;
}

Result<void> ContributionStore::unlist(ContributionRow& row) {
    row.story.clear();
    HYPHA_SYNC_TRY(rows_.change("DELETE FROM story WHERE source = ? AND place = ?", kStorySource, place_of(row.id)));
    return database_->changed_rows() == 0 ? Result<void>{} : drop_lone_pictures(rows_);
}

Result<bool> ContributionStore::has_region(std::string_view region) {
    return is_there(rows_.one("SELECT 1 FROM source WHERE region = ? LIMIT 1", read_number, region));
}

Result<double> ContributionStore::greatest_likeness(std::string_view region, std::string_view id,
                                                    const articles::MinHashSignature& resemblance) {
    const auto stories = rows_.all("SELECT resemblance FROM story WHERE region = ? AND listed = 1 AND place <> ?",
                                   read_resemblance, region, place_of(id));
    HYPHA_SYNC_TRY(stories);
    const auto others = rows_.all("SELECT resemblance FROM contribution WHERE state <> 4 AND id <> ? "
                                  "ORDER BY changed_ms DESC LIMIT 5000",
                                  read_resemblance, id);
    HYPHA_SYNC_TRY(others);
    double greatest = 0;
    for (const auto* list : {&*stories, &*others}) {
        for (const articles::MinHashSignature& other : *list) {
            greatest = std::max(greatest, articles::estimated_resemblance(resemblance, other));
        }
    }
    return greatest;
}

Result<std::optional<news::ContributedPhoto>> ContributionStore::named_photo(const sync::StreamId& stream,
                                                                             std::string_view sha256) {
    return rows_.one(
        "SELECT contribution_photo.sha256, bytes, width, height FROM contribution_photo JOIN contribution ON "
        "contribution.id = contribution_photo.contribution WHERE stream = ? AND contribution_photo.sha256 = ? LIMIT 1",
        [](const Statement& row) -> Result<news::ContributedPhoto> {
            return news::ContributedPhoto{row.text(0), row.integer(1), static_cast<std::uint32_t>(row.integer(2)),
                                          static_cast<std::uint32_t>(row.integer(3))};
        },
        bytes_of(stream.value), sha256);
}

Result<std::vector<std::string>> ContributionStore::naming(const sync::StreamId& stream, std::string_view sha256) {
    return rows_.all("SELECT contribution.id FROM contribution_photo JOIN contribution ON contribution.id = "
                     "contribution_photo.contribution WHERE stream = ? AND contribution_photo.sha256 = ?",
                     read_text, bytes_of(stream.value), sha256);
}

Result<void> ContributionStore::put_photo(const sync::StreamId& stream, std::string_view sha256,
                                          const ContributedPhotoRow& photo) {
    return rows_.change("INSERT OR REPLACE INTO contributed_photo(stream, sha256, type, content) VALUES(?, ?, ?, ?)",
                        bytes_of(stream.value), sha256, photo.type, bytes_of(photo.content));
}

Result<std::vector<std::string>> ContributionStore::missing_photos(std::string_view id) {
    return rows_.all("SELECT contribution_photo.sha256 FROM contribution_photo JOIN contribution ON contribution.id = "
                     "contribution_photo.contribution WHERE contribution.id = ? AND NOT EXISTS (SELECT 1 FROM "
                     "contributed_photo WHERE contributed_photo.stream = contribution.stream AND "
                     "contributed_photo.sha256 = contribution_photo.sha256) ORDER BY contribution_photo.sha256",
                     read_text, id);
}

Result<std::optional<ContributedPhotoRow>> ContributionStore::public_photo(std::string_view sha256) {
    return rows_.one("SELECT type, content FROM contributed_photo WHERE sha256 = ?1 AND EXISTS (SELECT 1 FROM "
                     "contribution_photo JOIN contribution ON contribution.id = contribution_photo.contribution WHERE "
                     "contribution_photo.sha256 = ?1 AND contribution.state = 2 AND contribution.stream = "
                     "contributed_photo.stream) LIMIT 1",
                     read_photo, sha256);
}

Result<std::optional<ContributedPhotoRow>> ContributionStore::own_photo(const sync::StreamId& stream,
                                                                        std::string_view sha256) {
    return rows_.one("SELECT type, content FROM contributed_photo WHERE stream = ? AND sha256 = ?", read_photo,
                     bytes_of(stream.value), sha256);
}

Result<std::optional<ContributedPhotoRow>> ContributionStore::any_photo(std::string_view sha256) {
    return rows_.one("SELECT type, content FROM contributed_photo WHERE sha256 = ? LIMIT 1", read_photo, sha256);
}

Result<std::int64_t> ContributionStore::submissions(const sync::StreamId& stream, std::int64_t from_ms) {
    HYPHA_SYNC_TRY(rows_.change("DELETE FROM submission WHERE at_ms < ?", from_ms));
    return number_in(
        rows_.one("SELECT count(*) FROM submission WHERE stream = ?", read_number, bytes_of(stream.value)));
}

Result<std::int64_t> ContributionStore::submissions_of_all(std::int64_t from_ms) {
    return number_in(rows_.one("SELECT count(*) FROM submission WHERE at_ms >= ?", read_number, from_ms));
}

Result<void> ContributionStore::count_submission(const sync::StreamId& stream, std::int64_t now_ms) {
    return rows_.change("INSERT INTO submission(stream, at_ms) VALUES(?, ?)", bytes_of(stream.value), now_ms);
}

Result<std::vector<std::int64_t>> ContributionStore::submission_times(const sync::StreamId& stream) {
    return rows_.all("SELECT at_ms FROM submission WHERE stream = ? ORDER BY at_ms, id", read_number,
                     bytes_of(stream.value));
}

Result<bool> ContributionStore::put_flag(std::string_view id, const sync::StreamId& stream,
                                         const ContributionFlag& flag) {
    HYPHA_SYNC_TRY(rows_.change("INSERT OR IGNORE INTO flag(contribution, stream, reason, at_ms) VALUES(?, ?, ?, ?)",
                                id, bytes_of(stream.value), flag.reason, flag.at_ms));
    return database_->changed_rows() == 1;
}

Result<std::vector<ContributionFlag>> ContributionStore::open_flags(std::string_view id) {
    return rows_.all(
        "SELECT reason, at_ms FROM flag WHERE contribution = ? AND settled = 0 ORDER BY at_ms, reason",
        [](const Statement& row) -> Result<ContributionFlag> { return ContributionFlag{row.text(0), row.integer(1)}; },
        id);
}

Result<std::vector<OwnFlag>> ContributionStore::own_flags(const sync::StreamId& stream,
                                                          const std::optional<ContributionCursor>& after,
                                                          std::size_t limit) {
    const ContributionCursor from = after.value_or(ContributionCursor{-1, ""});
    return rows_.all(
        "SELECT contribution, reason, at_ms FROM flag WHERE stream = ? AND (at_ms, contribution) > (?, ?) "
        "ORDER BY at_ms, contribution LIMIT ?",
        [](const Statement& row) -> Result<OwnFlag> { return OwnFlag{row.text(0), {row.text(1), row.integer(2)}}; },
        bytes_of(stream.value), from.at_ms, from.id, limit);
}

Result<std::int64_t> ContributionStore::flags_of(const sync::StreamId& stream, std::int64_t from_ms) {
    return number_in(rows_.one("SELECT count(*) FROM flag WHERE stream = ? AND at_ms >= ?", read_number,
                               bytes_of(stream.value), from_ms));
}

Result<void> ContributionStore::settle_flags(std::string_view id) {
    return rows_.change("UPDATE flag SET settled = 1 WHERE contribution = ?", id);
}

Result<ContributorFigures> ContributionStore::contributor(const sync::StreamId& stream) {
    const auto found = rows_.one(
        "SELECT accepted, rejected, accepted_in_row FROM contributor WHERE stream = ?",
        [](const Statement& row) -> Result<ContributorFigures> {
            return ContributorFigures{row.integer(0), row.integer(1), row.integer(2)};
        },
        bytes_of(stream.value));
    HYPHA_SYNC_TRY(found);
    return found->value_or(ContributorFigures{});
}

Result<void> ContributionStore::put_contributor(const sync::StreamId& stream, const ContributorFigures& figures) {
    return rows_.change("INSERT OR REPLACE INTO contributor(stream, accepted, rejected, accepted_in_row) "
                        "VALUES(?, ?, ?, ?)",
                        bytes_of(stream.value), figures.accepted, figures.rejected, figures.accepted_in_row);
}

Result<bool> ContributionStore::is_moderator(const sync::StreamId& stream) {
    return is_there(rows_.one("SELECT 1 FROM moderator WHERE stream = ?", read_number, bytes_of(stream.value)));
}

Result<bool> ContributionStore::set_moderator(const sync::StreamId& stream, bool is_one, std::int64_t now_ms) {
    if (is_one) {
        HYPHA_SYNC_TRY(rows_.change("INSERT OR IGNORE INTO moderator(stream, added_ms) VALUES(?, ?)",
                                    bytes_of(stream.value), now_ms));
    } else {
        HYPHA_SYNC_TRY(rows_.change("DELETE FROM moderator WHERE stream = ?", bytes_of(stream.value)));
    }
    return database_->changed_rows() == 1;
}

Result<std::vector<sync::StreamId>> ContributionStore::moderators() {
    return rows_.all("SELECT stream FROM moderator ORDER BY added_ms, stream", read_stream);
}

Result<std::vector<sync::StreamId>> ContributionStore::accounts() {
    return rows_.all("SELECT stream FROM contribution UNION SELECT stream FROM flag UNION SELECT stream FROM moderator "
                     "UNION SELECT stream FROM contributor UNION SELECT stream FROM submission",
                     read_stream);
}

Result<std::int64_t> ContributionStore::erase(const sync::StreamId& stream) {
    const auto who = bytes_of(stream.value);
    const auto ids = rows_.all("SELECT id FROM contribution WHERE stream = ?", read_text, who);
    HYPHA_SYNC_TRY(ids);
    for (const std::string& id : *ids) {
        HYPHA_SYNC_TRY(rows_.change("DELETE FROM story WHERE source = ? AND place = ?", kStorySource, place_of(id)));
        HYPHA_SYNC_TRY(rows_.change("DELETE FROM contribution_photo WHERE contribution = ?", id));
        HYPHA_SYNC_TRY(rows_.change("DELETE FROM flag WHERE contribution = ?", id));
    }
    HYPHA_SYNC_TRY(rows_.change("DELETE FROM contribution WHERE stream = ?", who));
    HYPHA_SYNC_TRY(rows_.change("DELETE FROM contributed_photo WHERE stream = ?", who));
    HYPHA_SYNC_TRY(rows_.change("DELETE FROM flag WHERE stream = ?", who));
    HYPHA_SYNC_TRY(rows_.change("DELETE FROM submission WHERE stream = ?", who));
    HYPHA_SYNC_TRY(rows_.change("DELETE FROM contributor WHERE stream = ?", who));
    HYPHA_SYNC_TRY(rows_.change("DELETE FROM moderator WHERE stream = ?", who));
    HYPHA_SYNC_TRY(drop_lone_pictures(rows_));
    return static_cast<std::int64_t>(ids->size());
}

} // namespace hypha::edge
