// What a person does with names, exports and imports, by taps alone.
#include <catch2/catch_test_macros.hpp>

#include "fakes/file_worker.hpp"
#include "fakes/hidden_jpeg.hpp"
#include "ui/view_screens.hpp"

using namespace hypha;
using namespace hypha::ui;
using app::MeSection;
using app::Screen;

namespace {

ObservationId keep(ViewStage& stage, char photo) {
    const ObservationId id = stage.app.saved_find(photo, flow::scores(flow::kAmanita, 0.9F));
    stage.app.ask(app::command::CloseToast{stage.app.state().toast->serial});
    return id;
}

void tap_starting(ViewStage& stage, Role role, std::string_view words) {
    for (const SemanticsNode& node : stage.nodes()) {
        if (node.role == role && node.name.starts_with(words)) {
            return stage.tap(role, std::string(node.name));
        }
    }
    FAIL("no " << words << " in " << stage.said());
}

} // namespace

TEST_CASE("an answer is confirmed with one tap, and undone with one", "[view_names][safety_10]") {
    ViewStage stage({412, 2400}); // all of the page in sight
    const ObservationId id = keep(stage, 'b');
    stage.go(Screen::observation, id);
    CHECK(stage.find(Role::heading, "What you say it is") != nullptr);
    stage.tap(Role::button, "Confirm Amanita");
    CHECK(stage.find(Role::status, "Your answer is kept") != nullptr);
    CHECK(stage.said().find("your answer of 21 Sep 2026") != std::string::npos);
    CHECK(stage.find(Role::heading, "All answers") != nullptr);
    CHECK(stage.said().find("Model Test fungi 1") != std::string::npos); // labelled apart
    stage.tap(Role::button, "Undo");
    CHECK(stage.find(Role::button, "Confirm Amanita") != nullptr);
    CHECK(stage.find(Role::heading, "All answers") == nullptr);
}

TEST_CASE("another name is typed, refused when it is none, chosen from what is offered, shown in the list as one's own",
          "[view_names][safety_3]") {
    ViewStage stage({412, 2400});
    const ObservationId id = keep(stage, 'b');
    stage.go(Screen::observation, id);
    stage.tap(Role::button, "Other name");
    REQUIRE(stage.app.state().route.screen == Screen::name);
    CHECK(stage.find(Role::heading, "Thought of for this find") != nullptr);
    stage.edit(Role::textbox, "Latin name", "under an oak");
    stage.tap(Role::button, "Keep this name");
    CHECK(stage.said().find("That is no Latin name.") != std::string::npos);
    stage.edit(Role::textbox, "Latin name", "agaricus aug");
    tap_starting(stage, Role::button, "Agaricus augustus");
    CHECK(app::given_by_person(stage.app.open(id))->name == "Agaricus augustus");
    stage.go(Screen::journal);
    INFO(stage.said());
    CHECK(stage.said().find("Agaricus augustus") != std::string::npos);
    CHECK(stage.said().find("Your answer") != std::string::npos);
    CHECK(stage.said().find("Deadly") != std::string::npos); // the model's warning stays
}

TEST_CASE("a zip is made, what went small is said, and its finds are added after a question", "[view_records]") {
    ViewStage stage({412, 2400});
    keep(stage, 'b');
    keep(stage, 'c');
    stage.go(Screen::me, {}, MeSection::records);
    flow::FileWorker worker(stage.app);
    const auto photo = fakes::hidden_jpeg();
    const auto bytes = std::as_bytes(std::span(photo));
    worker.photos["original/" + flow::sha('b')] = flow::bytes_of("....ftypheic");
    worker.photos["thumbnail/" + flow::sha('b')] = {bytes.begin(), bytes.end()};
    worker.run();
    tap_starting(stage, Role::button, "All finds with photos");
    const SemanticsNode* progress = stage.find(Role::progress, "Writing the file");
    REQUIRE(progress != nullptr);
    CHECK(progress->value_text == "0 of 2 finds");
    worker.run();
    const flow::Bytes file = worker.sent();
    worker.saved();
    stage.settle();
    CHECK(stage.said().find("1 photo went as its small picture") != std::string::npos);
    CHECK(stage.said().find("1 photo could not be read") != std::string::npos);
    stage.app.ask(app::command::EraseEverything{});
    worker.run();
    stage.settle();
    tap_starting(stage, Role::button, "Add finds from a zip");
    worker.pick(file, "hypha-finds.zip");
    worker.run();
    stage.settle();
    REQUIRE(stage.find(Role::dialog, "Add 2 finds?") != nullptr);
    SECTION("yes") {
        stage.tap(Role::button, "Add them");
        worker.run();
        stage.settle();
        CHECK(stage.find(Role::status, "2 finds added") != nullptr);
        CHECK(stage.app.state().journal.counts[0] == 2);
    }
    SECTION("no, by key") {
        stage.key("Escape");
        CHECK(stage.find(Role::dialog, "Add 2 finds?") == nullptr);
        CHECK(stage.app.state().journal.counts[0] == 0);
        CHECK(stage.app.state().finds_import.phase == app::ImportPhase::idle);
    }
}

TEST_CASE("an expert's page is made of what the screen shows", "[view_ask][safety_12]") {
    ViewStage stage({412, 2400});
    const ObservationId id = keep(stage, 'b');
    stage.app.ask(app::command::GoTo{{Screen::observation, id, {}}});
    stage.app.ask(app::command::AskPlace{id});
    stage.app.receive(ports::PlaceFound{stage.app.post.last<ports::AskPlace>().ticket, 42.8125678, -1.6451234, 12});
    stage.go(Screen::ask, id);
    stage.edit(Role::textbox, "Your question", "Is this one young?");
    CHECK(stage.find(Role::note, "Orientation only. Never eat a mushroom because of an app.") != nullptr);
    stage.tap(Role::button, "Share the page");
    flow::FileWorker worker(stage.app);
    worker.run();
    const flow::Bytes file = worker.sent();
    const std::string page(reinterpret_cast<const char*>(file.data()), file.size());
    CHECK(page.find("Is this one young?") != std::string::npos);
    CHECK(page.find("Answer of the model Test fungi 1") != std::string::npos);
    CHECK(page.find("Square around") != std::string::npos);
    CHECK(page.find("42.8125") == std::string::npos);
    CHECK(page.find("Orientation only. Never eat a mushroom because of an app.") != std::string::npos);
}
