// The automatic copy: taken at rest, when finds changed and the last one is a week old; never in the way.
#include <catch2/catch_test_macros.hpp>

#include "fakes/stage.hpp"
#include "storage/place_files.hpp"

using namespace hypha;
using namespace hypha::flow;
namespace command = app::command;

namespace {

constexpr std::int64_t kDay = 24LL * 60 * 60 * 1000;
constexpr std::int64_t kPlenty = 2'000'000'000;

// When the copy was taken and what it holds; 0 finds when there is none.
storage::DatabaseFacts copy_in(Stage& stage) {
    const auto facts = stage.facts_of_snapshot();
    return facts ? *facts : storage::DatabaseFacts{};
}

} // namespace

TEST_CASE("a first find is copied once the screen is at rest, and not again without a change", "[keep_snapshot]") {
    Stage stage;
    stage.app->rest();
    CHECK(copy_in(stage).finds == 0); // nothing to copy
    stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.finish_field();
    CHECK(copy_in(stage).finds == 0); // not before it rests
    const std::int64_t first_ms = stage.clock.wall_ms();
    stage.app->rest();
    CHECK(copy_in(stage).finds == 1);
    CHECK(copy_in(stage).made_ms == first_ms);
    stage.clock.advance(30 * kDay);
    stage.restart();
    stage.app->rest();
    CHECK(copy_in(stage).made_ms == first_ms);
}

TEST_CASE("a change is copied a week after the last copy, also when the app was closed between", "[keep_snapshot]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.finish_field();
    stage.app->rest();
    const std::int64_t first_ms = copy_in(stage).made_ms;
    stage.ask(command::WriteNote{id, "a note alone changes no count"});
    stage.app->rest();
    CHECK(copy_in(stage).made_ms == first_ms);
    stage.restart();
    stage.clock.advance(6 * kDay);
    stage.app->rest();
    CHECK(copy_in(stage).made_ms == first_ms);
    stage.clock.advance(2 * kDay);
    stage.app->rest();
    CHECK(copy_in(stage).made_ms == stage.clock.wall_ms());
}

TEST_CASE("no copy while work runs or where space is short", "[keep_snapshot]") {
    Stage stage;
    stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.finish_field();
    SECTION("a photo is read") {
        const std::uint32_t ticket = stage.shoot();
        stage.app->rest();
        CHECK(copy_in(stage).finds == 0);
        stage.stored(ticket, 'c');
        stage.analysed(ticket, 'c', scores(kTrametes, 0.9F));
    }
    SECTION("the model is fetched") {
        stage.ask(command::MakeFieldReady{});
        stage.app->rest();
        CHECK(copy_in(stage).finds == 0);
        stage.receive(ports::FieldChecked{stage.state().field.ticket, true, 10, 10, ""});
    }
    SECTION("the browser gives too little") {
        stage.receive(ports::PersistAnswered{true, kPlenty - 1'000'000, kPlenty});
        stage.app->rest();
        CHECK(copy_in(stage).finds == 0);
        stage.receive(ports::PersistAnswered{true, 1'000'000, kPlenty});
    }
    stage.app->rest();
    CHECK(copy_in(stage).finds == 1);
}

TEST_CASE("a clock that was wrong does not keep the copy away", "[keep_snapshot]") {
    Stage stage;
    const ObservationId id = stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.finish_field();
    const std::int64_t true_now = stage.clock.wall_ms();
    stage.clock.set_wall(true_now + 4000 * kDay);
    stage.app->rest();
    stage.clock.set_wall(true_now + kDay);
    stage.ask(command::WriteNote{id, "after the clock was set right"});
    stage.app->rest();
    CHECK(copy_in(stage).made_ms == true_now + kDay);
}
