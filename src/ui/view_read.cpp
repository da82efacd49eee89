// Read: the stories of the region, newest first, with what the day's budget says, topics where there are any, and a search over all that
// is kept. Without a network it is the same screen: what is kept can be read, what is not says what it waits for.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "ui/budget_card.hpp"
#include "ui/interests_card.hpp"
#include "ui/kit/kit.hpp"
#include "ui/news_words.hpp"
#include "ui/notices.hpp"
#include "ui/screen_layout.hpp"
#include "ui/story_card.hpp"
#include "ui/views.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

constexpr float kOverscan_px = 300; // so that Tab finds the next card

void top_bar(Frame& frame, const Rect& bar, const app::Reading& reading, float gutter) {
    app_bar_root(frame, {bar.x, bar.y, bar.w - 4 * size::touch_min, bar.h}, frame.tr(Str::read_title), gutter);
    Remembered& searching = frame.memory.at(frame.id("searching"), Slot::other);
    float x = bar.right() - gutter - 12;
    if (icon_button(frame, "settings", {x, bar.center_y()}, Icon::sliders_horizontal, frame.tr(Str::read_settings))) {
        frame.ask(command::GoTo{{app::Screen::news_settings, {}, {}}});
    }
    x -= size::touch_min + 2;
    const bool open = searching.value > 0 || !reading.words.empty();
    if (icon_button(frame, "search_open", {x, bar.center_y()}, open ? Icon::x : Icon::magnifying_glass,
                    frame.tr(open ? Str::read_search_end : Str::read_search))) {
        searching.value = open ? 0.F : 1.F;
        frame.ask(command::SearchNews{});
    }
    x -= size::touch_min + 2;
    if (icon_button(frame, "own_stories", {x, bar.center_y()}, Icon::note_pencil, frame.tr(Str::own_title))) {
        frame.ask(command::GoTo{{app::Screen::own_stories, {}, {}}});
    }
    x -= size::touch_min + 2;
    if (!reading.working &&
        icon_button(frame, "refresh", {x, bar.center_y()}, Icon::arrow_clockwise, frame.tr(Str::read_refresh))) {
        frame.ask(command::RefreshNews{});
    }
}

void work_card(Frame& frame, Column& column, const app::Reading& reading) {
    const std::size_t all = reading.fetched + reading.fetching;
    if (!reading.working && reading.fetching == 0) {
        return;
    }
    const std::string words =
        reading.working ? std::string(frame.tr(Str::read_checking))
                        : frame.tr(Str::read_fetching,
                                   {{"done", format_number(frame.locale, static_cast<std::int64_t>(reading.fetched))},
                                    {"total", format_number(frame.locale, static_cast<std::int64_t>(all))}});
    const float cancel = text_width(frame, frame.tr(Str::cancel), Type::label) + 24;
    const Rect row = column.take(frame.grown(size::touch_min, Type::label));
    Column bar{row.x, row.center_y() - 9, row.w - cancel - 8};
    progress_bar(frame, "work", bar,
                 reading.working || all == 0 ? -1 : static_cast<float>(reading.fetched) / static_cast<float>(all),
                 words, words);
    if (text_link(frame, "cancel", row.right_part(cancel), frame.tr(Str::cancel), Role::button, true, {}, false)) {
        frame.ask(command::CancelNews{});
    }
}

void failure_card(Frame& frame, Column& column, const app::Reading& reading) {
    if (reading.failure.empty() || reading.working) {
        return;
    }
    const NewsFailure said = list_failure(reading.failure);
    const bool new_key = reading.failure == "new_key";
    Notice notice;
    const bool calm = reading.failure == "no_network";
    notice.icon = calm ? Icon::wifi_slash : Icon::warning_circle_fill;
    notice.error = !calm;
    notice.title = frame.tr(said.title);
    notice.line = frame.tr(said.line);
    notice.action = frame.tr(new_key ? Str::news_accept_key : Str::try_again);
    if (notice_card(frame, "failure", column, notice)) {
        if (new_key) {
            frame.ask(command::AcceptNewsKey{});
        } else {
            frame.ask(command::RefreshNews{});
        }
    }
    column.gap(size::card_gap);
}

void topic_chips(Frame& frame, Column& column, const app::Reading& reading, float gutter) {
    const app::OwnTaste& taste = reading.taste;
    const bool whole = reading.topic.empty() && !reading.saved_only;
    std::vector<ChipSpec> chips;
    std::vector<app::Command> asked;
    if (taste.knows) { // before, it would be the same list
        chips.push_back({"own", frame.tr(Str::read_for_you), {}, whole && !taste.by_time});
        asked.emplace_back(command::ChooseStoryOrder{false});
    }
    chips.push_back({"all", frame.tr(Str::read_all), {}, whole && (taste.by_time || !taste.knows)});
    asked.emplace_back(taste.knows ? app::Command(command::ChooseStoryOrder{true}) : command::ChooseTopic{""});
    chips.push_back({"saved", frame.tr(Str::read_saved), Icon::bookmark_simple, reading.saved_only});
    asked.emplace_back(command::ShowSavedStories{!reading.saved_only});
    for (const std::string& topic : reading.topics) {
        if (const auto label = topic_label(topic)) {
            chips.push_back({topic, frame.tr(*label), {}, reading.topic == topic && !reading.saved_only});
            asked.emplace_back(command::ChooseTopic{topic});
        }
    }
    const ChipRowResult row =
        filter_chips(frame, "topics", {column.x - gutter, column.y, column.w + 2 * gutter, size::touch_min}, gutter,
                     chips, frame.tr(Str::read_topics));
    column.take(row.height);
    if (row.tapped >= 0) {
        frame.commands.push_back(asked[static_cast<std::size_t>(row.tapped)]);
    }
    column.gap(8);
}

enum class ListKind { feed, saved, found };

std::string why_of(const Frame& frame, const app::FeedStory& story, ListKind kind) {
    return kind == ListKind::feed    ? story_why(frame, story)
           : kind == ListKind::saved ? std::string(frame.tr(Str::why_saved))
                                     : std::string(frame.tr(Str::why_found));
}

void cards(Frame& frame, Column& column, const ScrollRegion& page, const app::Reading& reading,
           const std::vector<app::FeedStory>& stories, ListKind kind) {
    const Rect near = page.view().inset(0, -kOverscan_px);
    const Group list(frame, "stories", Role::list, frame.tr(Str::read_title), {column.x, column.y, column.w, 48});
    for (std::size_t i = 0; i < stories.size(); ++i) {
        const app::FeedStory& story = stories[i];
        const std::string why = why_of(frame, story, kind);
        const Rect rect = column.take(story_card_height(frame, column.w, story, why));
        if (near.overlaps(rect)) {
            story_card(frame, rect, story, reading,
                       {why, static_cast<int>(i) + 1,
                        static_cast<int>(kind == ListKind::feed ? reading.total : stories.size())});
        }
        column.gap(size::card_gap);
    }
}

bool empty_card(Frame& frame, Column& column, Icon drawing, Str title, Str line, Str action) {
    EmptyState empty;
    empty.drawing = drawing;
    empty.title = frame.tr(title);
    empty.line = frame.tr(line);
    empty.action = frame.tr(action);
    return empty_state(frame, "empty", column, empty);
}

void choose_region(Frame& frame, Column& column, const app::Reading& reading) {
    section_header(frame, column, frame.tr(Str::read_choose_region));
    text(frame, column, frame.tr(Str::read_choose_region_line), Type::body, Color::text2);
    column.gap(12);
    for (const app::NewsRegion& region : reading.regions) {
        const std::string count = frame.tr_count(Plural::region_stories, region.stories);
        RowOptions row;
        row.caption = count;
        row.hairline_below = true;
        const float height = list_row_height(frame, column.w, region.name, row);
        if (list_row(frame, "region." + region.name, column.take(height), region.name, row)) {
            frame.ask(command::ChooseRegion{region.name});
        }
    }
}

void without_region(Frame& frame, Column& column, const app::Reading& reading) {
    if (reading.working) {
        return;
    }
    if (reading.regions.size() > 1) {
        choose_region(frame, column, reading);
    } else if (empty_card(frame, column, Icon::newspaper,
                          reading.regions_known ? Str::read_no_news_title : Str::read_never_title,
                          reading.regions_known ? Str::read_no_news_line : Str::read_never_line, Str::read_refresh)) {
        frame.ask(command::RefreshNews{});
    }
}

void feed(Frame& frame, Column& column, const ScrollRegion& page, const app::Reading& reading) {
    if (reading.saved_only) {
        cards(frame, column, page, reading, reading.saved, ListKind::saved);
        if (reading.saved.empty() && empty_card(frame, column, Icon::bookmark_simple, Str::read_no_saved_title,
                                                Str::read_no_saved_line, Str::read_show_all)) {
            frame.ask(command::ShowSavedStories{false});
        }
        return;
    }
    cards(frame, column, page, reading, reading.stories, ListKind::feed);
    if (reading.stories.empty() && !reading.working) {
        if (empty_card(frame, column, Icon::newspaper, Str::read_nothing_title, Str::read_nothing_line,
                       Str::read_refresh)) {
            frame.ask(command::RefreshNews{});
        }
    }
    if (reading.total > reading.stories.size()) {
        ButtonOptions more;
        more.kind = ButtonKind::tonal;
        if (button(frame, "more", column.take(button_height(frame)), frame.tr(Str::read_more), more)) {
            frame.ask(command::ShowMoreStories{});
        }
    }
}

void search(Frame& frame, Column& column, const ScrollRegion& page, const app::Reading& reading) {
    TextFieldOptions field;
    field.label = frame.tr(Str::read_search);
    field.placeholder = frame.tr(Str::read_search_placeholder);
    field.search = true;
    if (const auto edit = text_field(frame, "search", column.take(text_field_height(frame)), reading.words, field);
        edit && edit->value != reading.words) {
        frame.ask(command::SearchNews{edit->value});
    }
    column.gap(12);
    if (reading.words.empty()) {
        return feed(frame, column, page, reading);
    }
    TextOptions live;
    live.live = "polite";
    live.key = "found";
    text(frame, column, frame.tr_count(Plural::read_found, static_cast<std::int64_t>(reading.found.size())),
         Type::caption, Color::text2, live);
    column.gap(8);
    cards(frame, column, page, reading, reading.found, ListKind::found);
    if (reading.found.empty() && empty_card(frame, column, Icon::magnifying_glass, Str::read_search_none,
                                            Str::read_search_none_line, Str::read_search_end)) {
        frame.memory.at(frame.id("searching"), Slot::other).value = 0;
        frame.ask(command::SearchNews{});
    }
}

} // namespace

void view_read(Frame& frame, const app::State& state) {
    const app::Reading& reading = state.reading;
    const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
    const float gutter = centred_gutter(frame, area.w);
    const Rect bar = area.top_part(frame.grown(size::app_bar, Type::headline));
    top_bar(frame, bar, reading, gutter);
    ScrollOptions options;
    options.pull_to_refresh = frame.online;
    ScrollRegion page(frame, "page", {area.x, bar.bottom(), area.w, area.bottom() - bar.bottom()}, options);
    if (page.refreshed()) {
        frame.ask(command::RefreshNews{});
    }
    Column column = page.column(gutter);
    storage_notices(frame, column, state);
    if (reading.region.empty()) {
        work_card(frame, column, reading);
        failure_card(frame, column, reading);
        without_region(frame, column, reading);
        page.end(column.y + 24);
        return;
    }
    budget_card(frame, column, reading);
    column.gap(12);
    work_card(frame, column, reading);
    const bool searching = frame.memory.at(frame.id("searching"), Slot::other).value > 0 || !reading.words.empty();
    if (reading.words.empty()) {
        topic_chips(frame, column, reading, gutter);
    }
    failure_card(frame, column, reading);
    if (searching) {
        search(frame, column, page, reading);
    } else {
        if (reading.topic.empty() && !reading.saved_only) {
            interests_card(frame, column, reading.taste);
        }
        feed(frame, column, page, reading);
    }
    page.end(column.y + 24);
}

} // namespace hypha::ui
