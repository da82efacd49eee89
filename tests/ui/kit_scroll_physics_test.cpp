// The physics of scrolling by itself: finger, momentum, rubber band and spring, at any frame rate.
#include <cmath>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "ui/kit/scroll_physics.hpp"

using hypha::ui::ScrollPhysics;

namespace {

ScrollPhysics at(float position, float max) {
    ScrollPhysics physics;
    physics.set_max(max);
    physics.scroll_by(position);
    return physics;
}

float run_to_rest(ScrollPhysics& physics, float step_ms) {
    float passed_ms = 0;
    while (!physics.resting() && passed_ms < 20'000) {
        physics.step(step_ms);
        passed_ms += step_ms;
    }
    return passed_ms;
}

} // namespace

TEST_CASE("content follows the finger one to one between the ends", "[kit_scroll_physics]") {
    ScrollPhysics physics = at(500, 1000);
    physics.grab();
    physics.drag_by(-120);
    CHECK(physics.offset() == 620);
    physics.drag_by(50);
    CHECK(physics.offset() == 570);
}

TEST_CASE("momentum decays by 0.998 a millisecond whatever the frame rate", "[kit_scroll_physics]") {
    float ends[2]{};
    const float steps[2]{16, 8};
    for (int i = 0; i < 2; ++i) {
        ScrollPhysics physics = at(0, 100'000);
        physics.grab();
        physics.release(-2000);
        CHECK(physics.velocity() == 2000);
        physics.step(100);
        CHECK(physics.velocity() == Catch::Approx(2000 * std::pow(0.998, 100)).epsilon(1e-3));
        run_to_rest(physics, steps[i]);
        ends[i] = physics.position();
    }
    // The whole way is v / ln(1/0.998), less what is left below 12 px/s.
    CHECK(ends[0] == Catch::Approx(2.0 / -std::log(0.998) - 6).margin(2));
    CHECK(ends[0] == Catch::Approx(ends[1]).margin(0.3));
}

TEST_CASE("a slow release stays where it is and a touch stops momentum at once", "[kit_scroll_physics]") {
    ScrollPhysics physics = at(300, 1000);
    physics.grab();
    physics.release(11);
    CHECK(physics.resting());
    physics.release(-900);
    CHECK_FALSE(physics.resting());
    physics.grab();
    CHECK(physics.velocity() == 0);
}

TEST_CASE("past an end there is a rubber band of 0.45 up to 96, and a spring back to the end", "[kit_scroll_physics]") {
    ScrollPhysics physics = at(0, 1000);
    physics.grab();
    physics.drag_by(10);
    CHECK(physics.offset() == Catch::Approx(-4.5).margin(0.2));
    physics.drag_by(5000);
    CHECK(physics.offset() > -96.01F);
    CHECK(physics.offset() < -90);
    physics.release(0);
    const float passed_ms = run_to_rest(physics, 16);
    CHECK(physics.offset() == 0);
    CHECK(passed_ms < 1500);
}

TEST_CASE("a fling into the end comes to rest exactly there", "[kit_scroll_physics]") {
    ScrollPhysics physics = at(900, 1000);
    physics.grab();
    physics.release(-6000);
    run_to_rest(physics, 16);
    CHECK(physics.offset() == 1000);
}

TEST_CASE("a wheel moves at once and never past an end; content that shrinks takes the offset back",
          "[kit_scroll_physics]") {
    ScrollPhysics physics = at(0, 100);
    physics.scroll_by(250);
    CHECK(physics.offset() == 100);
    physics.set_max(40);
    CHECK(physics.offset() == 40);
    physics.set_max(-10);
    CHECK(physics.offset() == 0);
}

TEST_CASE("a glide reaches its target", "[kit_scroll_physics]") {
    ScrollPhysics physics = at(0, 2000);
    physics.glide_to(800, false);
    CHECK(physics.offset() == 0);
    run_to_rest(physics, 16);
    CHECK(physics.offset() == 800);
    physics.glide_to(5000, true);
    CHECK(physics.offset() == 2000);
}
