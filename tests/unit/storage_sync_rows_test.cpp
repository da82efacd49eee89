// Journal rows to columns and back: what one device has, another gets, in any order, and marks nothing of it as its own.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "storage/sync_values.hpp"
#include "storage/transaction.hpp"
#include "storage_shelf.hpp"
#include "storage_sync_finds.hpp"

using namespace hypha;

namespace {

// Everything of a find that is synced, and what the journal shows of it, as text.
std::string told(Database& database, const std::string& uuid) {
    auto read = [](const Statement& row) -> Result<std::string> {
        std::string line;
        for (int column = 0; column < row.columns(); ++column) {
            line += row.text(column) + "|";
        }
        return line;
    };
    std::string all;
    for (const std::string sql :
         {"SELECT o.uuid, o.created_ms, o.saved, o.note, o.latitude, o.longitude, o.accuracy_m, o.place_privacy, "
          "o.deleted_ms > 0, o.filing, i.name, i.identified_by FROM observation o LEFT JOIN identification i ON i.id = "
          "o.identification_id WHERE o.uuid = ?",
          "SELECT slot_order, slot, sha256, width_px, height_px, size_bytes, sharpness, exposure, hex(logits), "
          "model_sha256, crop_left, crop_top, crop_width, crop_height FROM photo WHERE observation_id IN (SELECT id "
          "FROM observation WHERE uuid = ?) ORDER BY slot_order, slot",
          "SELECT created_ms, identified_by, model_name, model_version, model_sha256, thresholds, state, rank, name, "
          "probability, confidence, risk, verdict FROM identification WHERE observation_id IN (SELECT id FROM "
          "observation WHERE uuid = ?) ORDER BY created_ms, identified_by"}) {
        const auto lines = all_rows<std::string>(database, +read, sql, uuid);
        REQUIRE(lines.has_value());
        for (const std::string& line : *lines) {
            all += line + "\n";
        }
    }
    return all;
}

PlainColumn kept(bool value) { return {"kept", sync_values::of_kept(value), false}; }

bool apply(Database& database, const std::string& table, const std::string& key, const PlainColumn& column) {
    std::vector<std::string> orphans;
    const auto applied = apply_column(database, table, key, column, orphans);
    REQUIRE(applied.has_value());
    return *applied;
}

} // namespace

TEST_CASE("what one device has another gets, whatever the order of its columns", "[sync_rows]") {
    const auto here = memory_journal();
    const std::string second = "0f3c2e1a-0000-4000-8000-000000000002";
    const auto id = whole_find(*here);
    const auto other = whole_find(*here, second);
    REQUIRE(PhotoTable(*here).remove(other, "profile").has_value());
    REQUIRE(ObservationTable(*here).set_place(other, std::nullopt).has_value());
    REQUIRE(ObservationTable(*here).set_note(other, "").has_value());
    REQUIRE(ObservationTable(*here).mark_deleted(other, 1).has_value());
    REQUIRE(IdentificationTable(*here).add(model_says(id, 1764000000150, "Lepiota")).has_value());
    auto columns = all_columns(*here);
    CHECK(columns.size() == 2 * 5 + 4 + 5);
    std::mt19937 chance(7);
    for (int order = 0; order < 40; ++order) {
        CAPTURE(order);
        const auto there = memory_journal();
        std::ranges::shuffle(columns, chance);
        CHECK(apply_all(*there, columns).empty());
        CHECK(told(*there, kUuid) == told(*here, kUuid));
        CHECK(told(*there, second) == told(*here, second));
        CHECK(marks(*there).empty());
        CHECK(is_recording(*there) == true);
        apply_all(*there, columns); // once more changes nothing
        CHECK(told(*there, kUuid) == told(*here, kUuid));
    }
}

TEST_CASE("each later change comes over, and what was taken back is taken back", "[sync_rows]") {
    const auto here = memory_journal();
    const auto there = memory_journal();
    const auto id = whole_find(*here);
    const auto carry = [&] {
        const auto orphans = apply_all(*there, all_columns(*here));
        forget_all(*here);
        CHECK(told(*there, kUuid) == told(*here, kUuid));
        return orphans;
    };
    carry();
    const auto said = IdentificationTable(*here).add(person_says(id, 1764000000300, "Boletus edulis")).value();
    REQUIRE(ObservationTable(*here).set_note(id, "").has_value());
    carry();
    REQUIRE(IdentificationTable(*here).take_back(said).has_value());
    REQUIRE(PhotoTable(*here).put(photo_row(id, "profile", 'c')).has_value());
    CHECK(carry() == Marks{std::string(64, 'a')});
    REQUIRE(PhotoTable(*here).remove(id, "underside").has_value());
    CHECK(carry() == Marks{std::string(64, 'b')});
    REQUIRE(ObservationTable(*here).mark_deleted(id, 5).has_value());
    CHECK(carry().empty());
    REQUIRE(ObservationTable(*here).undelete(id).has_value());
    carry();
}

TEST_CASE("the newest opinion is shown, in whatever order two devices' opinions arrive", "[sync_rows]") {
    const auto database = memory_journal();
    const auto id = whole_find(*database);
    const auto shown = [&] {
        return one_row<std::string>(
                   *database, +[](const Statement& row) -> Result<std::string> { return row.text(0); },
                   "SELECT name FROM identification WHERE id = (SELECT identification_id FROM observation)")
            .value();
    };
    const auto hear = [&](const IdentificationRow& row) {
        CHECK(apply(*database, "said", kUuid + ":" + std::to_string(row.created_ms) + ":person",
                    {"opinion", sync_values::of_opinion(row), false}));
    };
    CHECK(shown() == "Amanita muscaria");
    forget_all(*database);
    hear(person_says(id, 1764000000190, "Older"));
    CHECK(shown() == "Amanita muscaria");
    hear(person_says(id, 1764000000210, "Newer"));
    CHECK(shown() == "Newer");
    CHECK(IdentificationTable(*database).latest(id)->verdict.name == "Newer");
    CHECK(IdentificationTable(*database).given_names(2).value() == Marks{"Newer", "Amanita muscaria"});
    CHECK(apply(*database, "said", kUuid + ":1764000000210:person", {"opinion", "", false}));
    CHECK(shown() == "Amanita muscaria");
    // A clock that went back does not hide what a person says now.
    REQUIRE(IdentificationTable(*database).add(person_says(id, 5, "Now")).has_value());
    CHECK(shown() == "Now");
}

TEST_CASE("what is applied keeps the id of an opinion, so that it can still be undone", "[sync_rows]") {
    const auto database = memory_journal();
    const auto id = whole_find(*database);
    const auto columns = all_columns(*database);
    const auto before = IdentificationTable(*database).latest(id)->id;
    forget_all(*database);
    apply_all(*database, columns);
    CHECK(IdentificationTable(*database).latest(id)->id == before);
    CHECK(IdentificationTable(*database).take_back(before).has_value());
}

TEST_CASE("a find that is not kept does not come up again, also after it was purged, until it is kept", "[sync_rows]") {
    const auto here = memory_journal();
    const auto there = memory_journal();
    whole_find(*here);
    const auto columns = all_columns(*here);
    apply_all(*there, columns);
    CHECK(apply(*there, "find", kUuid, kept(false)));
    CHECK(ObservationTable(*there).find_uuid(kUuid)->deleted_ms > 0);
    REQUIRE(ObservationTable(*there).purge_deleted(INT64_MAX).has_value());
    CHECK(marks(*there).empty());
    CHECK(apply(*there, "find", kUuid, {"note", sync_values::of_note("late"), true}));
    CHECK(ObservationTable(*there).find_uuid(kUuid)->deleted_ms > 0);
    CHECK(ObservationTable(*there).saved()->empty());
    CHECK(apply(*there, "find", kUuid, kept(true)));
    CHECK(ObservationTable(*there).find_uuid(kUuid)->deleted_ms == 0);
    CHECK(ObservationTable(*there).find_uuid(kUuid)->note == "late");
}

TEST_CASE("what this device changed and has not written yet stays as it is", "[sync_rows]") {
    const auto database = memory_journal();
    const auto id = whole_find(*database);
    forget_all(*database);
    REQUIRE(ObservationTable(*database).set_note(id, "mine").has_value());
    CHECK(apply(*database, "find", kUuid, {"note", sync_values::of_note("theirs"), true}));
    CHECK(ObservationTable(*database).find(id)->note == "mine");
    forget_all(*database);
    CHECK(apply(*database, "find", kUuid, {"note", sync_values::of_note("theirs"), true}));
    CHECK(ObservationTable(*database).find(id)->note == "theirs");
}

TEST_CASE("what is not known is left alone, what cannot be read is said", "[sync_rows]") {
    const auto database = memory_journal();
    CHECK(apply(*database, "mood", "k", {"c", "v", false}));
    CHECK(apply(*database, "find", kUuid, {"colour", "v", false}));
    CHECK(apply(*database, "photo", kUuid + ":profile", {"thumbnail", "sealed", false}));
    for (const std::string column : {"created", "note", "place", "privacy", "kept"}) {
        CHECK_FALSE(apply(*database, "find", kUuid, {column, "v", false}));
    }
    CHECK_FALSE(apply(*database, "said", kUuid + ":5:person", {"opinion", "v", false}));
    CHECK_FALSE(apply(*database, "photo", kUuid + ":profile", {"view", "v", false}));
    for (const std::string key : {"", ":", "::", "u", "u:5", ":5:person", "u:x:person", "u:5:crowd", "u:5 :person",
                                  "u::person", "u:99999999999999999999:person"}) {
        CAPTURE(key);
        CHECK_FALSE(apply(*database, "said", key, {"opinion", sync_values::of_opinion(person_says({}, 5)), false}));
    }
    for (const std::string key : {"", ":", "u:", ":s", "u"}) {
        CHECK_FALSE(apply(*database, "photo", key, {"view", sync_values::of_view(photo_row({}, "", 'a')), false}));
    }
    CHECK(ObservationTable(*database).uuids()->empty());
    CHECK(is_recording(*database) == true);
    CHECK(apply(*database, "said", kUuid + ":5:person", {"opinion", "", false})); // nothing to take back
    CHECK(apply(*database, "photo", kUuid + ":profile", {"view", "", false}));
    CHECK(ObservationTable(*database).uuids()->empty());
}

TEST_CASE("what is applied and not committed is nothing, and recording goes on", "[sync_rows]") {
    const auto here = memory_journal();
    whole_find(*here);
    const auto columns = all_columns(*here);
    Shelf shelf;
    {
        auto database = shelf.open();
        REQUIRE(begin_recording(**database, kStream).has_value());
        auto transaction = Transaction::begin(**database);
        REQUIRE(transaction.has_value());
        apply_all(**database, columns);
        CHECK(ObservationTable(**database).uuids()->size() == 1);
    }
    auto again = shelf.open();
    REQUIRE(again.has_value());
    CHECK(ObservationTable(**again).uuids()->empty());
    CHECK(is_recording(**again) == true);
}
