// Triggers mark what changed of saved finds: exactly its columns, in its transaction, and nothing while nothing is recorded.
#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

#include "storage/transaction.hpp"
#include "storage_shelf.hpp"
#include "storage_sync_finds.hpp"

using namespace hypha;

namespace {

const Marks kWhole{"find * created",
                   "find * kept",
                   "find * note",
                   "find * place",
                   "find * privacy",
                   "photo *:profile view",
                   "photo *:underside view",
                   "said *:1764000000100:model opinion",
                   "said *:1764000000200:person opinion"};

Marks after(Database& database, const Result<void>& changed) {
    REQUIRE(changed.has_value());
    Marks found = marks(database);
    forget_all(database);
    return found;
}

} // namespace

TEST_CASE("nothing is marked in a journal that does not sync", "[sync_marks]") {
    const auto database = memory_journal(false);
    const auto id = whole_find(*database);
    REQUIRE(ObservationTable(*database).set_note(id, "other").has_value());
    REQUIRE(ObservationTable(*database).purge(id).has_value());
    CHECK(marks(*database).empty());
    CHECK(is_recording(*database) == false);
}

TEST_CASE("a find that is saved as it comes marks all that it has", "[sync_marks]") {
    const auto database = memory_journal();
    whole_find(*database);
    CHECK(marks(*database) == kWhole);
}

TEST_CASE("a draft marks nothing until it is saved, then all of it", "[sync_marks]") {
    const auto database = memory_journal();
    ObservationTable finds(*database);
    const auto id = finds.add(draft_row()).value();
    REQUIRE(PhotoTable(*database).put(photo_row(id, "profile", 'a')).has_value());
    REQUIRE(PhotoTable(*database).put(photo_row(id, "underside", 'b')).has_value());
    REQUIRE(IdentificationTable(*database).add(model_says(id, 1764000000100)).has_value());
    REQUIRE(IdentificationTable(*database).add(person_says(id, 1764000000200)).has_value());
    REQUIRE(finds.set_note(id, "changed").has_value());
    CHECK(marks(*database).empty());
    CHECK(after(*database, finds.set_saved(id, true)) == kWhole);
}

TEST_CASE("each change marks its own columns and no other", "[sync_marks]") {
    const auto database = memory_journal();
    ObservationTable finds(*database);
    PhotoTable photos(*database);
    const auto id = whole_find(*database);
    forget_all(*database);
    CHECK(after(*database, finds.set_note(id, "n")) == Marks{"find * note"});
    CHECK(after(*database, finds.set_note(id, "n")).empty());
    CHECK(after(*database, finds.set_place(id, PlaceFix{1, 2, 3})) == Marks{"find * place"});
    CHECK(after(*database, finds.set_place(id, std::nullopt)) == Marks{"find * place"});
    CHECK(after(*database, finds.set_place_privacy(id, PlacePrivacy::hidden)) == Marks{"find * privacy"});
    CHECK(after(*database, finds.set_state(id, ObservationState::failed, "x")).empty());
    CHECK(after(*database, database->run("UPDATE observation SET created_ms = created_ms + 1")) ==
          Marks{"find * created"});
    PhotoRow photo = photo_row(id, "profile", 'a');
    CHECK(after(*database, photos.put(photo)).empty());
    photo.crop = vision::Crop{0, 0, 0.5F, 0.5F};
    CHECK(after(*database, photos.put(photo)) == Marks{"photo *:profile view"});
    CHECK(after(*database, photos.put(photo_row(id, "base", 'c'))) == Marks{"photo *:base view"});
    CHECK(after(*database, photos.remove(id, "base")) == Marks{"photo *:base view"});
    const auto said = IdentificationTable(*database).add(person_says(id, 1764000000300));
    REQUIRE(said.has_value());
    CHECK(after(*database, {}) == Marks{"said *:1764000000300:person opinion"});
    CHECK(after(*database, IdentificationTable(*database).take_back(*said)) ==
          Marks{"said *:1764000000300:person opinion"});
    CHECK(after(*database, database->run("UPDATE identification SET name = 'Boletus' WHERE identified_by = 'model'")) ==
          Marks{"said *:1764000000100:model opinion"});
}

TEST_CASE("deleting, undoing, unsaving and purging mark only whether it is kept", "[sync_marks]") {
    const auto database = memory_journal();
    ObservationTable finds(*database);
    const auto id = whole_find(*database);
    forget_all(*database);
    const Marks kept{"find * kept"};
    CHECK(after(*database, finds.mark_deleted(id, 5)) == kept);
    CHECK(after(*database, finds.mark_deleted(id, 6)).empty());
    CHECK(after(*database, finds.undelete(id)) == kept);
    CHECK(after(*database, finds.set_saved(id, false)) == kept);
    CHECK(after(*database, finds.set_saved(id, true)) == kWhole);
    REQUIRE(finds.mark_deleted(id, 7).has_value());
    REQUIRE(finds.purge(id).has_value());
    CHECK(marks(*database) == kept); // of mark_deleted(): purging what is deleted says nothing new
    const auto value = changed_rows(*database, 10);
    REQUIRE(value.has_value());
    REQUIRE(value->size() == 1);
    CHECK(value->at(0).columns.size() == 1);
}

TEST_CASE("a saved find that is purged at once leaves one mark, whatever it had", "[sync_marks]") {
    const auto database = memory_journal();
    const auto id = whole_find(*database);
    REQUIRE(ObservationTable(*database).purge(id).has_value());
    CHECK(marks(*database) == Marks{"find * kept"});
}

TEST_CASE("a change that is rolled back leaves no mark", "[sync_marks]") {
    const auto database = memory_journal();
    const auto id = whole_find(*database);
    forget_all(*database);
    {
        auto transaction = Transaction::begin(*database);
        REQUIRE(ObservationTable(*database).set_note(id, "never").has_value());
        CHECK(marks(*database) == Marks{"find * note"});
    }
    CHECK(marks(*database).empty());
}

TEST_CASE("whichever call fails, a change and its mark are both there or both not", "[sync_marks]") {
    using Fake = fakes::FakePoolFile;
    int changed = 0, unchanged = 0;
    for (int call = 1; changed == 0 || unchanged == 0 || call < 12; ++call) {
        REQUIRE(call < 200);
        Shelf shelf;
        {
            const auto database = shelf.open();
            REQUIRE(begin_recording(**database, kStream).has_value());
            whole_find(**database);
            forget_all(**database);
        }
        {
            const auto database = shelf.open();
            REQUIRE(database.has_value());
            shelf.pool.settle();
            shelf.pool.fail(call, Fake::Failure::io, Fake::Lasting::for_good);
            (void)ObservationTable(**database).set_note(ObservationId{1}, std::string(40000, 'n'));
        }
        shelf.vfs.reset();
        shelf.pool.lose_power(Fake::PowerLoss::tears_unflushed, static_cast<std::uint64_t>(call));
        shelf.pool.heal();
        const auto again = shelf.open();
        REQUIRE(again.has_value());
        const bool is_new = ObservationTable(**again).find_uuid(kUuid)->note.size() == 40000;
        CHECK(marks(**again) == (is_new ? Marks{"find * note"} : Marks{}));
        ++(is_new ? changed : unchanged);
    }
}

TEST_CASE("a mark that is made anew is always later, and forgetting the older one leaves it", "[sync_marks]") {
    const auto database = memory_journal();
    const auto id = whole_find(*database);
    const auto before = changed_rows(*database, 1000).value();
    REQUIRE(ObservationTable(*database).set_note(id, "again").has_value());
    REQUIRE(database->run("UPDATE sync_mark SET changed_ms = changed_ms + 3600000 WHERE column_name = 'place'")
                .has_value());
    REQUIRE(ObservationTable(*database).set_place(id, std::nullopt).has_value()); // by a clock that went back
    REQUIRE(forget_marks(*database, before).has_value());
    CHECK(marks(*database) == Marks{"find * note", "find * place"});
    REQUIRE(forget_marks(*database, changed_rows(*database, 1000).value()).has_value());
    CHECK(marks(*database).empty());
}

TEST_CASE("the time of a mark is that of the clock, in the pool and elsewhere", "[sync_marks]") {
    Shelf shelf;
    auto database = shelf.open();
    REQUIRE(database.has_value());
    REQUIRE(begin_recording(**database, kStream).has_value());
    whole_find(**database);
    const auto rows = changed_rows(**database, 1);
    REQUIRE(rows->size() == 1);
    CHECK(rows->at(0).changed_ms - shelf.clock.wall_ms() <= 1);
    CHECK(rows->at(0).changed_ms - shelf.clock.wall_ms() >= -1);
}

TEST_CASE("other ways to write a row are marked too: REPLACE, OR IGNORE, another uuid", "[sync_marks]") {
    const auto database = memory_journal();
    const auto id = whole_find(*database);
    forget_all(*database);
    CHECK(after(*database, database->run("UPDATE OR IGNORE observation SET note = 'one'")) == Marks{"find * note"});
    REQUIRE(ObservationTable(*database).set_note(id, "two").has_value());
    CHECK(after(*database, database->run("UPDATE OR FAIL observation SET note = 'three'")) == Marks{"find * note"});
    CHECK(after(*database, database->run("REPLACE INTO observation SELECT * FROM observation")) ==
          Marks(kWhole.begin(), kWhole.begin() + 5));
    Marks moved = after(*database, database->run("UPDATE observation SET uuid = 'other'"));
    CHECK(std::ranges::count(moved, "find * kept") == 1);
    CHECK(std::ranges::count(moved, "find other kept") == 1);
    CHECK(moved.size() == kWhole.size() + 1);
}

TEST_CASE("recording begins with all saved finds at the times of their making, and ends with nothing", "[sync_marks]") {
    const auto database = memory_journal(false);
    whole_find(*database);
    REQUIRE(ObservationTable(*database).add(draft_row("draft")).has_value());
    REQUIRE(begin_recording(*database, kStream).has_value());
    CHECK(marks(*database) == kWhole);
    const auto rows = changed_rows(*database, 100).value();
    REQUIRE(rows.size() == 5);
    CHECK(rows[0].table == "find");
    CHECK(rows[0].columns.size() == 5);
    CHECK(rows[0].changed_ms == 1764000000000);
    CHECK(rows[3].changed_ms == 1764000000100);
    CHECK(rows[4].changed_ms == 1764000000200);
    CHECK(changed_rows(*database, 2)->size() == 2);
    REQUIRE(end_recording(*database).has_value());
    CHECK(marks(*database).empty());
    CHECK(is_recording(*database) == false);
    CHECK(ObservationTable(*database).find_uuid(kUuid).has_value());
}

TEST_CASE("a row that cannot be read keeps nothing else waiting", "[sync_marks]") {
    const auto database = memory_journal();
    whole_find(*database);
    whole_find(*database, "0f3c2e1a-0000-4000-8000-000000000002");
    REQUIRE(database->run("UPDATE identification SET verdict = '{}' WHERE observation_id = 1").has_value());
    REQUIRE(
        database->run("UPDATE observation SET uuid = uuid || '" + std::string(40, 'x') + "' WHERE id = 2").has_value());
    const auto rows = changed_rows(*database, 100).value();
    CHECK(std::ranges::count(rows, kUuid, &ChangedRow::key) >= 1);
    CHECK(std::ranges::count(rows, "said", &ChangedRow::table) == 0);
    REQUIRE(forget_marks(*database, rows).has_value());
    CHECK(changed_rows(*database, 100)->empty());
    CHECK_FALSE(marks(*database).empty());
}
