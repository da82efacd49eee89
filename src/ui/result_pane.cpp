#include "ui/result_pane.hpp"

#include <algorithm>
#include <functional>

#include "ui/hero_photo.hpp"
#include "ui/kit/kit.hpp"
#include "ui/looked_at.hpp"
#include "ui/notices.hpp"
#include "ui/observation_parts.hpp"
#include "ui/result_parts.hpp"

namespace hypha::ui {
namespace {

constexpr float kPad = 24;

void pane_emergency(Frame& frame, const Rect& rect) {
    if (emergency_pill(frame, {rect.right() - kPad, rect.y + kPad + 24})) {
        frame.ask(app::command::OpenEmergency{});
    }
}

void empty_pane(Frame& frame, const Rect& rect, Str title, Str line) {
    Column column{rect.x + kPad, rect.center_y() - 90, rect.w - 2 * kPad};
    EmptyState empty;
    empty.drawing = Icon::view_profile;
    empty.title = frame.tr(title);
    empty.line = frame.tr(line);
    empty_state(frame, "pane_empty", column, empty);
}

// Photo left, header and evidence right where there is room; then whatever `rest` adds.
void pane_body(Frame& frame, Column& column, const app::State& state, const app::Observation& find,
               const std::function<void(Column&)>& rest) {
    const bool beside = column.w >= 560 && !frame.large_text();
    const float side = beside ? column.w * 0.44F : column.w;
    const Rect hero{column.x, column.y, side, beside ? side * 1.1F : std::min(side * 0.7F, 320.F)};
    hero_photo(frame, hero, state, find, {.rounding = radius::lg});
    Column words = beside ? Column{hero.right() + kPad, column.y, column.right() - hero.right() - kPad}
                          : Column{column.x, hero.bottom() + 16, column.w};
    outcome_header(frame, words, find, 2);
    words.gap(16);
    outcome_evidence(frame, words, state, find);
    column.y = beside ? std::max(words.y, hero.bottom()) : words.y;
    rest(column);
}

void filled_pane(Frame& frame, const Rect& rect, std::string_view key, const ResultActions& actions,
                 const std::function<void(Column&)>& content) {
    pane_emergency(frame, rect);
    const Rect inner{rect.x, rect.y + kPad + 48, rect.w, rect.h - kPad - 48 - 4};
    const float strip = orientation_height(frame, rect.w - 2 * kPad) + 12;
    const float buttons =
        actions.buttons.empty()
            ? 0
            : button_height(frame) * (actions.buttons.size() > 1 && frame.large_text() ? 2.2F : 1) + 12;
    const Rect view{inner.x, inner.y, inner.w, inner.h - strip - buttons - 8};
    {
        ScrollRegion page(frame, key, view);
        Column column = page.column(kPad);
        content(column);
        page.end(column.y + 16);
    }
    Column foot{rect.x + kPad, view.bottom() + 8, rect.w - 2 * kPad};
    orientation_strip(frame, foot.take(strip - 12), true);
    foot.gap(12);
    int tapped = -1;
    if (actions.buttons.size() > 1) {
        tapped = button_pair(frame, foot, actions.buttons[0], actions.buttons[1]);
    } else if (!actions.buttons.empty()) {
        const ButtonSpec& only = actions.buttons[0];
        const Rect row = foot.take(button_height(frame));
        const float width = std::min(row.w, button_width(frame, only.label, only.options.icon.has_value()) + 24);
        tapped = button(frame, only.key, row.right_part(width), only.label, only.options) ? 0 : -1;
    }
    if (tapped >= 0) {
        frame.commands.push_back(actions.commands[static_cast<std::size_t>(tapped)]);
    }
}

} // namespace

void result_pane(Frame& frame, const Rect& rect, const app::State& state, const app::Observation* find) {
    card(frame, rect, radius::xl);
    const KeyScope scope(frame, "pane");
    const bool nothing = find == nullptr || app::outcome_of(*find) == app::Outcome::empty;
    if (nothing) {
        pane_emergency(frame, rect);
        const bool gone = find == nullptr && state.route.screen == app::Screen::result;
        empty_pane(frame, rect, gone ? Str::missing_title : Str::pane_empty_title,
                   gone ? Str::missing_line : Str::pane_empty_line);
        return;
    }
    filled_pane(frame, rect, "result", result_actions(frame, *find), [&](Column& column) {
        pane_body(frame, column, state, *find, [&](Column& rest) {
            lookalike_warning(frame, rest, *find);
            looked_at(frame, rest, state, *find);
            missing_views(frame, rest, *find);
            alternatives(frame, rest, state, *find);
            answered_by(frame, rest, *find);
        });
    });
}

void observation_pane(Frame& frame, const Rect& rect, const app::State& state, const app::Observation* find) {
    card(frame, rect, radius::xl);
    const KeyScope scope(frame, "pane");
    if (find == nullptr) {
        pane_emergency(frame, rect);
        const bool gone = state.route.screen == app::Screen::observation;
        empty_pane(frame, rect, gone ? Str::missing_title : Str::pane_choose_title,
                   gone ? Str::missing_line : Str::pane_choose_line);
        return;
    }
    filled_pane(frame, rect, "observation", observation_actions(frame, *find), [&](Column& column) {
        pane_body(frame, column, state, *find, [&](Column& rest) {
            rest.gap(20);
            storage_notices(frame, rest, state);
            observation_details(frame, rest, state, *find);
            lookalike_warning(frame, rest, *find);
            looked_at(frame, rest, state, *find);
            alternatives(frame, rest, state, *find);
            answered_by(frame, rest, *find);
        });
    });
}

} // namespace hypha::ui
