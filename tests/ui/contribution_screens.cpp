#include "ui/contribution_screens.hpp"

#include "fakes/contribution_edge.hpp"
#include "fakes/news_worker.hpp"
#include "fakes/text_worker.hpp"

namespace hypha::ui {
namespace {

using app::Screen;
using flow::ContributionEdge;
namespace command = app::command;
using Field = command::EditOwnStory::Field;

void with_region(ViewStage& stage) {
    flow::NewsWorker edge(stage.app);
    edge.publish({});
    stage.go(Screen::read);
    edge.run();
    stage.app.ask(command::ChooseRegion{"andes"});
    edge.run();
}

std::string write(ViewStage& stage, const std::string& title, const std::string& words) {
    stage.app.ask(command::WriteStory{});
    stage.app.ask(command::EditOwnStory{Field::title, title});
    stage.app.ask(command::EditOwnStory{Field::words, words});
    return stage.app.state().contributing.writing.id;
}

void sent(ViewStage& stage, const std::string& id, const std::string& state, const std::string& more = "") {
    ContributionEdge line(stage.app);
    stage.app.ask(command::SendOwnStory{id});
    line.sign();
    line.answer(200, ContributionEdge::standing(id, state, 1, more));
}

void empty(ViewStage& stage) {
    with_region(stage);
    stage.go(Screen::own_stories);
    stage.settle();
}

void several(ViewStage& stage) {
    with_region(stage);
    ContributionEdge(stage.app).has_account();
    sent(stage, write(stage, "The school has a roof again", "Forty families."), "published");
    sent(stage, write(stage, "Who took the hens, and why nobody on the upper road saw anything at all", "Six hens."),
         "rejected", R"(,"reason":"Tell what happened without pointing at a neighbour.")");
    sent(stage, write(stage, "Water on Tuesdays only", "From May on."), "held", R"(,"held_for":["new_contributor"])");
    write(stage, "", "");
    stage.go(Screen::own_stories);
    stage.settle();
}

void needs_account(ViewStage& stage) {
    with_region(stage);
    ContributionEdge(stage.app).has_no_account();
    stage.app.ask(command::SendOwnStory{write(stage, "Rain", "It rained.")});
    stage.go(Screen::own_stories);
    stage.settle();
}

void blank(ViewStage& stage) {
    with_region(stage);
    stage.app.ask(command::WriteStory{});
    stage.settle();
}

void whole(ViewStage& stage) {
    with_region(stage);
    write(stage, "The school has a roof again",
          "Forty families carried the reeds up in two days.\n\nThe first lesson is on **Monday**.");
    stage.app.ask(command::EditOwnStory{Field::topic, "society"});
    stage.app.ask(command::AskStoryPlace{});
    stage.app.receive(ports::PlaceFound{stage.app.post.last<ports::AskPlace>().ticket, -13.51, -71.97, 5});
    stage.app.ask(command::EditOwnStory{Field::place_name, "Huilloc"});
    stage.settle();
}

void suggested(ViewStage& stage) {
    with_region(stage);
    write(stage, "The school has a roof again",
          "Forty families carried the reeds up in two days, and the first lesson is on Monday.");
    flow::TextWorker(stage.app).suggest("en", "technology");
    stage.settle();
}

void photo(ViewStage& stage, char letter) {
    stage.app.ask(command::AddStoryPhotos{app::PhotoSource::library});
    const std::uint32_t ticket = stage.app.post.last<ports::OpenPicker>().ticket;
    stage.app.receive(ports::PhotoPicked{ticket, "", "the_roof_of_the_school.jpg", 3'000'000, {}, ""});
    if (letter != ' ') {
        stage.app.receive(ports::PhotoPrepared{ticket, flow::sha(letter), 1'600, 1'200, 212'000, {}});
    }
}

void photos(ViewStage& stage) {
    with_region(stage);
    write(stage, "The school has a roof again", "Forty families.");
    photo(stage, 'b');
    photo(stage, 'c');
    photo(stage, ' ');
    stage.settle();
}

void photo_refused(ViewStage& stage) {
    with_region(stage);
    write(stage, "The school has a roof again", "Forty families.");
    photo(stage, ' ');
    stage.app.receive(ports::AnalysisFailed{stage.app.post.last<ports::OpenPicker>().ticket, "too_detailed", ""});
    stage.settle();
}

void photos_on_their_way(ViewStage& stage) {
    with_region(stage);
    ContributionEdge(stage.app).has_account();
    const std::string id = write(stage, "The school has a roof again", "Forty families.");
    photo(stage, 'b');
    photo(stage, 'c');
    sent(stage, id, "held", R"(,"held_for":["photos"],"photos_missing":[")" + flow::sha('c') + "\"]");
    stage.go(Screen::own_stories);
    stage.settle();
}

void rejected(ViewStage& stage) {
    with_region(stage);
    ContributionEdge(stage.app).has_account();
    sent(stage, write(stage, "Who took the hens", "It was the neighbour."), "rejected",
         R"(,"reason":"Tell what happened without pointing at a neighbour.")");
    stage.settle();
}

void missing(ViewStage& stage) {
    with_region(stage);
    stage.app.ask(command::GoTo{{Screen::write_story, {}, {}, std::string(32, 'a')}});
    stage.settle();
}

void moderated(ViewStage& stage, const std::string& queue) {
    ContributionEdge line(stage.app);
    line.has_account();
    stage.go(Screen::me, {}, app::MeSection::moderation);
    line.answer(200, R"({"moderator":true,"contributions":[]})");
    line.answer(200, queue);
    stage.settle();
}

void queue(ViewStage& stage) {
    with_region(stage);
    const std::string id = write(stage, "Who took the hens", "It was the neighbour.\n\n- six hens\n- one rooster");
    photo(stage, 'b');
    ContributionEdge line(stage.app);
    line.has_account();
    stage.app.ask(command::SendOwnStory{id});
    const std::string file = line.to_sign();
    line.sign();
    line.answer(200, ContributionEdge::standing(id, "held", 1));
    moderated(stage,
              R"({"waiting":3,"contributions":[)" +
                  ContributionEdge::standing(id, "held", 1,
                                             R"(,"held_for":["flags","links"],"author":"f00baa","author_accepted":2,)"
                                             R"("flag_reasons":["It names a neighbour"])" +
                                                 ContributionEdge::file_member(file)) +
                  "]}");
}

void nothing_waits(ViewStage& stage) { moderated(stage, R"({"waiting":0,"contributions":[]})"); }

void no_moderator(ViewStage& stage) {
    ContributionEdge line(stage.app);
    line.has_account();
    stage.go(Screen::me, {}, app::MeSection::moderation);
    line.answer(200, R"({"moderator":false,"contributions":[]})");
    line.answer(403, R"({"refused":"not_moderator"})");
    stage.settle();
}

} // namespace

std::vector<NamedScreen> contribution_screens() {
    return {{"your stories, none", empty},
            {"your stories", several},
            {"your stories, no account", needs_account},
            {"write a story, blank", blank},
            {"write a story", whole},
            {"write a story, suggested", suggested},
            {"write a story, photos, one working", photos},
            {"write a story, photo refused", photo_refused},
            {"your stories, photos on their way", photos_on_their_way},
            {"write a story, rejected", rejected},
            {"write a story, missing", missing},
            {"moderation", queue},
            {"moderation, nothing waits", nothing_waits},
            {"moderation, no moderator", no_moderator}};
}

} // namespace hypha::ui
