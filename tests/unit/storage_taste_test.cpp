// What a taste is made from, kept: choices as they came and no more than are kept, wishes by trait each on its own, a forgotten week, and
// words of another version's.
#include <catch2/catch_test_macros.hpp>

#include "storage/taste_table.hpp"
#include "storage_shelf.hpp"

using namespace hypha;
using namespace hypha::storage;

namespace {

taste::Choice choice(std::int64_t at_ms, taste::Did did, const std::string& title) {
    return {at_ms, did, {"Radio \"del\" Valle", "science", "es-PE", title}};
}

struct Kept {
    Shelf shelf;
    std::unique_ptr<Database> database = shelf.open().value();
    TasteTable table{*database};
};

} // namespace

TEST_CASE("choices come back as they were made", "[taste]") {
    Kept kept;
    TasteTable& table = kept.table;
    CHECK(table.choices()->empty());
    using enum taste::Did;
    std::vector<taste::Choice> all;
    for (const taste::Did did : {opened, finished, saved, put_away, skipped, stayed, left}) {
        all.push_back(choice(100 + static_cast<int>(did), did, "Título"));
    }
    REQUIRE(table.add(all).has_value());
    REQUIRE(table.add({choice(5, opened, "Later, by an earlier clock")}).has_value());
    all.push_back(choice(5, opened, "Later, by an earlier clock"));
    CHECK(table.choices().value() == all);
    REQUIRE(table.add({}).has_value());
    CHECK(table.choices()->size() == 8);
}

TEST_CASE("the oldest choices go when there are too many", "[taste]") {
    Kept kept;
    TasteTable& table = kept.table;
    std::vector<taste::Choice> many;
    for (std::int64_t i = 0; i < TasteTable::kMostChoices; ++i) {
        many.push_back(choice(i, taste::Did::opened, ""));
    }
    REQUIRE(table.add(many).has_value());
    CHECK(table.choices()->size() == static_cast<std::size_t>(TasteTable::kMostChoices));
    REQUIRE(table.add({choice(-1, taste::Did::saved, "newest"), choice(-2, taste::Did::saved, "newest")}).has_value());
    const auto choices = table.choices().value();
    REQUIRE(choices.size() == static_cast<std::size_t>(TasteTable::kMostChoices));
    CHECK(choices.front().at_ms == 2);
    CHECK(choices.back().at_ms == -2);
}

TEST_CASE("a moment is forgotten with what came after it, and nothing before", "[taste]") {
    Kept kept;
    TasteTable& table = kept.table;
    REQUIRE(table
                .add({choice(1, taste::Did::opened, "a"), choice(2, taste::Did::opened, "b"),
                      choice(3, taste::Did::saved, "c")})
                .has_value());
    CHECK(table.forget(2).value() == 2);
    CHECK(table.choices().value() == std::vector{choice(1, taste::Did::opened, "a")});
    CHECK(table.forget(2).value() == 0);
}

TEST_CASE("what was undone is taken back once, the last time that it was done", "[taste]") {
    Kept kept;
    TasteTable& table = kept.table;
    const taste::Choice first = choice(1, taste::Did::put_away, "a"), other = choice(2, taste::Did::opened, "a");
    REQUIRE(table.add({first, other, choice(3, taste::Did::put_away, "a")}).has_value());
    REQUIRE(table.take_back(taste::Did::put_away, first.story).has_value());
    CHECK(table.choices().value() == std::vector{first, other});
    REQUIRE(table.take_back(taste::Did::put_away, first.story).has_value());
    REQUIRE(table.take_back(taste::Did::put_away, first.story).has_value());
    CHECK(table.choices().value() == std::vector{other});
}

TEST_CASE("wishes are kept apart from one another and taken back one by one", "[taste]") {
    Kept kept;
    TasteTable& table = kept.table;
    REQUIRE(table.turn("s:Radio", 2).has_value());
    REQUIRE(table.turn("t:sports", -9).has_value());
    REQUIRE(table.drop("s:Radio", true).has_value());
    REQUIRE(table.block("gol", true).has_value());
    auto said = table.said().value();
    CHECK(said.wishes.turned ==
          std::map<std::string, int, std::less<>>{{"s:Radio", 2}, {"t:sports", -taste::kMostSteps}});
    CHECK(said.wishes.dropped == std::set<std::string, std::less<>>{"s:Radio"});
    CHECK(said.blocked == std::set<std::string>{"gol"});
    REQUIRE(table.drop("s:Radio", false).has_value());
    REQUIRE(table.turn("t:sports", 0).has_value());
    REQUIRE(table.block("gol", false).has_value());
    said = table.said().value();
    CHECK(said.wishes.turned == std::map<std::string, int, std::less<>>{{"s:Radio", 2}});
    CHECK(said.wishes.dropped.empty());
    CHECK(said.blocked.empty());
}

TEST_CASE("what another version wrote is left out and stays", "[taste]") {
    Kept kept;
    TasteTable& table = kept.table;
    REQUIRE(kept.database
                ->run("INSERT INTO taste_choice(at_ms, did, source, topic, language, title) VALUES(1, 'sang', '', '', "
                      "'', '')")
                .has_value());
    REQUIRE(table.add({choice(2, taste::Did::opened, "b")}).has_value());
    CHECK(table.choices()->size() == 1);
    CHECK(table.forget(0).value() == 2);
}

TEST_CASE("a choice is kept with its companions or not at all, and erased with all wishes", "[taste]") {
    Kept kept;
    TasteTable& table = kept.table;
    REQUIRE(kept.database
                ->run("CREATE TRIGGER no_b BEFORE INSERT ON taste_choice WHEN new.title = 'b' BEGIN SELECT "
                      "RAISE(ABORT, 'no'); END")
                .has_value());
    CHECK_FALSE(table.add({choice(1, taste::Did::opened, "a"), choice(2, taste::Did::skipped, "b")}).has_value());
    CHECK(table.choices()->empty());
    REQUIRE(table.add({choice(1, taste::Did::opened, "a")}).has_value());
    REQUIRE(table.turn("s:A", 1).has_value());
    REQUIRE(table.erase().has_value());
    CHECK(table.choices()->empty());
    CHECK(table.said()->wishes == taste::Wishes{});
}
