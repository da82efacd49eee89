// Finds with all that is synced of them, and what the marks say, for the tests of syncing.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "storage/database.hpp"
#include "storage/identification_table.hpp"
#include "storage/observation_table.hpp"
#include "storage/photo_table.hpp"
#include "storage/query.hpp"
#include "storage/sync_rows.hpp"

namespace hypha {

using namespace storage;

inline const sync::StreamId kStream{{1, 2, 3}};
inline const std::string kUuid = "0f3c2e1a-0000-4000-8000-000000000001";

inline std::unique_ptr<Database> memory_journal(bool recording = true) {
    auto opened = Database::open(DatabasePlace::in_memory());
    REQUIRE(opened.has_value());
    if (recording) {
        REQUIRE(begin_recording(**opened, kStream).has_value());
    }
    return *std::move(opened);
}

inline ObservationRow draft_row(const std::string& uuid = kUuid) {
    ObservationRow row;
    row.uuid = uuid;
    row.created_ms = 1764000000000;
    row.state = ObservationState::analysed;
    row.note = "under an oak, \xc3\xb1";
    row.place = PlaceFix{42.8125, -1.645, 12.5};
    row.place_privacy = PlacePrivacy::km_1;
    return row;
}

inline PhotoRow photo_row(ObservationId find, const std::string& slot, char digit) {
    PhotoRow row;
    row.observation = find;
    row.slot = slot;
    row.sha256 = std::string(64, digit);
    row.width_px = 4000;
    row.height_px = 3000;
    row.size_bytes = 2500000;
    row.sharpness = 0.75F;
    row.exposure = 0.5F;
    row.logits = {-1.5F, 0.0F, 3.25F};
    row.model_sha256 = std::string(64, 'e');
    return row;
}

inline IdentificationRow model_says(ObservationId find, std::int64_t created_ms, const std::string& name = "Agaricus") {
    IdentificationRow row;
    row.observation = find;
    row.created_ms = created_ms;
    row.model_name = "hypha-fungi";
    row.model_version = "2";
    row.model_sha256 = std::string(64, 'e');
    row.thresholds = R"({"likely":0.7,"possible":0.3})";
    row.verdict = {.state = fungi::VerdictState::answered,
                   .rank = fungi::Rank::genus,
                   .name = name,
                   .probability = 0.81F,
                   .confidence = fungi::Confidence::likely,
                   .risk = fungi::Risk::deadly_lookalikes,
                   .ladder = {{fungi::Rank::family, "Agaricaceae", 0.9F, true, false},
                              {fungi::Rank::genus, name, 0.81F, true, true}},
                   .candidates = {{name, fungi::Rank::genus, 0.81F, fungi::Risk::deadly_lookalikes}},
                   .spread = {{"Lepiota", fungi::Rank::genus, 0.05F, fungi::Risk::deadly}},
                   .references = {{"Agaricus campestris", "agaricus_campestris_1", -0.25F}}};
    return row;
}

inline IdentificationRow person_says(ObservationId find, std::int64_t created_ms,
                                     const std::string& name = "Amanita muscaria") {
    IdentificationRow row;
    row.observation = find;
    row.created_ms = created_ms;
    row.by = IdentifiedBy::person;
    row.verdict.state = fungi::VerdictState::answered;
    row.verdict.rank = fungi::Rank::species;
    row.verdict.name = name;
    row.verdict.risk = fungi::Risk::poisonous;
    return row;
}

// A saved find with two photos and two opinions.
inline ObservationId whole_find(Database& database, const std::string& uuid = kUuid) {
    ObservationRow row = draft_row(uuid);
    row.saved = true;
    const auto id = ObservationTable(database).add(row);
    REQUIRE(id.has_value());
    PhotoRow cropped = photo_row(*id, "underside", 'b');
    cropped.crop = vision::Crop{0.25F, 0.125F, 0.375F, 0.5F};
    REQUIRE(PhotoTable(database).put(photo_row(*id, "profile", 'a')).has_value());
    REQUIRE(PhotoTable(database).put(cropped).has_value());
    REQUIRE(IdentificationTable(database).add(model_says(*id, 1764000000100)).has_value());
    REQUIRE(IdentificationTable(database).add(person_says(*id, 1764000000200)).has_value());
    return *id;
}

// What is marked, as "table key column", in order; the key of a find of kUuid is left short.
inline std::vector<std::string> marks(Database& database) {
    auto read = [](const Statement& row) -> Result<std::string> {
        std::string key = row.text(1);
        if (key.starts_with(kUuid)) {
            key = "*" + key.substr(kUuid.size());
        }
        return row.text(0) + " " + key + " " + row.text(2);
    };
    const auto found = all_rows<std::string>(
        database, +read, "SELECT table_name, key, column_name FROM sync_mark ORDER BY table_name, key, column_name");
    REQUIRE(found.has_value());
    return *found;
}

inline void forget_all(Database& database) { REQUIRE(database.run("DELETE FROM sync_mark").has_value()); }

using Marks = std::vector<std::string>;

// As another device hears of it: all columns, in any order.
inline std::vector<std::pair<ChangedRow, PlainColumn>> all_columns(Database& database) {
    const auto rows = changed_rows(database, SIZE_MAX);
    REQUIRE(rows.has_value());
    std::vector<std::pair<ChangedRow, PlainColumn>> columns;
    for (const ChangedRow& row : *rows) {
        for (const PlainColumn& column : row.columns) {
            columns.emplace_back(row, column);
        }
    }
    return columns;
}

inline std::vector<std::string> apply_all(Database& database,
                                          const std::vector<std::pair<ChangedRow, PlainColumn>>& columns) {
    std::vector<std::string> orphans;
    for (const auto& [row, column] : columns) {
        const auto applied = apply_column(database, row.table, row.key, column, orphans);
        REQUIRE(applied.has_value());
        CHECK(*applied);
    }
    return orphans;
}

} // namespace hypha
