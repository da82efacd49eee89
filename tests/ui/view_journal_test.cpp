// The journal by taps alone: narrowing it, looking again with a newer model, a note with marks, a picture for others.
#include <catch2/catch_test_macros.hpp>

#include "ui/share_card.hpp"
#include "ui/view_screens.hpp"

using namespace hypha;
using namespace hypha::ui;
using app::Screen;

namespace {

ObservationId keep(ViewStage& stage, char photo, std::size_t label, float probability = 0.9F) {
    const ObservationId id = stage.app.saved_find(photo, flow::scores(label, probability));
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

std::size_t rows(const ViewStage& stage) {
    std::size_t count = 0;
    for (const SemanticsNode& node : stage.nodes()) {
        count += node.role == Role::list_item ? 1 : 0;
    }
    return count;
}

void read_again(ViewStage& stage, std::size_t label) {
    const auto asked = stage.app.post.last<ports::AnalyseStoredPhoto>();
    stage.app.receive(ports::PhotoAnalysed{asked.ticket, asked.photo, stage.app.manifest.sha256,
                                           flow::scores(label, 0.9F), 90, 0.4F, 1, 1, 1});
    stage.settle();
}

void update_model(ViewStage& stage) {
    stage.app.manifest.sha256 = std::string(64, 'e');
    stage.app.manifest.version = "2";
    stage.app.restart();
    stage.app.app->rest();
    stage.settle();
}

} // namespace

TEST_CASE("the journal is narrowed by a chip and a sheet, says how many are shown, and is whole again",
          "[view_journal]") {
    ViewStage stage({412, 1600});
    keep(stage, 'b', flow::kAmanita);
    keep(stage, 'c', flow::kTrametes);
    keep(stage, 'd', flow::kAmanita);
    stage.go(Screen::journal);
    CHECK(rows(stage) == 3);
    CHECK(stage.find(Role::button, "Clear filters") == nullptr);
    stage.tap(Role::button, "Name");
    REQUIRE(stage.find(Role::dialog, "Name") != nullptr);
    CHECK(stage.find(Role::button, "Any, 3") != nullptr);
    stage.tap(Role::button, "Amanita, 2");
    CHECK(stage.find(Role::dialog, "Name") == nullptr);
    CHECK(rows(stage) == 2);
    CHECK(stage.find(Role::button, "Name: Amanita") != nullptr);
    const SemanticsNode* count = stage.find(Role::text, "2 finds shown");
    REQUIRE(count != nullptr);
    CHECK(count->live == "polite");
    stage.edit(Role::searchbox, "Search your finds", "nowhere");
    CHECK(stage.said().find("No find of yours has all of this: Amanita, nowhere.") != std::string::npos);
    stage.edit(Role::searchbox, "Search your finds", "");
    stage.tap(Role::button, "Clear filters");
    CHECK(rows(stage) == 3);
}

TEST_CASE("a newer model is offered, works with a bar, and says what changed, a higher risk first",
          "[view_journal][safety_2][safety_10]") {
    ViewStage stage({412, 1600});
    const ObservationId worse = keep(stage, 'b', flow::kTrametes, 0.999F); // so sure that nothing else is shown
    keep(stage, 'c', flow::kAmanita);
    update_model(stage);
    stage.go(Screen::journal);
    stage.tap(Role::button, "Look again (2)");
    CHECK(stage.find(Role::progress, "Looking again at your finds")->value_text == "0 of 2 finds");
    stage.tap(Role::button, "Pause");
    CHECK(stage.find(Role::button, "Go on") != nullptr);
    stage.tap(Role::button, "Go on");
    read_again(stage, flow::kOther);
    CHECK(stage.find(Role::progress, "Looking again at your finds")->value_text == "1 of 2 finds");
    read_again(stage, flow::kAmanita);
    stage.app.app->rest();
    stage.settle();
    CHECK(stage.find(Role::status, "Looked again: 2 finds changed") != nullptr);
    tap_starting(stage, Role::button, "What changed");
    REQUIRE(stage.app.state().route.screen == Screen::changes);
    INFO(stage.said());
    CHECK(stage.find(Role::note, "Orientation only. Never eat a mushroom because of an app.") != nullptr);
    const std::string all = stage.said();
    CHECK(all.find("A higher risk than before") < all.find("Another name or another risk"));
    tap_starting(stage, Role::link, "Amanita, was Trametes, ");
    CHECK(stage.app.state().route.observation == worse);
    stage.go(Screen::journal);
    CHECK(stage.find(Role::button, "What changed") == nullptr); // seen
    stage.go(Screen::me);
    tap_starting(stage, Role::link, "What changed");
    CHECK(stage.app.state().route.screen == Screen::changes);
}

TEST_CASE("buttons beside a note name the field whose selection they change", "[view_journal]") {
    ViewStage stage({412, 2400});
    const ObservationId id = keep(stage, 'b', flow::kAmanita);
    stage.go(Screen::observation, id);
    const SemanticsNode* field = stage.find(Role::textbox, "Note");
    REQUIRE(field != nullptr);
    for (const auto& [name, marks] : {std::pair{"Bold", "bold"}, {"Italic", "italic"}, {"List", "list"}}) {
        const SemanticsNode* button = stage.find(Role::button, name);
        REQUIRE(button != nullptr);
        CHECK(button->marks == marks);
        CHECK(button->controls == field->id);
        CHECK(button->rect.w >= 48);
    }
    const float low = field->rect.h;
    std::string note;
    for (int line = 0; line < 12; ++line) {
        note += "- one more line\n";
    }
    stage.edit(Role::textbox, "Note", note);
    stage.settle();
    CHECK(stage.find(Role::textbox, "Note")->rect.h > low);  // the whole note is to be seen
    CHECK(stage.find(Role::textbox, "Note")->value == note); // and is edited as it was typed
}

TEST_CASE("a picture says whose name it is, the worst risk, and that it is orientation only",
          "[view_journal][safety_2][safety_3]") {
    ViewStage stage({412, 2400});
    const ObservationId id = keep(stage, 'b', flow::kAmanita);
    stage.go(Screen::observation, id);
    stage.tap(Role::button, "Share a picture");
    auto drawing = stage.app.post.last<ports::DrawPicture>();
    CHECK(drawing.name == "Amanita");
    CHECK(drawing.latin);
    CHECK(drawing.said.starts_with("Likely "));
    CHECK(drawing.said.ends_with(", says a model"));
    CHECK(drawing.risk_words == "Deadly");
    CHECK(drawing.day_place == "21 Sep 2026"); // no place: nobody asked for one
    CHECK(drawing.orientation + " " + drawing.orientation_line ==
          "Orientation only. Never eat a mushroom because of an app.");
    stage.app.receive(ports::AnalysisFailed{drawing.ticket, "decode_failed", ""});
    stage.settle();
    CHECK(stage.said().find("The picture was not made") != std::string::npos);
    stage.app.ask(app::command::CloseFailedPicture{});
    stage.app.ask(app::command::AskPlace{id});
    stage.app.receive(ports::PlaceFound{stage.app.post.last<ports::AskPlace>().ticket, -12.04637, -77.04279, 12});
    stage.app.ask(app::command::GiveName{id, "Trametes versicolor"});
    stage.app.ask(app::command::CloseToast{stage.app.state().toast->serial});
    stage.settle();
    stage.tap(Role::button, "Share a picture");
    drawing = stage.app.post.last<ports::DrawPicture>();
    CHECK(drawing.name == "Trametes versicolor");
    CHECK(drawing.said == "Named by the person who found it");
    CHECK(drawing.risk_words == "Deadly"); // a person's name makes no warning milder
    CHECK(drawing.risk == "deadly");
    CHECK(drawing.day_place.find("12.0464") == std::string::npos); // rounded, as was chosen
    CHECK(drawing.day_place.find("10 km") != std::string::npos);
    stage.app.receive(ports::PictureDrawn{drawing.ticket, 120'000, {}});
    stage.settle();
    CHECK(stage.said().find("hypha-find-2026-09-21.jpg") != std::string::npos);
    CHECK(stage.find(Role::button, "Share a picture") == nullptr);
}
