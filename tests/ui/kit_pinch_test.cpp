// One finger moves, two move and resize, the wheel resizes; a touch that began elsewhere moves nothing.
#include "ui/kit/pinch.hpp"

#include <cmath>

#include <catch2/catch_test_macros.hpp>

#include "ui/kit_stage.hpp"

using namespace hypha::ui;

namespace {

constexpr Rect kThing{100, 100, 200, 200};

struct Pulled {
    KitStage stage;
    PinchMove last;
    void event(PointerKind kind, int pointer, float x, float y) {
        stage.context.input.pointer.push_back({kind, PointerType::touch, pointer, x, y, stage.context.now_ms});
    }
    PinchMove frame() {
        stage.frame([this](Context& context) { last = pinch(context, context.id("thing"), kThing); });
        return last;
    }
};

bool near(float a, float b) { return std::abs(a - b) < 0.01F; }

} // namespace

TEST_CASE("a finger moves what is under it, by as much as it moves", "[pinch]") {
    Pulled pulled;
    pulled.frame();
    pulled.event(PointerKind::down, 1, 150, 150);
    CHECK_FALSE(pulled.frame().any());
    pulled.event(PointerKind::move, 1, 160, 145);
    pulled.event(PointerKind::move, 1, 180, 140);
    const PinchMove move = pulled.frame();
    CHECK(near(move.dx, 30));
    CHECK(near(move.dy, -10));
    CHECK(move.scale == 1);
    pulled.event(PointerKind::up, 1, 180, 140);
    pulled.event(PointerKind::move, 1, 250, 250);
    CHECK_FALSE(pulled.frame().any());
}

TEST_CASE("two fingers resize by how far apart they go, and a second one makes no jump", "[pinch]") {
    Pulled pulled;
    pulled.frame();
    pulled.event(PointerKind::down, 1, 150, 200);
    pulled.event(PointerKind::down, 2, 250, 200);
    CHECK_FALSE(pulled.frame().any());
    pulled.event(PointerKind::move, 1, 125, 200);
    pulled.event(PointerKind::move, 2, 275, 200);
    PinchMove move = pulled.frame();
    CHECK(near(move.scale, 1.5F));
    CHECK(near(move.dx, 0));
    pulled.event(PointerKind::move, 1, 145, 200);
    pulled.event(PointerKind::move, 2, 295, 200);
    move = pulled.frame();
    CHECK(near(move.dx, 20));
    CHECK(near(move.scale, 1));
    // The first goes: the other holds on alone, from where it is.
    pulled.event(PointerKind::up, 1, 145, 200);
    CHECK_FALSE(pulled.frame().any());
    pulled.event(PointerKind::move, 2, 285, 210);
    move = pulled.frame();
    CHECK(near(move.dx, -10));
    CHECK(near(move.dy, 10));
}

TEST_CASE("the wheel makes it larger away from the person and smaller towards them", "[pinch]") {
    Pulled pulled;
    pulled.frame();
    pulled.stage.context.input.wheel.push_back({200, 200, 0, -100});
    CHECK(pulled.frame().scale > 1.1F);
    pulled.stage.context.input.wheel.push_back({200, 200, 0, 100});
    CHECK(pulled.frame().scale < 0.9F);
    pulled.stage.context.input.wheel.push_back({20, 20, 0, 100});
    CHECK_FALSE(pulled.frame().any());
}

TEST_CASE("a touch that began elsewhere, and a thing that is covered, move nothing", "[pinch]") {
    Pulled pulled;
    pulled.frame();
    pulled.event(PointerKind::down, 1, 50, 50);
    pulled.event(PointerKind::move, 1, 150, 150);
    CHECK_FALSE(pulled.frame().any());
    pulled.event(PointerKind::up, 1, 150, 150);
    pulled.event(PointerKind::down, 2, 150, 150);
    pulled.frame();
    pulled.stage.frame([&](Context& context) {
        context.blocked = true;
        pulled.last = pinch(context, context.id("thing"), kThing);
    });
    pulled.event(PointerKind::move, 2, 170, 150);
    CHECK_FALSE(pulled.frame().any());
}
