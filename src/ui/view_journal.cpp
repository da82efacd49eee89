// All finds by month; in a wide layout the chosen one beside them.
#include "ui/finds_list.hpp"
#include "ui/kit/kit.hpp"
#include "ui/result_pane.hpp"
#include "ui/screen_layout.hpp"
#include "ui/views.hpp"

namespace hypha::ui {

void view_journal(Frame& frame, const app::State& state) {
    if (frame.layout == LayoutClass::wide) {
        const Panes panes = wide_panes(frame);
        const Rect list{panes.list.x - 16, panes.list.y, panes.list.w + 32, panes.list.h};
        const Rect below = pushed_bar(frame, list, frame.tr(Str::journal_title), false);
        finds_page(frame, below, state, 16);
        observation_pane(frame, panes.detail, state, state.shown());
        return;
    }
    const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
    const Rect below = pushed_bar(frame, area, frame.tr(Str::journal_title), true);
    finds_page(frame, below, state, centred_gutter(frame, area.w));
}

} // namespace hypha::ui
