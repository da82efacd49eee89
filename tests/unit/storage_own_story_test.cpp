// Stories of one's own in storage: whole rows, changed last first, and a word of a later version is a draft.
#include <catch2/catch_test_macros.hpp>

#include "storage/own_story_table.hpp"
#include "storage_shelf.hpp"

using namespace hypha;
using namespace hypha::storage;

namespace {

struct Kept {
    Shelf shelf;
    std::unique_ptr<Database> database = shelf.open().value();
    OwnStoryTable table{*database};
};

OwnStoryRow story(char digit, std::int64_t changed_ms) {
    OwnStoryRow row{
        std::string(32, digit), "andes", "Lluvia", "Llovió.\n\n\"Dos\" noches; -- y más", "es", "society", "Ana"};
    row.changed_ms = changed_ms;
    row.made_ms = 5;
    return row;
}

} // namespace

TEST_CASE("a story comes back as it was put, changed last first", "[own_story]") {
    Kept kept;
    OwnStoryRow full = story('b', 200);
    full.place = OwnStoryRow::Square{-135, -720};
    full.place_name = "Cusco";
    full.stands = OwnStands::rejected;
    full.rev = 3;
    full.held_for = "links flags";
    full.reason = "Why";
    full.problem = "duplicate";
    REQUIRE(kept.table.put(story('a', 100)).has_value());
    REQUIRE(kept.table.put(full).has_value());
    REQUIRE(kept.table.put(story('c', 150)).has_value());
    CHECK(kept.table.all().value() == std::vector{full, story('c', 150), story('a', 100)});
    CHECK(kept.table.find(full.id).value() == full);
    full.place.reset();
    full.stands = OwnStands::taking_back;
    REQUIRE(kept.table.put(full).has_value());
    CHECK(kept.table.find(full.id).value() == full);
    REQUIRE(kept.table.remove(full.id).has_value());
    CHECK(kept.table.find(full.id).value() == std::nullopt);
    REQUIRE(kept.table.erase().has_value());
    CHECK(kept.table.all()->empty());
}

TEST_CASE("photos come back in order; those that no story names any more are stray", "[own_story]") {
    Kept kept;
    const auto photo = [](char digit, PhotoStands stands = PhotoStands::waiting) {
        return OwnPhoto{std::string(64, digit), 700, 1'600, 1'200, stands};
    };
    const auto strays = [&kept] { return kept.table.stray_photos().value(); };
    OwnStoryRow one = story('a', 100), other = story('b', 50);
    one.photos = {photo('2', PhotoStands::arrived), photo('1', PhotoStands::refused), photo('3', PhotoStands::lost)};
    other.photos = {photo('1')};
    REQUIRE(kept.table.put(one).has_value());
    REQUIRE(kept.table.put(other).has_value());
    CHECK(kept.table.all().value() == std::vector{one, other});
    CHECK(kept.table.find(one.id).value() == one);
    CHECK(strays().empty());
    one.photos = {photo('3'), photo('2')};
    REQUIRE(kept.table.put(one).has_value());
    CHECK(kept.table.find(one.id).value() == one);
    CHECK(strays().empty()); // the other story names it
    CHECK(kept.table.names_photo(std::string(64, '1')) == true);
    REQUIRE(kept.table.remove(other.id).has_value());
    CHECK(strays() == std::vector{std::string(64, '1')});
    CHECK(kept.table.names_photo(std::string(64, '1')) == false);
    REQUIRE(kept.table.put(other).has_value()); // undone
    CHECK(strays().empty());
    REQUIRE(kept.table.remove(one.id).has_value());
    CHECK(strays() == std::vector{std::string(64, '2'), std::string(64, '3')});
    REQUIRE(kept.table.forget_stray_photos().has_value());
    CHECK(strays().empty());
    CHECK(kept.table.all().value() == std::vector{other});
    REQUIRE(kept.database->change("UPDATE own_story_photo SET stands = 'of a later version'").has_value());
    CHECK(kept.table.find(other.id).value()->photos.front().stands == PhotoStands::waiting);
    REQUIRE(kept.table.erase().has_value());
    CHECK(kept.table.names_photo(std::string(64, '1')) == false);
}

TEST_CASE("every state has a word of its own, an unknown word is a draft", "[own_story]") {
    Kept kept;
    using enum OwnStands;
    for (const OwnStands stands : {draft, waiting, held, published, rejected, taking_back, withdrawn}) {
        OwnStoryRow row = story('a', 1);
        row.stands = stands;
        REQUIRE(kept.table.put(row).has_value());
        CHECK(kept.table.find(row.id).value()->stands == stands);
    }
    REQUIRE(kept.database->change("UPDATE own_story SET stands = 'of a later version', latitude_tenths = 99999")
                .has_value());
    const auto row = kept.table.find(std::string(32, 'a')).value();
    CHECK(row->stands == OwnStands::draft);
    CHECK_FALSE(row->place.has_value()); // half a place is none
}
