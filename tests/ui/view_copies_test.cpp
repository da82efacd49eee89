// What a person does with copies of the journal, by taps alone.
#include <catch2/catch_test_macros.hpp>

#include "fakes/file_worker.hpp"
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

// The first node whose name begins so.
const SemanticsNode* starting(const ViewStage& stage, Role role, std::string_view words) {
    for (const SemanticsNode& node : stage.nodes()) {
        if (node.role == role && node.name.starts_with(words)) {
            return &node;
        }
    }
    return nullptr;
}

void tap_starting(ViewStage& stage, Role role, std::string_view words) {
    const SemanticsNode* node = starting(stage, role, words);
    INFO("looked for " << words << "; there is: " << stage.said());
    REQUIRE(node != nullptr);
    stage.tap(role, std::string(node->name));
}

} // namespace

TEST_CASE("the size of a backup is said before it is made, its progress while, its end after", "[view_records]") {
    ViewStage stage({412, 1800}); // all of the page in sight
    keep(stage, 'b');
    stage.go(Screen::me, {}, MeSection::records);
    const SemanticsNode* row = starting(stage, Role::button, "Back up with photos. One file, about ");
    INFO(stage.said());
    REQUIRE(row != nullptr);
    CHECK(row->name.find("B") != std::string::npos);
    tap_starting(stage, Role::button, "Back up with photos");
    const SemanticsNode* progress = stage.find(Role::progress, "Making the backup");
    REQUIRE(progress != nullptr);
    CHECK(progress->value_text == "0 of 1 photos");
    flow::FileWorker worker(stage.app);
    worker.photos["original/" + flow::sha('b')] = flow::bytes_of("photo");
    worker.run();
    worker.saved();
    stage.settle();
    CHECK(stage.find(Role::status, "Backup saved") != nullptr);
    CHECK(stage.find(Role::text, "Last one 21 Sep 2026") != nullptr);
}

TEST_CASE("a backup is cancelled by its button", "[view_records]") {
    ViewStage stage({412, 1800});
    keep(stage, 'b');
    stage.go(Screen::me, {}, MeSection::records);
    tap_starting(stage, Role::button, "Back up with photos");
    stage.tap(Role::button, "Cancel");
    CHECK(stage.app.state().backup.phase == app::BackupPhase::idle);
    CHECK(starting(stage, Role::button, "Back up with photos") != nullptr);
}

TEST_CASE("what is inside a backup is said before the journal is replaced", "[view_records]") {
    ViewStage stage({412, 1800});
    keep(stage, 'b');
    stage.go(Screen::me, {}, MeSection::records);
    flow::FileWorker worker(stage.app);
    tap_starting(stage, Role::button, "Back up without photos");
    worker.run();
    const flow::Bytes file = worker.sent();
    worker.saved();
    keep(stage, 'c');
    stage.settle();
    tap_starting(stage, Role::button, "Restore from a file");
    worker.pick(file);
    worker.run();
    stage.settle();
    REQUIRE(stage.find(Role::dialog, "Replace your journal?") != nullptr);
    CHECK(stage.said().find("holds 1 find, 0 photos. Your journal now, 2 finds,") != std::string::npos);
    SECTION("yes") {
        stage.tap(Role::button, "Replace it");
        CHECK(stage.app.state().journal.rows() == 1);
        CHECK(stage.find(Role::status, "Journal restored: 1 find") != nullptr);
        stage.tap(Role::button, "Undo");
        CHECK(stage.app.state().journal.rows() == 2);
    }
    SECTION("no, by key") {
        stage.key("Escape");
        CHECK(stage.find(Role::dialog, "Replace your journal?") == nullptr);
        CHECK(stage.app.state().journal.rows() == 2);
        CHECK(stage.app.state().restore.phase == app::RestorePhase::idle);
    }
}

TEST_CASE("the browser is asked again to keep the journal", "[view_records]") {
    ViewStage stage({412, 1800});
    stage.go(Screen::me, {}, MeSection::records);
    stage.app.receive(ports::PersistAnswered{false, 12'000'000, 2'000'000'000});
    stage.settle();
    CHECK(stage.find(Role::heading, "12\xC2\xA0MB used") != nullptr);
    const std::size_t before = stage.app.post.count<ports::AskPersist>();
    stage.tap(Role::button, "Ask the browser to keep it");
    CHECK(stage.app.post.count<ports::AskPersist>() == before + 1);
    CHECK(stage.app.post.last<ports::AskPersist>().request);
    stage.app.receive(ports::PersistAnswered{true, 12'000'000, 2'000'000'000});
    stage.settle();
    CHECK(stage.find(Role::text, "The browser keeps it even when space is short.") != nullptr);
    CHECK(stage.find(Role::button, "Ask the browser to keep it") == nullptr);
}

TEST_CASE("the monthly word offers a backup now or later, on the journal and in Me", "[view_records]") {
    ViewStage stage;
    keep(stage, 'b');
    stage.app.clock.advance(31LL * 24 * 60 * 60 * 1000);
    stage.app.restart();
    stage.go(Screen::me);
    CHECK(stage.find(Role::text, "Time for a backup") != nullptr);
    stage.go(Screen::journal);
    CHECK(stage.find(Role::text, "Time for a backup") != nullptr);
    SECTION("now") {
        stage.tap(Role::button, "Back up now");
        CHECK(stage.app.state().route.section == MeSection::records);
        CHECK(stage.app.state().backup.phase == app::BackupPhase::gathering);
    }
    SECTION("later") {
        stage.tap(Role::button, "Later");
        CHECK(stage.find(Role::text, "Time for a backup") == nullptr);
    }
}

TEST_CASE("a damaged journal is told, recommended and chosen", "[view_recovery]") {
    ViewStage stage({412, 1200});
    keep(stage, 'b');
    stage.app.finish_field();
    stage.app.app->rest();
    keep(stage, 'c');
    stage.app.restart_damaged_lightly();
    stage.settle();
    CHECK(stage.find(Role::heading, "Your journal did not open") != nullptr);
    CHECK(stage.said().find("hypha.db.damaged-1") != std::string::npos);
    CHECK(stage.find(Role::text, "Reading what is left of it") != nullptr);
    stage.app.app->rest();
    stage.settle();
    CHECK(stage.find(Role::text, "2 finds, 2 photos") != nullptr); // what was read
    CHECK(stage.find(Role::text, "1 find, 1 photo") != nullptr);   // the copy
    SECTION("what was read") {
        stage.tap(Role::button, "Go on with this");
        CHECK(stage.app.state().journal.rows() == 2);
        CHECK(stage.find(Role::status, "Your journal is open: 2 finds came back") != nullptr);
    }
    SECTION("the copy") {
        stage.tap(Role::button, "Go back to this copy");
        CHECK(stage.app.state().journal.rows() == 1);
    }
    SECTION("empty, after a question") {
        tap_starting(stage, Role::button, "Start empty");
        REQUIRE(stage.find(Role::dialog, "Start an empty journal?") != nullptr);
        CHECK(stage.app.state().phase == app::Phase::damaged);
        stage.tap(Role::button, "Start empty");
        CHECK(stage.app.state().phase == app::Phase::ready);
        CHECK(stage.app.state().journal.rows() == 0);
    }
}

TEST_CASE("before anything is chosen a mushroom can be identified, and the way back is there", "[view_recovery]") {
    ViewStage stage({412, 1200});
    keep(stage, 'b');
    stage.app.restart_damaged();
    stage.settle();
    CHECK(starting(stage, Role::link, "Identify") == nullptr); // not before the cards stand where they will
    stage.app.app->rest();
    stage.settle();
    tap_starting(stage, Role::link, "Identify a mushroom now");
    CHECK(stage.find(Role::heading, "Identify") != nullptr);
    const std::uint32_t ticket = stage.app.shoot();
    stage.app.stored(ticket, 'e');
    stage.app.analysed(ticket, 'e', flow::scores(flow::kAmanita, 0.9F));
    stage.settle();
    stage.tap(Role::button, "Save to journal");
    CHECK(stage.find(Role::status, "Not kept yet: first choose how your journal goes on.") != nullptr);
    stage.go(Screen::identify);
    stage.tap(Role::button, "Choose");
    CHECK(stage.find(Role::heading, "Your journal did not open") != nullptr);
}

TEST_CASE("a newer journal answers a wish to write with one sentence and the update", "[view_records]") {
    ViewStage stage;
    const ObservationId id = keep(stage, 'b');
    stage.app.restart_newer();
    stage.go(Screen::observation, id);
    stage.app.ask(app::command::WriteNote{id, "changed"});
    stage.settle();
    REQUIRE(stage.find(Role::dialog, "A newer Hypha wrote this journal") != nullptr);
    stage.tap(Role::button, "Update");
    CHECK(stage.app.post.count<ports::LookForUpdate>() == 1);
    CHECK(stage.find(Role::dialog, "A newer Hypha wrote this journal") == nullptr);
}
