// Over 300 lines because every state of Read and of the reader stands beside the others.
#include "ui/news_screens.hpp"

#include <span>

#include "fakes/news_worker.hpp"

namespace hypha::ui {
namespace {

using app::Screen;

news::Spans plain(const std::string& text) { return {{text, false, false, false, ""}}; }

void publish_some(flow::NewsWorker& edge) {
    const std::string first = edge.publish({.title = "La lluvia despierta el hayedo tres semanas antes",
                                            .source = "La Voz del Monte",
                                            .published_s = 1'789'995'000,
                                            .topic = "science",
                                            .language = "es"});
    edge.publish({.title = "Rain wakes the wood", .source = "Radio", .published_s = 1'789'994'000, .tells_as = first});
    edge.publish({.title = "The village votes today on whose turn it is to water the gardens by the old canal",
                  .source = "A source whose name is longer than the line that it is written on, and then some",
                  .published_s = 1'789'980'000,
                  .topic = "society"});
    edge.publish({.title = "Short", .source = "Boletin", .published_s = 1'789'800'000});
}

void filled(ViewStage& stage) {
    flow::NewsWorker edge(stage.app);
    publish_some(edge);
    stage.go(Screen::read);
    edge.run();
    stage.app.ask(app::command::SaveStory{stage.app.state().reading.stories.at(0).hash, true});
    edge.run();
    stage.settle();
}

void never_online(ViewStage& stage) {
    flow::NewsWorker edge(stage.app);
    edge.no_network = true;
    stage.go(Screen::read);
    edge.run();
    stage.settle();
}

void without_news(ViewStage& stage) {
    flow::NewsWorker edge(stage.app);
    edge.regions = {};
    stage.go(Screen::read);
    edge.run();
    stage.settle();
}

void regions(ViewStage& stage) {
    flow::NewsWorker edge(stage.app);
    edge.regions = {"andes", "costa", "selva-norte"};
    stage.go(Screen::read);
    edge.run();
    stage.settle();
}

void empty_list(ViewStage& stage) {
    flow::NewsWorker edge(stage.app);
    stage.go(Screen::read);
    edge.run();
    stage.settle();
}

// Nothing was fetched yet, and now there is no network.
void offline(ViewStage& stage) {
    flow::NewsWorker edge(stage.app);
    publish_some(edge);
    stage.go(Screen::read);
    stage.app.ask(app::command::PauseFetching{true});
    edge.run();
    edge.no_network = true;
    stage.app.ask(app::command::RefreshNews{});
    edge.run();
    stage.app.receive(ports::ConnectionChanged{false, false, false});
    stage.settle();
}

void working(ViewStage& stage) {
    flow::NewsWorker edge(stage.app);
    publish_some(edge);
    stage.go(Screen::read);
    edge.run();
    stage.app.ask(app::command::RefreshNews{});
    stage.settle();
}

void new_key(ViewStage& stage) {
    flow::NewsWorker edge(stage.app);
    publish_some(edge);
    stage.go(Screen::read);
    edge.run();
    edge.key = 2;
    stage.app.ask(app::command::RefreshNews{});
    edge.run();
    stage.settle();
}

void found(ViewStage& stage) {
    filled(stage);
    stage.app.ask(app::command::SearchNews{"rain"});
    stage.settle();
}

void found_nothing(ViewStage& stage) {
    filled(stage);
    stage.app.ask(app::command::SearchNews{"zzz"});
    stage.settle();
}

void nothing_saved(ViewStage& stage) {
    empty_list(stage);
    stage.app.ask(app::command::ShowSavedStories{true});
    stage.settle();
}

void settings(ViewStage& stage) {
    flow::NewsWorker edge(stage.app);
    edge.regions = {"andes", "costa"};
    publish_some(edge);
    stage.go(Screen::read);
    edge.run();
    stage.app.ask(app::command::ChooseRegion{"andes"});
    edge.run();
    stage.app.ask(app::command::HideSource{"Boletin"});
    stage.app.ask(app::command::CloseToast{stage.app.state().toast->serial});
    stage.go(Screen::news_settings);
    stage.settle();
}

// Both windows, a browser that says much, and bytes of every kind.
void settings_hours(ViewStage& stage) {
    settings(stage);
    stage.app.ask(app::command::ChooseFetchHours{false, {22 * 60, 7 * 60}});
    stage.app.ask(app::command::ChooseFetchHours{true, {0, 8 * 60}});
    stage.app.receive(ports::PowerChanged{"yes"});
    stage.app.ask(app::command::ChooseCharging{true});
    stage.app.receive(ports::BackgroundFound{"on", true});
    stage.app.receive(ports::PicturesCounted{3, 41'000, {}});
    const std::string day = std::to_string(stage.app.state().reading.week.back().day);
    const std::string journal = "hypha-journal 1 " + std::string(32, '7') + "\n1\t" + day +
                                "\tpages\t70\t\tBoletin\n2\t" + day + "\tapp\t9000\t\t\n3\t" + day +
                                "\tpictures\t14000\t\tBoletin\n";
    stage.app.receive(ports::FetchJournalFound{std::as_bytes(std::span(journal))});
    stage.settle();
}

void open(ViewStage& stage, flow::NewsWorker& edge, const std::string& hash) {
    stage.app.ask(app::command::GoTo{{Screen::story, {}, {}, hash}});
    edge.run();
    stage.settle();
}

void reader(ViewStage& stage) {
    flow::NewsWorker edge(stage.app);
    open(stage, edge, edge.publish_story(every_block()));
}

// One is here, one did not come, one is on its way, and one was not asked for.
void reader_pictures(ViewStage& stage) {
    flow::NewsWorker edge(stage.app);
    const news::Story story = illustrated(edge);
    const std::string& lead = story.pictures.front().large.sha256;
    edge.away["/v1/news/picture/" + lead] = edge.pictures[lead];
    open(stage, edge, edge.publish_story(story));
    const std::string& small = story.pictures.back().small.sha256;
    edge.away["/v1/news/picture/" + small] = edge.pictures[small];
    edge.no_network = true;
    stage.app.ask(app::command::ShowPicture{1});
    edge.run();
    stage.app.ask(app::command::ShowPicture{2});
    stage.settle();
}

void reader_aloud(ViewStage& stage) {
    flow::NewsWorker edge(stage.app);
    open(stage, edge, edge.publish_story(every_block()));
    stage.app.ask(app::command::Listen{});
    stage.app.receive(ports::SpeechBegan{stage.app.post.all<ports::Speak>().back().ticket});
    stage.settle();
}

void reader_without_voice(ViewStage& stage) {
    flow::NewsWorker edge(stage.app);
    open(stage, edge, edge.publish_story(every_block()));
    stage.app.ask(app::command::Listen{});
    stage.app.receive(ports::SpeechFailed{stage.app.post.all<ports::Speak>().back().ticket, "no_voice"});
    stage.settle();
}

void reader_working(ViewStage& stage) {
    stage.app.ask(app::command::GoTo{{Screen::story, {}, {}, std::string(64, 'a')}});
    stage.settle();
}

void reader_gone(ViewStage& stage) {
    flow::NewsWorker edge(stage.app);
    open(stage, edge, std::string(64, 'a'));
}

void reader_offline(ViewStage& stage) {
    flow::NewsWorker edge(stage.app);
    edge.no_network = true;
    open(stage, edge, std::string(64, 'a'));
}

// Somebody who reads: a few words are learned, one trait is turned, one left out, one word is not wanted.
void learned(ViewStage& stage) {
    flow::NewsWorker edge(stage.app);
    publish_some(edge);
    const std::string water = edge.publish({.title = "Irrigation and drought in the upper valley",
                                            .source = "Radio Ribera",
                                            .published_s = 1'789'970'000,
                                            .topic = "science"});
    stage.go(Screen::read);
    edge.run();
    stage.app.ask(app::command::SaveStory{water, true});
    open(stage, edge, stage.app.state().reading.stories.at(0).hash);
    stage.app.ask(app::command::TurnTrait{"t:society", -1});
    stage.app.ask(app::command::TurnTrait{"s:Radio Ribera", 2});
    stage.app.ask(app::command::DropTrait{"w:lluvia", true});
    stage.app.ask(app::command::CloseToast{stage.app.state().toast->serial});
    stage.app.ask(app::command::BlockWord{"goals", true});
    edge.run();
}

void own_order(ViewStage& stage) {
    learned(stage);
    stage.go(Screen::read);
    stage.settle();
}

void model(ViewStage& stage) {
    learned(stage);
    stage.go(Screen::taste);
    stage.settle();
}

void model_empty(ViewStage& stage) {
    filled(stage);
    stage.app.ask(app::command::ForgetTaste{true});
    stage.app.ask(app::command::CloseToast{stage.app.state().toast->serial});
    stage.go(Screen::taste);
    stage.settle();
}

void why(ViewStage& stage) {
    own_order(stage);
    stage.app.ask(app::command::AskWhy{stage.app.state().reading.stories.at(0).hash});
    stage.settle();
}

void trait(ViewStage& stage) {
    model(stage);
    const app::TasteTrait& word = stage.app.state().reading.taste.words.at(0);
    stage.app.ask(app::command::AskTrait{word.key, word.shown});
    stage.settle();
}

void forget(ViewStage& stage) {
    model(stage);
    stage.app.ask(app::command::AskForgetTaste{true});
    stage.settle();
}

} // namespace

news::Story every_block() {
    news::Story story;
    story.title = "Every kind of block";
    story.source = "La Voz";
    story.url = "https://www.lavoz.example/a";
    story.byline = "Marta Olmo";
    story.published_s = 1'789'990'000;
    story.topic = "science";
    using Kind = news::Block::Kind;
    const auto add = [&story](Kind kind) -> news::Block& {
        story.blocks.emplace_back();
        story.blocks.back().kind = kind;
        return story.blocks.back();
    };
    add(Kind::paragraph).spans = {{"Rain came ", false, false, false, ""},
                                  {"early", true, false, false, ""},
                                  {", says ", false, false, false, ""},
                                  {"the service", false, false, false, "https://weather.example/x"}};
    news::Block& heading = add(Kind::heading);
    heading.level = 3;
    heading.spans = plain("What changed");
    news::Block& item = add(Kind::list_item);
    item.level = 1;
    item.spans = plain("First caps");
    news::Block& numbered = add(Kind::list_item);
    numbered.level = 1;
    numbered.ordered = true;
    numbered.number = 2;
    numbered.spans = plain("Second caps");
    add(Kind::quote).spans = plain("It reads the soil.");
    add(Kind::code).text = "rain = 40\nnights = 2";
    news::Block& table = add(Kind::table);
    table.has_header = true;
    table.rows = {{plain("Night"), plain("Litres")}, {plain("1"), plain("18")}};
    news::Block& figure = add(Kind::figure);
    figure.address = "https://lavoz.example/p.jpg";
    figure.text = "A beech wood in fog";
    return story;
}

news::Story illustrated(flow::NewsWorker& edge) {
    news::Story story;
    story.title = "A wood in three pictures";
    story.source = "La Voz";
    story.url = "https://www.lavoz.example/b";
    story.published_s = 1'789'990'000;
    story.picture = "https://lavoz.example/lead.jpg";
    const auto figure = [&story](const std::string& alt, const std::string& caption) {
        news::Block& block = story.blocks.emplace_back();
        block.kind = news::Block::Kind::figure;
        block.address = "https://lavoz.example/" + std::to_string(story.blocks.size()) + ".jpg";
        block.text = alt;
        block.spans = caption.empty() ? news::Spans{} : plain(caption);
    };
    story.blocks.emplace_back().spans = plain("It rained for two nights.");
    figure("A beech wood in fog", "The north slope at dawn");
    figure("", "Rings of caps below the old mill, seen from the path");
    figure("", "");
    edge.add_picture(story, 0, std::string(14'000, 'l'));
    edge.add_picture(story, 1, std::string(13'600, 'a'));
    edge.add_picture(story, 2, std::string(9'000, 'b'), 640, 40); // too flat for its words
    edge.add_picture(story, 3, std::string(8'000, 'c'), 300, 2'000);
    return story;
}

std::vector<NamedScreen> news_screens() {
    return {{"read", filled},
            {"read, never online", never_online},
            {"read, an edge without news", without_news},
            {"read, regions", regions},
            {"read, an empty list", empty_list},
            {"read, offline with nothing kept", offline},
            {"read, working", working},
            {"read, another key", new_key},
            {"read, found", found},
            {"read, found nothing", found_nothing},
            {"read, nothing saved", nothing_saved},
            {"read, settings", settings},
            {"read, settings, with hours", settings_hours},
            {"read, own order", own_order},
            {"your model", model},
            {"your model, nothing learned", model_empty},
            {"why a story is here", why},
            {"a trait", trait},
            {"forget what was learned", forget},
            {"story", reader},
            {"story, pictures, one working", reader_pictures},
            {"story, read aloud", reader_aloud},
            {"story, no voice", reader_without_voice},
            {"story, working", reader_working},
            {"story, gone", reader_gone},
            {"story, offline", reader_offline}};
}

} // namespace hypha::ui
