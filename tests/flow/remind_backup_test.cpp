// The monthly word about a backup, under a clock that may jump.
#include <catch2/catch_test_macros.hpp>

#include "app/remind_backup.hpp"
#include "fakes/file_worker.hpp"

using namespace hypha;
using namespace hypha::flow;
namespace command = app::command;

namespace {

constexpr std::int64_t kDay = 24LL * 60 * 60 * 1000;

void back_up(Stage& stage) {
    FileWorker worker(stage);
    stage.ask(command::BackUp{false});
    worker.run();
    worker.saved();
}

} // namespace

TEST_CASE("a backup is due after 30 days, counted from the oldest find when there was none", "[remind_backup]") {
    constexpr std::int64_t kNow = 1'000 * kDay;
    CHECK_FALSE(app::backup_is_due({}, kNow)); // no finds
    CHECK_FALSE(app::backup_is_due({.last_ms = 1}, kNow));
    CHECK_FALSE(app::backup_is_due({.oldest_find_ms = kNow - 30 * kDay}, kNow));
    CHECK(app::backup_is_due({.oldest_find_ms = kNow - 30 * kDay - 1}, kNow));
    CHECK_FALSE(app::backup_is_due({.last_ms = kNow - 30 * kDay, .oldest_find_ms = 1}, kNow));
    CHECK(app::backup_is_due({.last_ms = kNow - 30 * kDay - 1, .oldest_find_ms = 1}, kNow));
    CHECK_FALSE(app::backup_is_due({.put_off_ms = kNow - 30 * kDay, .oldest_find_ms = 1}, kNow));
    CHECK(app::backup_is_due({.put_off_ms = kNow - 30 * kDay - 1, .oldest_find_ms = 1}, kNow));
}

TEST_CASE("the word comes after a month, goes with a backup, and comes again", "[remind_backup]") {
    Stage stage;
    stage.saved_find('b', scores(kAmanita, 0.9F));
    CHECK_FALSE(stage.state().backup.due);
    stage.clock.advance(31 * kDay);
    stage.restart();
    CHECK(stage.state().backup.due);
    back_up(stage);
    CHECK_FALSE(stage.state().backup.due);
    stage.clock.advance(29 * kDay);
    stage.restart();
    CHECK_FALSE(stage.state().backup.due);
    stage.clock.advance(2 * kDay);
    stage.restart();
    CHECK(stage.state().backup.due);
}

TEST_CASE("later is again in 30 days", "[remind_backup]") {
    Stage stage;
    stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.clock.advance(31 * kDay);
    stage.restart();
    stage.ask(command::PutBackupOff{});
    CHECK_FALSE(stage.state().backup.due);
    stage.clock.advance(29 * kDay);
    stage.restart();
    CHECK_FALSE(stage.state().backup.due);
    stage.clock.advance(2 * kDay);
    stage.restart();
    CHECK(stage.state().backup.due);
}

TEST_CASE("a backup made under a clock far ahead does not keep the word away for years", "[remind_backup]") {
    Stage stage;
    stage.saved_find('b', scores(kAmanita, 0.9F));
    const std::int64_t true_now = stage.clock.wall_ms();
    stage.clock.set_wall(true_now + 4000 * kDay);
    back_up(stage);
    stage.clock.set_wall(true_now + kDay);
    stage.restart();
    CHECK(stage.state().backup.last_ms == true_now + kDay);
    stage.clock.set_wall(true_now + 32 * kDay);
    stage.restart();
    CHECK(stage.state().backup.due);
}

TEST_CASE("a clock that jumps back asks nothing new and loses nothing", "[remind_backup]") {
    Stage stage;
    stage.saved_find('b', scores(kAmanita, 0.9F));
    back_up(stage);
    stage.clock.set_wall(1000); // 1970
    stage.restart();
    CHECK_FALSE(stage.state().backup.due);
    CHECK(stage.state().journal.rows() == 1);
}

TEST_CASE("an empty journal, a deleted one and one that is not kept are never reminded of", "[remind_backup]") {
    Stage stage;
    stage.clock.advance(400 * kDay);
    stage.restart();
    CHECK_FALSE(stage.state().backup.due);
    stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.clock.advance(31 * kDay);
    stage.restart();
    REQUIRE(stage.state().backup.due);
    stage.ask(command::EraseEverything{});
    CHECK_FALSE(stage.state().backup.due);
}
