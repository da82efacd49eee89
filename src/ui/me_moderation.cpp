// Me, Moderation: stories of other people that wait for a word, for accounts that the edge's operator named. Each is shown as its readers
// would see it, with what the edge noticed; a rejection says why, for its author reads it.
#include <string>

#include "ui/contribution_words.hpp"
#include "ui/kit/kit.hpp"
#include "ui/me_sections.hpp"
#include "ui/news_words.hpp"
#include "ui/story_photo_strip.hpp"
#include "ui/story_text.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

void facts(Frame& frame, Column& column, const app::HeldStory& held) {
    const std::string who = held.byline.empty() ? std::string(frame.tr(Str::mod_no_name)) : held.byline;
    const std::string where = held.place.empty() ? held.region : held.place + ", " + held.region;
    text(frame, column, who + " \xC2\xB7 " + where, Type::body, Color::text2);
    const std::string_view topic = frame.tr(topic_label(held.topic).value_or(Str::write_topic_any));
    text(frame, column, frame.tr(Str::mod_topic, {{"topic", topic}}), Type::caption, Color::text2);
    text(frame, column,
         frame.tr(Str::mod_author, {{"author", held.author.substr(0, 6)},
                                    {"accepted", format_number(frame.locale, held.author_accepted)},
                                    {"rejected", format_number(frame.locale, held.author_rejected)}}),
         Type::caption, Color::text2);
    if (const std::string why = held_words(frame, held.held_for); !why.empty()) {
        text(frame, column, why, Type::caption, Color::text2);
    }
    for (const std::string& reason : held.flag_reasons) {
        text(frame, column, frame.tr(Str::mod_flag, {{"reason", reason}}), Type::caption, Color::deadly_text);
    }
    column.gap(12);
}

void decision(Frame& frame, Column& column, const app::HeldStory& held, bool working) {
    column.gap(16);
    TextFieldOptions field;
    field.label = frame.tr(Str::mod_answer);
    field.show_label = true;
    field.placeholder = frame.tr(Str::mod_answer_hint);
    const float label = measure_text(frame, column.w, field.label, Type::label);
    const Rect rect = column.take(text_field_height(frame) + label + 6);
    if (const auto edit = text_field(frame, "answer", rect, held.answer, field)) {
        frame.ask(command::AnswerAuthor{held.id, edit->value});
    }
    column.gap(12);
    ButtonOptions reject, accept;
    reject.kind = ButtonKind::outline;
    reject.disabled = working || held.answer.empty();
    accept.icon = Icon::check;
    accept.disabled = working;
    const int tapped = button_pair(frame, column, {"reject", frame.tr(Str::mod_reject), reject},
                                   {"accept", frame.tr(Str::mod_accept), accept});
    if (tapped >= 0) {
        frame.ask(command::DecideHeld{held.id, tapped == 1});
    }
}

Str failure_words(std::string_view code) {
    return code == "not_moderator"    ? Str::mod_not
           : code == "stale_rev"      ? Str::mod_stale
           : code == "withdrawn"      ? Str::mod_withdrawn
           : code == "photos_missing" ? Str::mod_photos_missing
                                      : contribution_failure_words(code);
}

} // namespace

void moderation_section(Frame& frame, Column& column, const app::State& state) {
    const app::Contributing& contributing = state.contributing;
    if (!contributing.queue_failure.empty()) {
        Notice notice;
        notice.title = frame.tr(Str::mod_failed);
        notice.line = frame.tr(failure_words(contributing.queue_failure));
        notice.action = frame.tr(Str::try_again);
        if (notice_card(frame, "failure", column, notice)) {
            frame.ask(command::RefreshQueue{});
        }
        column.gap(size::card_gap);
    }
    if (!contributing.queue_known) {
        paragraph(frame, column, frame.tr(contributing.working ? Str::mod_loading : Str::mod_line));
        return;
    }
    if (contributing.queue.empty()) {
        EmptyState empty;
        empty.title = frame.tr(Str::mod_none);
        empty.line = frame.tr(Str::mod_none_line);
        empty.action = frame.tr(Str::mod_look_again);
        if (empty_state(frame, "empty", column, empty)) {
            frame.ask(command::RefreshQueue{});
        }
        return;
    }
    paragraph(frame, column, frame.tr_count(Plural::mod_waiting, contributing.waiting));
    column.gap(16);
    for (const app::HeldStory& held : contributing.queue) {
        const KeyScope scope(frame, "held", static_cast<std::int64_t>(node_id(0, held.id)));
        auto_card(frame, "card", column, 420, [&](Context&, Column& inside) {
            TextOptions title;
            title.role = Role::heading;
            title.level = 2;
            title.key = "title";
            text(frame, inside, held.title, Type::title, Color::text, title);
            inside.gap(4);
            facts(frame, inside, held);
            news::Story story;
            story.title = held.title;
            story.blocks = held.blocks;
            story_text(frame, inside, story);
            held_photo_strip(frame, inside, held, contributing.working);
            decision(frame, inside, held, contributing.working);
        });
        column.gap(20);
    }
}

} // namespace hypha::ui
