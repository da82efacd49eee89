// A person names a find: a field, names to choose from while typing, and that it is no mushroom. Any Latin name is taken; what is none
// is said so beside the field, and nothing is kept.
#include <algorithm>
#include <string>

#include "ui/kit/kit.hpp"
#include "ui/screen_layout.hpp"
#include "ui/sheet_screen.hpp"
#include "ui/views.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

void suggestions(Frame& frame, Column& column, const app::Naming& naming) {
    if (naming.suggestions.empty()) {
        return;
    }
    section_header(frame, column, frame.tr(naming.text.empty() ? Str::name_ideas : Str::name_matches));
    column.gap(8);
    // A Latin name is set in italics, which the rows of settings have not.
    const auto common_of = [&](const app::NameSuggestion& name) -> std::string_view {
        return frame.locale == Locale::es ? name.common_es : name.common_en;
    };
    const float line = frame.line(Type::subtitle), below = frame.line(Type::caption);
    const float row_height = std::max(62.F, line + below + 16);
    const Rect box = column.take(row_height * static_cast<float>(naming.suggestions.size()) + 8);
    card(frame, box, radius::lg);
    Column inside{box.x + 16, box.y + 4, box.w - 32};
    for (std::size_t i = 0; i < naming.suggestions.size(); ++i) {
        const app::NameSuggestion& name = naming.suggestions[i];
        const KeyScope scope(frame, "suggestion", static_cast<std::int64_t>(i));
        const Rect rect = inside.take(row_height);
        const std::string_view common = common_of(name);
        const std::string accessible = name.latin + (common.empty() ? "" : ". " + std::string(common));
        if (i > 0) {
            hairline(frame, rect.x, rect.y, rect.w);
        }
        const auto [pressed, node] = pressable(frame, "take", Role::button, accessible, rect);
        if (pressed) {
            frame.ask(command::GiveName{naming.observation, name.latin});
        }
        TextOptions silent;
        silent.role = Role::none;
        silent.max_lines = 1;
        const float top = rect.center_y() - (line + (common.empty() ? 0 : below)) / 2;
        text(frame, rect.x, top, rect.w - 32, name.latin, Type::subtitle_italic, Color::text, silent);
        if (!common.empty()) {
            text(frame, rect.x, top + line, rect.w - 32, common, Type::caption, Color::text2, silent);
        }
        icon(frame, {rect.right() - 10, rect.center_y()}, Icon::plus, 20, Color::text2);
    }
    column.gap(20);
}

} // namespace

void view_name(Frame& frame, const app::State& state) {
    const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
    const Rect below = pushed_bar(frame, area, frame.tr(Str::name_screen_title), true);
    const app::Observation* find = state.shown();
    if (find == nullptr) {
        return missing_find(frame, below, false);
    }
    const app::Naming& naming = state.naming;
    ScrollRegion page(frame, "page", below);
    Column column = page.column(centred_gutter(frame, area.w));
    column.gap(8);
    const std::string_view error = naming.refused ? frame.tr(Str::name_refused) : std::string_view{};
    TextFieldOptions field;
    field.label = frame.tr(Str::name_field);
    field.show_label = true;
    field.placeholder = frame.tr(Str::name_placeholder);
    field.error = error;
    const Rect rect = column.take(text_field_height(frame) + frame.line(Type::label) + 6);
    if (const auto edit = text_field(frame, "latin", rect, naming.text, field)) {
        frame.ask(command::EditName{edit->value});
    }
    column.gap(8);
    TextOptions rule;
    rule.key = "rule";
    rule.live = naming.refused ? "assertive" : "";
    text(frame, column, frame.tr(naming.refused ? Str::name_refused : Str::name_rule), Type::caption,
         naming.refused ? Color::deadly_text : Color::text2, rule);
    column.gap(14);
    ButtonOptions keep;
    keep.icon = Icon::check;
    keep.disabled = naming.text.empty();
    if (button(frame, "keep_name", column.take(button_height(frame)), frame.tr(Str::name_keep), keep)) {
        frame.ask(command::GiveName{find->id, naming.text});
    }
    column.gap(22);
    suggestions(frame, column, naming);
    const Rect row = column.take(frame.grown(size::touch_min, Type::label));
    if (text_link(frame, "no_mushroom", row, frame.tr(Str::name_no_mushroom), Role::button, false, Icon::x_circle,
                  false)) {
        frame.ask(command::SayNoMushroom{find->id});
    }
    column.gap(8);
    text(frame, column, frame.tr(Str::name_stays_yours), Type::caption, Color::text2);
    page.end(column.y + 24);
}

} // namespace hypha::ui
