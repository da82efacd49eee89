// Over 300 lines because every state of every screen is a few lines here, and one table.
#include "ui/view_screens.hpp"

#include "fakes/edge_worker.hpp"
#include "fakes/file_worker.hpp"
#include "generated/ui/model_card.hpp"
#include "ui/contribution_screens.hpp"
#include "ui/news_screens.hpp"

namespace hypha::ui {
namespace {

void storage_page(ViewStage& stage);

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

// What the camera shows after `frames` frames that all say the same.
void camera_sees(ViewStage& stage, const std::vector<float>& logits, int frames, float exposure = 0.3F) {
    stage.app.ask(app::command::OpenLiveCamera{});
    stage.app.receive(ports::CameraOpened{stage.app.state().camera->ticket, true, 1, 5, 2});
    for (int i = 0; i < frames; ++i) {
        const std::uint32_t frame = stage.app.state().camera->frame;
        stage.app.receive(ports::FrameTaken{frame, {}});
        stage.app.receive(ports::FrameAnalysed{frame, stage.app.manifest.sha256, logits, 900, exposure});
    }
    stage.settle();
}

void camera_opening(ViewStage& stage) {
    stage.app.ask(app::command::OpenLiveCamera{});
    stage.settle();
}

void camera_looking(ViewStage& stage) { camera_sees(stage, scores(flow::kAmanita, 0.9F), 2); }

void camera_dark(ViewStage& stage) { camera_sees(stage, scores(flow::kAmanita, 0.9F), 5, 0.02F); }

void camera_deadly(ViewStage& stage) { camera_sees(stage, scores(flow::kAmanita, 0.9F), 5); }

void camera_unknown(ViewStage& stage) { camera_sees(stage, scores(flow::kOther, 0.9F), 5); }

void camera_no_mushroom(ViewStage& stage) { camera_sees(stage, scores(flow::kNotMushroom, 0.9F), 5); }

void camera_denied(ViewStage& stage) {
    stage.app.ask(app::command::OpenLiveCamera{});
    stage.app.receive(ports::CameraFailed{stage.app.state().camera->ticket, "denied"});
    stage.settle();
}

void camera_without_model(ViewStage& stage) {
    camera_sees(stage, {}, 0);
    const std::uint32_t frame = stage.app.state().camera->frame;
    stage.app.receive(ports::AnalysisFailed{frame, "model_unavailable", ""});
    stage.app.ask(app::command::TakePicture{});
    stage.app.receive(ports::PickCancelled{stage.app.state().camera->taking});
    stage.settle();
}

void crop_of_find(ViewStage& stage, const vision::Crop& part) {
    const ObservationId id = keep(stage, 'b', scores(flow::kAmanita, 0.9F));
    for (const Slot slot : app::kSlots) {
        stage.app.ask(app::command::OpenCrop{id, slot}); // one of the four has a photo
    }
    stage.app.ask(app::command::EditCrop{part});
    stage.settle();
}

void crop_part(ViewStage& stage) { crop_of_find(stage, {0.25F, 0.25F, 0.375F, 0.5F}); }

void crop_too_small(ViewStage& stage) { crop_of_find(stage, {0.5F, 0.5F, 0.05F, 0.1F}); }

void result_deadly(ViewStage& stage) { show_result(stage, scores(flow::kAmanita, 0.85F)); }

void result_heat_map(ViewStage& stage) {
    result_deadly(stage);
    const app::Observation& find = *stage.app.state().shown();
    for (const Slot slot : app::kSlots) {
        stage.app.ask(app::command::ShowHeat{find.id, slot}); // one of the four has a photo
    }
    std::vector<float> evidence(stage.app.manifest.leaf_count * 49, 0.F);
    evidence[flow::kAmanita * 49 + 24] = 5;
    stage.app.receive(ports::PhotoExplained{stage.app.state().heat->ticket, stage.app.manifest.sha256, 7, 7, evidence});
    stage.settle();
}

// The stage's model is not the one that the card was made of: the stage takes its hash.
void models_card(ViewStage& stage) {
    stage.app.manifest.sha256 = std::string(kModelCardSha256);
    stage.app.restart();
    stage.go(Screen::models);
}

void result_heat_failed(ViewStage& stage) {
    result_deadly(stage);
    const app::Observation& find = *stage.app.state().shown();
    for (const Slot slot : app::kSlots) {
        stage.app.ask(app::command::ShowHeat{find.id, slot});
    }
    stage.app.receive(ports::AnalysisFailed{stage.app.state().heat->ticket, "runtime_failed", ""});
    stage.settle();
}

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

void journal_narrowed(ViewStage& stage) {
    journal_filled(stage);
    stage.app.ask(app::command::NarrowFinds{{.risk = fungi::Risk::deadly, .name = "Amanita"}});
    stage.settle();
}

void journal_narrowed_empty(ViewStage& stage) {
    journal_filled(stage);
    stage.app.ask(app::command::NarrowFinds{{.risk = fungi::Risk::poisonous, .name = "Amanita"}});
    stage.settle();
}

// The next version of the app brings another model.
void newer_model(ViewStage& stage) {
    keep(stage, 'b', scores(flow::kTrametes, 0.999F));
    keep(stage, 'c', scores(flow::kAmanita, 0.9F));
    keep(stage, 'd', scores(flow::kTrametes, 0.999F));
    stage.app.manifest.sha256 = std::string(64, 'e');
    stage.app.manifest.version = "2";
    stage.app.restart(stage.app.facts);
    stage.app.app->rest();
}

void read_again(ViewStage& stage, const std::vector<float>& logits) {
    const auto asked = stage.app.post.last<ports::AnalyseStoredPhoto>();
    stage.app.receive(
        ports::PhotoAnalysed{asked.ticket, asked.photo, stage.app.manifest.sha256, logits, 90, 0.4F, 1, 1, 1});
}

void journal_newer_model(ViewStage& stage) {
    newer_model(stage);
    stage.go(Screen::journal);
}

void journal_looking(ViewStage& stage) {
    newer_model(stage);
    stage.app.ask(app::command::LookAgain{});
    read_again(stage, scores(flow::kAmanita, 0.9F));
    stage.go(Screen::journal);
}

void changes(ViewStage& stage) {
    newer_model(stage);
    stage.app.ask(app::command::LookAgain{});
    read_again(stage, scores(flow::kAmanita, 0.9F));
    read_again(stage, scores(flow::kOther, 0.9F));
    stage.app.receive(
        ports::AnalysisFailed{stage.app.post.last<ports::AnalyseStoredPhoto>().ticket, "decode_failed", ""});
    stage.go(Screen::changes);
}

void observation_with_marks(ViewStage& stage) {
    const ObservationId id = keep(stage, 'b', scores(flow::kAmanita, 0.9F));
    stage.go(Screen::observation, id);
    stage.app.ask(app::command::WriteNote{id, "# Smell\nOf **flour**, *very* strong.\n- cap 5 cm\n- ring\n1. volva"});
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

void observation_named(ViewStage& stage) {
    const ObservationId id = keep(stage, 'b', scores(flow::kAmanita, 0.9F));
    stage.go(Screen::observation, id);
    stage.app.ask(app::command::GiveName{id, "Agaricus augustus"});
    stage.app.ask(app::command::RemoveName{id});
    stage.app.ask(app::command::GiveName{id, "Trametes versicolor"});
    stage.app.ask(app::command::CloseToast{stage.app.state().toast->serial});
    stage.settle();
}

void name_find(ViewStage& stage) {
    const ObservationId id = keep(stage, 'b', scores(flow::kAmanita, 0.9F));
    stage.go(Screen::name, id);
    stage.app.ask(app::command::EditName{"under an oak"});
    stage.app.ask(app::command::GiveName{id, "under an oak"});
    stage.app.ask(app::command::EditName{"a"});
    stage.app.ask(app::command::GiveName{id, "a"});
    stage.settle();
}

void name_missing(ViewStage& stage) { stage.go(Screen::name, ObservationId{4711}); }

void ask_expert(ViewStage& stage) {
    const ObservationId id = keep(stage, 'b', scores(flow::kTrametes, 0.5F));
    stage.go(Screen::observation, id);
    stage.app.ask(app::command::AskPlace{id});
    stage.app.receive(ports::PlaceFound{stage.app.post.last<ports::AskPlace>().ticket, -12.04637, -77.04279, 12});
    stage.app.ask(app::command::WriteNote{id, "Under an oak, on the north side, near the stream."});
    stage.go(Screen::ask, id);
    stage.app.ask(app::command::EditQuestion{"Is this one young?"});
    stage.settle();
}

void storage_exporting(ViewStage& stage) {
    keep(stage, 'b', scores(flow::kAmanita, 0.9F));
    storage_page(stage);
    stage.app.ask(app::command::ExportFinds{app::ExportKind::zip});
    stage.settle();
}

void storage_import_failed(ViewStage& stage) {
    storage_page(stage);
    flow::FileWorker worker(stage.app);
    stage.app.ask(app::command::PickFinds{});
    worker.pick(flow::bytes_of("no zip but a text that is long enough"));
    worker.run();
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

constexpr const char* kDevices =
    R"({"wordsOpen":true,"devices":[{"key":"k1","name":"Phone of the forest","addedMs":1758000000000,)"
    R"("seenMs":1758000000000,"revokedMs":0,"isAsking":true},{"key":"k2","name":"Tablet","addedMs":1758000000000,)"
    R"("seenMs":1758000000000,"revokedMs":0,"isAsking":false},{"key":"k3","name":null,"addedMs":1757000000000,)"
    R"("seenMs":1757000000000,"revokedMs":1758000000000,"isAsking":false}]})";

// An account of three devices, one of them removed, and all that was written at the edge.
void in_account(ViewStage& stage) {
    flow::TestEdge edge;
    flow::EdgeWorker network(stage.app, edge);
    flow::FileWorker files(stage.app);
    keep(stage, 'c', scores(flow::kAmanita, 0.9F));
    stage.app.ask(app::command::AskAccount{.ask = app::AccountAsk::begin, .name = "Phone of the forest"});
    for (int round = 0; round < 9; ++round) {
        network.run();
        files.run();
    }
    network.account_answer = kDevices;
    stage.go(Screen::me, {}, MeSection::sync);
    network.run();
    stage.settle();
}

void sync_offer(ViewStage& stage) {
    in_account(stage);
    flow::TestEdge edge;
    flow::EdgeWorker network(stage.app, edge);
    network.run(); // what was answered already
    const std::string until = std::to_string(stage.app.clock.wall_ms() + 300'000);
    network.account_answer = R"({"words":"abandon ability able about above absent absorb abstract","untilMs":)" +
                             until +
                             R"(,"modules":["1110111","1010101","1110111","0001000","1110101","1010010","1110101"]})";
    stage.app.ask(app::command::AskAccount{.ask = app::AccountAsk::offer});
    network.run();
    stage.settle();
}

void sync_words_shown(ViewStage& stage) {
    in_account(stage);
    flow::TestEdge edge;
    flow::EdgeWorker network(stage.app, edge);
    network.run();
    std::string words = "abandon";
    for (int i = 1; i < 24; ++i) {
        words += " ability";
    }
    network.account_answer = R"({"words":")" + words + R"("})";
    stage.app.ask(app::command::AskAccount{.ask = app::AccountAsk::words});
    network.run();
    stage.settle();
}

void sync_refused(ViewStage& stage) {
    stage.go(Screen::me, {}, MeSection::sync);
    stage.app.ask(app::command::EditPairing{"eight words that are none", false});
    stage.app.ask(app::command::AskAccount{.ask = app::AccountAsk::take, .value = "eight words that are none"});
    stage.app.receive(ports::AccountAnswered{stage.app.post.last<ports::AskAccount>().ticket, "no_offer", "{}", {}});
    stage.settle();
}

void sync_reads_codes(ViewStage& stage) {
    app::StartFacts facts = flow::Stage::default_facts();
    facts.reads_codes = true;
    stage.app.restart(facts);
    stage.go(Screen::me, {}, MeSection::sync);
}

// Words in two versions, while there is no connection.
void sync_conflict(ViewStage& stage) {
    flow::TestEdge edge;
    flow::Stage other;
    flow::EdgeWorker network(stage.app, edge), elsewhere(other, edge);
    const auto run = [](flow::Stage& device, flow::EdgeWorker& worker) {
        device.clock.advance(60'000);
        device.ask(app::command::SyncNow{});
        worker.run();
    };
    const ObservationId id = keep(stage, 'c', scores(flow::kAmanita, 0.9F));
    stage.app.receive(ports::ConnectionChanged{true, true}); // photos wait: nobody reads them here
    other.receive(ports::ConnectionChanged{true, true});
    stage.app.ask(app::command::AskAccount{.ask = app::AccountAsk::begin, .name = "Phone"});
    network.run();
    other.ask(app::command::AskAccount{.ask = app::AccountAsk::take, .name = "Tablet"});
    elsewhere.run();
    stage.app.ask(app::command::WriteNote{id, "Under an old beech, white volva"});
    other.clock.advance(5'000);
    other.ask(app::command::WriteNote{other.state().journal.recent.front().id, "At the spring, smells of radish"});
    run(other, elsewhere);
    run(stage.app, network);
    network.no_network = true;
    stage.app.ask(app::command::WriteNote{id, "Under an old beech, white volva. Two of them"});
    run(stage.app, network);
    stage.app.receive(ports::ConnectionChanged{false, true});
    stage.go(Screen::me, {}, MeSection::sync);
}

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
    static const std::vector<NamedScreen> screens = [] {
        std::vector<NamedScreen> all{
            {"home, empty", home_empty, true},
            {"home, filled", home_filled, true},
            {"home, a file failed and an update waits", home_failed, true},
            {"result, a deadly genus", result_deadly, true, true},
            {"result, the heat map", result_heat_map, true, true},
            {"result, no heat map", result_heat_failed, true, true},
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
            {"journal, narrowed", journal_narrowed, true},
            {"journal, narrowed to nothing", journal_narrowed_empty, true},
            {"journal, a newer model", journal_newer_model, true},
            {"journal, looking again", journal_looking, true},
            {"what changed", changes, true},
            {"what changed, nothing", coming<Screen::changes>, true},
            {"observation, a note with marks", observation_with_marks, true, true},
            {"observation", observation, true, true},
            {"observation with a place", observation_placed, true, true},
            {"observation, named by a person", observation_named, true, true},
            {"camera, opening", camera_opening, true},
            {"camera, looking", camera_looking, true},
            {"camera, dark", camera_dark, true},
            {"camera, a deadly name", camera_deadly, true, true},
            {"camera, unknown", camera_unknown, true, true},
            {"camera, no mushroom", camera_no_mushroom, true, true},
            {"camera, denied", camera_denied, true},
            {"camera, no model", camera_without_model, true},
            {"crop, a part", crop_part, true},
            {"crop, too small", crop_too_small, true},
            {"crop, missing", coming<Screen::crop>},
            {"name a find, refused", name_find, true},
            {"name a find, missing", name_missing, true},
            {"ask an expert", ask_expert, true, true},
            {"me, storage, an export is made", storage_exporting},
            {"me, storage, an import failed", storage_import_failed},
            {"observation, missing", observation_missing, true},
            {"papers", coming<Screen::papers>},
            {"lab", coming<Screen::lab>},
            {"models, of another model", coming<Screen::models>},
            {"models, the card", models_card},
            {"sql, empty", coming<Screen::sql>},
            {"sql, rows", sql_rows},
            {"sql, mistake", sql_mistake},
            {"sql, a change waits", sql_change},
            {"sql, plan", sql_plan},
            {"sql, no copy", coming<Screen::sql_copy>},
            {"me, a copy refused", copy_refused},
            {"me", me<MeSection::overview>},
            {"me, sync, not begun", me<MeSection::sync>},
            {"me, sync, words refused", sync_refused},
            {"me, sync, not begun, with a reader of codes", sync_reads_codes},
            {"me, sync, in an account", in_account},
            {"me, sync, a device comes in", sync_offer},
            {"me, sync, recovery words", sync_words_shown},
            {"me, sync, two versions", sync_conflict},
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
        const std::vector<NamedScreen> news = news_screens();
        all.insert(all.end(), news.begin(), news.end());
        const std::vector<NamedScreen> contributions = contribution_screens();
        all.insert(all.end(), contributions.begin(), contributions.end());
        return all;
    }();
    return screens;
}

} // namespace hypha::ui
