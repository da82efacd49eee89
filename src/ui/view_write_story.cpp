// A story while it is written: what is asked stands beside each field, every letter is kept, and nothing leaves before Send.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/news/contribution.hpp"
#include "ui/contribution_words.hpp"
#include "ui/kit/kit.hpp"
#include "ui/news_words.hpp"
#include "ui/notices.hpp"
#include "ui/screen_layout.hpp"
#include "ui/story_photo_strip.hpp"
#include "ui/views.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;
using Field = command::EditOwnStory::Field;

constexpr std::array<std::string_view, 4> kLanguages{"es", "en", "qu", "ay"};
constexpr std::array<std::string_view, 8> kTopics{"society", "politics",   "economy", "culture",
                                                  "sports",  "technology", "science", "world"};
constexpr float kLeastWords_px = 200;

void field(Frame& frame, Column& column, std::string_view key, Str label, std::string_view value, Field which,
           Str placeholder, bool long_text = false) {
    TextFieldOptions options;
    options.label = frame.tr(label);
    options.show_label = true;
    options.placeholder = frame.tr(placeholder);
    options.multiline = long_text;
    float height = text_field_height(frame, long_text);
    if (long_text) { // grows with what is written
        height = std::max(kLeastWords_px, measure_text(frame, column.w - 32, value, Type::body) + 48);
    }
    const Rect rect = column.take(height + measure_text(frame, column.w, options.label, Type::label) + 6);
    if (const auto edit = text_field(frame, key, rect, value, options)) {
        frame.ask(command::EditOwnStory{which, edit->value});
    }
    column.gap(16);
}

void languages(Frame& frame, Column& column, const app::OwnStory& story, float gutter) {
    section_header(frame, column, frame.tr(Str::write_language));
    std::vector<std::string> words;
    words.reserve(kLanguages.size());
    for (const std::string_view tag : kLanguages) {
        words.push_back(language_word(frame, tag));
    }
    std::vector<ChipSpec> chips;
    chips.reserve(kLanguages.size());
    for (std::size_t i = 0; i < kLanguages.size(); ++i) {
        chips.push_back({kLanguages[i], words[i], {}, story.language == kLanguages[i]});
    }
    const auto row =
        filter_chips(frame, "language", {column.x - gutter, column.y, column.w + 2 * gutter, size::touch_min}, gutter,
                     chips, frame.tr(Str::write_language));
    if (row.tapped >= 0) {
        frame.ask(
            command::EditOwnStory{Field::language, std::string(kLanguages[static_cast<std::size_t>(row.tapped)])});
    }
    column.gap(row.height + 12);
}

// A suggested topic stands first among them, for a row that scrolls shows no more than three. The line below is always there: a suggestion
// that comes late pushes nothing down.
void topics(Frame& frame, Column& column, const app::Contributing& contributing, float gutter) {
    const app::OwnStory& story = contributing.writing;
    if (contributing.topic_due_ms > frame.now_ms) {
        frame.wake_at(contributing.topic_due_ms);
    }
    section_header(frame, column, frame.tr(Str::write_topic));
    const auto name = [&frame](std::string_view topic) {
        return frame.tr(topic_label(topic).value_or(Str::topic_society));
    };
    std::array<std::string_view, kTopics.size()> order = kTopics;
    const auto suggested = std::ranges::find(order, contributing.suggested);
    const bool suggests = suggested != order.end();
    std::string marked;
    if (suggests) {
        marked = frame.tr(Str::write_topic_chip, {{"topic", name(contributing.suggested)}});
        std::rotate(order.begin(), suggested, suggested + 1);
    }
    std::vector<ChipSpec> chips{{"any", frame.tr(Str::write_topic_any), {}, story.topic.empty()}};
    for (const std::string_view topic : order) {
        const bool is_suggested = topic == contributing.suggested;
        chips.push_back({topic, is_suggested ? marked : name(topic), {}, story.topic == topic});
    }
    const auto row = filter_chips(frame, "topic", {column.x - gutter, column.y, column.w + 2 * gutter, size::touch_min},
                                  gutter, chips, frame.tr(Str::write_topic));
    if (row.tapped == 0 && !story.topic.empty()) {
        frame.ask(command::EditOwnStory{Field::topic, story.topic}); // taken back
    } else if (row.tapped > 0) {
        frame.ask(command::EditOwnStory{Field::topic, std::string(order[static_cast<std::size_t>(row.tapped - 1)])});
    }
    column.gap(row.height);
    TextOptions live;
    live.key = "suggested";
    live.live = "polite";
    text(frame, column,
         suggests ? frame.tr(Str::write_topic_suggested, {{"topic", name(contributing.suggested)}})
                  : std::string(frame.tr(Str::write_topic_line)),
         Type::caption, Color::text2, live);
    column.gap(12);
}

void place(Frame& frame, Column& column, const app::State& state) {
    const app::Contributing& contributing = state.contributing;
    const app::OwnStory& story = contributing.writing;
    section_header(frame, column, frame.tr(Str::write_place));
    column.gap(6);
    if (!story.place) {
        ButtonOptions add;
        add.kind = ButtonKind::tonal;
        add.icon = Icon::map_pin;
        add.busy = contributing.place_ticket != 0;
        add.disabled = add.busy;
        if (button(frame, "add_place", column.take(button_height(frame)), frame.tr(Str::write_place_add), add)) {
            frame.ask(command::AskStoryPlace{});
        }
        column.gap(8);
        text(frame, column,
             frame.tr(contributing.place_failure.empty() ? Str::write_place_line : Str::write_place_failed),
             Type::caption, contributing.place_failure.empty() ? Color::text2 : Color::deadly_text);
        column.gap(16);
        return;
    }
    text(frame, column,
         frame.tr(Str::write_place_is, {{"latitude", degrees(frame, story.place->latitude_tenths / 10.0, true, 1)},
                                        {"longitude", degrees(frame, story.place->longitude_tenths / 10.0, false, 1)}}),
         Type::body, Color::text);
    column.gap(8);
    field(frame, column, "place_name", Str::write_place_name, story.place_name, Field::place_name,
          Str::write_place_name_hint);
    const Rect row = column.take(frame.grown(size::touch_min, Type::label));
    if (text_link(frame, "forget_place", row, frame.tr(Str::write_place_forget), Role::button, false, Icon::x, false)) {
        frame.ask(command::ForgetStoryPlace{});
    }
    column.gap(8);
}

void standing(Frame& frame, Column& column, const app::State& state) {
    const app::OwnStory& story = state.contributing.writing;
    if (story.stands == app::OwnStands::draft && story.rev == 0 && story.problem.empty()) {
        return;
    }
    auto_card(frame, "standing", column, 70, [&](Context&, Column& inside) {
        TextOptions live;
        live.key = "standing";
        live.live = "polite";
        text(frame, inside, own_standing(frame, story), Type::body_strong, Color::text, live);
        if (!story.problem.empty()) {
            text(frame, inside, frame.tr(contribution_problem(story.problem)), Type::body, Color::deadly_text);
        } else if (story.stands == app::OwnStands::rejected && !story.reason.empty()) {
            text(frame, inside, frame.tr(Str::own_reason, {{"reason", story.reason}}), Type::body, Color::text);
        } else if (story.stands == app::OwnStands::held) {
            text(frame, inside, held_words(frame, story.held_for), Type::caption, Color::text2);
        }
        if (const std::string photos = photos_standing(frame, state, story); !photos.empty()) {
            text(frame, inside, photos, Type::caption, Color::text2);
        }
    });
    column.gap(16);
}

void actions(Frame& frame, Column& column, const app::State& state) {
    const app::Contributing& contributing = state.contributing;
    const app::OwnStory& story = contributing.writing;
    const bool is_draft = story.stands == app::OwnStands::draft || story.stands == app::OwnStands::withdrawn;
    if (is_draft) {
        ButtonOptions send;
        send.icon = Icon::arrow_up;
        send.disabled = !contributing.cannot_send.empty();
        if (button(frame, "send", column.take(button_height(frame)),
                   frame.tr(story.rev > 0 ? Str::write_send_again : Str::write_send), send)) {
            frame.ask(command::SendOwnStory{story.id});
        }
        column.gap(8);
        text(frame, column,
             frame.tr(send.disabled ? contribution_problem(contributing.cannot_send) : Str::write_send_line),
             Type::caption, Color::text2);
        column.gap(16);
    }
    const Rect row = column.take(frame.grown(size::touch_min, Type::label));
    if (is_draft && story.rev == 0) {
        if (text_link(frame, "delete", row, frame.tr(Str::write_delete), Role::button, false, Icon::trash, false)) {
            frame.ask(command::DeleteOwnStory{story.id});
        }
    } else if (story.stands != app::OwnStands::withdrawn && story.stands != app::OwnStands::taking_back) {
        if (text_link(frame, "take_back", row, frame.tr(Str::write_take_back), Role::button, false,
                      Icon::arrow_counter_clockwise, false)) {
            frame.ask(command::TakeOwnStoryBack{story.id});
        }
    }
}

} // namespace

void view_write_story(Frame& frame, const app::State& state) {
    const app::OwnStory& story = state.contributing.writing;
    const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
    const Rect below = pushed_bar(frame, area, frame.tr(Str::write_title), true);
    const float gutter = centred_gutter(frame, area.w);
    ScrollRegion page(frame, "page", below);
    Column column = page.column(gutter);
    column.gap(8);
    storage_notices(frame, column, state);
    if (story.id.empty()) {
        EmptyState empty;
        empty.title = frame.tr(Str::write_missing);
        empty.line = frame.tr(Str::write_missing_line);
        empty.action = frame.tr(Str::own_title);
        if (empty_state(frame, "empty", column, empty)) {
            frame.ask(command::GoTo{{app::Screen::own_stories, {}, {}}});
        }
        page.end(column.y + 24);
        return;
    }
    standing(frame, column, state);
    field(frame, column, "headline", Str::write_field_title, story.title, Field::title, Str::write_field_title_hint);
    field(frame, column, "words", Str::write_field_words, story.words, Field::words, Str::write_field_words_hint, true);
    text(frame, column, frame.tr(Str::write_marks), Type::caption, Color::text2);
    column.gap(16);
    story_photo_strip(frame, column, state);
    field(frame, column, "byline", Str::write_field_byline, story.byline, Field::byline, Str::write_field_byline_hint);
    languages(frame, column, story, gutter);
    topics(frame, column, state.contributing, gutter);
    place(frame, column, state);
    column.gap(8);
    actions(frame, column, state);
    page.end(column.y + 24);
}

} // namespace hypha::ui
