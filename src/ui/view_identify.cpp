// Identify, home: four views around the shutter, one hint, the way to an answer, what was found lately.
// The emergency card is one tap away, always in the same corner (SPEC §2).
#include "ui/views.hpp"

#include <string>

#include "ui/capture_card.hpp"
#include "ui/finds_list.hpp"
#include "ui/kit/kit.hpp"
#include "ui/notices.hpp"
#include "ui/result_pane.hpp"
#include "ui/screen_layout.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

// "Offline" and which model answers here; leads to its card.
void model_line(Frame& frame, Column& column, const app::State& state) {
    const std::string kinds = frame.tr_count(Plural::kinds, static_cast<std::int64_t>(state.model.genera.size()));
    const Str place = state.field.phase == app::FieldPhase::ready ? Str::model_on_device : Str::model_not_here;
    const std::string words = frame.tr(
        Str::model_line,
        {{"model", state.model.name}, {"version", state.model.version}, {"kinds", kinds}, {"place", frame.tr(place)}});
    const float tag_room = state.online ? 0 : text_width(frame, frame.tr(Str::offline), Type::micro) + 44;
    const float width = column.w - tag_room - 28;
    const Rect row = column.take(std::max(size::touch_min, measure_text(frame, width, words, Type::caption, 2) + 12));
    const auto [pressed, node] =
        pressable(frame, "model", Role::link, words + ". " + std::string(frame.tr(Str::model_card_open)), row);
    if (pressed) {
        frame.ask(app::command::GoTo{{app::Screen::me, {}, app::MeSection::model}});
    }
    float x = row.x;
    if (!state.online) {
        x += tag(frame, x, row.center_y() - 12, frame.tr(Str::offline), TagKind::ink, Icon::wifi_slash) + 10;
    }
    TextOptions silent;
    silent.role = Role::none;
    silent.max_lines = 2;
    const float height = measure_text(frame, width, words, Type::caption, 2);
    text(frame, x, row.center_y() - height / 2, width, words, Type::caption, Color::text2, silent);
    icon(frame, {row.right() - 8, row.center_y()}, Icon::caret_right, 18, Color::text2);
}

void capture_column(Frame& frame, Column& column, const app::State& state, float gutter) {
    model_line(frame, column, state);
    column.gap(4);
    notices(frame, column, state);
    capture_card(frame, column, state);
    column.gap(16);
    const app::Observation* draft = state.draft_observation();
    if (draft != nullptr && !app::failure_of(*draft).empty() && !app::is_working(*draft)) {
        failure_notice(frame, column, "draft_failure", app::failure_of(*draft));
        column.gap(12);
    }
    capture_actions(frame, column, state);
    column.gap(8);
    recent_finds(frame, column, state, gutter);
    column.gap(20);
}

} // namespace

void view_identify(Frame& frame, const app::State& state) {
    if (frame.layout == LayoutClass::wide) {
        const Panes panes = wide_panes(frame);
        const Rect below = root_bar(frame, panes.list, Str::identify_title, false);
        {
            ScrollRegion page(frame, "page", below); // clips until it ends: the pane is not in it
            Column column = page.column(0);
            capture_column(frame, column, state, 0);
            page.end(column.y);
        }
        const app::Observation* shown =
            state.route.screen == app::Screen::result ? state.shown() : state.draft_observation();
        result_pane(frame, panes.detail, state, shown);
        return;
    }
    const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
    const Rect below = root_bar(frame, area, Str::identify_title, true);
    const float gutter = centred_gutter(frame, area.w);
    ScrollRegion page(frame, "page", below);
    Column column = page.column(gutter);
    capture_column(frame, column, state, gutter);
    page.end(column.y);
}

} // namespace hypha::ui
