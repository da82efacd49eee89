// One story, to be read: its text in the size and theme that the person chose under Me, Look; where reading stopped is where it goes on.
// Links and the publisher's page open in a new tab, after a question that names the site.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "ui/kit/kit.hpp"
#include "ui/news_words.hpp"
#include "ui/notices.hpp"
#include "ui/screen_layout.hpp"
#include "ui/speech_bar.hpp"
#include "ui/story_picture.hpp"
#include "ui/story_text.hpp"
#include "ui/views.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

constexpr float kStep = 0.02F; // of progress that is worth a word

Rect top_bar(Frame& frame, const Rect& area, const app::OpenStory& open) {
    const Rect bar = area.top_part(frame.grown(size::app_bar_small, Type::heading));
    PushedBarOptions options;
    options.heading = false;
    if (app_bar_pushed(frame, bar, "", options).back) {
        frame.ask(command::GoBack{});
    }
    if (open.phase == app::StoryPhase::ready) {
        float x = bar.right() - 30;
        if (icon_button(frame, "share", {x, bar.center_y()}, Icon::share_network, frame.tr(Str::story_share))) {
            frame.ask(command::ShareStory{});
        }
        x -= size::touch_min + 4;
        if (icon_button(frame, "save", {x, bar.center_y()},
                        open.saved ? Icon::bookmark_simple_fill : Icon::bookmark_simple,
                        frame.tr(Str::story_save_short))) {
            frame.ask(command::SaveStory{open.hash, !open.saved});
        }
        x -= size::touch_min + 4;
        const bool silent = open.speech.phase == app::SpeechPhase::silent;
        if (icon_button(frame, "listen", {x, bar.center_y()}, Icon::speaker_high,
                        frame.tr(silent ? Str::speech_listen : Str::speech_stop),
                        silent ? Color::text : Color::accent_text)) {
            silent ? frame.ask(command::Listen{}) : frame.ask(command::StopListening{});
        }
        x -= size::touch_min + 4;
        if (icon_button(frame, "look", {x, bar.center_y()}, Icon::text_aa, frame.tr(Str::story_text_size))) {
            frame.ask(command::GoTo{{app::Screen::me, {}, app::MeSection::look}});
        }
    }
    return {area.x, bar.bottom(), area.w, area.h - bar.h};
}

void head(Frame& frame, Column& column, const app::OpenStory& open) {
    const news::Story& story = open.story;
    const std::string facts = frame.tr(Str::story_facts, {{"minutes", format_number(frame.locale, open.minutes)},
                                                          {"size", format_bytes(frame.locale, open.size_bytes)}});
    const Rect row = column.take(frame.grown(size::tag, Type::caption));
    float x = row.x;
    if (const auto topic = topic_label(story.topic)) {
        x += tag(frame, x, row.y, frame.tr(*topic)) + 10;
    }
    TextOptions one_line;
    one_line.max_lines = 1;
    text(frame, x, row.center_y() - frame.line(Type::caption) / 2, row.right() - x, facts, Type::caption, Color::text2,
         one_line);
    column.gap(12);
    TextOptions title;
    title.role = Role::heading;
    title.level = 1;
    title.key = "title";
    text(frame, column, story.title, Type::reading_title, Color::text, title);
    column.gap(12);
    const std::string source(source_words(frame, story.source));
    std::string from = story.byline.empty() ? source : story.byline + ", " + source;
    if (story.published_s > 0) {
        from += ". " + format_date(frame.locale, story.published_s * 1000, frame.zone_offset_min);
    }
    text(frame, column, from, Type::body, Color::text2);
    column.gap(24);
}

// What is pressed leads to its paragraph: answers the number of its block, or -1.
int in_short(Frame& frame, Column& column, const app::OpenStory& open) {
    if (open.in_short.empty()) {
        return -1;
    }
    const float pad = 18, mark = frame.grown(46, Type::caption_strong), width = column.w - 2 * pad - mark - 12;
    std::vector<float> heights;
    float height = 14 + frame.line(Type::body_strong) + 8 + 10;
    for (const news::KeySentence& sentence : open.in_short) {
        heights.push_back(std::max(size::touch_min, measure_text(frame, width, sentence.text, Type::body) + 12));
        height += heights.back();
    }
    const Rect box = column.take(height);
    card(frame, box, radius::lg);
    const KeyScope scope(frame, "in_short");
    const Rect top{box.x + pad, box.y + 14, box.w - 2 * pad, frame.line(Type::body_strong)};
    const std::string_view how = frame.tr(Str::in_short_how);
    const float how_width = std::min(text_width(frame, how, Type::caption) + 2, top.w / 2);
    frame.semantics.add(frame.id("title"), Role::heading, frame.tr(Str::in_short), top).level = 2;
    line_in(frame, {top.x, top.y, top.w - how_width - 8, top.h}, frame.tr(Str::in_short), Type::body_strong,
            Color::text);
    line_in(frame, top.right_part(how_width), how, Type::caption, Color::text2, Align::right);
    float y = top.bottom() + 8;
    int chosen = -1;
    for (std::size_t i = 0; i < open.in_short.size(); ++i) {
        const KeyScope row(frame, "row", static_cast<std::int64_t>(i));
        const news::KeySentence& sentence = open.in_short[i];
        const auto number = format_number(frame.locale, static_cast<std::int64_t>(sentence.paragraph));
        const Rect rect{box.x + 6, y, box.w - 12, heights[i]};
        const auto [pressed, node] =
            pressable(frame, "go", Role::button,
                      sentence.text + " " + frame.tr(Str::in_short_paragraph, {{"number", number}}), rect);
        node->language = open.story.language;
        if (pressed.amount > 0) {
            fill(frame, rect, Color::surface2, radius::md);
        }
        TextOptions silent;
        silent.role = Role::none;
        text(frame, box.x + pad, y + 6, width, sentence.text, Type::body, Color::text, silent);
        const Rect tag{box.right() - pad - mark, y + 5, mark, frame.grown(28, Type::caption_strong)};
        fill(frame, tag, Color::accent_soft, tag.h / 2);
        line_in(frame, tag, frame.tr(Str::in_short_mark, {{"number", number}}), Type::caption_strong,
                Color::on_accent_soft, Align::center);
        chosen = pressed.clicked ? static_cast<int>(sentence.block) : chosen;
        y += heights[i];
    }
    column.gap(24);
    return chosen;
}

void link_row(Frame& frame, Column& column, std::string_view key, std::string_view words, const std::string& address) {
    const std::string host(host_of(address));
    RowOptions row;
    row.icon = Icon::arrow_square_out;
    row.caption = host;
    row.role = Role::link;
    row.chevron = false;
    const float height = list_row_height(frame, column.w, words, row);
    if (list_row(frame, key, column.take(height), words, row)) {
        frame.ask(command::AskLink{address});
    }
}

void links(Frame& frame, Column& column, const app::OpenStory& open) {
    const news::Story& story = open.story;
    column.gap(32);
    hairline(frame, column.x, column.y, column.w);
    column.gap(8);
    if (!story.url.empty()) { // what people contribute has no page but ours
        link_row(frame, column, "source", frame.tr(Str::story_at_source, {{"source", story.source}}), story.url);
    }
    RowOptions page;
    page.icon = Icon::file_text;
    page.caption = frame.tr(Str::story_page_line);
    page.role = Role::link;
    page.chevron = false;
    const std::string_view words = frame.tr(Str::story_page);
    if (list_row(frame, "page", column.take(list_row_height(frame, column.w, words, page)), words, page)) {
        frame.ask(command::OpenLink{"/read/" + open.hash});
    }
    const std::vector<StoryLink> found = story_links(story);
    if (found.empty()) {
        return;
    }
    column.gap(16);
    section_header(frame, column, frame.tr(Str::story_links));
    for (std::size_t i = 0; i < found.size(); ++i) {
        const KeyScope scope(frame, "row", static_cast<std::int64_t>(i));
        link_row(frame, column, "link", found[i].words, found[i].address);
    }
}

// Where reading stopped is gone to once, when the length of the text is known; from then on what is seen is what was read.
void follow_reading(Frame& frame, const app::OpenStory& open, const ScrollRegion& page, float length) {
    Remembered& taken_up = frame.memory.at(frame.id("taken_up"), Slot::other);
    const float last = length - page.view().h;
    if (taken_up.value != static_cast<float>(open.serial)) {
        taken_up.value = static_cast<float>(open.serial);
        scroll_to(frame, "story", std::max(0.F, open.began_at * last));
        return;
    }
    const float progress = last <= 0 ? 1 : std::clamp(page.offset() / last, 0.F, 1.F);
    if (!frame.gestures.moving() && !frame.blocked &&
        (std::abs(progress - open.progress) >= kStep || (progress >= 1 && open.progress < 1))) {
        frame.ask(command::ReadTo{open.hash, progress});
    }
}

// Another sentence is spoken: the page follows where it is not seen, unless a finger holds it.
void follow_voice(Frame& frame, const app::OpenStory& open, const ScrollRegion& page, const Rect& spoken, float top) {
    Remembered& followed = frame.memory.at(frame.id("followed"), Slot::other);
    const float place = open.speech.sentence() == nullptr ? -1 : static_cast<float>(open.speech.at);
    if (std::exchange(followed.value, place) == place || spoken.empty() || frame.gestures.moving()) {
        return;
    }
    const Rect& view = page.view();
    if (spoken.y < view.y + 8 || spoken.bottom() > view.bottom() - 8) {
        scroll_to(frame, "story", std::max(0.F, spoken.y - top - view.h / 4));
    }
}

void not_here(Frame& frame, Column& column, const app::OpenStory& open) {
    TextOptions title;
    title.role = Role::heading;
    title.level = 1;
    if (open.phase == app::StoryPhase::loading) {
        text(frame, column, frame.tr(Str::story_loading), Type::title, Color::text, title);
        column.gap(16);
        for (int i = 0; i < 5; ++i) {
            const KeyScope scope(frame, "line", i);
            skeleton(frame, "line", column.take(18).left_part(column.w * (i == 4 ? 0.6F : 1)));
            column.gap(12);
        }
        return;
    }
    const NewsFailure said = story_failure(open.failure.empty() ? "no_network" : open.failure);
    text(frame, column, frame.tr(said.title), Type::title, Color::text, title);
    column.gap(8);
    text(frame, column, frame.tr(said.line), Type::body, Color::text2);
    column.gap(20);
    ButtonOptions again;
    again.icon = Icon::arrow_clockwise;
    if (button(frame, "again", column.take(button_height(frame)), frame.tr(Str::try_again), again)) {
        frame.ask(command::LoadStory{});
    }
}

// The scroll region takes what is pressed within its life, so the bar below it is drawn after.
void page_of(Frame& frame, const app::State& state, const Rect& rect) {
    const app::OpenStory& open = state.reading.open;
    ScrollRegion page(frame, "story", rect);
    const float gutter = std::max(size::gutter_reader, (rect.w - size::column_max) / 2);
    Column column = page.column(gutter);
    const float top = column.y;
    column.gap(4);
    storage_notices(frame, column, state);
    if (open.phase != app::StoryPhase::ready) {
        not_here(frame, column, open);
        page.end(column.y + 24);
        return;
    }
    head(frame, column, open);
    story_lead(frame, column, open);
    const int wanted = in_short(frame, column, open);
    const StoryPlaces places = story_text(frame, column, open.story, open.speech.sentence(), open.pictures);
    links(frame, column, open);
    column.gap(40 + frame.safe.bottom);
    page.end(column.y);
    if (wanted >= 0) {
        scroll_to(frame, "story", std::max(0.F, places.tops[static_cast<std::size_t>(wanted)] - top - 8));
    }
    follow_voice(frame, open, page, places.spoken, top);
    follow_reading(frame, open, page, column.y - top);
}

} // namespace

void view_story(Frame& frame, const app::State& state) {
    const app::OpenStory& open = state.reading.open;
    const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
    const Rect below = top_bar(frame, area, open);
    const float bar = speech_bar_height(frame, below, open.speech);
    page_of(frame, state, {below.x, below.y, below.w, below.h - bar});
    speech_bar(frame, below, open);
}

} // namespace hypha::ui
