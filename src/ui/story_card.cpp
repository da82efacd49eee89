#include "ui/story_card.hpp"

#include <string>

#include "core/news/contribution.hpp"
#include "ui/kit/kit.hpp"
#include "ui/news_words.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

constexpr float kPad = 16, kTop = 14, kAfterMeta = 8, kAfterTitle = 6, kBottom = 6, kWhyIndent = 22;

struct Heights {
    float meta, title, why, actions;
};

Heights heights_of(Frame& frame, float width, const app::FeedStory& story, std::string_view why) {
    return {frame.grown(size::tag, Type::caption), measure_text(frame, width - 2 * kPad, story.title, Type::title),
            measure_text(frame, width - 2 * kPad - kWhyIndent, why, Type::caption),
            frame.grown(size::touch_min, Type::label)};
}

TextOptions silent() {
    TextOptions options;
    options.role = Role::none;
    return options;
}

// The letter i in a ring: a reason, not a warning.
void reason_mark(Frame& frame, ImVec2 center) {
    const ImU32 ink = frame.color(Color::text2);
    frame.draw->AddCircle(center, 7, ink, 0, 1.2F);
    frame.draw->AddRectFilled({center.x - 0.75F, center.y - 0.5F}, {center.x + 0.75F, center.y + 3.5F}, ink);
    frame.draw->AddCircleFilled({center.x, center.y - 2.7F}, 1, ink);
}

void meta_row(Frame& frame, const Rect& row, const app::FeedStory& story) {
    float x = row.x;
    if (const auto topic = topic_label(story.topic)) {
        x += tag(frame, x, row.center_y() - frame.grown(size::tag, Type::micro) / 2, frame.tr(*topic), TagKind::stone,
                 {}, false, false) +
             10;
    }
    std::string words(source_words(frame, story.source));
    if (const std::string age = story_age(frame, story.published_s); !age.empty()) {
        words += " \xC2\xB7 " + age;
    }
    if (story.finished) {
        words += " \xC2\xB7 " + std::string(frame.tr(Str::story_read_mark));
    }
    line_in(frame, {x, row.y, row.right() - x, row.h}, words, Type::caption, Color::text2);
}

std::string name_of(Frame& frame, const app::FeedStory& story, std::string_view why, std::string_view standing) {
    std::string name = story.title + ". " + std::string(source_words(frame, story.source));
    if (const std::string age = story_age(frame, story.published_s); !age.empty()) {
        name += ", " + age;
    }
    name += ". ";
    name += why;
    name += ". ";
    name += standing;
    return name;
}

void actions(Frame& frame, const Rect& row, const app::FeedStory& story, std::string_view standing) {
    const float y = row.center_y(), save = row.right() - kPad - 12, less = save - size::touch_min - 8;
    const bool pressed = press(frame, frame.id("standing"), {row.x, row.y, less - 24 - row.x, row.h}).clicked;
    if (pressed) {
        frame.ask(command::GoTo{{app::Screen::story, {}, {}, story.hash}});
    }
    icon(frame, {row.x + kPad + 8, y}, story.kept ? Icon::check_circle_fill : Icon::wifi_slash, 17,
         story.kept ? Color::text : Color::text2);
    line_in(frame, {row.x + kPad + 23, row.y, less - 24 - row.x - kPad - 23, row.h}, standing,
            story.kept ? Type::caption_strong : Type::caption, story.kept ? Color::text : Color::text2);
    if (icon_button(frame, "less", {less, y}, Icon::thumbs_down, frame.tr(Str::story_less, {{"title", story.title}}),
                    Color::text2)) {
        frame.ask(command::AskAgainstStory{story.hash, story.title, story.source});
    }
    if (icon_button(frame, "save", {save, y}, story.saved ? Icon::bookmark_simple_fill : Icon::bookmark_simple,
                    frame.tr(Str::story_save, {{"title", story.title}}))) {
        frame.ask(command::SaveStory{story.hash, !story.saved});
    }
}

} // namespace

float story_card_height(Frame& frame, float width, const app::FeedStory& story, std::string_view why) {
    const Heights part = heights_of(frame, width, story, why);
    return kTop + part.meta + kAfterMeta + part.title + kAfterTitle + part.why + part.actions + kBottom;
}

void story_card(Frame& frame, const Rect& rect, const app::FeedStory& story, const app::Reading& reading,
                const CardPlace& place) {
    const KeyScope scope(frame, story.hash);
    const Heights part = heights_of(frame, rect.w, story, place.why);
    const std::string standing = story_standing(frame, story, reading);
    const NodeId item = frame.id("item");
    SemanticsNode& entry = frame.semantics.add(item, Role::list_item, "", rect);
    entry.position = place.position;
    entry.set_size = place.set_size;
    frame.semantics.open(item);
    card(frame, rect);
    const Rect body = rect.top_part(rect.h - part.actions - kBottom);
    PressOptions how;
    how.focus_rounding = radius::lg;
    const auto [pressed, node] =
        pressable(frame, "story", Role::link, name_of(frame, story, place.why, standing), body, how);
    node->language = story.language;
    if (pressed) {
        frame.ask(command::GoTo{{app::Screen::story, {}, {}, story.hash}});
    }
    if (pressed.amount > 0) {
        frame.draw->AddRectFilled(rect.min(), rect.max(), frame.color(Color::surface2, pressed.amount), radius::lg);
    }
    Column column{rect.x + kPad, rect.y + kTop, rect.w - 2 * kPad};
    meta_row(frame, column.take(part.meta), story);
    column.gap(kAfterMeta);
    text(frame, column, story.title, Type::title, story.finished ? Color::text2 : Color::text, silent());
    column.gap(kAfterTitle);
    reason_mark(frame, {column.x + 7, column.y + frame.line(Type::caption) / 2});
    text(frame, column.x + kWhyIndent, column.y, column.w - kWhyIndent, place.why, Type::caption, Color::text2,
         silent());
    actions(frame, {rect.x, body.bottom(), rect.w, part.actions}, story, standing);
    frame.semantics.close();
}

void against_story(Frame& frame, const app::StorySheet& spec) {
    const bool closed =
        sheet(frame, "against_story", frame.tr(Str::against_title), [&frame, spec](Context& inner, Column& column) {
            const auto row = [&](std::string_view key, Icon glyph, std::string_view words, Str line) {
                RowOptions options;
                options.icon = glyph;
                options.caption = inner.tr(line);
                options.chevron = false;
                const float height = list_row_height(inner, column.w, words, options);
                return list_row(inner, key, column.take(height), words, options).clicked;
            };
            text(inner, column, spec.title, Type::subtitle, Color::text2);
            column.gap(8);
            if (row("put_away", Icon::thumbs_down, inner.tr(Str::against_put_away), Str::against_put_away_line)) {
                frame.ask(command::PutStoryAway{spec.hash});
            }
            if (row("hide", Icon::eye_slash,
                    inner.tr(Str::against_hide, {{"source", source_words(inner, spec.source)}}),
                    Str::against_hide_line)) {
                frame.ask(command::HideSource{spec.source, true});
            }
            if (spec.source == news::kContributedSource &&
                row("report", Icon::warning_circle, inner.tr(Str::against_report), Str::against_report_line)) {
                frame.ask(command::ReportStory{spec.hash});
            }
            RowOptions why;
            why.icon = Icon::question;
            const std::string_view words = inner.tr(Str::why_title);
            if (list_row(inner, "why", column.take(list_row_height(inner, column.w, words, why)), words, why)) {
                frame.ask(command::AskWhy{spec.hash});
            }
            column.gap(8);
        });
    if (closed) {
        frame.ask(command::CloseOverlay{});
    }
}

} // namespace hypha::ui
