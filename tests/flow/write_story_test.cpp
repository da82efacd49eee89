// A story of one's own: every letter is kept, nothing leaves before it is sent, what waits is sent when there is an account and a
// connection, what the edge says stands beside it, and no answer of a stranger's page is taken for the edge's. And the moderator's side.
// Over 300 lines because the cases share one author and the edge's answers.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>

#include "core/news/contribution.hpp"
#include "flow/story_author.hpp"

using namespace hypha;
using namespace hypha::flow;
namespace command = hypha::app::command;
using app::OwnStands;
using app::Screen;
using Field = command::EditOwnStory::Field;

namespace {

using Author = StoryAuthor;

} // namespace

TEST_CASE("every letter of a story is kept, and nothing leaves the device", "[write_story]") {
    Author author;
    const std::string id = author.write("Lluvia", "Llovió");
    CHECK(author.stage.state().route == app::Route{Screen::write_story, {}, {}, id});
    author.stage.restart();
    author.edge.forget();
    author.go({Screen::own_stories, {}, {}});
    REQUIRE(author.all().own.size() == 1);
    CHECK(author.own(id).title == "Lluvia");
    CHECK(author.own(id).words == "Llovió");
    CHECK(author.own(id).region == "andes");
    CHECK(author.own(id).stands == OwnStands::draft);
    CHECK(author.line.to_sign().empty());
    CHECK(author.line.asked().empty());
}

TEST_CASE("what is no story yet says what is missing, and is not sent", "[write_story]") {
    Author author;
    author.stage.ask(command::WriteStory{});
    CHECK(author.all().cannot_send == "contribution_no_title");
    author.stage.ask(command::EditOwnStory{Field::title, "Rain"});
    CHECK(author.all().cannot_send == "contribution_no_text");
    author.stage.ask(command::SendOwnStory{author.writing().id});
    CHECK(author.writing().stands == OwnStands::draft);
    author.stage.ask(command::EditOwnStory{Field::words, "It rained."});
    CHECK(author.all().cannot_send.empty());
    author.stage.ask(command::EditOwnStory{Field::title, std::string(201, 'a')});
    CHECK(author.all().cannot_send == "contribution_long_title");
}

TEST_CASE("a story is signed, sent, held, published; each is kept", "[write_story]") {
    Author author;
    author.line.has_account();
    const std::string id = author.write();
    author.stage.ask(command::EditOwnStory{Field::topic, "society"});
    author.stage.ask(command::EditOwnStory{Field::byline, "Ana"});
    author.stage.ask(command::SendOwnStory{id});
    CHECK(author.own(id).stands == OwnStands::waiting);
    const auto file = news::parse_contribution(author.line.to_sign());
    REQUIRE(file.has_value());
    CHECK(file->id == id);
    CHECK(file->base_rev == 0);
    CHECK(file->region == "andes");
    CHECK(file->topic == "society");
    CHECK(file->byline == "Ana");
    CHECK_FALSE(file->place.is_known);
    author.line.sign();
    REQUIRE(author.line.asked().size() == 1);
    CHECK(author.line.asked().back().method == "POST");
    author.line.answer(200, ContributionEdge::standing(id, "held", 1, R"(,"held_for":["new_contributor"])"));
    CHECK(author.own(id).stands == OwnStands::held);
    CHECK(author.own(id).held_for == "new_contributor");
    author.go({Screen::own_stories, {}, {}});
    REQUIRE(author.line.asked().back().method == "GET");
    author.line.answer(200, R"({"moderator":false,"contributions":[)" + ContributionEdge::standing(id, "published", 1) +
                                "]}");
    CHECK(author.own(id).stands == OwnStands::published);
    CHECK_FALSE(author.all().moderates);
    author.stage.restart();
    author.edge.forget();
    author.go({Screen::own_stories, {}, {}});
    CHECK(author.own(id).stands == OwnStands::published);
    CHECK(author.own(id).rev == 1);
}

TEST_CASE("a rejection says why; a change goes out on the revision that the edge has", "[write_story]") {
    Author author;
    author.line.has_account();
    const std::string id = author.write();
    author.stage.ask(command::SendOwnStory{id});
    author.line.sign();
    author.line.answer(200,
                       ContributionEdge::standing(id, "rejected", 1, R"(,"reason":"No names of neighbours, please.")"));
    CHECK(author.own(id).stands == OwnStands::rejected);
    CHECK(author.own(id).reason == "No names of neighbours, please.");
    author.stage.ask(command::EditOwnStory{Field::words, "It rained, and nobody is named."});
    CHECK(author.own(id).stands == OwnStands::draft);
    author.stage.ask(command::SendOwnStory{id});
    CHECK(news::parse_contribution(author.line.to_sign())->base_rev == 1);
    author.line.sign();
    author.line.answer(409, R"({"refused":"stale_rev","rev":4,"state":"held"})");
    CHECK(news::parse_contribution(author.line.to_sign())->base_rev ==
          4); // another device sent one: these words are newer
    author.line.sign();
    author.line.answer(409, R"({"refused":"stale_rev","rev":5,"state":"held"})");
    CHECK(author.own(id).stands == OwnStands::draft); // twice is an answer
    CHECK(author.own(id).problem == "stale_rev");
}

TEST_CASE("without an account, a connection or an edge it waits, and says for what", "[write_story]") {
    Author author;
    const std::string id = author.write();
    author.line.has_no_account();
    author.go({Screen::own_stories, {}, {}});
    CHECK(author.all().failure.empty()); // nothing waits
    author.stage.ask(command::SendOwnStory{id});
    CHECK(author.all().failure == "no_account");
    CHECK(author.own(id).stands == OwnStands::waiting);
    CHECK(author.line.to_sign().empty());
    author.line.has_account();
    CHECK_FALSE(author.line.to_sign().empty());
    author.line.sign();
    author.line.answer(0);
    CHECK(author.all().failure == "no_network");
    CHECK(author.own(id).stands == OwnStands::waiting);
    author.stage.receive(ports::ConnectionChanged{true, false, false});
    author.line.sign();
    author.line.answer(200, "<html>Pay for the network of this bus</html>");
    CHECK(author.own(id).stands == OwnStands::waiting);
    CHECK(author.all().failure == "not_understood");
    author.stage.receive(ports::VisibilityChanged{true});
    author.line.sign();
    author.line.answer(429, R"({"refused":"too_many"})");
    CHECK(author.own(id).stands == OwnStands::waiting);
    CHECK(author.all().failure == "too_many");
    author.stage.receive(ports::VisibilityChanged{true});
    author.line.sign();
    author.line.answer(422, R"({"refused":"duplicate"})");
    CHECK(author.own(id).stands == OwnStands::draft);
    CHECK(author.own(id).problem == "duplicate");
    CHECK(author.all().failure.empty());
}

TEST_CASE("what is written while its sending is out stays a draft on the new revision", "[write_story]") {
    Author author;
    author.line.has_account();
    const std::string id = author.write();
    author.stage.ask(command::SendOwnStory{id});
    author.line.sign();
    author.stage.ask(command::EditOwnStory{Field::words, "It rained for three nights."});
    author.line.answer(200, ContributionEdge::standing(id, "held", 1));
    CHECK(author.own(id).stands == OwnStands::draft);
    CHECK(author.own(id).rev == 1);
    CHECK(author.own(id).words == "It rained for three nights.");
    CHECK(author.writing().rev == 1);
}

TEST_CASE("taking back: at once before it was sent, by the edge after", "[write_story]") {
    Author author;
    author.line.has_no_account();
    const std::string id = author.write();
    author.stage.ask(command::SendOwnStory{id});
    author.stage.ask(command::TakeOwnStoryBack{id});
    CHECK(author.own(id).stands == OwnStands::draft);
    author.line.has_account();
    author.stage.ask(command::SendOwnStory{id});
    author.line.sign();
    author.line.answer(200, ContributionEdge::standing(id, "published", 1));
    author.stage.ask(command::TakeOwnStoryBack{id});
    CHECK(author.line.asked().back().method == "DELETE");
    CHECK(author.line.asked().back().target == "/v1/contributions/" + id);
    author.line.answer(200, "<html>");
    CHECK(author.own(id).stands == OwnStands::taking_back);
    author.stage.receive(ports::VisibilityChanged{true});
    author.line.answer(200, ContributionEdge::standing(id, "withdrawn", 1));
    CHECK(author.own(id).stands == OwnStands::withdrawn);
    CHECK(author.own(id).words == "It rained for two nights."); // the words are the person's
}

TEST_CASE("a deleted draft comes back by undo", "[write_story]") {
    Author author;
    const std::string id = author.write();
    author.stage.ask(command::DeleteOwnStory{id});
    CHECK(author.all().own.empty());
    CHECK(author.stage.state().route.screen == Screen::own_stories);
    author.stage.ask(command::Undo{author.stage.state().toast->serial});
    CHECK(author.own(id).words == "It rained for two nights.");
    author.stage.ask(command::EraseEverything{});
    CHECK(author.stage.rows().find("It rained for two nights.") == std::string::npos);
    CHECK(author.all().own.empty());
}

TEST_CASE("a place leaves as a square of a tenth of a degree, or not at all", "[write_story]") {
    Author author;
    author.line.has_account();
    const std::string id = author.write();
    author.stage.ask(command::AskStoryPlace{});
    const std::uint32_t ticket = author.stage.post.last<ports::AskPlace>().ticket;
    author.stage.receive(ports::PlaceFound{ticket, -13.516789, -71.978771, 5});
    REQUIRE(author.writing().place.has_value());
    CHECK(author.stage.rows().find("13.516") == std::string::npos);
    author.stage.ask(command::EditOwnStory{Field::place_name, "Cusco"});
    author.stage.ask(command::SendOwnStory{id});
    const auto file = news::parse_contribution(author.line.to_sign());
    REQUIRE(file.has_value());
    CHECK(file->place == news::ContributedPlace{true, -135, -720, "Cusco"});
    author.stage.ask(command::ForgetStoryPlace{});
    CHECK_FALSE(author.own(id).place.has_value());
}

TEST_CASE("stories that another device of the account wrote are here too", "[write_story]") {
    Author writer, reader;
    writer.line.has_account();
    const std::string id = writer.write("Written elsewhere", "On the other phone.");
    writer.stage.ask(command::SendOwnStory{id});
    reader.line.has_account();
    reader.go({Screen::own_stories, {}, {}});
    reader.line.answer(
        200, R"({"moderator":true,"contributions":[)" +
                 ContributionEdge::standing(id, "published", 2, ContributionEdge::file_member(writer.line.to_sign())) +
                 "]}");
    CHECK(reader.own(id).title == "Written elsewhere");
    CHECK(reader.own(id).words.starts_with("On the other phone."));
    CHECK(reader.own(id).stands == OwnStands::published);
    CHECK(reader.all().moderates);
}

TEST_CASE("own stories come page after page, and an edge that goes round in circles is left", "[write_story]") {
    Author author;
    author.line.has_account();
    author.go({Screen::own_stories, {}, {}});
    const auto page = [&](const std::string& next) {
        author.line.answer(200, R"({"moderator":false,"contributions":[],"next":)" + next + "}");
        return author.line.asked().back().target;
    };
    const std::size_t first = author.line.asked().size();
    CHECK(page(R"("1789000000100-0a")") == "/v1/contributions?before=1789000000100-0a");
    CHECK(page(R"("1789000000100-09")") == "/v1/contributions?before=1789000000100-09");
    CHECK(page(R"("1789000000099-ff")") == "/v1/contributions?before=1789000000099-ff");
    CHECK(author.line.asked().size() == first + 3);
    const std::string wrong =
        GENERATE(R"("1789000000099-ff")", R"("1789000000100-00")", R"("17-a/../b")", R"("17")", R"("")", "null", "7");
    page(wrong);
    CHECK(author.line.asked().size() == first + 3);
    CHECK_FALSE(author.all().working);
}

TEST_CASE("who comes back to their stories learns what was decided meanwhile", "[write_story]") {
    Author author;
    author.line.has_account();
    const auto comes_back = [&author] {
        author.stage.receive(ports::VisibilityChanged{false});
        author.stage.receive(ports::VisibilityChanged{true});
        return author.line.asked().size();
    };
    author.go({Screen::own_stories, {}, {}});
    author.line.answer(200, R"({"moderator":false,"contributions":[]})");
    const std::size_t before = author.line.asked().size();
    CHECK(comes_back() == before + 1);
    CHECK(author.line.asked().back().target == "/v1/contributions");
    author.line.answer(200, R"({"moderator":false,"contributions":[]})");
    author.go({Screen::read, {}, {}});
    CHECK(comes_back() == before + 1); // it is looked at no more
}

TEST_CASE("a moderator reads, rejects with a reason, accepts, and learns that somebody was faster", "[moderate]") {
    Author writer, moderator;
    writer.line.has_account();
    const std::string id = writer.write("Rain", "It rained.");
    writer.stage.ask(command::EditOwnStory{Field::topic, "science"});
    writer.stage.ask(command::SendOwnStory{id});
    const std::string queue =
        R"({"waiting":1,"contributions":[)" +
        ContributionEdge::standing(id, "held", 3,
                                   R"(,"held_for":["flags"],"author":"abc","flag_reasons":["wrong"])" +
                                       ContributionEdge::file_member(writer.line.to_sign())) +
        "]}";
    moderator.line.has_account();
    moderator.go({Screen::me, {}, app::MeSection::moderation});
    CHECK(moderator.line.asked().back().target == "/v1/contributions"); // whether this account moderates at all
    moderator.line.answer(200, R"({"moderator":true,"contributions":[]})");
    CHECK(moderator.line.asked().back().target == "/v1/moderation");
    moderator.line.answer(200, queue);
    REQUIRE(moderator.all().queue.size() == 1);
    CHECK(moderator.all().queue[0].title == "Rain");
    CHECK(moderator.all().queue[0].topic == "science");
    CHECK(moderator.all().queue[0].flag_reasons == std::vector<std::string>{"wrong"});
    const std::size_t before = moderator.line.asked().size();
    moderator.stage.ask(command::DecideHeld{id, false});
    CHECK(moderator.line.asked().size() == before); // its author is to be told why
    moderator.stage.ask(command::AnswerAuthor{id, "Say when it rained."});
    moderator.stage.ask(command::DecideHeld{id, false});
    CHECK(moderator.line.asked().back().target == "/v1/moderation/" + id);
    moderator.line.answer(409, R"({"refused":"stale_rev","rev":4,"state":"held"})");
    CHECK(moderator.all().queue_failure == "stale_rev");
    CHECK(moderator.line.asked().back().target == "/v1/moderation");
    moderator.line.answer(200, queue);
    CHECK(moderator.all().queue[0].answer == "Say when it rained."); // is not typed twice
    moderator.stage.ask(command::DecideHeld{id, true});
    moderator.line.answer(200, ContributionEdge::standing(id, "published", 3));
    CHECK(moderator.all().queue.empty());
    moderator.line.answer(403, R"({"refused":"not_moderator"})");
    CHECK_FALSE(moderator.all().moderates);
    CHECK(moderator.all().queue_failure == "not_moderator");
}

TEST_CASE("a contributed story is reported with an account, once, and a toast says whether it arrived",
          "[write_story]") {
    Author reader;
    const std::string hash(64, 'a');
    reader.stage.ask(command::ReportStory{hash});
    CHECK(reader.stage.state().toast->kind == app::ToastKind::report_needs_account);
    reader.line.has_account();
    reader.stage.ask(command::ReportStory{hash});
    CHECK(reader.line.asked().back().target == "/v1/contributions/" + hash + "/flag");
    reader.line.answer(200, R"({"flagged":true})");
    CHECK(reader.stage.state().toast->kind == app::ToastKind::story_reported);
    const std::size_t before = reader.line.asked().size();
    reader.stage.receive(ports::VisibilityChanged{true});
    CHECK(reader.line.asked().size() == before);
    reader.stage.ask(command::ReportStory{hash});
    reader.line.answer(0);
    CHECK(reader.stage.state().toast->kind == app::ToastKind::story_not_reported);
}

TEST_CASE("what has no page of a publisher's is shared as the edge's", "[write_story]") {
    Author reader;
    news::Story story;
    story.title = "The roof";
    story.source = news::kContributedSource;
    story.published_s = 1'789'990'000;
    news::Block block;
    block.spans = {{"Reeds were carried up.", false, false, false, ""}};
    story.blocks = {block};
    const std::string hash = reader.edge.publish_story(story);
    reader.go({Screen::story, {}, {}, hash});
    REQUIRE(reader.stage.state().reading.open.phase == app::StoryPhase::ready);
    reader.stage.ask(command::ShareStory{});
    CHECK(reader.stage.post.last<ports::ShareAddress>().address == "/read/" + hash);
}

TEST_CASE("on a full device what is typed stays on the screen, and is kept with the next letter that fits",
          "[write_story]") {
    Author author;
    const std::string id = author.write("Rain", "It rained.");
    author.stage.run_out_after(0);
    author.stage.ask(command::EditOwnStory{Field::words, "It rained for two nights."});
    author.stage.answer_room({});
    CHECK(author.stage.state().storage.failure == "storage_full");
    CHECK(author.writing().words == "It rained for two nights.");
    CHECK(author.own(id).words == "It rained.");
    author.stage.run_out_after(-1);
    author.stage.ask(command::EditOwnStory{Field::words, "It rained for two nights!"});
    CHECK(author.own(id).words == "It rained for two nights!");
}
