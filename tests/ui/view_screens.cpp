#include "ui/view_screens.hpp"

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
        {"observation", observation, true, true},
        {"observation with a place", observation_placed, true, true},
        {"observation, missing", observation_missing, true},
        {"read", coming<Screen::read>},
        {"papers", coming<Screen::papers>},
        {"lab", coming<Screen::lab>},
        {"me", me<MeSection::overview>},
        {"me, look", me<MeSection::look>},
        {"me, language", me<MeSection::language>},
        {"me, ready", me<MeSection::ready>},
        {"me, storage", me<MeSection::records>},
        {"me, about", me<MeSection::about>},
        {"me, model", me<MeSection::model>},
    };
    return screens;
}

} // namespace hypha::ui
