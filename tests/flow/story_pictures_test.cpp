// Pictures of the open story: what comes, when, what it costs, and what is never believed.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <span>

#include "flow/illustrated.hpp"

using namespace hypha;
using namespace hypha::flow;
namespace command = hypha::app::command;
using app::PicturePhase;
using app::Screen;

namespace {

constexpr auto kAbsent = PicturePhase::absent, kHere = PicturePhase::here, kFailed = PicturePhase::failed,
               kLoading = PicturePhase::loading;
using Phases = std::vector<PicturePhase>;

} // namespace

TEST_CASE("no picture is fetched before it is tapped, and then that one file", "[story_pictures]") {
    Illustrated reader;
    reader.publish_three();
    reader.open();
    CHECK(reader.phases() == Phases{kAbsent, kAbsent, kAbsent});
    CHECK(reader.asked().empty());
    reader.tap(1);
    CHECK(reader.asked() == std::vector{kAddress + reader.first});
    CHECK(reader.phases() == Phases{kAbsent, kHere, kAbsent});
    reader.tap(1); // it is here
    reader.tap(3); // no such place
    CHECK(reader.asked().size() == 1);
}

TEST_CASE("what a picture cost is in the ledger and in the day's sum, by its source", "[story_pictures]") {
    Illustrated reader;
    reader.publish_three();
    reader.open();
    const std::int64_t before = reader.stage.state().reading.spent_bytes;
    reader.tap(2);
    const app::Reading& reading = reader.stage.state().reading;
    CHECK(reader.counted() == 12);
    CHECK(reading.spent_bytes == before + 12);
    CHECK(reading.spent_bytes == reader.edge.received_bytes);
    CHECK(reading.week.back().pictures_bytes == 12);
    CHECK(reading.week.back().counted_bytes() == reading.spent_bytes);
    CHECK(std::ranges::any_of(reading.ledger, [](const app::LedgerEntry& entry) {
        return entry.kind == taste::ReceivedKind::pictures && entry.source == "Radio Ribera";
    }));
}

TEST_CASE("what is kept is shown without a network, looked for one after the other", "[story_pictures]") {
    Illustrated reader;
    reader.publish_three();
    reader.edge.away[kAddress + reader.lead] = "lead bytes";
    reader.edge.away[kAddress + reader.second] = "second bytes";
    reader.edge.no_network = true;
    reader.edge.asked.clear();
    reader.edge.holds = true;
    const std::size_t before = reader.stage.post.count<ports::AskNews>();
    reader.open();
    CHECK(reader.stage.post.count<ports::AskNews>() == before + 1);
    reader.edge.holds = false;
    reader.edge.run();
    CHECK(reader.edge.asked_kept == std::vector{kAddress + reader.lead, kAddress + reader.first,
                                                kAddress + reader.small_of(reader.first), kAddress + reader.second});
    CHECK(reader.phases() == Phases{kHere, kAbsent, kHere});
    CHECK(reader.edge.asked.empty());
    CHECK(reader.counted() == 0);
}

TEST_CASE("bytes that are not the picture are never here, and a tap tries again", "[story_pictures]") {
    Illustrated reader;
    reader.publish_three();
    reader.edge.away[kAddress + reader.lead] = "lead bytez"; // damaged where it was kept
    reader.open();
    CHECK(reader.phases() == Phases{kAbsent, kAbsent, kAbsent});
    reader.edge.portal = "<html>Welcome to the hotel</html>";
    reader.tap(0);
    CHECK(reader.phases() == Phases{kFailed, kAbsent, kAbsent});
    CHECK(reader.pictures().at(0).failure == "damaged_picture");
    CHECK(reader.counted() == static_cast<std::int64_t>(reader.edge.portal.size()));
    reader.edge.portal.clear();
    reader.tap(0);
    CHECK(reader.phases() == Phases{kHere, kAbsent, kAbsent});
    CHECK(reader.pictures().at(0).failure.empty());
}

TEST_CASE("without a network that is what is said, and a tap when there is one brings it", "[story_pictures]") {
    Illustrated reader;
    reader.publish_three();
    reader.open();
    reader.edge.no_network = true;
    reader.stage.receive(ports::ConnectionChanged{false, false, false});
    reader.tap(1);
    CHECK(reader.pictures().at(1).failure == "no_network");
    reader.edge.no_network = false;
    reader.tap(1);
    CHECK(reader.phases() == Phases{kAbsent, kHere, kAbsent});
    reader.edge.pictures.erase(reader.second);
    reader.tap(2);
    CHECK(reader.pictures().at(2).failure == "not_found");
}

TEST_CASE("a picture that is asked for comes whatever the line, the hour and the limit are", "[story_pictures]") {
    Illustrated reader;
    reader.publish_three();
    reader.open();
    reader.stage.ask(command::PauseFetching{true});
    reader.stage.ask(command::ChooseBudget{false, 0});
    reader.stage.ask(command::ChooseFetchHours{false, {0, 24 * 60 - 30}});
    reader.stage.receive(ports::ConnectionChanged{true, true, false, true, true});
    reader.tap(1);
    CHECK(reader.phases() == Phases{kAbsent, kHere, kAbsent});
}

TEST_CASE("one file at two places is asked for once and is here for both", "[story_pictures]") {
    Illustrated reader;
    reader.lead = reader.edge.add_picture(reader.story, 0, "the same");
    reader.edge.add_picture(reader.story, 2, "the same");
    reader.publish();
    reader.open();
    reader.edge.holds = true;
    reader.stage.ask(command::ShowPicture{0});
    CHECK(reader.phases() == Phases{kLoading, kLoading});
    reader.stage.ask(command::ShowPicture{2}); // on its way
    reader.edge.holds = false;
    reader.edge.run();
    CHECK(reader.asked() == std::vector{kAddress + reader.lead});
    CHECK(reader.phases() == Phases{kHere, kHere});
}

TEST_CASE("a place above the text that the story has not got is no picture; one beyond its figures is below",
          "[story_pictures]") {
    Illustrated reader;
    reader.story.picture.clear();
    reader.edge.add_picture(reader.story, 0, "nowhere");
    reader.edge.add_picture(reader.story, 2, "second bytes");
    reader.edge.add_picture(reader.story, 3, "below the text");
    reader.publish();
    reader.open();
    REQUIRE(reader.pictures().size() == 2);
    CHECK(reader.pictures().front().place == 2);
    CHECK(reader.pictures().back().place == 3);
    CHECK(reader.edge.asked_kept.size() == 4); // each large file, then the small one
}

TEST_CASE("a story that is left waits for no picture, and what came of it all the same is only counted",
          "[story_pictures]") {
    Illustrated reader;
    reader.publish_three();
    reader.open();
    reader.edge.holds = true;
    reader.stage.ask(command::ShowPicture{1});
    const std::uint32_t ticket = reader.stage.post.last<ports::AskNews>().ticket;
    reader.stage.ask(command::GoTo{{Screen::read, {}, {}}});
    REQUIRE(reader.stage.post.last<ports::CancelNews>().ticket == ticket);
    reader.stage.ask(command::GoTo{{Screen::story, {}, {}, reader.hash}});
    const std::string bytes = "first bytes";
    SECTION("cancelled in time") {
        reader.stage.receive(ports::NewsCancelled{ticket, 5});
        CHECK(reader.counted() == 5);
    }
    SECTION("too late") {
        reader.stage.receive(ports::NewsArrived{ticket, false, 11, std::as_bytes(std::span(bytes))});
        CHECK(reader.counted() == 11);
    }
    CHECK(reader.phases() == Phases{kAbsent, kAbsent, kAbsent});
    const std::int64_t counted = reader.counted();
    reader.stage.receive(ports::NewsArrived{ticket, false, 11, std::as_bytes(std::span(bytes))}); // once more
    CHECK(reader.counted() == counted);
}

TEST_CASE("an answer to another story's look for what is kept says nothing of this one", "[story_pictures]") {
    Illustrated reader;
    reader.publish_three();
    reader.edge.holds = true;
    reader.open();
    const std::uint32_t ticket = reader.stage.post.last<ports::AskNews>().ticket;
    reader.stage.ask(command::GoTo{{Screen::read, {}, {}}});
    reader.stage.ask(command::GoTo{{Screen::story, {}, {}, reader.hash}});
    const std::size_t asked = reader.stage.post.count<ports::AskNews>();
    const std::string bytes = "lead bytes";
    reader.stage.receive(ports::NewsArrived{ticket, true, 0, std::as_bytes(std::span(bytes))});
    CHECK(reader.phases() == Phases{kAbsent, kAbsent, kAbsent});
    CHECK(reader.stage.post.count<ports::AskNews>() == asked);
}

TEST_CASE("tickets of nobody change nothing", "[story_pictures]") {
    Illustrated reader;
    reader.publish_three();
    reader.open();
    const std::uint64_t revision = reader.stage.state().revision;
    const std::string bytes = "lead bytes";
    for (const std::uint32_t ticket : {0U, 9'999U}) {
        reader.stage.receive(ports::NewsArrived{ticket, false, 10, std::as_bytes(std::span(bytes))});
        reader.stage.receive(ports::NewsFailed{ticket, "busy", 10});
        reader.stage.receive(ports::NewsCancelled{ticket, 10});
    }
    CHECK(reader.stage.state().revision == revision);
    CHECK(reader.counted() == 0);
}

TEST_CASE("the settings of reading know what pictures are kept, as often as they are opened", "[story_pictures]") {
    Illustrated reader;
    reader.publish_three();
    CHECK(reader.stage.post.count<ports::CountPictures>() == 0);
    reader.stage.ask(command::GoTo{{Screen::news_settings, {}, {}}});
    REQUIRE(reader.stage.post.count<ports::CountPictures>() == 1);
    reader.stage.receive(ports::PicturesCounted{2, 27'600, {}});
    CHECK(reader.stage.state().reading.kept_pictures == 2);
    CHECK(reader.stage.state().reading.kept_pictures_bytes == 27'600);
    reader.open();
    reader.stage.ask(command::GoTo{{Screen::news_settings, {}, {}}});
    CHECK(reader.stage.post.count<ports::CountPictures>() == 2);
}

TEST_CASE("when the storage goes away nothing is waited for any more", "[story_pictures]") {
    Illustrated reader;
    reader.publish_three();
    reader.open();
    reader.edge.holds = true;
    reader.stage.ask(command::ShowPicture{1});
    const std::uint32_t ticket = reader.stage.post.last<ports::AskNews>().ticket;
    reader.stage.receive(ports::StorageLost{"other_tab"});
    CHECK(reader.stage.post.last<ports::CancelNews>().ticket == ticket);
    CHECK(reader.pictures().empty());
}
