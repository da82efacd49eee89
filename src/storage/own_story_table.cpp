#include "storage/own_story_table.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/sync/attempt.hpp"
#include "storage/query.hpp"
#include "storage/transaction.hpp"

namespace hypha::storage {
namespace {

constexpr std::array<std::pair<OwnStands, std::string_view>, 7> kStands{{
    {OwnStands::draft, "draft"},
    {OwnStands::waiting, "waiting"},
    {OwnStands::held, "held"},
    {OwnStands::published, "published"},
    {OwnStands::rejected, "rejected"},
    {OwnStands::taking_back, "taking_back"},
    {OwnStands::withdrawn, "withdrawn"},
}};

constexpr std::array<std::pair<PhotoStands, std::string_view>, 4> kPhotoStands{{
    {PhotoStands::waiting, "waiting"},
    {PhotoStands::arrived, "arrived"},
    {PhotoStands::refused, "refused"},
    {PhotoStands::lost, "lost"},
}};

template <typename Stands, std::size_t Size>
std::string_view word_of(const std::array<std::pair<Stands, std::string_view>, Size>& words, Stands stands) {
    return std::ranges::find(words, stands, &std::pair<Stands, std::string_view>::first)->second;
}

// The first for a word that this version does not know: such a story is a draft and such a photo waits, nothing is lost.
template <typename Stands, std::size_t Size>
Stands stands_of(const std::array<std::pair<Stands, std::string_view>, Size>& words, std::string_view word) {
    const auto* const known = std::ranges::find(words, word, &std::pair<Stands, std::string_view>::second);
    return known == words.end() ? words.front().first : known->first;
}

Result<OwnStoryRow> read_row(const Statement& row) {
    OwnStoryRow story{row.text(0), row.text(1), row.text(2), row.text(3),     row.text(4),    row.text(5),
                      row.text(6), {},          row.text(9), row.integer(10), row.integer(11)};
    if (!row.is_null(7) && !row.is_null(8)) {
        story.place = OwnStoryRow::Square{static_cast<int>(std::clamp<std::int64_t>(row.integer(7), -900, 900)),
                                          static_cast<int>(std::clamp<std::int64_t>(row.integer(8), -1800, 1800))};
    }
    story.stands = stands_of(kStands, row.text(12));
    story.rev = row.integer(13);
    story.held_for = row.text(14);
    story.reason = row.text(15);
    story.problem = row.text(16);
    return story;
}

struct NamedPhoto {
    std::string story;
    OwnPhoto photo;
};

Result<NamedPhoto> read_photo(const Statement& row) {
    const auto side = [&row](int column) {
        return static_cast<std::uint32_t>(std::clamp<std::int64_t>(row.integer(column), 0, 99'999));
    };
    return NamedPhoto{row.text(0),
                      {row.text(1), row.integer(2), side(3), side(4), stands_of(kPhotoStands, row.text(5))}};
}

Result<std::string> read_sha256(const Statement& row) { return row.text(0); }

constexpr const char* kPhotos = "SELECT story, sha256, bytes, width_px, height_px, stands FROM own_story_photo ";

constexpr const char* kColumns =
    "SELECT id, region, title, words, language, topic, byline, latitude_tenths, longitude_tenths, "
    "place_name, made_ms, changed_ms, stands, rev, held_for, reason, problem FROM own_story ";

} // namespace

Result<std::vector<OwnStoryRow>> OwnStoryTable::all() {
    auto stories = all_rows(database_, read_row, std::string(kColumns) + "ORDER BY changed_ms DESC, id");
    HYPHA_SYNC_TRY(stories);
    auto photos = all_rows(database_, read_photo, std::string(kPhotos) + "WHERE story <> '' ORDER BY story, place");
    HYPHA_SYNC_TRY(photos);
    for (NamedPhoto& named : *photos) {
        const auto story = std::ranges::find(*stories, named.story, &OwnStoryRow::id);
        if (story != stories->end()) {
            story->photos.push_back(std::move(named.photo));
        }
    }
    return stories;
}

Result<std::optional<OwnStoryRow>> OwnStoryTable::find(const std::string& id) {
    auto story = or_none(one_row(database_, read_row, std::string(kColumns) + "WHERE id = ?", id));
    if (story && *story) {
        auto photos = all_rows(database_, read_photo, std::string(kPhotos) + "WHERE story = ? ORDER BY place", id);
        HYPHA_SYNC_TRY(photos);
        for (NamedPhoto& named : *photos) {
            (*story)->photos.push_back(std::move(named.photo));
        }
    }
    return story;
}

Result<void> OwnStoryTable::put(const OwnStoryRow& row) {
    std::optional<std::int64_t> latitude, longitude;
    if (row.place) {
        latitude = row.place->latitude_tenths;
        longitude = row.place->longitude_tenths;
    }
    auto transaction = Transaction::begin(database_);
    HYPHA_SYNC_TRY(transaction);
    HYPHA_SYNC_TRY(
        database_.change("INSERT OR REPLACE INTO own_story(id, region, title, words, language, topic, byline, "
                         "latitude_tenths, longitude_tenths, place_name, made_ms, changed_ms, stands, rev, held_for, "
                         "reason, problem) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                         row.id, row.region, row.title, row.words, row.language, row.topic, row.byline, latitude,
                         longitude, row.place_name, row.made_ms, row.changed_ms, word_of(kStands, row.stands), row.rev,
                         row.held_for, row.reason, row.problem));
    HYPHA_SYNC_TRY(put_photos(row));
    return transaction->commit();
}

Result<void> OwnStoryTable::put_photos(const OwnStoryRow& row) {
    HYPHA_SYNC_TRY(database_.change("UPDATE OR REPLACE own_story_photo SET story = '' WHERE story = ?", row.id));
    std::int64_t place = 0;
    for (const OwnPhoto& photo : row.photos) {
        HYPHA_SYNC_TRY(database_.change("INSERT OR REPLACE INTO own_story_photo(story, sha256, place, bytes, width_px, "
                                        "height_px, stands) VALUES(?, ?, ?, ?, ?, ?, ?)",
                                        row.id, photo.sha256, place++, photo.bytes, photo.width_px, photo.height_px,
                                        word_of(kPhotoStands, photo.stands)));
    }
    return database_.change("DELETE FROM own_story_photo WHERE story = '' AND sha256 IN "
                            "(SELECT sha256 FROM own_story_photo WHERE story <> '')");
}

Result<void> OwnStoryTable::remove(const std::string& id) {
    auto transaction = Transaction::begin(database_);
    HYPHA_SYNC_TRY(transaction);
    HYPHA_SYNC_TRY(database_.change("DELETE FROM own_story WHERE id = ?", id));
    HYPHA_SYNC_TRY(database_.change("UPDATE OR REPLACE own_story_photo SET story = '' WHERE story = ?", id));
    return transaction->commit();
}

Result<void> OwnStoryTable::erase() {
    HYPHA_SYNC_TRY(database_.change("DELETE FROM own_story_photo"));
    return database_.change("DELETE FROM own_story");
}

Result<bool> OwnStoryTable::names_photo(const std::string& sha256) {
    const auto exists =
        one_row(database_, read_integer,
                "SELECT EXISTS(SELECT 1 FROM own_story_photo WHERE sha256 = ? AND story <> '')", sha256);
    HYPHA_SYNC_TRY(exists);
    return *exists != 0;
}

Result<std::vector<std::string>> OwnStoryTable::stray_photos() {
    return all_rows(database_, read_sha256,
                    "SELECT sha256 FROM own_story_photo WHERE story = '' AND sha256 NOT IN "
                    "(SELECT sha256 FROM own_story_photo WHERE story <> '') ORDER BY sha256");
}

Result<void> OwnStoryTable::forget_stray_photos() {
    return database_.change("DELETE FROM own_story_photo WHERE story = ''");
}

} // namespace hypha::storage
