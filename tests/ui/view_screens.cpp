#include "ui/view_screens.hpp"

#include "fakes/file_worker.hpp"

namespace hypha::ui {
namespace {

using app::MeSection;
using app::Screen;
using app::Slot;
using flow::scores;

void show_result(ViewStage& stage, const std::vector<float>& logits) {
    const std::uint32_t ticket = stage.app.shoot();
    stage.app.stored(ticket, 'b');
    stage.app.analysed(ticket, 'b', logits);
    stage.settle();
}

ObservationId keep(ViewStage& stage, char photo, const std::vector<float>& logits) {
    const ObservationId id = stage.app.saved_find(photo, logits);
    stage.app.ask(app::command::CloseToast{stage.app.state().toast->serial});
    return id;
}

void home_empty(ViewStage& stage) { stage.settle(); }

void home_filled(ViewStage& stage) {
    keep(stage, 'c', scores(flow::kAmanita, 0.9F));
    keep(stage, 'd', scores(flow::kOther, 0.9F));
    const std::uint32_t ticket = stage.app.pick(Slot::profile);
    stage.app.stored(ticket, 'b');
    stage.app.analysed(ticket, 'b', scores(flow::kAmanita, 0.9F));
    stage.app.receive(ports::ConnectionChanged{false});
    stage.settle();
}

void home_failed(ViewStage& stage) {
    const std::uint32_t ticket = stage.app.pick(Slot::base);
    stage.app.receive(ports::AnalysisFailed{ticket, "unsupported_format", ""});
    stage.app.receive(ports::UpdateWaited{"0.2.0"});
    stage.settle();
}

void result_deadly(ViewStage& stage) { show_result(stage, scores(flow::kAmanita, 0.85F)); }

// Certain enough that only its look-alikes are deadly.
void result_species(ViewStage& stage) { show_result(stage, scores(flow::kAugustus, 0.97F)); }

void result_unknown(ViewStage& stage) { show_result(stage, scores(flow::kOther, 0.7F)); }

void result_not_mushroom(ViewStage& stage) { show_result(stage, scores(flow::kNotMushroom, 0.95F)); }

void result_working(ViewStage& stage) {
    const std::uint32_t ticket = stage.app.shoot();
    stage.app.stored(ticket, 'b');
    stage.app.receive(ports::LoadProgressed{ticket, 1'200'000, 14'500'000});
    stage.settle();
}

void result_failed(ViewStage& stage) {
    const std::uint32_t ticket = stage.app.shoot();
    stage.app.stored(ticket, 'b');
    stage.app.receive(ports::AnalysisFailed{ticket, "model_unavailable", ""});
    stage.settle();
}

void result_refused(ViewStage& stage) {
    const std::uint32_t ticket = stage.app.shoot();
    stage.app.receive(ports::AnalysisFailed{ticket, "not_an_image", ""});
    stage.settle();
}

void result_missing(ViewStage& stage) { stage.go(Screen::result, ObservationId{4711}); }

void journal_empty(ViewStage& stage) { stage.go(Screen::journal); }

void journal_filled(ViewStage& stage) {
    for (int i = 0; i < 60; ++i) {
        keep(stage, 'b', scores(i % 3 == 0 ? flow::kAmanita : i % 3 == 1 ? flow::kOther : flow::kTrametes, 0.9F));
    }
    stage.go(Screen::journal);
}

void journal_search(ViewStage& stage) {
    journal_filled(stage);
    stage.app.ask(app::command::SearchFinds{"amanita"});
    stage.settle();
}

void journal_search_empty(ViewStage& stage) {
    journal_filled(stage);
    stage.app.ask(app::command::SearchFinds{"nowhere"});
    stage.settle();
}

void observation(ViewStage& stage) {
    const ObservationId id = keep(stage, 'b', scores(flow::kAmanita, 0.9F));
    stage.go(Screen::observation, id);
    stage.app.ask(app::command::WriteNote{id, "Under an oak, on the north side, near the stream."});
    stage.settle();
}

void observation_placed(ViewStage& stage) {
    const ObservationId id = keep(stage, 'b', scores(flow::kTrametes, 0.5F));
    stage.go(Screen::observation, id);
    stage.app.ask(app::command::AskPlace{id});
    stage.app.receive(ports::PlaceFound{stage.app.post.last<ports::AskPlace>().ticket, -12.04637, -77.04279, 12});
    stage.settle();
}

void observation_missing(ViewStage& stage) { stage.go(Screen::observation, ObservationId{4711}); }

template <MeSection Section> void me(ViewStage& stage) {
    stage.app.receive(ports::PersistAnswered{true, 12'000'000, 2'000'000'000});
    stage.app.receive(ports::OfflineChecked{true, 31, 1'900'000, ""});
    stage.app.receive(ports::InstallOffered{true});
    stage.go(Screen::me, {}, Section);
}

void storage_page(ViewStage& stage) { stage.go(Screen::me, {}, MeSection::records); }

void storage_backing_up(ViewStage& stage) {
    keep(stage, 'b', scores(flow::kAmanita, 0.9F));
    storage_page(stage);
    stage.app.ask(app::command::BackUp{true});
    stage.settle();
}

void storage_file_ready(ViewStage& stage) {
    keep(stage, 'b', scores(flow::kAmanita, 0.9F));
    storage_page(stage);
    flow::FileWorker worker(stage.app);
    stage.app.ask(app::command::BackUp{true}); // whose photo is gone
    worker.run();
    stage.settle();
}

void storage_restore_failed(ViewStage& stage) {
    storage_page(stage);
    flow::FileWorker worker(stage.app);
    stage.app.ask(app::command::PickBackup{});
    worker.pick(flow::bytes_of("a text"));
    worker.run();
    stage.settle();
}

void storage_damaged_file(ViewStage& stage) {
    keep(stage, 'b', scores(flow::kAmanita, 0.9F));
    stage.app.restart_damaged();
    stage.app.app->rest();
    stage.app.ask(app::command::Recover{app::Recovery::empty});
    stage.app.ask(app::command::CloseToast{stage.app.state().toast->serial});
    storage_page(stage);
}

void recovery_looking(ViewStage& stage) {
    keep(stage, 'b', scores(flow::kAmanita, 0.9F));
    stage.app.restart_damaged();
    stage.settle();
}

void recovery(ViewStage& stage) {
    keep(stage, 'b', scores(flow::kAmanita, 0.9F));
    stage.app.finish_field();
    stage.app.app->rest();
    keep(stage, 'c', scores(flow::kTrametes, 0.9F));
    stage.app.restart_damaged_lightly();
    stage.app.app->rest();
    stage.settle();
}

void recovery_without_copy(ViewStage& stage) {
    recovery_looking(stage);
    stage.app.app->rest();
    stage.settle();
}

void recovery_meanwhile(ViewStage& stage) {
    recovery_looking(stage);
    stage.app.ask(app::command::IdentifyMeanwhile{});
    stage.settle();
}

void journal_reminder(ViewStage& stage) {
    keep(stage, 'b', scores(flow::kAmanita, 0.9F));
    stage.app.clock.advance(31LL * 24 * 60 * 60 * 1000);
    stage.app.restart(stage.app.facts);
    stage.go(Screen::journal);
}

void journal_newer(ViewStage& stage) {
    keep(stage, 'b', scores(flow::kAmanita, 0.9F));
    stage.app.restart_newer();
    stage.go(Screen::journal);
}

void ask_sql(ViewStage& stage, const std::string& sql) {
    stage.go(Screen::sql);
    stage.app.ask(app::command::EditSql{sql});
    stage.app.ask(app::command::RunSql{});
    stage.settle();
}

void sql_rows(ViewStage& stage) {
    keep(stage, 'b', scores(flow::kAmanita, 0.9F));
    ask_sql(stage, "SELECT * FROM observation, identification");
}

void sql_mistake(ViewStage& stage) { ask_sql(stage, "SELECT nothing\nFROM observation"); }

void sql_change(ViewStage& stage) {
    stage.go(Screen::sql);
    stage.app.ask(app::command::AllowChanges{true});
    ask_sql(stage, "INSERT INTO setting VALUES ('a', 'b') RETURNING *");
}

void sql_plan(ViewStage& stage) {
    stage.go(Screen::sql);
    stage.app.ask(app::command::EditSql{stage.app.state().console.starters[1]});
    stage.app.ask(app::command::PlanSql{});
    stage.settle();
}

void copy_refused(ViewStage& stage) {
    stage.app.ask(app::command::PickCopy{});
    const std::uint32_t ticket = stage.app.post.last<ports::PickFile>().ticket;
    stage.app.receive(ports::FilePicked{ticket, "holiday.sqlite", 1LL << 30U, {}});
    stage.go(Screen::me, {}, MeSection::records);
}

template <Screen Tab> void coming(ViewStage& stage) { stage.go(Tab); }

} // namespace

const std::vector<NamedScreen>& all_screens() {
    static const std::vector<NamedScreen> screens{
        {"home, empty", home_empty, true},
        {"home, filled", home_filled, true},
        {"home, a file failed and an update waits", home_failed, true},
        {"result, a deadly genus", result_deadly, true, true},
        {"result, a species", result_species, true, true},
        {"result, I don't know", result_unknown, true, true},
        {"result, not a mushroom", result_not_mushroom, true, true},
        {"result, working", result_working, true, true},
        {"result, failed", result_failed, true, true},
        {"result, file refused", result_refused, true, true},
        {"result, missing", result_missing, true},
        {"journal, empty", journal_empty, true},
        {"journal, filled", journal_filled, true},
        {"journal, searched", journal_search, true},
        {"journal, nothing found", journal_search_empty, true},
        {"observation", observation, true, true},
        {"observation with a place", observation_placed, true, true},
        {"observation, missing", observation_missing, true},
        {"read", coming<Screen::read>},
        {"papers", coming<Screen::papers>},
        {"lab", coming<Screen::lab>},
        {"sql, empty", coming<Screen::sql>},
        {"sql, rows", sql_rows},
        {"sql, mistake", sql_mistake},
        {"sql, a change waits", sql_change},
        {"sql, plan", sql_plan},
        {"sql, no copy", coming<Screen::sql_copy>},
        {"me, a copy refused", copy_refused},
        {"me", me<MeSection::overview>},
        {"me, look", me<MeSection::look>},
        {"me, language", me<MeSection::language>},
        {"me, ready", me<MeSection::ready>},
        {"me, storage", me<MeSection::records>},
        {"me, storage, a backup is made", storage_backing_up},
        {"me, storage, a file is ready", storage_file_ready},
        {"me, storage, a restore failed", storage_restore_failed},
        {"me, storage, a damaged file", storage_damaged_file},
        {"recovery, looking", recovery_looking, true},
        {"recovery", recovery, true},
        {"recovery, without a copy", recovery_without_copy, true},
        {"home, the journal waits", recovery_meanwhile, true},
        {"journal, a backup is due", journal_reminder, true},
        {"journal, a newer one", journal_newer, true},
        {"me, about", me<MeSection::about>},
        {"me, model", me<MeSection::model>},
    };
    return screens;
}

} // namespace hypha::ui
