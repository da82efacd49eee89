#include "storage/own_story_table.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "storage/query.hpp"

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

std::string_view word_of(OwnStands stands) {
    return std::ranges::find(kStands, stands, &std::pair<OwnStands, std::string_view>::first)->second;
}

// A word that this version does not know is a draft: nothing of it is sent, nothing is lost.
OwnStands stands_of(std::string_view word) {
    const auto* const known = std::ranges::find(kStands, word, &std::pair<OwnStands, std::string_view>::second);
    return known == kStands.end() ? OwnStands::draft : known->first;
}

Result<OwnStoryRow> read_row(const Statement& row) {
    OwnStoryRow story{row.text(0), row.text(1), row.text(2), row.text(3),     row.text(4),    row.text(5),
                      row.text(6), {},          row.text(9), row.integer(10), row.integer(11)};
    if (!row.is_null(7) && !row.is_null(8)) {
        story.place = OwnStoryRow::Square{static_cast<int>(std::clamp<std::int64_t>(row.integer(7), -900, 900)),
                                          static_cast<int>(std::clamp<std::int64_t>(row.integer(8), -1800, 1800))};
    }
    story.stands = stands_of(row.text(12));
    story.rev = row.integer(13);
    story.held_for = row.text(14);
    story.reason = row.text(15);
    story.problem = row.text(16);
    return story;
}

constexpr const char* kColumns =
    "SELECT id, region, title, words, language, topic, byline, latitude_tenths, longitude_tenths, "
    "place_name, made_ms, changed_ms, stands, rev, held_for, reason, problem FROM own_story ";

} // namespace

Result<std::vector<OwnStoryRow>> OwnStoryTable::all() {
    return all_rows(database_, read_row, std::string(kColumns) + "ORDER BY changed_ms DESC, id");
}

Result<std::optional<OwnStoryRow>> OwnStoryTable::find(const std::string& id) {
    return or_none(one_row(database_, read_row, std::string(kColumns) + "WHERE id = ?", id));
}

Result<void> OwnStoryTable::put(const OwnStoryRow& row) {
    std::optional<std::int64_t> latitude, longitude;
    if (row.place) {
        latitude = row.place->latitude_tenths;
        longitude = row.place->longitude_tenths;
    }
    return database_.change(
        "INSERT OR REPLACE INTO own_story(id, region, title, words, language, topic, byline, "
        "latitude_tenths, longitude_tenths, place_name, made_ms, changed_ms, stands, rev, held_for, "
        "reason, problem) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.id, row.region, row.title, row.words, row.language, row.topic, row.byline, latitude, longitude,
        row.place_name, row.made_ms, row.changed_ms, word_of(row.stands), row.rev, row.held_for, row.reason,
        row.problem);
}

Result<void> OwnStoryTable::remove(const std::string& id) {
    return database_.change("DELETE FROM own_story WHERE id = ?", id);
}

Result<void> OwnStoryTable::erase() { return database_.change("DELETE FROM own_story"); }

} // namespace hypha::storage
