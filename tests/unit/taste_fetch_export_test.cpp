// The plan that the app leaves the service worker, and the journal that it finds: what goes in comes out, bytes of anyone are a plan, a journal
// or a named error, and what is chosen from a plan is what the app would choose.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <random>

#include "core/taste/fetch_export.hpp"
#include "unit/attack.hpp"

using namespace hypha;
using namespace hypha::taste;

namespace {

std::string hash_of(int number) {
    std::string digits = std::to_string(number);
    return std::string(64 - digits.size(), 'a') + digits;
}

// Differs in the first digits, as real hashes do.
std::string story_hash(int number) {
    std::string hash = hash_of(0);
    for (std::size_t i = 0; number > 0; ++i, number /= 10) {
        hash[i] = static_cast<char>('0' + number % 10);
    }
    return hash;
}

FetchExport plan() {
    FetchExport plan;
    plan.region = "andes";
    plan.key = std::string(64, '5');
    plan.made_s = 1'790'000'000;
    plan.day = 20'717;
    plan.spent_bytes = 1'234;
    plan.journal = std::string(32, '7');
    plan.counted = 12;
    plan.rules.quiet = {22 * 60, 7 * 60};
    plan.rules.cheap = {0, 300};
    plan.rules.only_charging = true;
    plan.rules.unmetered_bytes = 5'000'000;
    plan.rules.pictures = PictureWish::small;
    plan.here = {story_hash(1).substr(0, kHereDigits)};
    plan.hidden_sources = {"Boulevard", "El País"};
    plan.blocked = {"futbol"};
    plan.wanted = {{story_hash(2), "Radio Ribera", 900}};
    plan.weights = {{"s:Radio Ribera", -1.25}, {"w:lluvia", 0.5}};
    plan.turned = {{"t:sports", -2}};
    return plan;
}

news::StoryIndex index_of(const std::vector<std::tuple<std::string, std::string, std::int64_t>>& stories,
                          std::int64_t now_s) {
    news::StoryIndex index{"andes", now_s, {"Radio Ribera", "Boulevard"}, {}};
    int number = 10;
    for (const auto& [title, source, bytes] : stories) {
        news::Listed listed;
        listed.hash = story_hash(number++);
        listed.bytes = bytes;
        listed.published_s = now_s - 3'600;
        listed.language = "es";
        listed.source = source == "Boulevard" ? 1 : 0;
        listed.group = index.stories.size();
        listed.title = title;
        index.stories.push_back(listed);
    }
    return index;
}

std::vector<std::uint8_t> bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

constexpr std::int64_t kNow_s = 1'790'000'000;

} // namespace

TEST_CASE("a plan comes back as it was left", "[fetch_export]") {
    const FetchExport left = plan();
    const auto read = parse_export(write_export(left));
    REQUIRE(read.has_value());
    CHECK(read->region == left.region);
    CHECK(read->key == left.key);
    CHECK(read->made_s == left.made_s);
    CHECK(read->day == left.day);
    CHECK(read->spent_bytes == left.spent_bytes);
    CHECK(read->journal == left.journal);
    CHECK(read->counted == left.counted);
    CHECK(read->rules == left.rules);
    CHECK(read->here == left.here);
    CHECK(read->hidden_sources == left.hidden_sources);
    CHECK(read->blocked == left.blocked);
    CHECK(read->wanted == left.wanted);
    CHECK(read->turned == left.turned);
    CHECK(TasteModel({read->turned, {}}, read->weights).known_weights() == left.weights);
    CHECK(write_export(*read) == write_export(left));
}

TEST_CASE("a model of what another knows scores as that one does", "[fetch_export]") {
    std::mt19937 chance(3);
    TasteModel model;
    const std::vector<std::string> words{"lluvia", "puente", "maiz", "radio", "feria", "escuela", "camino"};
    const auto subject = [&] {
        return Subject{"S" + std::to_string(chance() % 4), chance() % 2 == 0 ? "sports" : "science", "es",
                       words[chance() % words.size()] + " " + words[chance() % words.size()]};
    };
    for (int i = 0; i < 300; ++i) {
        model.learn({0, chance() % 2 == 0 ? Did::opened : Did::put_away, subject()});
    }
    model.turn("t:sports", -2);
    FetchExport left = plan();
    left.weights = model.known_weights();
    left.turned = model.wishes().turned;
    REQUIRE(left.weights.size() > 5);
    const auto read = parse_export(write_export(left));
    REQUIRE(read.has_value());
    const TasteModel other({read->turned, {}}, read->weights);
    for (int i = 0; i < 100; ++i) {
        const Subject story = subject();
        CHECK(std::abs(other.score(story) - model.score(story)) < 1e-4);
    }
}

TEST_CASE("any bytes are a plan or a named error", "[fetch_export]") {
    attack(bytes_of(write_export(plan())), [](std::span<const std::uint8_t> bytes) {
        const auto read = parse_export({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        if (read) {
            CHECK(parse_export(write_export(*read)).has_value());
        } else {
            CHECK(read.error().code.starts_with("plan_"));
        }
    });
    CHECK(parse_export(std::string(kMostExport_bytes + 1, 'a')).error().code == "plan_too_large");
    CHECK(parse_export("hypha-fetch 2\n\n").error().code == "plan_newer");
    CHECK(parse_export("").error().code == "plan_malformed");
    const std::string head = "hypha-fetch 1\nregion: andes\nkey: " + std::string(64, '5') + "\n";
    CHECK(parse_export(head + "\n").has_value());
    CHECK(parse_export(head + "later: what we do not know\n\nlater\tnor this\n").has_value());
    for (const std::string& wrong :
         {"quiet: 0-1440\n\n", "quiet: 5\n\n", "paused: 2\n\n", "other: -1\n\n", "region: x\n\n", "journal: 12 5\n\n",
          "\nhere\tabc\n", "\nhide\t\n", "\nwant\tabc\t5\tA\n", "\nknow\tw:a\t1\t3\n", "\nknow\tw:a\t-0\t1\n",
          "\nknow\t\t1\t1\n"}) {
        INFO(wrong);
        CHECK(parse_export(head + wrong).error().code == "plan_malformed");
    }
}

TEST_CASE("what does not fit is left out of a plan, and what a person said is not", "[fetch_export]") {
    FetchExport large = plan();
    for (int i = 0; i < 20'000; ++i) {
        large.here.insert(story_hash(i).substr(0, kHereDigits));
        large.weights.push_back({"w:" + std::to_string(i), 0.001 * (i % 50 + 1)});
    }
    large.turned["w:9999999"] = 1;
    const std::string text = write_export(large);
    CHECK(text.size() <= kMostExport_bytes);
    const auto read = parse_export(text);
    REQUIRE(read.has_value());
    CHECK(read->turned.contains("w:9999999"));
    CHECK(read->turned.contains("t:sports"));
}

TEST_CASE("a journal's lines are read, whole ones beside broken ones", "[fetch_export]") {
    const std::string id(32, '7');
    const std::string text = "hypha-journal 1 " + id + "\n1\t20717\tlists\t4000\t\t\n2\t20717\ttexts\t900\t" +
                             story_hash(2) + "\tRadio Ribera\nnonsense\n2\t20717\ttexts\t900\t\tagain\n" +
                             "3\t20717\tapp\t5000\t\t\n4\t20718\tpages\t70\t\tRadio Ribera\n5\t20718\tpages\t7";
    const auto journal = parse_journal(text);
    REQUIRE(journal.has_value());
    CHECK(journal->id == id);
    CHECK(journal->entries ==
          std::vector<ReceivedEntry>{{1, 20'717, ReceivedKind::lists, 4'000, "", ""},
                                     {2, 20'717, ReceivedKind::texts, 900, story_hash(2), "Radio Ribera"},
                                     {3, 20'717, ReceivedKind::app, 5'000, "", ""},
                                     {4, 20'718, ReceivedKind::pages, 70, "", "Radio Ribera"}});
    CHECK(spent_bytes(*journal, 20'717, 0) == 4'900); // Hypha itself is beside the limit
    CHECK(spent_bytes(*journal, 20'717, 1) == 900);
    CHECK(spent_bytes(*journal, 20'718, 0) == 70);
    attack(bytes_of(text), [](std::span<const std::uint8_t> bytes) {
        const auto read = parse_journal({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        CHECK((read.has_value() || read.error().code.starts_with("journal_")));
    });
    CHECK(parse_journal("hypha-journal 2 x\n").error().code == "journal_newer");
    CHECK(parse_journal("").error().code == "journal_malformed");
    CHECK(parse_journal(std::string(kMostJournal_bytes + 1, 'a')).error().code == "journal_too_large");
}

TEST_CASE("what was spent is what the app counted and what it has not counted yet", "[fetch_export]") {
    const FetchExport left = plan(); // 1234 bytes of day 20717, and entries up to 12 counted
    const auto journal =
        parse_journal("hypha-journal 1 " + left.journal + "\n11\t20717\ttexts\t500\t\tA\n13\t20717\ttexts\t70\t\tA\n");
    REQUIRE(journal.has_value());
    CHECK(spent_bytes(left, &*journal, 20'717) == 1'304);
    CHECK(spent_bytes(left, nullptr, 20'717) == 1'234);
    CHECK(spent_bytes(left, &*journal, 20'718) == 0); // a new day
    FetchJournal other = *journal;                    // another journal: nothing of it was counted
    other.id = std::string(32, '8');
    CHECK(spent_bytes(left, &other, 20'717) == 1'804);
}

TEST_CASE("texts are chosen that are not here, wanted, and fit", "[fetch_export]") {
    FetchExport left = plan();
    left.rules = {};
    const auto index = index_of({{"Lluvia en el valle", "Radio Ribera", 1'000},
                                 {"Gol en la plaza", "Boulevard", 1'000},
                                 {"El futbol vuelve", "Radio Ribera", 1'000},
                                 {"Un puente nuevo", "Radio Ribera", 1'000},
                                 {"La feria", "Radio Ribera", 50'000}},
                                kNow_s);
    const auto hashes = [&](const FetchExport& by, const std::set<std::string, std::less<>>& cached,
                            std::int64_t bytes) {
        std::vector<std::string> all;
        for (const WantedText& wanted : choose_fetches(by, index, cached, kNow_s, bytes)) {
            all.push_back(wanted.hash);
        }
        return all;
    };
    // Saved first, then what the taste says; the hidden source and the unwanted word never.
    CHECK(hashes(left, {}, 1'000'000) ==
          std::vector<std::string>{story_hash(2), story_hash(10), story_hash(13), story_hash(14)});
    CHECK(hashes(left, {}, 3'000) == std::vector<std::string>{story_hash(2), story_hash(10), story_hash(13)});
    CHECK(hashes(left, {story_hash(10), story_hash(2)}, 3'000) == std::vector<std::string>{story_hash(13)});
    CHECK(hashes(left, {}, 0).empty());
    left.here.insert(story_hash(13).substr(0, kHereDigits));
    CHECK(hashes(left, {}, 3'000) == std::vector<std::string>{story_hash(2), story_hash(10)});
    // Older than two weeks: let go unread, so not fetched.
    CHECK(choose_fetches(left, index, {}, kNow_s + 15LL * 24 * 3600, 1'000'000).size() == 1);
}
