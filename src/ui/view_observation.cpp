// One saved find: photos, what the model said and when, note, place and who sees it.
#include "ui/kit/kit.hpp"
#include "ui/looked_at.hpp"
#include "ui/notices.hpp"
#include "ui/observation_parts.hpp"
#include "ui/screen_layout.hpp"
#include "ui/sheet_screen.hpp"
#include "ui/views.hpp"
#include "ui/words.hpp"

namespace hypha::ui {

void view_observation(Frame& frame, const app::State& state) {
    if (frame.layout == LayoutClass::wide) {
        view_journal(frame, state);
        return;
    }
    const app::Observation* find = state.shown();
    if (find == nullptr) {
        const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
        missing_find(frame, pushed_bar(frame, area, frame.tr(Str::journal_title), true), true);
        return;
    }
    const FindName name = find_name(frame, *find);
    SheetScreen spec;
    spec.hero_height = 248;
    spec.title = name.words;
    spec.italic = name.italic;
    spec.caption = certainty(frame, *find);
    sheet_screen(frame, state, *find, spec, observation_actions(frame, *find), [&](Column& column) {
        outcome_header(frame, column, *find, 1);
        column.gap(4);
        text(frame, column, format_date_time(frame.locale, find->created_ms, frame.zone_offset_min), Type::body,
             Color::text2);
        column.gap(18);
        storage_notices(frame, column, state);
        outcome_evidence(frame, column, state, *find);
        column.gap(20);
        observation_details(frame, column, state, *find);
        lookalike_warning(frame, column, *find);
        looked_at(frame, column, state, *find);
        alternatives(frame, column, state, *find);
        answered_by(frame, column, *find);
    });
}

} // namespace hypha::ui
