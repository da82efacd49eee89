// The sheet that reads another device's code: a square of the screen is the camera's while it is open, and words stand in its place
// where it does not open.
#include <catch2/catch_test_macros.hpp>

#include "ui/view_stage.hpp"

using namespace hypha;
using namespace hypha::ui;

namespace {

app::StartFacts reads_codes() {
    app::StartFacts facts = flow::Stage::default_facts();
    facts.reads_codes = true;
    return facts;
}

std::uint32_t ticket(const ViewStage& stage) { return stage.app.post.last<ports::LookForCode>().ticket; }

} // namespace

TEST_CASE("a square of the screen is the camera's while a code is looked for, and nobody's after it", "[view_scan]") {
    ViewStage stage({412, 915}, reads_codes());
    stage.go(app::Screen::me, {}, app::MeSection::sync);
    stage.tap(Role::button, "Read its code");
    stage.app.receive(ports::CameraOpened{ticket(stage), false, 1, 0, 1});
    stage.settle();
    INFO(stage.said());
    REQUIRE(stage.find(Role::dialog, "Read its code") != nullptr);
    const Rect square = stage.viewfinder();
    CHECK(square.w == square.h);
    CHECK(square.w >= 240);
    CHECK((square.x >= 0 && square.right() <= 412 && square.y >= 0 && square.bottom() <= 915));
    stage.tap(Role::button, "Cancel");
    stage.settle();
    CHECK(stage.find(Role::dialog, "Read its code") == nullptr);
    CHECK(stage.viewfinder() == Rect{});
    CHECK(stage.app.post.count<ports::CloseCamera>() == 1);
}

TEST_CASE("a camera that may not be used is said, with what to do instead", "[view_scan]") {
    ViewStage stage({412, 915}, reads_codes());
    stage.go(app::Screen::me, {}, app::MeSection::sync);
    stage.tap(Role::button, "Read its code");
    stage.app.receive(ports::CameraFailed{ticket(stage), "denied"});
    stage.settle();
    CHECK(stage.find(Role::text, "Hypha may not use the camera. Type the 8 words instead.") != nullptr);
    CHECK(stage.viewfinder() == Rect{});
}

TEST_CASE("no reader of codes, no button for it", "[view_scan]") {
    ViewStage stage;
    stage.go(app::Screen::me, {}, app::MeSection::sync);
    CHECK(stage.find(Role::button, "Read its code") == nullptr);
}
