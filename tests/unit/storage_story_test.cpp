// Stories in the database: lists come in, texts are kept, found and let go; what a person did with a story stays; an index of words that
// is lost loses none. Over 300 lines because the cases share one list of stories.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>

#include "core/news/story_file.hpp"
#include "storage/byte_ledger.hpp"
#include "storage/query.hpp"
#include "storage/story_table.hpp"
#include "storage_copies.hpp"
#include "storage_fixture_file.hpp"
#include "storage_shelf.hpp"
#include "storage_sync_finds.hpp"

using namespace hypha;
using namespace hypha::storage;

namespace {

std::string hash_of(int number) {
    std::string hash = std::to_string(number);
    return std::string(64 - hash.size(), '0') + hash;
}

news::Story story_of(const std::string& title, const std::string& source, const std::string& text) {
    news::Story story;
    story.title = title;
    story.source = source;
    story.url = "https://example.org/";
    news::Block block;
    block.spans = {{text, false, false, false, ""}};
    story.blocks = {block};
    return story;
}

news::StoryIndex index_of(std::int64_t made_s, const std::vector<int>& numbers) {
    news::StoryIndex index{"andes", made_s, {"A", "B"}, {}};
    for (const int number : numbers) {
        index.stories.push_back({hash_of(number), 500, 1'000'000 - number, "es", "",
                                 static_cast<std::size_t>(number % 2), index.stories.size(),
                                 "Title " + std::to_string(number)});
    }
    return index;
}

void keep(StoryTable& table, int number, const std::string& text, std::int64_t now_ms = 1'000) {
    const news::Story story = story_of("Title " + std::to_string(number), number % 2 == 0 ? "A" : "B", text);
    REQUIRE(table.keep(hash_of(number), news::write_story(story), story, "andes", now_ms).has_value());
}

std::vector<std::string> hashes(const Result<std::vector<StoryRow>>& rows) {
    REQUIRE(rows.has_value());
    std::vector<std::string> found;
    for (const StoryRow& row : *rows) {
        found.push_back(row.hash);
    }
    return found;
}

} // namespace

TEST_CASE("a list comes in newest first, twice is once, and what left it goes unless a person touched it", "[news]") {
    Shelf shelf;
    const auto database = shelf.open().value();
    StoryTable table(*database);
    REQUIRE(table.take_index(index_of(2'000'000, {1, 2, 3, 4})).has_value());
    REQUIRE(table.take_index(index_of(2'000'000, {1, 2, 3, 4})).has_value());
    CHECK(hashes(table.newest("andes", 0)) == std::vector{hash_of(1), hash_of(2), hash_of(3), hash_of(4)});
    CHECK(hashes(table.newest("andes", 2)).size() == 2);
    CHECK(hashes(table.newest("costa", 0)).empty());
    keep(table, 2, "two");
    REQUIRE(table.set_saved(hash_of(3), 5).has_value());
    REQUIRE(table.take_index(index_of(2'000'100, {1})).has_value());
    CHECK(hashes(table.newest("andes", 0)) == std::vector{hash_of(1), hash_of(2), hash_of(3)});
}

TEST_CASE("an edited story takes the place of the unread one, and of no other", "[news]") {
    Shelf shelf;
    const auto database = shelf.open().value();
    StoryTable table(*database);
    REQUIRE(table.take_index(index_of(2'000'000, {1, 2, 3})).has_value());
    keep(table, 2, "rain");
    // 2 has another hash; it still stands between the two others.
    news::StoryIndex edited = index_of(2'000'100, {1, 2, 3});
    edited.stories[1].hash = hash_of(22);
    const auto list = [&table] { return hashes(table.newest("andes", 0)); };
    SECTION("by its title") {
        edited.stories[1].published_s += 600;
        REQUIRE(table.take_index(edited).has_value());
        CHECK(list().size() == 3);
        CHECK(std::ranges::count(list(), hash_of(2)) == 0);
        CHECK(hashes(table.search("rain", 5)).empty());
        CHECK(table.kept().value().stories == 0);
    }
    SECTION("by the second of its publishing") {
        edited.stories[1].title = "Another title";
        REQUIRE(table.take_index(edited).has_value());
        CHECK(list() == std::vector{hash_of(1), hash_of(22), hash_of(3)});
    }
    SECTION("not when another source has that title and second") {
        edited.stories[1].source = 1;
        REQUIRE(table.take_index(edited).has_value());
        CHECK(list().size() == 4);
    }
    SECTION("not one that only left the list") {
        REQUIRE(table.take_index(index_of(2'000'100, {1, 3})).has_value());
        CHECK(list() == std::vector{hash_of(1), hash_of(2), hash_of(3)});
    }
    SECTION("not while both are listed") {
        edited.stories.push_back({hash_of(2), 500, 1'000'000 - 2, "es", "", 0, 3, "Title 2"});
        REQUIRE(table.take_index(edited).has_value());
        CHECK(list().size() == 4);
    }
    SECTION("what was read stays, and the edition is unread") {
        REQUIRE(table.mark_opened(hash_of(2), 9).has_value());
        REQUIRE(table.take_index(edited).has_value());
        CHECK(list().size() == 4);
        CHECK(table.body(hash_of(2)).has_value());
        CHECK(table.find(hash_of(22)).value()->opened_ms == 0);
    }
    SECTION("what was saved stays") {
        REQUIRE(table.set_saved(hash_of(2), 9).has_value());
        REQUIRE(table.take_index(edited).has_value());
        CHECK(list().size() == 4);
        CHECK(table.body(hash_of(2)).has_value());
    }
    SECTION("what was put away does not come back edited") {
        REQUIRE(table.set_unwanted(hash_of(2), 9).has_value());
        REQUIRE(table.take_index(edited).has_value());
        CHECK(list() == std::vector{hash_of(1), hash_of(3)});
    }
}

TEST_CASE("stories of one second keep the order of their list, and one that is still to come is no newer than the list",
          "[news]") {
    Shelf shelf;
    const auto database = shelf.open().value();
    StoryTable table(*database);
    news::StoryIndex index = index_of(2'000'000, {1, 2, 3, 4});
    for (news::Listed& story : index.stories) {
        story.published_s = 1'500'000;
    }
    index.stories[2].published_s = 9'000'000'000; // a publisher's clock
    index.stories[3].published_s = 0;             // nobody says
    REQUIRE(table.take_index(index).has_value());
    CHECK(hashes(table.newest("andes", 0)) == std::vector{hash_of(3), hash_of(4), hash_of(1), hash_of(2)});
    REQUIRE(table.take_index(index_of(2'000'001, {7})).has_value());
    const auto row = table.find(hash_of(7)).value();
    REQUIRE(row.has_value());
    CHECK(row->source == "B");
    CHECK(row->told_with == hash_of(7));
}

TEST_CASE("a text is found by the beginnings of its words, with or without accents", "[news]") {
    Shelf shelf;
    const auto database = shelf.open().value();
    StoryTable table(*database);
    CHECK(hashes(table.search("rio", 10)).empty()); // before there is any
    REQUIRE(table.take_index(index_of(2'000'000, {1, 2, 3})).has_value());
    keep(table, 1, "El río Santa creció");
    keep(table, 2, "Ríos de gente; año 2026");
    keep(table, 3, "Otra cosa, a b");
    CHECK(hashes(table.search("rio", 10)) == std::vector{hash_of(1), hash_of(2)});
    CHECK(hashes(table.search("RÍO", 1)) == std::vector{hash_of(1)});
    CHECK(hashes(table.search("ano 20", 10)) == std::vector{hash_of(2)});
    CHECK(hashes(table.search("b", 10)) == std::vector{hash_of(1), hash_of(3)}); // the source B, and the word
    CHECK(hashes(table.search("  ", 10)).empty());
    CHECK(table.search("\" OR title: NEAR(", 10).has_value());
    keep(table, 1, "El río Santa creció"); // again: found once
    CHECK(hashes(table.search("santa", 10)).size() == 1);
}

TEST_CASE("a hidden source and a story put away are in no list and no search", "[news]") {
    Shelf shelf;
    const auto database = shelf.open().value();
    StoryTable table(*database);
    REQUIRE(table.take_index(index_of(2'000'000, {1, 2, 3, 4})).has_value());
    for (const int number : {1, 2, 3, 4}) {
        keep(table, number, "lluvia");
        REQUIRE(table.set_saved(hash_of(number), number).has_value());
    }
    REQUIRE(table.hide_source("B", 9).has_value()); // 1 and 3
    REQUIRE(table.set_unwanted(hash_of(4), 9).has_value());
    CHECK(hashes(table.newest("andes", 0)) == std::vector{hash_of(2)});
    CHECK(hashes(table.search("lluvia", 10)) == std::vector{hash_of(2)});
    CHECK(hashes(table.saved()) == std::vector{hash_of(2)});
    CHECK(table.hidden_sources().value() == std::vector<std::string>{"B"});
    REQUIRE(table.hide_source("B", 0).has_value());
    CHECK(hashes(table.search("lluvia", 10)).size() == 3);
    CHECK(table.hidden_sources().value().empty());
}

TEST_CASE("unread texts are let go by age and by size, saved ones never", "[news]") {
    Shelf shelf;
    const auto database = shelf.open().value();
    StoryTable table(*database);
    REQUIRE(table.take_index(index_of(2'000'000, {1, 2, 3, 4, 5})).has_value());
    for (const int number : {1, 2, 3, 4, 5}) {
        keep(table, number, "lluvia", number == 5 ? 9'000 : 1'000);
    }
    REQUIRE(table.set_saved(hash_of(1), 1).has_value());
    REQUIRE(table.mark_opened(hash_of(2), 1).has_value());
    CHECK(table.expire(5'000, 1'000'000) == 2); // 3 and 4
    CHECK(table.body(hash_of(3)).error().code == "not_found");
    CHECK(table.body(hash_of(1)).has_value());
    CHECK(table.body(hash_of(2)).has_value());
    CHECK(hashes(table.search("lluvia", 10)) == std::vector{hash_of(1), hash_of(2), hash_of(5)});
    CHECK(table.expire(0, 600) == 1); // 5: the oldest that is not saved
    CHECK(hashes(table.search("lluvia", 10)) == std::vector{hash_of(1), hash_of(2)});
    CHECK(table.expire(9'000, 0) == 1);
    CHECK(table.kept().value().stories == 1);
}

TEST_CASE("where the words are lost they are made again from the texts", "[news]") {
    Shelf shelf;
    const auto database = shelf.open().value();
    StoryTable table(*database);
    REQUIRE(table.take_index(index_of(2'000'000, {1, 2})).has_value());
    keep(table, 1, "lluvia");
    keep(table, 2, "lluvia");
    REQUIRE(database->run("DROP TABLE news_words").has_value());
    CHECK(hashes(table.search("lluvia", 10)).size() == 2);
}

TEST_CASE("a backup takes saved stories along and no others, and is a journal to a restore", "[news]") {
    Shelf here(kSlots), there(kSlots);
    auto database = here.open();
    REQUIRE(database.has_value());
    StoryTable table(**database);
    REQUIRE(table.take_index(index_of(2'000'000, {1, 2})).has_value());
    keep(table, 1, "lluvia");
    keep(table, 2, "granizo");
    REQUIRE(table.set_saved(hash_of(1), 7).has_value());
    const std::vector<std::byte> file = whole_backup(here, **database, 2);
    const std::string word = "granizo";
    CHECK(std::ranges::search(file, std::as_bytes(std::span(word))).empty());
    REQUIRE(there.mount().has_value());
    const auto facts = take_in(there, file);
    CAPTURE(facts ? "" : facts.error().code + ": " + facts.error().detail);
    REQUIRE(facts.has_value());
    REQUIRE(adopt(there.place(), incoming_file(there.place())).has_value());
    auto restored = there.open();
    REQUIRE(restored.has_value());
    StoryTable back(**restored);
    CHECK(hashes(back.search("lluvia", 10)) == std::vector{hash_of(1)});
    CHECK(back.body(hash_of(2)).error().code == "not_found");
}

TEST_CASE("nothing of news is marked for syncing", "[news]") {
    Shelf shelf;
    const auto database = shelf.open().value();
    REQUIRE(begin_recording(*database, kStream).has_value());
    StoryTable table(*database);
    REQUIRE(table.take_index(index_of(2'000'000, {1, 2})).has_value());
    keep(table, 1, "lluvia");
    REQUIRE(table.set_saved(hash_of(1), 7).has_value());
    REQUIRE(table.hide_source("B", 7).has_value());
    REQUIRE(ByteLedger(*database).add(5, taste::ReceivedKind::texts, "A", 10).has_value());
    CHECK(one_row(*database, read_integer, "SELECT count(*) FROM sync_mark").value() == 0);
}

TEST_CASE("the ledger sums by day, kind and source and forgets what is long ago", "[news]") {
    using enum taste::ReceivedKind;
    Shelf shelf;
    const auto database = shelf.open().value();
    ByteLedger ledger(*database);
    REQUIRE(ledger.add(20'000, texts, "A", 100).has_value());
    REQUIRE(ledger.add(20'000, texts, "A", 50).has_value());
    REQUIRE(ledger.add(20'000, lists, "", 400).has_value());
    REQUIRE(ledger.add(20'001, pages, "B", 7).has_value());
    REQUIRE(ledger.add(20'000, app, "", 9'000).has_value()); // beside every limit
    REQUIRE(ledger.add(20'000, pictures, "A", 14).has_value());
    CHECK(ledger.spent(20'000) == 564);
    CHECK(ledger.spent(19'999) == 0);
    CHECK(ledger.since(20'000).value() == std::vector<LedgerRow>{{20'001, pages, "B", 7, 1},
                                                                 {20'000, app, "", 9'000, 1},
                                                                 {20'000, lists, "", 400, 1},
                                                                 {20'000, texts, "A", 150, 2},
                                                                 {20'000, pictures, "A", 14, 1}});
    REQUIRE(ledger.add(20'000 + ByteLedger::kKeptDays + 1, texts, "A", 1).has_value());
    CHECK(ledger.spent(20'000) == 0);
    CHECK(ledger.spent(20'001) == 7);
}

TEST_CASE("a file of schema 5 opens with its stories, what was done with them, and their words", "[news]") {
    Shelf shelf;
    REQUIRE(shelf.mount().has_value());
    put_fixture(shelf, "v5.sqlite", "hypha.db");
    const auto database = shelf.open().value();
    StoryTable table(*database);
    const auto found = table.search("rio crecio", 10);
    REQUIRE(found.has_value());
    REQUIRE(found->size() == 1);
    CHECK(found->front().saved_ms > 0);
    CHECK(found->front().progress > 0.39);
    CHECK(table.newest("andes", 0)->size() == 2);
    CHECK(table.hidden_sources().value() == std::vector<std::string>{"Boulevard"});
    // What had been counted is told apart: lists had no source.
    const auto counted = ByteLedger(*database).since(0);
    REQUIRE(counted.has_value());
    for (const LedgerRow& row : *counted) {
        CHECK(row.kind == (row.source.empty() ? taste::ReceivedKind::lists : taste::ReceivedKind::texts));
    }
    CHECK_FALSE(counted->empty());
}
