// Pictures that come before anybody opens their story: which, in which order, within what, and what keeps them from coming.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <span>

#include "core/taste/fetch_export.hpp"
#include "flow/illustrated.hpp"

using namespace hypha;
using namespace hypha::flow;
namespace command = hypha::app::command;
using app::PicturePhase;
using app::Screen;
using taste::PictureWish;

namespace {

struct Fetching : Illustrated {
    Fetching() { edge.keeps_pictures = true; }
    void choose(PictureWish wish) {
        stage.ask(command::ChoosePictures{wish});
        edge.run();
    }
    [[nodiscard]] std::vector<std::string> small_ones() const {
        return {kAddress + small_of(lead), kAddress + small_of(first), kAddress + small_of(second)};
    }
    [[nodiscard]] bool small_here(std::size_t at) const { return pictures().at(at).small_here; }
};

} // namespace

TEST_CASE("pictures come by themselves when they are wanted, in the size that is wanted, and are counted",
          "[fetch_pictures]") {
    Fetching reader;
    reader.publish_three();
    CHECK(reader.asked().empty()); // nobody said so
    SECTION("small") {
        reader.choose(PictureWish::small);
        CHECK(reader.asked() == reader.small_ones());
        reader.open();
        CHECK(reader.small_here(0));
        CHECK(reader.small_here(2));
        CHECK(reader.pictures().at(1).phase == PicturePhase::absent);
        reader.tap(1);
        CHECK(reader.pictures().at(1).phase == PicturePhase::here);
        CHECK(reader.asked().back() == kAddress + reader.first);
    }
    SECTION("large") {
        reader.choose(PictureWish::all);
        CHECK(reader.asked() == std::vector{kAddress + reader.lead, kAddress + reader.first, kAddress + reader.second});
        reader.open();
        CHECK(std::ranges::all_of(reader.phases(), [](PicturePhase phase) { return phase == PicturePhase::here; }));
    }
    CHECK(reader.counted() > 0);
    CHECK(reader.stage.state().reading.spent_bytes == reader.edge.received_bytes);
}

TEST_CASE("no picture comes while a text is still to come", "[fetch_pictures]") {
    Fetching reader;
    reader.choose(PictureWish::small);
    reader.edge.publish({.title = "Another story"});
    reader.publish_three();
    const auto& asked = reader.edge.asked;
    const auto is_picture = [](const std::string& target) { return target.starts_with(kAddress); };
    const auto first_picture = std::ranges::find_if(asked, is_picture);
    REQUIRE(first_picture != asked.end());
    CHECK(std::all_of(first_picture, asked.end(), is_picture));
    CHECK(std::ranges::count_if(asked, [](const std::string& target) { return target.contains("/story/"); }) == 2);
}

TEST_CASE("pictures leave half of the day's limit to texts", "[fetch_pictures]") {
    Fetching reader;
    reader.lead = reader.edge.add_picture(reader.story, 0, std::string(30'000, 'l'));
    reader.publish();
    const auto spend = [&reader](std::int64_t bytes) {
        const std::string text = "hypha-journal 1 " + std::string(32, '7') + "\n1\t" +
                                 std::to_string(reader.stage.state().reading.week.back().day) + "\ttexts\t" +
                                 std::to_string(bytes) + "\t\tLa Voz\n";
        reader.stage.receive(ports::FetchJournalFound{std::as_bytes(std::span(text))});
        reader.edge.run();
    };
    const std::int64_t spent = reader.stage.state().reading.spent_bytes;
    SECTION("it just fits") {
        spend(500'000 - 30'000 - spent);
        reader.choose(PictureWish::all);
        CHECK(reader.asked().size() == 1);
    }
    SECTION("by one byte it does not") {
        spend(500'001 - 30'000 - spent);
        reader.choose(PictureWish::all);
        CHECK(reader.asked().empty());
        const std::string later = reader.edge.publish({.title = "A text that comes later"});
        reader.stage.ask(command::RefreshNews{});
        reader.edge.run();
        CHECK(std::ranges::count(reader.edge.asked, "/v1/news/story/" + later) == 1);
    }
}

TEST_CASE("what is kept already is not asked for, whenever it came", "[fetch_pictures]") {
    Fetching reader;
    reader.publish_three();
    reader.edge.away[kAddress + reader.small_of(reader.first)] = reader.edge.pictures[reader.small_of(reader.first)];
    reader.choose(PictureWish::small);
    CHECK(reader.asked() == std::vector{reader.small_ones()[0], reader.small_ones()[2]});
    reader.stage.restart();
    reader.edge.forget();
    reader.edge.asked.clear();
    reader.stage.ask(command::GoTo{{Screen::read, {}, {}}});
    reader.edge.run();
    CHECK(reader.stage.state().reading.pictures == PictureWish::small); // the choice is kept too
    CHECK(reader.asked().empty());
}

TEST_CASE("where nothing keeps pictures one is asked for in a session, and no more", "[fetch_pictures]") {
    Fetching reader;
    reader.edge.keeps_pictures = false;
    reader.publish_three();
    reader.choose(PictureWish::small);
    CHECK(reader.asked().size() == 1);
    reader.choose(PictureWish::all);
    CHECK(reader.asked().size() == 1);
}

TEST_CASE("what holds texts holds pictures", "[fetch_pictures]") {
    Fetching reader;
    reader.publish_three();
    SECTION("a pause") {
        reader.stage.ask(command::PauseFetching{true});
        reader.choose(PictureWish::small);
        CHECK(reader.asked().empty());
        reader.stage.ask(command::PauseFetching{false});
    }
    SECTION("the hours") {
        reader.stage.ask(command::ChooseFetchHours{false, {0, 24 * 60 - 30}});
        reader.choose(PictureWish::small);
        CHECK(reader.asked().empty());
        reader.stage.ask(command::ChooseFetchHours{false, {}});
    }
    SECTION("Save-Data") {
        reader.stage.receive(ports::ConnectionChanged{true, true, false, true, true});
        reader.choose(PictureWish::small);
        CHECK(reader.asked().empty());
        reader.stage.receive(ports::ConnectionChanged{true, true, false, true, false});
        reader.stage.clock.advance(5'000);
        reader.stage.app->rest();
    }
    reader.edge.run();
    CHECK(reader.asked() == reader.small_ones());
}

TEST_CASE("another choice, or a pause, ends what is on its way, which is counted", "[fetch_pictures]") {
    Fetching reader;
    reader.publish_three();
    reader.edge.holds = true;
    reader.choose(PictureWish::all);
    const std::uint32_t ticket = reader.stage.post.last<ports::AskNews>().ticket;
    REQUIRE(reader.stage.post.last<ports::AskNews>().target == kAddress + reader.lead);
    reader.stage.ask(command::ChoosePictures{PictureWish::never});
    CHECK(reader.stage.post.last<ports::CancelNews>().ticket == ticket);
    reader.stage.receive(ports::NewsCancelled{ticket, 7});
    CHECK(reader.counted() == 7);
    CHECK(reader.stage.post.last<ports::AskNews>().ticket == ticket);
}

TEST_CASE("another size is begun as soon as the one on its way has ended, and nothing of a hidden source goes on",
          "[fetch_pictures]") {
    Fetching reader;
    reader.publish_three();
    reader.edge.holds = true;
    reader.choose(PictureWish::all);
    const std::uint32_t ticket = reader.stage.post.last<ports::AskNews>().ticket;
    SECTION("another size") {
        reader.stage.ask(command::ChoosePictures{PictureWish::small});
        reader.stage.receive(ports::NewsCancelled{ticket, 0});
        CHECK(reader.stage.post.last<ports::AskNews>().target == reader.small_ones().front());
    }
    SECTION("another size, too late to be cancelled") {
        reader.stage.ask(command::ChoosePictures{PictureWish::small});
        const std::string bytes = "lead bytes";
        reader.stage.receive(ports::NewsArrived{ticket, false, 10, std::as_bytes(std::span(bytes))});
        CHECK(reader.stage.post.last<ports::AskNews>().target == reader.small_ones().front());
        CHECK(reader.counted() == 10);
    }
    SECTION("everything is erased") {
        reader.stage.ask(command::EraseEverything{});
        CHECK(reader.stage.post.last<ports::CancelNews>().ticket == ticket);
    }
    SECTION("a hidden source") {
        reader.stage.ask(command::HideSource{"Radio Ribera", true});
        CHECK(reader.stage.post.last<ports::CancelNews>().ticket == ticket);
        reader.stage.receive(ports::NewsCancelled{ticket, 0});
        CHECK(reader.stage.post.last<ports::AskNews>().ticket == ticket);
    }
}

TEST_CASE("a story that was read, hidden or put away has no picture come", "[fetch_pictures]") {
    Fetching reader;
    reader.publish_three();
    SECTION("read") {
        reader.open();
        reader.stage.ask(command::GoTo{{Screen::read, {}, {}}});
        reader.edge.run();
    }
    SECTION("hidden") { reader.stage.ask(command::HideSource{"Radio Ribera", true}); }
    SECTION("put away") { reader.stage.ask(command::PutStoryAway{reader.hash}); }
    reader.choose(PictureWish::small);
    CHECK(reader.asked().empty());
}

TEST_CASE("a picture that is not what its name says is not asked for again in this session, and the others come",
          "[fetch_pictures]") {
    Fetching reader;
    reader.publish_three();
    reader.edge.pictures[reader.small_of(reader.lead)] = "another";
    reader.edge.pictures.erase(reader.small_of(reader.first));
    reader.choose(PictureWish::small);
    CHECK(reader.asked() == reader.small_ones());
    reader.stage.ask(command::PauseFetching{true});
    reader.stage.ask(command::PauseFetching{false});
    reader.edge.run();
    CHECK(reader.asked().size() == 3);
    reader.open();
    CHECK_FALSE(reader.small_here(0));
    CHECK(reader.small_here(2));
}

TEST_CASE("the open story shows a picture that comes by itself", "[fetch_pictures]") {
    Fetching reader;
    reader.publish_three();
    reader.stage.ask(command::SaveStory{reader.hash, true});
    reader.open();
    CHECK_FALSE(reader.small_here(1));
    reader.choose(PictureWish::small); // it is saved: read or not
    CHECK(reader.small_here(1));
}

TEST_CASE("the service worker's plan says which pictures are wanted", "[fetch_pictures]") {
    Fetching reader;
    reader.publish_three();
    reader.choose(PictureWish::small);
    reader.stage.clock.advance(5'000);
    reader.stage.app->rest();
    const auto sent = reader.stage.post.last<ports::KeepFetchPlan>();
    const auto plan = taste::parse_export({reinterpret_cast<const char*>(sent.bytes.data()), sent.bytes.size()});
    REQUIRE(plan.has_value());
    CHECK(plan->rules.pictures == PictureWish::small);
}
