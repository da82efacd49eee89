// Papers is not built yet. It says plainly what will be there and what works today; nothing on it pretends.
#include "ui/kit/kit.hpp"
#include "ui/screen_layout.hpp"
#include "ui/views.hpp"

namespace hypha::ui {
namespace {

struct Coming {
    Str title, what, line;
    Icon drawing;
};

void view_coming(Frame& frame, const Coming& coming) {
    const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
    const float gutter = centred_gutter(frame, area.w);
    const Rect bar = area.top_part(frame.grown(size::app_bar, Type::headline));
    app_bar_root(frame, bar, frame.tr(coming.title), gutter);
    ScrollRegion page(frame, "page", {area.x, bar.bottom(), area.w, area.bottom() - bar.bottom()});
    Column column = page.column(gutter);
    column.gap(8);
    EmptyState state;
    state.drawing = coming.drawing;
    state.title = frame.tr(coming.what);
    state.line = frame.tr(coming.line);
    empty_state(frame, "coming", column, state);
    column.gap(24);
    section_header(frame, column, frame.tr(Str::coming_now));
    column.gap(4);
    text(frame, column, frame.tr(Str::coming_now_line), Type::body, Color::text2);
    column.gap(16);
    ButtonOptions open;
    open.kind = ButtonKind::outline;
    open.icon = Icon::mushroom;
    const std::string_view label = frame.tr(Str::nav_identify);
    const Rect row = column.take(button_height(frame));
    if (button(frame, "identify", row.left_part(std::min(row.w, button_width(frame, label, true) + 24)), label, open)) {
        frame.ask(app::command::GoTo{{app::Screen::identify, {}, {}}});
    }
    page.end(column.y + 24);
}

} // namespace

void view_papers(Frame& frame, const app::State&) {
    view_coming(frame, {Str::papers_title, Str::papers_coming, Str::papers_coming_line, Icon::file_text});
}

} // namespace hypha::ui
