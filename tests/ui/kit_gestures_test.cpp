// Touches as people make them, fed to the real kit between frames: taps, flings, long presses, and what lies on top.
#include <string>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "ui/kit_stage.hpp"

using namespace hypha::ui;

namespace {

// A scroll region with twenty rows of 100; counts what was tapped.
struct List {
    int tapped = -1, long_pressed = -1;
    float offset = 0;
    void operator()(Context& context) {
        ScrollRegion region(context, "page", context.area);
        Column column = region.column(20);
        for (int i = 0; i < 20; ++i) {
            const KeyScope scope(context, "row", i);
            PressOptions options;
            options.wants_long_press = true;
            const auto [press, node] =
                pressable(context, "row", Role::button, "Row " + std::to_string(i), column.take(100), options);
            if (press.clicked) {
                tapped = i;
            }
            if (press.long_pressed) {
                long_pressed = i;
            }
        }
        region.end(column.y);
        offset = region.offset();
    }
};

} // namespace

TEST_CASE("a tap between two frames is not lost", "[kit_gestures]") {
    KitStage stage;
    List list;
    const KitStage::Content content = [&](Context& context) { list(context); };
    stage.settle(content);
    stage.tap(stage.node(Role::button, "Row 3"));
    stage.frame(content);
    CHECK(list.tapped == 3);
}

TEST_CASE("a touch that moves past the slop scrolls and taps nothing", "[kit_gestures]") {
    KitStage stage;
    List list;
    const KitStage::Content content = [&](Context& context) { list(context); };
    stage.settle(content);
    stage.down(200, 600);
    stage.frame(content);
    stage.move(200, 594); // within the slop
    stage.frame(content);
    CHECK(list.offset == 0);
    stage.move(200, 500);
    stage.frame(content);
    CHECK(list.offset == 100); // one to one from where the finger came down
    stage.frame(content, 200); // held still: no momentum
    stage.up(200, 500);
    stage.settle(content);
    CHECK(list.tapped == -1);
    CHECK(list.offset == 100);
}

TEST_CASE("a fling goes on, and the touch that stops it is no tap", "[kit_gestures]") {
    KitStage stage;
    List list;
    const KitStage::Content content = [&](Context& context) { list(context); };
    stage.settle(content);
    stage.down(200, 700);
    stage.frame(content);
    for (int i = 1; i <= 5; ++i) {
        stage.move(200, 700.F - 30.F * static_cast<float>(i));
        stage.frame(content);
    }
    stage.up(200, 550);
    stage.frame(content);
    const float at_release = list.offset;
    for (int i = 0; i < 6; ++i) {
        stage.frame(content);
    }
    CHECK(list.offset > at_release + 50);
    CHECK(stage.context.wants_frame);
    stage.down(200, 400);
    stage.up(200, 400);
    stage.frame(content);
    const float stopped = list.offset;
    stage.settle(content);
    CHECK(list.offset == Catch::Approx(stopped).margin(1));
    CHECK(list.tapped == -1);
}

TEST_CASE("a long press answers once and is then no tap", "[kit_gestures]") {
    KitStage stage;
    List list;
    const KitStage::Content content = [&](Context& context) { list(context); };
    stage.settle(content);
    const Rect row = stage.node(Role::button, "Row 2").rect;
    stage.down(row.center_x(), row.center_y());
    for (int i = 0; i < 24; ++i) {
        stage.frame(content);
        if (i < 20) {
            CHECK(stage.context.wants_frame); // the clock of the press keeps frames coming
        }
    }
    CHECK(list.long_pressed == -1);
    for (int i = 0; i < 6; ++i) {
        stage.frame(content);
    }
    CHECK(list.long_pressed == 2);
    stage.up(row.center_x(), row.center_y());
    stage.frame(content);
    CHECK(list.tapped == -1);
}

TEST_CASE("what lies on top is hit, and a target is at least 48 high", "[kit_gestures]") {
    KitStage stage;
    std::string hit;
    const KitStage::Content content = [&](Context& context) {
        if (pressable(context, "below", Role::button, "Below", {100, 100, 200, 200}).press.clicked) {
            hit += "below ";
        }
        if (pressable(context, "above", Role::button, "Above", {180, 190, 40, 20}).press.clicked) {
            hit += "above ";
        }
    };
    stage.settle(content);
    stage.tap(stage.node(Role::button, "Above"));
    stage.frame(content);
    CHECK(hit == "above ");
    hit.clear();
    stage.down(200, 200 - 23); // 23 above the middle: outside the drawing, inside 48
    stage.up(200, 200 - 23);
    stage.frame(content);
    CHECK(hit == "above ");
    hit.clear();
    stage.down(200, 200 - 26);
    stage.up(200, 200 - 26);
    stage.frame(content);
    CHECK(hit == "below ");
}

TEST_CASE("a finger that slides off a button taps nothing; a cancelled touch neither", "[kit_gestures]") {
    KitStage stage;
    int taps = 0;
    const KitStage::Content content = [&](Context& context) {
        taps += pressable(context, "b", Role::button, "B", {100, 100, 100, 60}).press.clicked ? 1 : 0;
    };
    stage.settle(content);
    stage.down(150, 130);
    stage.move(150, 400);
    stage.up(150, 400);
    stage.frame(content);
    stage.down(150, 130);
    stage.context.input.pointer.push_back({PointerKind::cancel, PointerType::touch, 1, 150, 130, stage.context.now_ms});
    stage.frame(content);
    CHECK(taps == 0);
    stage.down(150, 130);
    stage.up(152, 131);
    stage.frame(content);
    CHECK(taps == 1);
}

TEST_CASE("the wheel, PageDown, End and Home scroll; a mouse drag does not", "[kit_gestures]") {
    KitStage stage;
    List list;
    const KitStage::Content content = [&](Context& context) { list(context); };
    stage.settle(content);
    stage.context.input.wheel.push_back({200, 300, 0, 130});
    stage.settle(content);
    CHECK(list.offset == 130);
    stage.context.input.keys.push_back({"End", false, false});
    stage.settle(content);
    CHECK(list.offset == 2000 - 915);
    stage.context.input.keys.push_back({"Home", false, false});
    stage.settle(content);
    CHECK(list.offset == 0);
    stage.context.input.keys.push_back({"PageDown", false, false});
    stage.settle(content);
    CHECK(list.offset == Catch::Approx(915 * 0.9).margin(1));
    stage.down(200, 500, PointerType::mouse);
    stage.move(200, 300, PointerType::mouse);
    stage.up(200, 300, PointerType::mouse);
    stage.settle(content);
    CHECK(list.offset == Catch::Approx(915 * 0.9).margin(1));
}

TEST_CASE("focus by key below the fold is scrolled into view and drawn with a ring", "[kit_gestures]") {
    KitStage stage;
    List list;
    const KitStage::Content content = [&](Context& context) { list(context); };
    stage.settle(content);
    const NodeId id = stage.node(Role::button, "Row 12").id;
    const int before = stage.vertices();
    stage.context.input.focused = id;
    stage.context.input.focus_visible = true;
    stage.context.input.focus_moved = true;
    stage.settle(content);
    const Rect row = stage.node(Role::button, "Row 12").rect;
    CHECK(row.y >= 0);
    CHECK(row.bottom() <= 915);
    CHECK(stage.vertices() > before);
}

TEST_CASE("a swipe from the left edge goes back only where it is allowed", "[kit_gestures]") {
    KitStage stage;
    List list;
    bool allowed = true;
    Drag seen;
    const KitStage::Content content = [&](Context& context) {
        list(context);
        if (context.gestures.swipe_back().active || context.gestures.swipe_back().ended) {
            seen = context.gestures.swipe_back();
        }
    };
    for (const bool may : {true, false}) {
        allowed = may;
        stage.context.gestures.swipe_back_allowed = allowed;
        seen = {};
        stage.settle(content);
        stage.down(10, 400);
        stage.frame(content);
        stage.move(60, 402);
        stage.frame(content);
        stage.move(210, 404);
        stage.frame(content);
        stage.up(210, 404);
        stage.frame(content);
        CHECK(seen.ended == may);
        if (may) {
            CHECK(seen.dx == 200);
        }
    }
}

TEST_CASE("activation from the mirror presses a button, disabled ones stay still", "[kit_gestures]") {
    KitStage stage;
    int first = 0, second = 0;
    const KitStage::Content content = [&](Context& context) {
        ButtonOptions off;
        off.disabled = true;
        first += button(context, "on", {20, 20, 200, 52}, "On").clicked ? 1 : 0;
        second += button(context, "off", {20, 90, 200, 52}, "Off", off).clicked ? 1 : 0;
    };
    stage.settle(content);
    CHECK(stage.node(Role::button, "Off").disabled);
    stage.context.input.activations.push_back({stage.node(Role::button, "On").id, "press"});
    stage.context.input.activations.push_back({stage.node(Role::button, "Off").id, "press"});
    stage.frame(content);
    CHECK(first == 1);
    CHECK(second == 0);
}
