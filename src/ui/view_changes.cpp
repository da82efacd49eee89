// What the model that is here answers differently from the one before it: a list, a higher risk first, each row a link to its find;
// below it the finds that could not be looked at again. Only rows on screen are drawn.
#include "ui/kit/kit.hpp"
#include "ui/look_again_card.hpp"
#include "ui/names_card.hpp"
#include "ui/screen_layout.hpp"
#include "ui/views.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

// Silent parts of a sentence that begins a row get a capital by standing first.
std::string meta_of(const Frame& frame, const app::AnswerChange& change) {
    std::string meta = frame.tr(Str::changes_was, {{"name", opinion_words(frame, change.before)},
                                                   {"risk", risk_words(frame, change.risk_before())}});
    if (change.person) {
        meta += "  \xC2\xB7  " + frame.tr(Str::changes_you_say, {{"name", opinion_words(frame, *change.person)}});
    }
    return meta;
}

void open_row(Frame& frame, const Rect& rect, ObservationId find, const ObservationRow& spec) {
    const KeyScope scope(frame, "change", find.value);
    if (observation_row(frame, "row", rect, spec)) {
        frame.ask(command::GoTo{{app::Screen::observation, find, {}}});
    }
}

// `count` rows of one height under a heading; `draw` is called for those that show.
template <typename Draw>
void rows(Frame& frame, ScrollRegion& page, Column& column, Str title, std::size_t count, const Draw& draw) {
    if (count == 0) {
        return;
    }
    const KeyScope scope(frame, "part", static_cast<std::int64_t>(title));
    section_header(frame, column, frame.tr(title), frame.tr_count(Plural::finds, static_cast<std::int64_t>(count)));
    const float height = observation_row_height(frame);
    const auto visible = page.visible(column.y, height, static_cast<int>(count));
    const Group list(frame, "list", Role::list, frame.tr(title),
                     {column.x, column.y, column.w, height * static_cast<float>(count)});
    for (int i = visible.first; i < visible.last; ++i) {
        draw(static_cast<std::size_t>(i), Rect{column.x, column.y + height * static_cast<float>(i), column.w, height});
    }
    column.take(height * static_cast<float>(count));
    column.gap(16);
}

void change_rows(Frame& frame, ScrollRegion& page, Column& column, Str title,
                 std::span<const app::AnswerChange> changes) {
    rows(frame, page, column, title, changes.size(), [&](std::size_t index, const Rect& rect) {
        const app::AnswerChange& change = changes[index];
        const std::string meta = meta_of(frame, change), picture = thumbnail_key(change.cover),
                          name = opinion_words(frame, change.now);
        ObservationRow spec;
        spec.name = name;
        spec.italic = change.now.state == fungi::VerdictState::answered;
        spec.meta = meta;
        spec.picture = picture;
        spec.risk = change.risk_now();
        spec.position = static_cast<int>(index) + 1;
        spec.set_size = static_cast<int>(changes.size());
        open_row(frame, rect, change.find, spec);
    });
}

void missed_rows(Frame& frame, ScrollRegion& page, Column& column, const std::vector<app::AnswerMiss>& misses) {
    rows(frame, page, column, Str::changes_missed, misses.size(), [&](std::size_t index, const Rect& rect) {
        const app::AnswerMiss& miss = misses[index];
        app::Opinion stands;
        stands.state = miss.state;
        stands.name = miss.name;
        const std::string name = opinion_words(frame, stands), picture = thumbnail_key(miss.cover);
        ObservationRow spec;
        spec.name = name;
        spec.italic = miss.state == fungi::VerdictState::answered;
        spec.meta = frame.tr(Str::changes_stays);
        spec.picture = picture;
        spec.position = static_cast<int>(index) + 1;
        spec.set_size = static_cast<int>(misses.size());
        open_row(frame, rect, miss.find, spec);
    });
}

void list(Frame& frame, ScrollRegion& page, Column& column, const app::State& state) {
    const app::OtherAnswers& answers = state.other_answers;
    const std::span<const app::AnswerChange> changes = *answers.changes;
    if (changes.empty() && answers.missed == 0) {
        EmptyState empty;
        empty.title = frame.tr(Str::changes_none);
        empty.line = frame.tr(Str::changes_none_line);
        empty_state(frame, "none", column, empty);
        return;
    }
    if (!changes.empty()) {
        text(frame, column,
             frame.tr(Str::changes_line, {{"model", frame.tr(Str::guess_first, {{"name", state.model.name},
                                                                                {"percent", state.model.version}})}}),
             Type::body, Color::text2);
        column.gap(12);
    }
    std::size_t worse = 0; // the list begins with these
    while (worse < changes.size() && changes[worse].risk_now() > changes[worse].risk_before()) {
        ++worse;
    }
    change_rows(frame, page, column, Str::changes_worse, changes.first(worse));
    change_rows(frame, page, column, Str::changes_other, changes.subspan(worse));
    if (answers.missed > 0) {
        text(frame, column, frame.tr_count(Plural::again_missed, static_cast<std::int64_t>(answers.missed)), Type::body,
             Color::text2);
        column.gap(8);
        const Rect row = column.take(frame.grown(size::touch_min, Type::label));
        if (answers.phase == app::LookAgainPhase::idle &&
            text_link(frame, "missed_again", row, frame.tr(Str::again_missed_retry), Role::button, false,
                      Icon::arrow_clockwise, false)) {
            frame.ask(command::LookAtMissed{});
        }
        missed_rows(frame, page, column, *answers.misses);
    }
}

} // namespace

void view_changes(Frame& frame, const app::State& state) {
    const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
    const Rect below = pushed_bar(frame, area, frame.tr(Str::changes_title), true);
    const float gutter = centred_gutter(frame, area.w);
    const float strip = orientation_height(frame, below.w - 2 * gutter) + 12;
    {
        ScrollRegion page(frame, "page", {below.x, below.y, below.w, below.h - strip - 8});
        Column column = page.column(gutter);
        column.gap(8);
        if (state.other_answers.phase != app::LookAgainPhase::idle || state.other_answers.left > 0) {
            look_again_card(frame, column, state);
        }
        if (state.other_answers.changes) {
            list(frame, page, column, state);
        }
        page.end(column.y + 24);
    }
    if (!state.other_answers.seen && state.other_answers.phase == app::LookAgainPhase::idle &&
        state.other_answers.left == 0 && state.other_answers.looked > 0) {
        frame.ask(command::PutChangesAway{}); // shown is seen
    }
    orientation_strip(frame, {below.x + gutter, below.bottom() - strip, below.w - 2 * gutter, strip - 12}, true);
}

} // namespace hypha::ui
