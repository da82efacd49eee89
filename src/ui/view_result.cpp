// The answer to one find: who it is and how sure, or that nobody knows; what is missing; the note; what to do next.
#include "ui/kit/kit.hpp"
#include "ui/looked_at.hpp"
#include "ui/notices.hpp"
#include "ui/result_parts.hpp"
#include "ui/screen_layout.hpp"
#include "ui/sheet_screen.hpp"
#include "ui/views.hpp"
#include "ui/words.hpp"

namespace hypha::ui {

void view_result(Frame& frame, const app::State& state) {
    if (frame.layout == LayoutClass::wide) {
        view_identify(frame, state);
        return;
    }
    const app::Observation* find = state.shown();
    if (find == nullptr) {
        const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
        missing_find(frame, pushed_bar(frame, area, frame.tr(Str::identify_title), true), false);
        return;
    }
    const FindName name = find_name(frame, *find);
    SheetScreen spec;
    spec.title = name.words;
    spec.italic = name.italic;
    spec.caption = certainty(frame, *find);
    sheet_screen(frame, state, *find, spec, result_actions(frame, *find), [&](Column& column) {
        outcome_header(frame, column, *find, 1);
        column.gap(18);
        storage_notices(frame, column, state);
        outcome_evidence(frame, column, state, *find);
        lookalike_warning(frame, column, *find);
        looked_at(frame, column, state, *find);
        missing_views(frame, column, *find);
        alternatives(frame, column, state, *find);
        answered_by(frame, column, *find);
    });
}

} // namespace hypha::ui
