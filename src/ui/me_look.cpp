// Me, Look: theme and text size, with a sample of what they do.
#include "ui/me_sections.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/kit/kit.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

constexpr std::array<app::ThemeChoice, 3> kThemes{app::ThemeChoice::system, app::ThemeChoice::light,
                                                  app::ThemeChoice::dark};
constexpr std::array<float, 7> kTextScales{0.85F, 1.0F, 1.15F, 1.3F, 1.5F, 1.75F, 2.0F};

std::size_t nearest_scale(float scale) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < kTextScales.size(); ++i) {
        if (std::abs(kTextScales[i] - scale) < std::abs(kTextScales[best] - scale)) {
            best = i;
        }
    }
    return best;
}

bool step_button(Frame& frame, std::string_view key, const Rect& rect, Icon glyph, Str name, bool enabled) {
    const auto [pressed, node] =
        pressable(frame, key, Role::button, frame.tr(name), rect, {.disabled = !enabled, .focus_rounding = rect.h / 2});
    fill(frame, rect, pressed.amount > 0.5F ? Color::surface3 : Color::surface2, rect.h / 2);
    icon(frame, rect.center(), glyph, 20, enabled ? Color::text : Color::text3);
    return pressed.clicked;
}

} // namespace

void look_section(Frame& frame, Column& column, const app::State& state) {
    heading(frame, column, Str::theme);
    std::array<std::string_view, 3> themes{};
    for (std::size_t i = 0; i < kThemes.size(); ++i) {
        themes[i] = frame.tr(theme_label(kThemes[i]));
    }
    const int theme =
        radio_rows(frame, "theme", column, frame.tr(Str::theme), themes, static_cast<int>(state.look.theme_choice));
    if (theme >= 0) {
        frame.ask(command::ChooseTheme{kThemes[static_cast<std::size_t>(theme)]});
    }
    column.gap(24);
    heading(frame, column, Str::text_size);
    const std::size_t at = nearest_scale(state.look.text_scale_choice);
    const Rect row = column.take(std::max(56.F, frame.line(Type::figure)));
    const Rect less{row.x, row.center_y() - 26, 72, 52}, more{row.right() - 72, row.center_y() - 26, 72, 52};
    if (step_button(frame, "smaller", less, Icon::minus, Str::smaller_text, at > 0)) {
        frame.ask(command::ChooseTextScale{kTextScales[at - 1]});
    }
    TextOptions middle;
    middle.align = Align::center;
    middle.key = "scale";
    middle.live = "polite";
    text(frame, less.right() + 8, row.center_y() - frame.line(Type::heading) / 2, more.x - less.right() - 16,
         text_percent(frame, state.look.text_scale_choice), Type::heading, Color::text, middle);
    if (step_button(frame, "larger", more, Icon::plus, Str::larger_text, at + 1 < kTextScales.size())) {
        frame.ask(command::ChooseTextScale{kTextScales[at + 1]});
    }
    column.gap(16);
    auto_card(frame, "sample", column, 92, [&](Context& inner, Column& inside) {
        text(inner, inside, inner.tr(Str::text_sample), Type::title_italic, Color::text);
        text(inner, inside, inner.tr(Str::text_sample_line), Type::body, Color::text2);
    });
}

} // namespace hypha::ui
