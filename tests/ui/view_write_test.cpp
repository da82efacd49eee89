// Writing, sending and moderating through what the screens say and the commands they make.
#include <catch2/catch_test_macros.hpp>

#include "core/news/contribution.hpp"
#include "fakes/contribution_edge.hpp"
#include "fakes/news_worker.hpp"
#include "fakes/text_worker.hpp"
#include "ui/view_stage.hpp"

using namespace hypha;
using namespace hypha::ui;
namespace command = hypha::app::command;
using app::OwnStands;
using flow::ContributionEdge;

namespace {

struct Author {
    Author() {
        edge.publish({.title = "Rain", .source = std::string(news::kContributedSource)});
        stage.go(app::Screen::read);
        edge.run();
        stage.app.ask(command::ChooseRegion{"andes"});
        edge.run();
        stage.settle();
    }
    [[nodiscard]] const app::Contributing& all() const { return stage.app.state().contributing; }

    ViewStage stage{{412, 915}, flow::Stage::default_facts()};
    flow::NewsWorker edge{stage.app};
    ContributionEdge line{stage.app};
};

} // namespace

TEST_CASE("from Read to a story that waits for an account", "[view_write]") {
    Author author;
    author.stage.tap(Role::button, "Your stories");
    author.stage.settle();
    author.stage.tap(Role::button, "Write a story");
    author.stage.settle();
    INFO(author.stage.said());
    REQUIRE(author.stage.starting(Role::textbox, "Title") != nullptr);
    author.stage.edit(Role::textbox, "Title", "The roof");
    author.stage.edit(Role::textbox, "Story", "Reeds were carried up.");
    author.stage.settle();
    author.stage.reach(Role::radio, "Runasimi");
    CHECK(author.all().writing.language == "qu");
    author.stage.settle();
    author.stage.reach(Role::radio, "Politics");
    CHECK(author.all().writing.topic == "politics");
    author.stage.settle();
    author.stage.reach(Role::radio, "Found by Hypha");
    CHECK(author.all().writing.topic.empty());
    author.line.has_no_account();
    author.stage.settle();
    author.stage.reach(Role::button, "Send");
    author.stage.settle();
    INFO(author.stage.said());
    CHECK(author.all().writing.stands == OwnStands::waiting);
    CHECK(author.stage.starting(Role::text, "Waits to be sent") != nullptr);
    author.stage.go(app::Screen::own_stories);
    author.stage.settle();
    CHECK(author.stage.starting(Role::link, "The roof. Waits to be sent") != nullptr);
    author.stage.reach(Role::button, "Sync");
    CHECK(author.stage.app.state().route.section == app::MeSection::sync);
}

TEST_CASE("a suggested topic is marked, said, and the person's to take or leave", "[view_write]") {
    Author author;
    flow::TextWorker models(author.stage.app);
    author.stage.app.ask(command::WriteStory{});
    author.stage.settle();
    CHECK(author.stage.find(Role::text, "Choose one, or leave it to Hypha.") != nullptr);
    author.stage.app.ask(command::EditOwnStory{command::EditOwnStory::Field::title, "Our team won"});
    author.stage.app.ask(command::EditOwnStory{command::EditOwnStory::Field::words,
                                               "Two goals in the second half, and the cup is here again."});
    author.stage.frame();
    CHECK(author.stage.wakes_at() == author.all().topic_due_ms); // words that rest are read without another key
    models.suggest("en", "sports");
    author.stage.settle();
    INFO(author.stage.said());
    CHECK(author.stage.find(Role::text, "Suggested: Sports") != nullptr);
    CHECK(author.stage.find(Role::text, "Choose one, or leave it to Hypha.") == nullptr);
    const SemanticsNode* chip = author.stage.find(Role::radio, "Sports \xC2\xB7 suggested");
    REQUIRE(chip != nullptr);
    CHECK(chip->checked == false);      // marked, not chosen
    CHECK(chip->rect.right() <= 412.F); // in a row that scrolls sideways
    author.stage.reach(Role::radio, "Sports \xC2\xB7 suggested");
    CHECK(author.all().writing.topic == "sports");
    author.stage.settle();
    author.stage.reach(Role::radio, "Society");
    CHECK(author.all().writing.topic == "society");
    author.stage.settle();
    CHECK(author.stage.find(Role::text, "Suggested: Sports") != nullptr);
    author.stage.reach(Role::radio, "Found by Hypha");
    CHECK(author.all().writing.topic.empty());
}

TEST_CASE("what is missing is said beside the button that cannot be pressed yet", "[view_write]") {
    Author author;
    author.stage.app.ask(command::WriteStory{});
    author.stage.settle();
    CHECK(author.stage.starting(Role::text, "Give it a title.") != nullptr);
    const SemanticsNode* send = author.stage.find(Role::button, "Send");
    REQUIRE(send != nullptr);
    CHECK(send->disabled);
    author.stage.reach(Role::button, "Delete this draft");
    CHECK(author.all().own.empty());
    author.stage.settle();
    author.stage.reach(Role::button, "Undo");
    CHECK(author.all().own.size() == 1);
}

TEST_CASE("a moderator's rejection waits for its reason", "[view_write]") {
    Author author;
    author.line.has_account();
    author.stage.app.ask(command::WriteStory{});
    author.stage.app.ask(command::EditOwnStory{command::EditOwnStory::Field::title, "Hens"});
    author.stage.app.ask(command::EditOwnStory{command::EditOwnStory::Field::words, "Six hens."});
    author.stage.app.ask(command::EditOwnStory{command::EditOwnStory::Field::topic, "sports"});
    const std::string id = author.all().writing.id;
    author.stage.app.ask(command::SendOwnStory{id});
    const std::string file = author.line.to_sign();
    author.line.sign();
    author.line.answer(200, ContributionEdge::standing(id, "held", 1));
    author.stage.go(app::Screen::me, {}, app::MeSection::moderation);
    author.line.answer(200, R"({"moderator":true,"contributions":[]})");
    author.line.answer(200, R"({"waiting":1,"contributions":[)" +
                                ContributionEdge::standing(id, "held", 1, ContributionEdge::file_member(file)) + "]}");
    author.stage.settle();
    INFO(author.stage.said());
    REQUIRE(author.stage.find(Role::heading, "Hens") != nullptr);
    CHECK(author.stage.find(Role::text, "Topic: Sports") != nullptr);
    CHECK(author.stage.find(Role::button, "Reject")->disabled);
    author.stage.edit(Role::textbox, "What the author is told", "Which hens?");
    author.stage.settle();
    author.stage.reach(Role::button, "Reject");
    CHECK(author.line.asked().back().target == "/v1/moderation/" + id);
}

TEST_CASE("a story that somebody of the region wrote can be reported, others cannot", "[view_write]") {
    Author author;
    author.line.has_account();
    author.stage.settle();
    author.stage.reach(Role::button, "Less like this: Rain");
    author.stage.settle();
    author.stage.reach(Role::button, "Report it");
    CHECK(author.line.asked().back().target.ends_with("/flag"));
    author.stage.app.ask(command::AskAgainstStory{std::string(64, 'b'), "Other", "Radio"});
    author.stage.settle();
    CHECK(author.stage.starting(Role::button, "Report it") == nullptr);
}
