// Addresses, back and forward, deep links.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "fakes/stage.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::Route;
using app::Screen;
namespace command = app::command;

TEST_CASE("every address of ours reads back as it was written", "[follow_route]") {
    const std::string path = GENERATE(
        as<std::string>{}, "#/identify", "#/identify/result/7", "#/journal", "#/journal/42", "#/read",
        "#/read/settings", "#/read/taste", "#/read/abababababababababababababababababababababababababababababababab",
        "#/papers", "#/lab", "#/lab/models", "#/lab/sql", "#/lab/sql/copy", "#/me", "#/me/look", "#/me/language",
        "#/me/ready", "#/me/data", "#/me/about", "#/me/model");
    CHECK(app::path_of(app::parse_route(path)) == path);
}

TEST_CASE("an address nobody knows is Identify, or the nearest screen", "[follow_route]") {
    CHECK(app::parse_route("") == Route{});
    CHECK(app::parse_route("#") == Route{});
    CHECK(app::parse_route("#/nonsense") == Route{});
    CHECK(app::parse_route("#/identify/result/") == Route{});
    CHECK(app::parse_route("#/identify/result/-3") == Route{});
    CHECK(app::parse_route("#/identify/result/07") == Route{});
    CHECK(app::parse_route("#/journal/9999999999999999999999").screen == Screen::journal);
    CHECK(app::parse_route("#/journal/12x").screen == Screen::journal);
    CHECK(app::parse_route("#/read/12").screen == Screen::read);
    CHECK(app::parse_route("#/me/nothing") == Route{Screen::me, {}, app::MeSection::overview});
    CHECK(app::parse_route("/#/journal?utm=1").screen == Screen::journal);
}

TEST_CASE("moving forward pushes, back asks the browser, and its answer is followed", "[follow_route]") {
    Stage stage;
    stage.ask(command::GoTo{{Screen::journal, {}, {}}});
    CHECK(stage.post.last<ports::ShowRoute>().path == "#/journal");
    CHECK_FALSE(stage.post.last<ports::ShowRoute>().replace);
    stage.ask(command::GoBack{});
    REQUIRE(stage.post.count<ports::GoBack>() == 1);
    CHECK(stage.state().route.screen == Screen::journal);
    stage.receive(ports::RouteChanged{"#/identify"});
    CHECK(stage.state().route.screen == Screen::identify);
    stage.receive(ports::RouteChanged{"#/journal"}); // forward
    CHECK(stage.state().route.screen == Screen::journal);
    stage.ask(command::GoBack{});
    CHECK(stage.post.count<ports::GoBack>() == 2);
}

TEST_CASE("back from a deep link leads up, not out", "[follow_route]") {
    app::StartFacts facts = Stage::default_facts();
    facts.path = "#/me/look";
    Stage stage(facts);
    CHECK(stage.state().route.section == app::MeSection::look);
    stage.ask(command::GoBack{});
    CHECK(stage.post.count<ports::GoBack>() == 0);
    CHECK(stage.state().route == Route{Screen::me, {}, {}});
    CHECK(stage.post.last<ports::ShowRoute>().replace);
}

TEST_CASE("back closes what lies over the screen first", "[follow_route]") {
    Stage stage;
    stage.ask(command::GoTo{{Screen::journal, {}, {}}});
    stage.ask(command::ShowSlot{{}, app::Slot::base});
    stage.ask(command::GoBack{});
    CHECK(std::holds_alternative<std::monostate>(stage.state().overlay));
    CHECK(stage.post.count<ports::GoBack>() == 0);
    CHECK(stage.state().route.screen == Screen::journal);
    stage.ask(command::GoBack{});
    CHECK(stage.post.count<ports::GoBack>() == 1);
}

TEST_CASE("a deep link to a find opens it; one to a find that is gone stays and shows none", "[follow_route]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    app::StartFacts facts = Stage::default_facts();
    facts.path = app::path_of({Screen::observation, id, {}});
    stage.restart(facts);
    REQUIRE(stage.state().shown() != nullptr);
    CHECK(stage.state().shown()->verdict->name == "Amanita");
    stage.receive(ports::RouteChanged{"#/journal/4711"});
    CHECK(stage.state().route == Route{Screen::observation, ObservationId{4711}, {}});
    CHECK(stage.state().shown() == nullptr);
}

TEST_CASE("a wrong address is corrected in the bar", "[follow_route]") {
    Stage stage;
    stage.receive(ports::RouteChanged{"#/nonsense"});
    CHECK(stage.post.last<ports::ShowRoute>().path == "#/identify");
    CHECK(stage.post.last<ports::ShowRoute>().replace);
}

TEST_CASE("finds that are not looked at leave the memory", "[follow_route]") {
    Stage stage;
    std::vector<ObservationId> ids;
    for (char photo = 'b'; photo < 'f'; ++photo) {
        ids.push_back(stage.saved_find(photo, scores(kAmanita, 0.9F)));
    }
    for (const ObservationId id : ids) {
        stage.ask(command::GoTo{{Screen::observation, id, {}}});
        CHECK(stage.state().observations.size() == 1);
    }
    stage.ask(command::GoTo{{Screen::journal, {}, {}}});
    CHECK(stage.state().observations.empty());
}

TEST_CASE("the emergency card opens in the language of the app", "[emergency]") {
    Stage stage;
    stage.ask(command::OpenEmergency{});
    CHECK(stage.post.last<ports::OpenPage>().url == "/emergency.html");
    stage.ask(command::ChooseLanguage{app::LanguageChoice::spanish});
    stage.ask(command::OpenEmergency{});
    CHECK(stage.post.last<ports::OpenPage>().url == "/emergency_es.html");
}
