// A damaged journal at start: never an empty app without a word, and the question comes again until it is answered.
#include <catch2/catch_test_macros.hpp>

#include "fakes/file_worker.hpp"

using namespace hypha;
using namespace hypha::flow;
using app::Phase;
using app::Recovery;
namespace command = app::command;

namespace {

void three_finds(Stage& stage) {
    stage.saved_find('b', scores(kAmanita, 0.9F));
    stage.saved_find('c', scores(kTrametes, 0.9F));
    stage.saved_find('d', scores(kOther, 0.9F));
}

} // namespace

TEST_CASE("a damaged journal is named, nothing is written, and what is left is shown", "[recover_journal]") {
    Stage stage;
    three_finds(stage);
    stage.restart_damaged();
    CHECK(stage.state().phase == Phase::damaged);
    CHECK_FALSE(stage.state().storage.durable);
    REQUIRE(stage.state().damage);
    CHECK(stage.state().damage->file == "hypha.db.damaged-1");
    CHECK(stage.state().damage->size_bytes > 0);
    CHECK_FALSE(stage.state().damage->looked);
    stage.ask(command::Recover{Recovery::readable}); // nobody knows yet what that would be
    CHECK(stage.state().phase == Phase::damaged);
    stage.app->rest();
    CHECK(stage.state().damage->looked);
    CHECK_FALSE(stage.state().damage->snapshot);
}

TEST_CASE("what could be read becomes the journal", "[recover_journal]") {
    Stage stage;
    three_finds(stage);
    stage.restart_damaged_lightly();
    stage.app->rest();
    REQUIRE(stage.state().damage);
    REQUIRE(stage.state().damage->readable);
    CHECK(stage.state().damage->readable->finds == 3);
    CHECK(app::recommended(*stage.state().damage) == Recovery::readable);
    stage.ask(command::Recover{Recovery::readable});
    CHECK(stage.state().phase == Phase::ready);
    CHECK(stage.state().storage.durable);
    CHECK(stage.state().journal.rows() == 3);
    CHECK(stage.state().route.screen == app::Screen::journal);
    REQUIRE(stage.state().toast);
    CHECK(stage.state().toast->kind == app::ToastKind::recovered);
    CHECK(stage.state().toast->count == 3);
    CHECK(stage.state().copies.set_aside.size() == 1); // the damaged file stays until somebody deletes it
    stage.restart();
    CHECK(stage.state().phase == Phase::ready);
    CHECK(stage.state().journal.rows() == 3);
}

TEST_CASE("the last automatic copy becomes the journal", "[recover_journal]") {
    Stage stage;
    three_finds(stage);
    stage.finish_field();
    stage.app->rest(); // takes the copy
    const std::int64_t copied_ms = stage.clock.wall_ms();
    stage.clock.advance(1000);
    stage.saved_find('e', scores(kAmanita, 0.9F));
    stage.restart_damaged();
    stage.app->rest();
    REQUIRE(stage.state().damage);
    REQUIRE(stage.state().damage->snapshot);
    CHECK(stage.state().damage->snapshot->finds == 3);
    CHECK(stage.state().damage->snapshot->made_ms == copied_ms);
    stage.ask(command::Recover{Recovery::snapshot});
    CHECK(stage.state().phase == Phase::ready);
    CHECK(stage.state().journal.rows() == 3);
    stage.restart();
    CHECK(stage.state().journal.rows() == 3);
}

TEST_CASE("the question comes again when the app is closed on it", "[recover_journal]") {
    Stage stage;
    three_finds(stage);
    stage.restart_damaged();
    for (int start = 0; start < 3; ++start) {
        stage.restart();
        CHECK(stage.state().phase == Phase::damaged);
        CHECK(stage.state().damage->file == "hypha.db.damaged-1");
        stage.app->rest();
    }
    stage.ask(command::AskStartEmpty{});
    CHECK(std::holds_alternative<app::EmptyQuestion>(stage.state().overlay));
    CHECK(stage.state().phase == Phase::damaged);
    stage.ask(command::Recover{Recovery::empty});
    CHECK(stage.state().phase == Phase::ready);
    CHECK(stage.state().storage.durable);
    CHECK(stage.state().journal.rows() == 0);
    stage.restart();
    CHECK(stage.state().phase == Phase::ready);
}

TEST_CASE("a mushroom is identified before anything is chosen, and saving says that the journal waits",
          "[recover_journal]") {
    Stage stage;
    three_finds(stage);
    stage.restart_damaged();
    stage.ask(command::IdentifyMeanwhile{});
    CHECK(stage.state().damage->meanwhile);
    const std::uint32_t ticket = stage.shoot();
    stage.stored(ticket, 'e');
    stage.analysed(ticket, 'e', scores(kAmanita, 0.9F));
    CHECK(stage.draft().verdict->name == "Amanita");
    stage.ask(command::SaveObservation{stage.state().draft});
    CHECK(stage.state().journal.rows() == 0);
    CHECK(stage.state().toast->kind == app::ToastKind::journal_waits);
    stage.ask(command::DecideNow{});
    CHECK_FALSE(stage.state().damage->meanwhile);
    stage.app->rest();
    stage.ask(command::Recover{Recovery::empty});
    CHECK(stage.state().phase == Phase::ready);
    CHECK(stage.state().draft_observation() == nullptr);
}

TEST_CASE("the damaged file can be saved from the question, and later read again, saved and deleted",
          "[recover_journal]") {
    Stage stage;
    FileWorker worker(stage);
    three_finds(stage);
    worker.run();
    stage.restart_damaged_lightly();
    FileWorker again(stage);
    stage.ask(command::SaveSetAside{"hypha.db.damaged-1"});
    again.run();
    CHECK(again.sent().size() == static_cast<std::size_t>(stage.state().damage->size_bytes));
    again.saved();
    CHECK(stage.state().toast->kind == app::ToastKind::file_saved);
    CHECK(stage.state().phase == Phase::damaged);
    stage.app->rest();
    stage.ask(command::Recover{Recovery::empty});
    REQUIRE(stage.state().copies.set_aside.size() == 1);
    CHECK(stage.state().copies.set_aside.front().found_ms == stage.clock.wall_ms());

    stage.ask(command::ReadSetAside{"hypha.db.damaged-1"});
    CHECK(std::holds_alternative<app::RestoreQuestion>(stage.state().overlay));
    CHECK(stage.state().restore.from_damaged);
    CHECK(stage.state().restore.facts.finds == 3);
    stage.ask(command::RestoreNow{});
    CHECK(stage.state().journal.rows() == 3);

    stage.ask(command::AskDeleteSetAside{"hypha.db.damaged-1"});
    CHECK(std::holds_alternative<app::AsideQuestion>(stage.state().overlay));
    stage.ask(command::DeleteSetAside{"hypha.db.damaged-1"});
    CHECK(stage.state().copies.set_aside.empty());
    stage.restart();
    CHECK(stage.state().copies.set_aside.empty());
    CHECK(stage.state().journal.rows() == 3);
}

TEST_CASE("a name that nothing was set aside under changes nothing", "[recover_journal]") {
    Stage stage;
    three_finds(stage);
    for (const char* file : {"hypha.db", "hypha.db.damaged-7", ""}) {
        stage.ask(command::DeleteSetAside{file});
        stage.ask(command::SaveSetAside{file});
        stage.ask(command::ReadSetAside{file});
    }
    CHECK(stage.post.count<ports::GrowFile>() == 0);
    CHECK(std::holds_alternative<std::monostate>(stage.state().overlay));
    stage.restart();
    CHECK(stage.state().journal.rows() == 3);
}
