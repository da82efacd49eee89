// Rows come back as they were put; what is not there is not_found; purging removes all of a find and names the orphaned photos.
#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

#include "core/base/uuid.hpp"
#include "storage/database.hpp"
#include "storage/identification_table.hpp"
#include "storage/observation_table.hpp"
#include "storage/photo_table.hpp"
#include "storage/setting_table.hpp"

using namespace hypha;
using namespace hypha::storage;
using Names = std::vector<std::string>;

namespace {

std::unique_ptr<Database> memory() {
    auto opened = Database::open(DatabasePlace::in_memory());
    REQUIRE(opened.has_value());
    return *std::move(opened);
}

ObservationRow find_of(const char* note, std::int64_t created_ms = 1000) {
    return {.id = {}, .uuid = uuid_of(1, 2), .created_ms = created_ms, .note = note, .place = {}, .failure_code = {}};
}

PhotoRow photo_of(ObservationId observation, const char* slot, const char* sha256) {
    return {.observation = observation,
            .slot = slot,
            .sha256 = sha256,
            .width_px = 4000,
            .height_px = 3000,
            .size_bytes = 2500000,
            .sharpness = 0.75F,
            .exposure = 0.5F,
            .logits = {-1.5F, 0.0F, 3.25F},
            .model_sha256 = "m"};
}

fungi::Verdict verdict_of(fungi::VerdictState state, fungi::Confidence confidence) {
    return {.state = state,
            .rank = fungi::Rank::genus,
            .name = "Agaricus",
            .probability = 0.81F,
            .confidence = confidence,
            .risk = fungi::Risk::deadly_lookalikes,
            .ladder = {{fungi::Rank::family, "Agaricaceae", 0.9F, true, false},
                       {fungi::Rank::genus, "Agaricus", 0.81F, true, true}},
            .candidates = {{"Agaricus", fungi::Rank::genus, 0.81F, fungi::Risk::deadly_lookalikes}},
            .spread = {{"Lepiota", fungi::Rank::genus, 0.05F, fungi::Risk::deadly}}};
}

IdentificationRow identification_of(ObservationId observation, fungi::Verdict verdict) {
    return {.id = {},
            .observation = observation,
            .created_ms = 5,
            .by = IdentifiedBy::model,
            .model_name = "hypha-fungi",
            .model_version = "1",
            .model_sha256 = "ff",
            .thresholds = R"({"likely":0.7})",
            .verdict = std::move(verdict)};
}

} // namespace

TEST_CASE("an observation keeps every field", "[observation_table]") {
    const auto database = memory();
    ObservationTable table(*database);
    ObservationRow row = find_of("on a fallen oak, 'north' side \xc3\xb1");
    row.state = ObservationState::failed;
    row.saved = true;
    row.place = PlaceFix{42.8125, -1.645, 12.5};
    row.place_privacy = PlacePrivacy::km_1;
    row.failure_code = "decode_failed";
    const auto id = table.add(row);
    REQUIRE(id.has_value());
    row.id = *id;
    CHECK(table.find(*id) == row);
}

TEST_CASE("each field of an observation changes alone", "[observation_table]") {
    const auto database = memory();
    ObservationTable table(*database);
    ObservationRow row = find_of("");
    row.id = table.add(row).value();
    REQUIRE(table.find(row.id) == row);

    REQUIRE(table.set_state(row.id, ObservationState::failed, "too_small").has_value());
    row.state = ObservationState::failed;
    row.failure_code = "too_small";
    CHECK(table.find(row.id) == row);
    REQUIRE(table.set_state(row.id, ObservationState::stored).has_value());
    row.state = ObservationState::stored;
    row.failure_code = "";
    CHECK(table.find(row.id) == row);
    REQUIRE(table.set_note(row.id, "note").has_value());
    row.note = "note";
    CHECK(table.find(row.id) == row);
    REQUIRE(table.set_saved(row.id, true).has_value());
    row.saved = true;
    CHECK(table.find(row.id) == row);
    REQUIRE(table.set_place(row.id, PlaceFix{1, 2, 3}).has_value());
    row.place = PlaceFix{1, 2, 3};
    CHECK(table.find(row.id) == row);
    REQUIRE(table.set_place(row.id, std::nullopt).has_value());
    row.place.reset();
    CHECK(table.find(row.id) == row);
    REQUIRE(table.set_place_privacy(row.id, PlacePrivacy::hidden).has_value());
    row.place_privacy = PlacePrivacy::hidden;
    CHECK(table.find(row.id) == row);
    REQUIRE(table.mark_deleted(row.id, 77).has_value());
    row.deleted_ms = 77;
    CHECK(table.find(row.id) == row);
    REQUIRE(table.undelete(row.id).has_value());
    row.deleted_ms = 0;
    CHECK(table.find(row.id) == row);
}

TEST_CASE("an observation that is not there is not_found, for every function", "[observation_table]") {
    const auto database = memory();
    ObservationTable table(*database);
    const ObservationId none{99};
    CHECK(table.find(none).error().code == "not_found");
    CHECK(table.set_state(none, ObservationState::stored).error().code == "not_found");
    CHECK(table.set_saved(none, true).error().code == "not_found");
    CHECK(table.set_note(none, "").error().code == "not_found");
    CHECK(table.set_place(none, std::nullopt).error().code == "not_found");
    CHECK(table.set_place_privacy(none, PlacePrivacy::exact).error().code == "not_found");
    CHECK(table.mark_deleted(none, 1).error().code == "not_found");
    CHECK(table.undelete(none).error().code == "not_found");
    CHECK(table.purge(none).error().code == "not_found");
    CHECK(IdentificationTable(*database).add(identification_of(none, {})).error().code == "not_found");
    CHECK(IdentificationTable(*database).of(none).value().empty());
}

TEST_CASE("drafts are what is neither saved nor deleted, newest first", "[observation_table]") {
    const auto database = memory();
    ObservationTable table(*database);
    const auto older = table.add(find_of("older", 1)).value();
    const auto newer = table.add(find_of("newer", 2)).value();
    const auto saved = table.add(find_of("saved", 3)).value();
    const auto deleted = table.add(find_of("deleted", 4)).value();
    REQUIRE(table.set_saved(saved, true).has_value());
    REQUIRE(table.mark_deleted(deleted, 5).has_value());
    const auto drafts = table.drafts();
    REQUIRE(drafts.has_value());
    REQUIRE(drafts->size() == 2);
    CHECK((*drafts)[0].id == newer);
    CHECK((*drafts)[1].id == older);
}

TEST_CASE("an id is never given twice, not even after the row is gone", "[observation_table]") {
    const auto database = memory();
    ObservationTable table(*database);
    const auto first = table.add(find_of("")).value();
    REQUIRE(table.purge(first).has_value());
    CHECK(table.add(find_of("")).value() > first);
}

TEST_CASE("purging removes photos and identifications, and names the bytes nobody refers to any more",
          "[observation_table]") {
    const auto database = memory();
    ObservationTable table(*database);
    PhotoTable photos(*database);
    IdentificationTable identifications(*database);
    const auto gone = table.add(find_of("gone")).value();
    const auto stays = table.add(find_of("stays")).value();
    REQUIRE(photos.put(photo_of(gone, "base", "only-here")).has_value());
    REQUIRE(photos.put(photo_of(gone, "profile", "only-here")).has_value());
    REQUIRE(photos.put(photo_of(gone, "habitat", "shared")).has_value());
    REQUIRE(photos.put(photo_of(stays, "profile", "shared")).has_value());
    REQUIRE(identifications.add(identification_of(gone, {})).has_value());

    REQUIRE(table.mark_deleted(gone, 10).has_value());
    CHECK(table.purge_deleted(9).value().empty());
    CHECK(table.find(gone).has_value());
    CHECK(table.purge_deleted(10).value() == Names{"only-here"});
    CHECK(table.find(gone).error().code == "not_found");
    CHECK(photos.of(gone).value().empty());
    CHECK(identifications.of(gone).value().empty());
    CHECK(photos.is_referenced("shared") == true);
    CHECK(photos.is_referenced("only-here") == false);
    CHECK(table.find(stays).has_value());
}

TEST_CASE("a photo's row keeps which part is looked at, or that it is the whole", "[photo_table]") {
    const auto database = memory();
    PhotoTable photos(*database);
    const auto id = ObservationTable(*database).add(find_of("")).value();
    PhotoRow row = photo_of(id, "base", "b");
    REQUIRE(photos.put(row).has_value());
    CHECK_FALSE(photos.of(id).value().at(0).crop);
    row.crop = vision::Crop{0.25F, 0.125F, 0.375F, 0.5F};
    REQUIRE(photos.put(row).has_value());
    CHECK(photos.of(id).value() == std::vector{row});
    row.crop.reset();
    REQUIRE(photos.put(row).has_value());
    CHECK_FALSE(photos.of(id).value().at(0).crop);
}

TEST_CASE("two finds purged together name a photo they shared once", "[observation_table]") {
    const auto database = memory();
    ObservationTable table(*database);
    PhotoTable photos(*database);
    for (int i = 0; i < 2; ++i) {
        const auto id = table.add(find_of("")).value();
        REQUIRE(photos.put(photo_of(id, "base", "shared")).has_value());
        REQUIRE(table.mark_deleted(id, 1).has_value());
    }
    CHECK(table.purge_deleted(1).value() == Names{"shared"});
}

TEST_CASE("photos keep every field, one a slot, in the order of the slots", "[photo_table]") {
    const auto database = memory();
    const auto id = ObservationTable(*database).add(find_of("")).value();
    PhotoTable photos(*database);
    const PhotoRow habitat = photo_of(id, "habitat", "h");
    PhotoRow underside = photo_of(id, "underside", "u");
    underside.logits.clear();
    REQUIRE(photos.put(habitat).has_value());
    REQUIRE(photos.put(underside).has_value());
    CHECK(photos.of(id).value() == std::vector{underside, habitat});
    PhotoRow retaken = photo_of(id, "habitat", "h2");
    retaken.size_bytes = 10;
    REQUIRE(photos.put(retaken).has_value());
    CHECK(photos.of(id).value() == std::vector{underside, retaken});
    CHECK(photos.is_referenced("h") == false);
    CHECK(photos.total_bytes() == 2500010);
    REQUIRE(photos.put(photo_of(ObservationId{77}, "base", "u")).has_value());
    CHECK(photos.total_bytes() == 2500010);
    REQUIRE(photos.remove(id, "underside").has_value());
    CHECK(photos.of(id).value() == std::vector{retaken});
}

TEST_CASE("the whole verdict is kept, opinions pile up, the newest is shown", "[identification_table]") {
    const auto database = memory();
    ObservationTable observations(*database);
    IdentificationTable table(*database);
    const auto id = observations.add(find_of("")).value();
    CHECK(table.latest(id).error().code == "not_found");
    REQUIRE(table.add(identification_of(id, verdict_of(fungi::VerdictState::answered, fungi::Confidence::likely)))
                .has_value());
    IdentificationRow second = identification_of(id, {});
    second.by = IdentifiedBy::person;
    REQUIRE(table.add(second).has_value());

    const auto all = table.of(id);
    REQUIRE(all.has_value());
    REQUIRE(all->size() == 2);
    const IdentificationRow& first = all->front();
    CHECK(first.model_sha256 == "ff");
    CHECK(first.thresholds == R"({"likely":0.7})");
    CHECK(first.verdict.name == "Agaricus");
    CHECK(first.verdict.probability == 0.81F);
    CHECK(first.verdict.risk == fungi::Risk::deadly_lookalikes);
    REQUIRE(first.verdict.ladder.size() == 2);
    CHECK(first.verdict.ladder[1].is_answer);
    REQUIRE(first.verdict.candidates.size() == 1);
    REQUIRE(first.verdict.spread.size() == 1);
    CHECK(first.verdict.spread[0].risk == fungi::Risk::deadly);
    const auto latest = table.latest(id);
    REQUIRE(latest.has_value());
    CHECK(latest->id == all->back().id);
    CHECK(latest->by == IdentifiedBy::person);
    CHECK(observations.find(id).value().state == ObservationState::analysed);
}

TEST_CASE("a word in the file that no enum knows is database_corrupt, not a guess", "[identification_table]") {
    const auto database = memory();
    const auto id = ObservationTable(*database).add(find_of("")).value();
    REQUIRE(IdentificationTable(*database).add(identification_of(id, {})).has_value());
    REQUIRE(database->run("UPDATE identification SET verdict = '{\"state\":\"sure\"}'").has_value());
    CHECK(IdentificationTable(*database).latest(id).error().code == "database_corrupt");
    CHECK(database->run("UPDATE observation SET state = 'dreamt'").error().code == "sql_failed");
    REQUIRE(PhotoTable(*database).put(photo_of(id, "base", "b")).has_value());
    REQUIRE(database->run("UPDATE photo SET logits = x'010203'").has_value());
    CHECK(PhotoTable(*database).of(id).error().code == "database_corrupt");
}

TEST_CASE("settings are found, replaced and removed", "[setting_table]") {
    const auto database = memory();
    SettingTable table(*database);
    CHECK(table.find("look").value() == std::nullopt);
    REQUIRE(table.set("look", "dark").has_value());
    REQUIRE(table.set("look", "").has_value());
    CHECK(table.find("look").value() == "");
    REQUIRE(table.remove("look").has_value());
    CHECK(table.find("look").value() == std::nullopt);
    CHECK(table.remove("look").has_value());
}

TEST_CASE("a UUID is version 4 of the bits it was given", "[uuid]") {
    CHECK(uuid_of(0, 0) == "00000000-0000-4000-8000-000000000000");
    CHECK(uuid_of(~0ULL, ~0ULL) == "ffffffff-ffff-4fff-bfff-ffffffffffff");
    CHECK(uuid_of(0x0123456789abcdefULL, 0x0123456789abcdefULL) == "01234567-89ab-4def-8123-456789abcdef");
}
