#include "ui/look_again_card.hpp"

#include "ui/kit/kit.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

std::int64_t number(std::size_t count) { return static_cast<std::int64_t>(count); }

void offer(Frame& frame, Column& column, const app::OtherAnswers& answers) {
    const std::string action = frame.tr_count(Plural::again_action, number(answers.left));
    Notice notice;
    notice.icon = Icon::mushroom;
    notice.error = false;
    notice.title = frame.tr(Str::again_title);
    notice.line = frame.tr(Str::again_line);
    notice.action = action;
    if (notice_card(frame, "look_again", column, notice)) {
        frame.ask(command::LookAgain{});
    }
    column.gap(size::card_gap);
}

// Bar, what it stands on, and the two ways to end it.
void progress(Frame& frame, Column& column, const app::OtherAnswers& answers) {
    const bool paused = answers.phase == app::LookAgainPhase::paused;
    auto_card(frame, "looking", column, 160, [&](Context& inner, Column& inside) {
        const std::string_view title = inner.tr(paused ? Str::again_paused : Str::again_working);
        const std::size_t total = answers.looked + answers.left;
        text(inner, inside, title, Type::body_strong, Color::text);
        inside.gap(10);
        progress_bar(inner, "progress", inside,
                     static_cast<float>(answers.looked) / static_cast<float>(std::max<std::size_t>(1, total)),
                     inner.tr(Str::finds_of, {{"done", format_number(frame.locale, number(answers.looked))},
                                              {"total", format_number(frame.locale, number(total))}}),
                     title);
        if (!answers.failure.empty()) {
            const FailureWords words = answers.failure.starts_with("storage_") ? storage_words(answers.failure)
                                                                               : failure_words(answers.failure);
            inside.gap(6);
            text(inner, inside, inner.tr(words.title), Type::caption_strong, Color::text);
            text(inner, inside, inner.tr(words.line), Type::caption, Color::text2);
        } else if (answers.waits) {
            inside.gap(6);
            text(inner, inside, inner.tr(Str::again_waits), Type::caption, Color::text2);
        } else if (answers.total_bytes > 0) {
            inside.gap(6);
            text(inner, inside,
                 inner.tr(Str::again_model, {{"done", format_bytes(frame.locale, answers.done_bytes)},
                                             {"total", format_bytes(frame.locale, answers.total_bytes)}}),
                 Type::caption, Color::text2);
        }
        inside.gap(12);
        ButtonOptions stop, other;
        stop.kind = ButtonKind::outline;
        other.kind = ButtonKind::tonal;
        const int tapped =
            button_pair(inner, inside, {"stop_looking", inner.tr(Str::again_stop), stop},
                        {"pause_looking", inner.tr(paused ? Str::again_go_on : Str::again_pause), other});
        if (tapped == 0) {
            frame.ask(command::StopLooking{});
        } else if (tapped == 1 && paused) {
            frame.ask(command::LookAgain{});
        } else if (tapped == 1) {
            frame.ask(command::PauseLooking{});
        }
    });
    column.gap(size::card_gap);
}

void outcome(Frame& frame, Column& column, const app::OtherAnswers& answers) {
    const bool listed = answers.changed > 0 || answers.missed > 0;
    const std::string title = answers.changed > 0 ? frame.tr_count(Plural::again_changed, number(answers.changed))
                                                  : std::string(frame.tr(Str::again_same));
    std::string line(frame.tr(answers.changed > 0 ? Str::again_changed_line : Str::again_same_line));
    if (answers.missed > 0) {
        line += " " + frame.tr_count(Plural::again_missed, number(answers.missed));
    }
    Notice notice;
    notice.icon = Icon::mushroom;
    notice.error = false;
    notice.title = title;
    notice.line = line;
    notice.action = frame.tr(listed ? Str::again_show : Str::close);
    if (notice_card(frame, "looked_again", column, notice)) {
        listed ? frame.ask(command::GoTo{{app::Screen::changes, {}, {}}}) : frame.ask(command::PutChangesAway{});
    }
    column.gap(size::card_gap);
}

} // namespace

void look_again_card(Frame& frame, Column& column, const app::State& state) {
    const app::OtherAnswers& answers = state.other_answers;
    if (answers.phase != app::LookAgainPhase::idle) {
        progress(frame, column, answers);
    } else if (answers.left > 0) {
        offer(frame, column, answers);
    } else if (!answers.seen && (answers.looked > 0 || answers.missed > 0)) {
        outcome(frame, column, answers);
    }
}

} // namespace hypha::ui
