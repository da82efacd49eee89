// Lab: tools on one's own records. What is ready has a row; what is not built yet says so and cannot be tapped.
#include <array>

#include "ui/kit/kit.hpp"
#include "ui/rows_card.hpp"
#include "ui/screen_layout.hpp"
#include "ui/views.hpp"

namespace hypha::ui {

void view_lab(Frame& frame, const app::State&) {
    const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
    const Rect below = root_bar(frame, area, Str::lab_title, false);
    ScrollRegion page(frame, "page", below);
    Column column = page.column(centred_gutter(frame, area.w));
    text(frame, column, frame.tr(Str::lab_line), Type::body, Color::text2);
    column.gap(20);
    section_header(frame, column, frame.tr(Str::lab_ready));
    column.gap(10);
    const std::array rows{
        CardRow{"sql", std::string(frame.tr(Str::sql_title)), std::string(frame.tr(Str::lab_sql_line)), Icon::database,
                app::command::GoTo{{app::Screen::sql, {}, {}}}, true},
        CardRow{"card", std::string(frame.tr(Str::models_title)), std::string(frame.tr(Str::lab_card_line)),
                Icon::flask, app::command::GoTo{{app::Screen::models, {}, {}}}, true}};
    rows_card(frame, column, "ready", rows);
    column.gap(24);
    section_header(frame, column, frame.tr(Str::lab_later));
    column.gap(10);
    EmptyState models;
    models.drawing = Icon::flask;
    models.title = frame.tr(Str::lab_models);
    models.line = frame.tr(Str::lab_models_line);
    empty_state(frame, "models", column, models);
    page.end(column.y + 24);
}

} // namespace hypha::ui
