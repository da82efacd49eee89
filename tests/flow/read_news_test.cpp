// Reading, from the first list to the last byte of the day's budget: commands and answers of an edge in, what screens show and what is
// asked for out. Lists are signed and stories hashed for real.
// Over 300 lines because the cases share one reader and one edge.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <random>
#include <set>

#include "core/base/hex.hpp"
#include "fakes/news_worker.hpp"

using namespace hypha;
using namespace hypha::flow;
namespace command = hypha::app::command;
using app::FetchWait;
using app::Screen;
using app::StoryPhase;

namespace {

struct Reader {
    void open_read() {
        stage.ask(command::GoTo{{Screen::read, {}, {}}});
        edge.run();
    }
    void open(const std::string& hash) {
        stage.ask(command::GoTo{{Screen::story, {}, {}, hash}});
        edge.run();
    }
    void restart() {
        stage.restart();
        edge.forget();
        edge.asked.clear();
    }
    [[nodiscard]] const app::Reading& reading() const { return stage.state().reading; }
    [[nodiscard]] std::vector<std::string> titles() const {
        std::vector<std::string> all;
        for (const app::FeedStory& story : reading().stories) {
            all.push_back(story.title);
        }
        return all;
    }
    [[nodiscard]] const app::FeedStory& story(const std::string& hash) const {
        const auto found = std::ranges::find(reading().stories, hash, &app::FeedStory::hash);
        REQUIRE(found != reading().stories.end());
        return *found;
    }

    Stage stage;
    NewsWorker edge{stage};
};

} // namespace

TEST_CASE("who never opens Read asks for nothing", "[read_news]") {
    Reader reader;
    reader.stage.clock.advance(60'000);
    reader.stage.app->rest();
    reader.stage.receive(ports::ConnectionChanged{true, false, true});
    reader.stage.app->rest();
    CHECK(reader.stage.post.count<ports::AskNews>() == 0);
}

TEST_CASE("the only region is chosen by itself; its stories come newest first, and their texts after them",
          "[read_news]") {
    Reader reader;
    reader.edge.publish({.title = "Older", .published_s = 1'789'900'000});
    reader.edge.publish({.title = "Newer", .published_s = 1'789'990'000});
    reader.open_read();
    CHECK(reader.reading().region == "andes");
    CHECK(reader.titles() == std::vector<std::string>{"Newer", "Older"});
    CHECK(reader.edge.asked.at(0) == "/v1/news/regions");
    CHECK(reader.edge.asked.at(1) == "/v1/news/andes/now");
    CHECK(reader.edge.asked.size() == 4);
    CHECK(std::ranges::all_of(reader.reading().stories, &app::FeedStory::kept));
    CHECK(reader.reading().spent_bytes == reader.edge.received_bytes);
    CHECK_FALSE(reader.reading().working);
    CHECK(reader.reading().waits == FetchWait::none);
}

TEST_CASE("of several regions the person chooses", "[read_news]") {
    Reader reader;
    reader.edge.publish({});
    reader.edge.regions = {"andes", "costa"};
    reader.open_read();
    CHECK(reader.reading().region.empty());
    REQUIRE(reader.reading().regions.size() == 2);
    reader.stage.ask(command::ChooseRegion{"costa"});
    reader.edge.run();
    CHECK(reader.reading().region == "costa");
    CHECK(reader.titles().size() == 1);
    reader.restart();
    reader.open_read();
    CHECK(reader.reading().region == "costa");
}

TEST_CASE("of stories that tell the same one is shown, with how many others tell it", "[read_news]") {
    Reader reader;
    const std::string first = reader.edge.publish({.title = "One", .source = "A", .published_s = 1'789'990'003});
    reader.edge.publish({.title = "Two", .source = "B", .published_s = 1'789'990'002, .tells_as = first});
    reader.edge.publish({.title = "Three", .source = "C", .published_s = 1'789'990'001, .tells_as = first});
    reader.edge.publish({.title = "Else", .source = "C", .published_s = 1'789'990'000});
    reader.open_read();
    CHECK(reader.titles() == std::vector<std::string>{"One", "Else"});
    CHECK(reader.story(first).other_sources == 2);
    CHECK(reader.story(first).why == news::Why::told_by_several);
    reader.stage.ask(command::HideSource{"A"});
    CHECK(reader.titles().at(0) == "Two");
    CHECK(reader.reading().stories.at(0).other_sources == 1);
}

TEST_CASE("a list that is signed with another key, or badly, is refused with nothing taken", "[read_news]") {
    Reader reader;
    reader.edge.publish({.title = "Known"});
    reader.open_read();
    reader.edge.publish({.title = "Planted"});
    SECTION("another key") {
        reader.edge.key = 2;
        reader.stage.ask(command::RefreshNews{});
        reader.edge.run();
        CHECK(reader.reading().failure == "new_key");
        CHECK(reader.titles() == std::vector<std::string>{"Known"});
        reader.restart();
        reader.stage.clock.advance(3'600'000);
        reader.open_read();
        CHECK(reader.reading().failure == "new_key");
        CHECK(reader.titles() == std::vector<std::string>{"Known"});
        reader.stage.ask(command::AcceptNewsKey{});
        reader.edge.run();
        CHECK(reader.reading().failure.empty());
        CHECK(reader.titles().size() == 2);
        reader.restart();
        reader.stage.clock.advance(3'600'000);
        reader.open_read();
        CHECK(reader.reading().failure.empty());
    }
    SECTION("a changed letter") {
        std::string bytes = reader.edge.signed_index("andes");
        bytes[bytes.find("Planted")] = 'p';
        reader.edge.portal = bytes;
        reader.stage.ask(command::RefreshNews{});
        reader.edge.run();
        CHECK(reader.reading().failure == "bad_signature");
    }
    SECTION("a Wi-Fi's login page") {
        reader.edge.portal = "<html>Welcome to the hotel</html>";
        reader.stage.ask(command::RefreshNews{});
        reader.edge.run();
        CHECK(reader.reading().failure == "not_understood");
    }
    CHECK(std::ranges::count(reader.titles(), "Known") == 1);
}

TEST_CASE("who has a region sees the others when they are asked for, in a later session too", "[read_news]") {
    Reader reader;
    reader.edge.publish({});
    reader.open_read();
    reader.restart();
    reader.edge.regions = {"andes", "costa"};
    reader.open_read();
    REQUIRE_FALSE(reader.reading().regions_known);
    reader.stage.ask(command::AskRegions{});
    reader.edge.run();
    CHECK(reader.reading().regions.size() == 2);
    CHECK(reader.reading().region == "andes");
    reader.stage.ask(command::ChooseRegion{"costa"});
    reader.edge.run();
    CHECK(reader.reading().region == "costa");
}

TEST_CASE("an older list that was signed with the right key brings nothing back", "[read_news]") {
    Reader reader;
    reader.edge.publish({.title = "First"});
    const std::string old = reader.edge.signed_index("andes");
    reader.edge.publish({.title = "Second", .published_s = 1'789'995'000});
    reader.stage.ask(command::GoTo{{Screen::read, {}, {}}});
    reader.stage.ask(command::PauseFetching{true}); // a text that is here keeps its story anyway
    reader.edge.run();
    reader.edge.portal = old;
    reader.stage.ask(command::RefreshNews{});
    reader.edge.run();
    CHECK(reader.titles() == std::vector<std::string>{"Second", "First"});
}

TEST_CASE("a story is fetched when it is opened, verified, kept, and read without a network after that",
          "[read_news]") {
    Reader reader;
    const std::string hash = reader.edge.publish({.text = "It rained for two nights."});
    reader.stage.ask(command::GoTo{{Screen::read, {}, {}}});
    reader.stage.ask(command::PauseFetching{true});
    reader.edge.run();
    CHECK_FALSE(reader.story(hash).kept);
    CHECK(reader.reading().waits == FetchWait::paused);
    reader.open(hash);
    REQUIRE(reader.reading().open.phase == StoryPhase::ready);
    CHECK(reader.reading().open.story.title == "Rain wakes the beech wood");
    CHECK(reader.story(hash).kept);
    CHECK(reader.story(hash).opened);
    reader.restart();
    reader.edge.no_network = true;
    reader.stage.receive(ports::ConnectionChanged{false, false, false});
    reader.open(hash);
    CHECK(reader.reading().open.phase == StoryPhase::ready);
    CHECK(reader.edge.asked.empty());
}

TEST_CASE("a damaged story is never shown nor kept", "[read_news]") {
    Reader reader;
    const std::string hash = reader.edge.publish({});
    const std::string good = reader.edge.stories[hash];
    reader.edge.stories[hash][good.size() - 2] = '!';
    reader.open_read();
    CHECK_FALSE(reader.story(hash).kept);
    reader.open(hash);
    CHECK(reader.reading().open.phase == StoryPhase::failed);
    CHECK(reader.reading().open.failure == "damaged_story");
    CHECK(reader.reading().kept_stories == 0);
    reader.edge.stories[hash] = good;
    reader.stage.ask(command::LoadStory{});
    reader.edge.run();
    CHECK(reader.reading().open.phase == StoryPhase::ready);
}

TEST_CASE("a story that is nowhere says so and can be asked for again", "[read_news]") {
    Reader reader;
    reader.open_read();
    reader.edge.no_network = true;
    reader.open(std::string(64, 'a'));
    CHECK(reader.reading().open.failure == "no_network");
    reader.edge.no_network = false;
    reader.stage.ask(command::LoadStory{});
    reader.edge.run();
    CHECK(reader.reading().open.failure == "not_found");
}

TEST_CASE("how far a story was read is remembered; read to its end it begins anew", "[read_news]") {
    Reader reader;
    const std::string hash = reader.edge.publish({});
    reader.open_read();
    reader.open(hash);
    reader.stage.ask(command::ReadTo{hash, 0.4F});
    reader.stage.ask(command::ReadTo{std::string(64, 'b'), 0.9F}); // of no open story
    reader.restart();
    reader.open(hash);
    CHECK(reader.reading().open.began_at == 0.4F);
    CHECK_FALSE(reader.story(hash).finished);
    reader.stage.ask(command::ReadTo{hash, 1});
    CHECK(reader.story(hash).finished);
    reader.restart();
    reader.open(hash);
    CHECK(reader.reading().open.began_at == 0);
    CHECK(reader.story(hash).finished);
}

TEST_CASE("a story that was put away does not come back, and undo brings it back", "[read_news]") {
    Reader reader;
    const std::string hash = reader.edge.publish({.title = "Loud"});
    reader.edge.publish({.title = "Quiet"});
    reader.open_read();
    reader.stage.ask(command::PutStoryAway{hash});
    CHECK(reader.titles() == std::vector<std::string>{"Quiet"});
    reader.edge.publish({.title = "New"});
    reader.stage.ask(command::RefreshNews{});
    reader.edge.run();
    CHECK(std::ranges::count(reader.titles(), "Loud") == 0);
    reader.stage.ask(command::PutStoryAway{reader.reading().stories.at(0).hash});
    reader.stage.ask(command::Undo{reader.stage.state().toast->serial});
    CHECK(reader.titles().size() == 2);
}

// Whatever is published, refreshed, searched, saved or started anew: nothing of a hidden source is shown or fetched.
TEST_CASE("a hidden source never appears again", "[read_news]") {
    std::mt19937 chance(7);
    const auto pick = [&chance](int below) { return static_cast<int>(chance() % static_cast<unsigned>(below)); };
    for (int round = 0; round < 6; ++round) {
        Reader reader;
        reader.edge.publish({.source = "S0"});
        reader.open_read();
        std::set<std::string> hidden;
        std::vector<std::string> hashes;
        for (int step = 0; step < 40; ++step) {
            switch (pick(7)) {
            case 0:
            case 1:
            case 2:
                hashes.push_back(reader.edge.publish({.title = "word " + std::to_string(step),
                                                      .source = "S" + std::to_string(pick(5)),
                                                      .published_s = 1'789'000'000 + pick(900'000),
                                                      .tells_as = hashes.empty() || pick(3) != 0 ? "" : hashes[0]}));
                break;
            case 3: {
                const std::string source = "S" + std::to_string(pick(5));
                hidden.insert(source);
                reader.stage.ask(command::HideSource{source});
                reader.edge.run();
                reader.edge.asked.clear();
                break;
            }
            case 4:
                reader.restart();
                reader.open_read();
                break;
            case 5:
                if (!reader.reading().stories.empty()) {
                    reader.stage.ask(command::SaveStory{reader.reading().stories.front().hash, true});
                }
                break;
            default: reader.stage.ask(command::SearchNews{"word"}); break;
            }
            reader.stage.ask(command::RefreshNews{});
            reader.edge.run();
            for (const auto* shown : {&reader.reading().stories, &reader.reading().found, &reader.reading().saved}) {
                for (const app::FeedStory& story : *shown) {
                    CHECK_FALSE(hidden.contains(story.source));
                }
            }
            for (const ports::AskNews& asked : reader.stage.post.all<ports::AskNews>()) {
                INFO(asked.target);
                CHECK(asked.target.starts_with("/v1/news/"));
            }
        }
        reader.stage.post.clear();
        reader.edge.forget();
        for (const std::string& source : hidden) {
            reader.edge.publish({.title = "again", .source = source, .published_s = 1'789'999'000 + round});
        }
        reader.stage.ask(command::RefreshNews{});
        reader.edge.run();
        std::size_t shown = 0;
        for (const app::FeedStory& story : reader.reading().stories) {
            shown += hidden.contains(story.source) ? 1 : 0;
        }
        CHECK(shown == 0);
        CHECK(reader.stage.post.count<ports::AskNews>() == 1); // the list, and no text of theirs
    }
}

TEST_CASE("a hidden source can be shown again", "[read_news]") {
    Reader reader;
    reader.edge.publish({.source = "A"});
    reader.open_read();
    reader.stage.ask(command::HideSource{"A"});
    CHECK(reader.titles().empty());
    CHECK(reader.reading().hidden_sources == std::vector<std::string>{"A"});
    reader.restart();
    reader.open_read();
    CHECK(reader.reading().hidden_sources == std::vector<std::string>{"A"});
    reader.stage.ask(command::HideSource{"A", false});
    CHECK(reader.titles().size() == 1);
}

TEST_CASE("everything that is kept is searched, accents or none", "[read_news]") {
    Reader reader;
    reader.edge.publish({.title = "El río creció", .text = "Llovió en Huaraz"});
    reader.edge.publish({.title = "Another", .text = "Nothing of it"});
    reader.open_read();
    reader.stage.ask(command::SearchNews{"rio"});
    REQUIRE(reader.reading().found.size() == 1);
    CHECK(reader.reading().found[0].title == "El río creció");
    reader.stage.ask(command::SearchNews{"llovio hua"});
    CHECK(reader.reading().found.size() == 1);
    reader.stage.ask(command::SearchNews{"\"* OR ( huaraz"});
    CHECK(reader.stage.state().storage.failure.empty());
    reader.stage.ask(command::SearchNews{""});
    CHECK(reader.reading().found.empty());
}

TEST_CASE("without a network all that was kept is there, and says what it is", "[read_news]") {
    Reader reader;
    reader.edge.publish({.title = "Kept"});
    reader.open_read();
    reader.restart();
    reader.edge.no_network = true;
    reader.stage.clock.advance(3'600'000);
    reader.open_read();
    CHECK(reader.titles() == std::vector<std::string>{"Kept"});
    CHECK(reader.reading().failure == "no_network");
    reader.edge.no_network = false;
    reader.edge.answers_kept = true; // by the service worker
    reader.edge.publish({.title = "Listed"});
    reader.stage.ask(command::RefreshNews{});
    reader.edge.run();
    CHECK(reader.reading().failure == "no_network");
    CHECK(reader.titles().size() == 2);
}

TEST_CASE("texts come within the day's budget, newest first, and go on tomorrow", "[read_news]") {
    Reader reader;
    const std::string long_text(400'000, 'x');
    for (int i = 0; i < 4; ++i) {
        reader.edge.publish({.title = "Long " + std::to_string(i),
                             .published_s = 1'789'990'000 + i,
                             .text = long_text + std::to_string(i)});
    }
    reader.open_read();
    const app::Reading& reading = reader.reading();
    CHECK(reading.budget_bytes() == 1'000'000);
    CHECK(reading.spent_bytes <= 1'000'000);
    CHECK(reading.stories.at(0).kept);
    CHECK(reading.stories.at(1).kept);
    CHECK_FALSE(reading.stories.at(2).kept);
    CHECK(reading.waits == FetchWait::wifi);
    SECTION("Wi-Fi has its own") {
        reader.stage.receive(ports::ConnectionChanged{true, false, true});
        reader.stage.clock.advance(60'000);
        reader.stage.app->rest();
        reader.edge.run();
        CHECK(std::ranges::all_of(reading.stories, &app::FeedStory::kept));
    }
    SECTION("a new day has its own") {
        reader.stage.clock.advance(24LL * 3600 * 1000);
        reader.stage.ask(command::RefreshNews{});
        reader.edge.run();
        CHECK(std::ranges::all_of(reading.stories, &app::FeedStory::kept));
        CHECK(reading.spent_bytes <= 1'000'000);
    }
    SECTION("a larger one is chosen, and remembered") {
        reader.stage.ask(command::ChooseBudget{false, 10});
        reader.edge.run();
        CHECK(std::ranges::all_of(reading.stories, &app::FeedStory::kept));
        reader.restart();
        reader.open_read();
        CHECK(reader.reading().budget_bytes() == 10'000'000);
    }
    SECTION("who opens a story gets it, and it is counted") {
        const std::int64_t before = reading.spent_bytes;
        reader.open(reading.stories.at(2).hash);
        CHECK(reading.open.phase == StoryPhase::ready);
        CHECK(reading.spent_bytes > before + 400'000);
    }
}

TEST_CASE("the budget is never passed by more than one text, whatever their sizes", "[read_news]") {
    std::mt19937 chance(11);
    for (int round = 0; round < 10; ++round) {
        Reader reader;
        std::int64_t largest = 0;
        for (int i = 0; i < 30; ++i) {
            const auto size = static_cast<std::size_t>(chance() % 200'000);
            largest = std::max(largest, static_cast<std::int64_t>(size) + 1'000);
            reader.edge.publish({.title = std::to_string(i),
                                 .source = "S" + std::to_string(chance() % 3),
                                 .published_s = 1'789'900'000 + i,
                                 .text = std::string(size, 'a')});
        }
        reader.open_read();
        CHECK(reader.reading().spent_bytes <= reader.reading().budget_bytes() + largest);
        std::int64_t sum = 0;
        for (const app::LedgerEntry& entry : reader.reading().ledger) {
            sum += entry.bytes;
        }
        CHECK(sum == reader.reading().spent_bytes);
        CHECK(sum == reader.edge.received_bytes);
    }
}

TEST_CASE("the week is counted by the person's days, and what is still to come is foretold", "[read_news]") {
    Reader reader;
    const std::string long_text(300'000, 'x');
    for (int i = 0; i < 5; ++i) {
        reader.edge.publish(
            {.title = std::to_string(i), .published_s = 1'789'990'000 + i, .text = long_text + std::to_string(i)});
    }
    reader.stage.ask(command::GoTo{{Screen::read, {}, {}}});
    reader.edge.holds = true;
    reader.edge.run();
    CHECK(reader.reading().week.size() == 7);
    reader.edge.holds = false;
    reader.edge.run();
    const auto bytes_of = [](const app::LedgerDay& day) { return day.lists_bytes + day.texts_bytes; };
    CHECK(bytes_of(reader.reading().week.back()) == reader.reading().spent_bytes);
    CHECK(reader.reading().week.back().lists_bytes > 0);
    CHECK(reader.reading().planned_bytes == 0); // two do not fit any more
    reader.stage.clock.advance(24LL * 3600 * 1000);
    reader.stage.ask(command::RefreshNews{});
    reader.edge.run();
    const std::vector<app::LedgerDay>& week = reader.reading().week;
    CHECK(week[6].day == week[5].day + 1);
    CHECK(week[5].texts_bytes > 800'000);
    CHECK(week[6].texts_bytes > 500'000);
    CHECK(bytes_of(week[6]) == reader.reading().spent_bytes);
    CHECK(bytes_of(week[4]) == 0);
}

TEST_CASE("while texts come, the day's end is known: what was spent and what is planned are within the limit",
          "[read_news]") {
    Reader reader;
    for (int i = 0; i < 4; ++i) {
        reader.edge.publish({.title = std::to_string(i), .text = std::string(1'000, 'x') + std::to_string(i)});
    }
    reader.stage.ask(command::GoTo{{Screen::read, {}, {}}});
    std::int64_t last = 0;
    while (reader.edge.run_one()) {
        const app::Reading& reading = reader.reading();
        CHECK(reading.spent_bytes + reading.planned_bytes <= reading.budget_bytes());
        last = std::max(last, reading.planned_bytes);
    }
    CHECK(last >= 4'000);
    CHECK(reader.reading().planned_bytes == 0);
}

TEST_CASE("a long story has itself in short, and a short one has not", "[read_news]") {
    Reader reader;
    news::Story story;
    story.title = "Rain";
    story.source = "Radio";
    story.url = "https://radio.example/a";
    for (const char* text :
         {"After eleven weeks without water, rain fell all night on the fields of the valley. Families went out "
          "before dawn to look at the furrows.",
          "The community shares the water of the canal by turns. This year the shortest turn was forty minutes.",
          "With the rain the assembly decided to suspend the turns until Sunday. The district asks for two more "
          "rains before the fields are sown. In the school the children measured the rain with bottles."}) {
        news::Block block;
        block.spans = {{text, false, false, false, ""}};
        story.blocks.push_back(block);
    }
    const std::string hash = reader.edge.publish_story(story);
    const std::string brief = reader.edge.publish({});
    reader.open_read();
    reader.open(hash);
    REQUIRE(reader.reading().open.in_short.size() == 3);
    CHECK(reader.reading().open.in_short.front().text.starts_with("After eleven weeks"));
    reader.open(brief);
    CHECK(reader.reading().open.in_short.empty());
}

TEST_CASE("a saved story is fetched first, outlives all others, and is never let go", "[read_news]") {
    Reader reader;
    const std::string old = reader.edge.publish({.title = "Old", .published_s = 1'789'000'000});
    reader.edge.publish({.title = "New"});
    reader.open_read();
    reader.stage.ask(command::SaveStory{old, true});
    CHECK(reader.reading().saved.size() == 1);
    reader.stage.clock.advance(40LL * 24 * 3600 * 1000);
    reader.edge.publish({.title = "Newest", .published_s = 1'793'000'000});
    reader.stage.ask(command::RefreshNews{});
    reader.edge.run();
    reader.edge.no_network = true;
    reader.stage.post.clear();
    reader.edge.forget();
    reader.open(old);
    CHECK(reader.reading().open.phase == StoryPhase::ready);
    CHECK(reader.reading().open.saved);
    CHECK(reader.stage.post.count<ports::AskNews>() == 0);
}

TEST_CASE("an unread story is let go after two weeks", "[read_news]") {
    Reader reader;
    const std::string unread = reader.edge.publish({.title = "Unread", .published_s = 1'789'000'000});
    const std::string read = reader.edge.publish({.title = "Was read", .published_s = 1'789'000'001});
    reader.open_read();
    reader.open(read);
    reader.stage.ask(command::GoTo{{Screen::read, {}, {}}});
    reader.stage.ask(command::PauseFetching{true});
    reader.stage.clock.advance(15LL * 24 * 3600 * 1000);
    reader.edge.publish({.title = "Newest", .published_s = 1'791'000'000});
    reader.stage.ask(command::RefreshNews{});
    reader.edge.run();
    CHECK_FALSE(reader.story(unread).kept);
    CHECK(reader.story(read).kept);
}

TEST_CASE("what is under way can be cancelled, and an answer that comes too late changes nothing", "[read_news]") {
    Reader reader;
    reader.edge.publish({});
    reader.open_read();
    reader.edge.holds = true;
    reader.stage.ask(command::RefreshNews{});
    CHECK(reader.reading().working);
    reader.stage.ask(command::RefreshNews{}); // one at a time
    CHECK(reader.stage.post.count<ports::CancelNews>() == 0);
    const std::uint32_t ticket = reader.stage.post.last<ports::AskNews>().ticket;
    reader.stage.ask(command::CancelNews{});
    REQUIRE(reader.stage.post.last<ports::CancelNews>().ticket == ticket);
    reader.stage.receive(ports::NewsCancelled{ticket, 12});
    CHECK_FALSE(reader.reading().working);
    CHECK(reader.reading().failure.empty());
    const std::uint64_t revision = reader.stage.state().revision;
    reader.stage.receive(ports::NewsArrived{ticket, false, 5, {}});
    reader.stage.receive(ports::NewsFailed{ticket, "busy", 5});
    CHECK(reader.stage.state().revision == revision);
}

TEST_CASE("a device that is opened again asks for the newest list when it rests", "[read_news]") {
    Reader reader;
    reader.edge.publish({.title = "One"});
    reader.open_read();
    reader.restart();
    reader.edge.publish({.title = "Two", .published_s = 1'789'991'000});
    reader.stage.app->rest();
    CHECK(reader.stage.post.count<ports::AskNews>() == 0); // the first screen comes first
    reader.stage.clock.advance(20 * 60'000);
    reader.stage.app->rest();
    reader.edge.run();
    CHECK(reader.titles() == std::vector<std::string>{"Two", "One"});
    CHECK(std::ranges::all_of(reader.reading().stories, &app::FeedStory::kept));
}

TEST_CASE("what is deleted with everything is gone, read or not", "[read_news]") {
    Reader reader;
    const std::string hash = reader.edge.publish({});
    reader.open_read();
    reader.stage.ask(command::SaveStory{hash, true});
    reader.stage.ask(command::EraseEverything{});
    CHECK(reader.stage.rows().find(hash) == std::string::npos);
    reader.edge.no_network = true;
    reader.stage.ask(command::GoTo{{Screen::identify, {}, {}}});
    reader.open_read();
    CHECK(reader.titles().empty());
}

TEST_CASE("the publisher's page is what is shared, and a link opens after a question", "[read_news]") {
    Reader reader;
    const std::string hash = reader.edge.publish({});
    reader.open_read();
    reader.open(hash);
    reader.stage.ask(command::ShareStory{});
    const auto shared = reader.stage.post.last<ports::ShareAddress>();
    CHECK(shared.address == "https://example.org/0");
    reader.stage.receive(ports::AddressShared{shared.ticket, "copied"});
    CHECK(reader.stage.state().toast->kind == app::ToastKind::link_copied);
    reader.stage.ask(command::AskLink{"https://example.org/b"});
    CHECK(std::get<app::LinkQuestion>(reader.stage.state().overlay).address == "https://example.org/b");
    CHECK(reader.stage.post.count<ports::OpenTab>() == 0);
    reader.stage.ask(command::OpenLink{"https://example.org/b"});
    CHECK(reader.stage.post.last<ports::OpenTab>().url == "https://example.org/b");
}
