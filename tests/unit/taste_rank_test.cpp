// The order of a person's list: what they read comes first and says so, age and giving way do what they promise, nothing is lost or shown
// twice, and who was learned from twenty choices finds more of what they like in the first ten.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "core/taste/rank_stories.hpp"

namespace taste = hypha::taste;
namespace news = hypha::news;

namespace {

constexpr std::int64_t kNow_s = 1'790'000'000;
constexpr std::int64_t kHour_s = 3600;

struct Desk {
    std::vector<std::string> hashes;
    std::vector<taste::Subject> subjects;
    std::vector<std::int64_t> times_s;
    std::vector<std::string> told;

    void add(const std::string& title, const std::string& source, double hours, const std::string& topic = "",
             const std::string& told_with = "") {
        hashes.push_back("h" + std::to_string(hashes.size()));
        subjects.push_back({source, topic, "es", title});
        times_s.push_back(kNow_s - static_cast<std::int64_t>(hours * kHour_s));
        told.push_back(told_with);
    }
    std::vector<taste::Rankable> rankable() const {
        std::vector<taste::Rankable> all;
        for (std::size_t i = 0; i < hashes.size(); ++i) {
            all.push_back(
                {{hashes[i], subjects[i].source, told[i].empty() ? hashes[i] : told[i], times_s[i]}, subjects[i]});
        }
        return all;
    }
    std::vector<taste::Ranked> ranked(const taste::TasteModel& model, int diversity = 0) const {
        return taste::rank_stories(rankable(), model, kNow_s, diversity);
    }
};

taste::TasteModel reader_of(const std::string& title, const std::string& source, int times = 5) {
    taste::TasteModel model;
    for (int i = 0; i < times; ++i) {
        model.learn({i, taste::Did::opened, {source, "", "es", title}});
    }
    return model;
}

} // namespace

TEST_CASE("where nothing is known the newest come first", "[taste]") {
    Desk desk;
    desk.add("Tercera", "C", 9);
    desk.add("Primera", "A", 1);
    desk.add("Segunda", "B", 4);
    const auto ranked = desk.ranked({});
    REQUIRE(ranked.size() == 3);
    CHECK(ranked[0].story == 1);
    CHECK(ranked[1].story == 2);
    CHECK(ranked[2].story == 0);
    CHECK(ranked[0].reason == taste::Reason::by_order);
    CHECK(ranked[0].why == news::Why::newest_of_source);
}

TEST_CASE("what a person reads comes first, and the reason names the word", "[taste]") {
    Desk desk;
    desk.add("Goles del domingo", "A", 1);
    desk.add("Turno de riego en la quebrada", "B", 6);
    const auto ranked = desk.ranked(reader_of("El riego", "C"));
    CHECK(ranked[0].story == 1);
    CHECK(ranked[0].reason == taste::Reason::word);
    CHECK(ranked[0].key == "w:riego");
    CHECK(ranked[0].shown == "riego");
    CHECK(ranked[1].reason == taste::Reason::by_order);
}

TEST_CASE("a source that is read, and one that was asked for, are named as such", "[taste]") {
    Desk desk;
    desk.add("Sin palabras comunes", "Radio", 2);
    CHECK(desk.ranked(reader_of("Algo distinto", "Radio"))[0].reason == taste::Reason::source);
    taste::TasteModel wished({{{"s:Radio", 1}}, {}});
    CHECK(desk.ranked(wished)[0].reason == taste::Reason::wished);
    CHECK(desk.ranked(wished)[0].shown == "Radio");
}

TEST_CASE("a language is a reason only where most is told in another", "[taste]") {
    taste::TasteModel model;
    for (int i = 0; i < 8; ++i) {
        model.learn({i, taste::Did::opened, {"", "", "qu", ""}});
    }
    const auto reason = [&model](const std::string& second, const std::string& third) {
        Desk desk;
        desk.add("Mayu patapi", "A", 1);
        desk.add("Nota", "B", 2);
        desk.add("Nota", "C", 3);
        desk.subjects[0].language = "qu";
        desk.subjects[1].language = second;
        desk.subjects[2].language = third;
        const auto ranked = desk.ranked(model);
        return std::ranges::find(ranked, std::size_t{0}, &taste::Ranked::story)->reason;
    };
    CHECK(reason("es", "es") == taste::Reason::language);
    CHECK(reason("qu", "es") == taste::Reason::by_order);
}

TEST_CASE("a story that was opened makes room for those that were not", "[taste]") {
    Desk desk;
    desk.add("Riego en la quebrada", "B", 1);
    desk.add("Riego por turnos", "B", 3);
    auto stories = desk.rankable();
    CHECK(taste::rank_stories(stories, {}, kNow_s, 0)[0].story == 0);
    stories[0].opened = true;
    CHECK(taste::rank_stories(stories, {}, kNow_s, 0)[0].story == 1);
}

TEST_CASE("old news do not stay on top for being liked", "[taste]") {
    Desk desk;
    desk.add("Riego de hace una semana", "B", 24 * 7);
    desk.add("Goles del domingo", "A", 1);
    CHECK(desk.ranked(reader_of("El riego", "C"))[0].story == 1);
}

TEST_CASE("with diversity a source gives way to others, and without it does not", "[taste]") {
    Desk desk;
    for (int i = 0; i < 6; ++i) {
        desk.add("Nota", "Radio", 1 + i * 0.1);
    }
    desk.add("Otra cosa", "Diario", 9);
    const taste::TasteModel model;
    const auto place = [](const std::vector<taste::Ranked>& ranked) {
        return std::ranges::find(ranked, std::size_t{6}, &taste::Ranked::story) - ranked.begin();
    };
    CHECK(place(desk.ranked(model, 0)) == 6);
    const auto diverse = desk.ranked(model, taste::kMostDiversity);
    CHECK(place(diverse) <= 3);
    CHECK(diverse[static_cast<std::size_t>(place(diverse))].reason == taste::Reason::change);
}

TEST_CASE("what several sources tell is shown once and stands higher", "[taste]") {
    Desk desk;
    desk.add("Alone", "A", 1);
    desk.add("Together", "B", 2, "", "g");
    desk.add("Together too", "C", 3, "", "g");
    const auto ranked = desk.ranked({});
    REQUIRE(ranked.size() == 2);
    CHECK(ranked[0].story == 1);
    CHECK(ranked[0].other_sources == 1);
}

TEST_CASE("every story is there once, however many and whatever the diversity", "[taste]") {
    std::mt19937 random(11);
    Desk desk;
    for (int i = 0; i < 700; ++i) {
        desk.add("Palabra" + std::to_string(random() % 50), "S" + std::to_string(random() % 7),
                 static_cast<double>(random() % 400));
    }
    const taste::TasteModel model = reader_of("x", "S3");
    for (int diversity = -1; diversity <= taste::kMostDiversity + 1; ++diversity) {
        std::set<std::size_t> seen;
        for (const taste::Ranked& ranked : desk.ranked(model, diversity)) {
            seen.insert(ranked.story);
        }
        CHECK(seen.size() == 700);
    }
    CHECK(taste::rank_stories({}, model, kNow_s, 2).empty());
}

// A made-up reader who opens what is about two of ten things; headlines of three words, ten to a list.
TEST_CASE("after twenty choices the first ten hold more of what is liked than the newest ten", "[taste]") {
    std::mt19937 random(5);
    const auto headline = [&random](std::size_t thing) {
        return "tema" + std::string(1, static_cast<char>('a' + thing)) + " relleno" +
               std::string(1, static_cast<char>('a' + random() % 20)) + " sobra" +
               std::string(1, static_cast<char>('a' + random() % 20));
    };
    taste::TasteModel model;
    for (int i = 0; i < 20; ++i) {
        model.learn({i, taste::Did::opened, {"S" + std::to_string(random() % 5), "", "es", headline(random() % 2)}});
        model.learn(
            {i, taste::Did::skipped, {"S" + std::to_string(random() % 5), "", "es", headline(2 + random() % 8)}});
    }
    std::size_t ours = 0, newest = 0;
    for (int round = 0; round < 20; ++round) {
        Desk desk;
        std::vector<bool> liked;
        for (int i = 0; i < 60; ++i) {
            const std::size_t thing = random() % 10;
            liked.push_back(thing < 2);
            desk.add(headline(thing), "S" + std::to_string(random() % 5), static_cast<double>(random() % 24));
        }
        const auto count = [&liked](const std::vector<taste::Ranked>& ranked) {
            return std::count_if(ranked.begin(), ranked.begin() + 10,
                                 [&liked](const taste::Ranked& each) { return liked[each.story]; });
        };
        ours += static_cast<std::size_t>(count(desk.ranked(model, 1)));
        newest += static_cast<std::size_t>(count(desk.ranked({})));
    }
    INFO("of 200: ours " << ours << ", the newest " << newest);
    CHECK(ours >= 2 * newest);
}
