// Your stories: what the person writes for others, how each stands, and the way to a new one.
#include <string>

#include "ui/contribution_words.hpp"
#include "ui/kit/kit.hpp"
#include "ui/notices.hpp"
#include "ui/screen_layout.hpp"
#include "ui/views.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

void failure_card(Frame& frame, Column& column, const app::State& state) {
    const app::Contributing& contributing = state.contributing;
    if (contributing.failure.empty() || contributing.working) {
        return;
    }
    const bool needs_account = contributing.failure == "no_account";
    const bool calm = needs_account || contributing.failure == "no_network";
    Notice notice;
    notice.icon = needs_account ? Icon::devices : calm ? Icon::wifi_slash : Icon::warning_circle_fill;
    notice.error = !calm;
    notice.title = frame.tr(needs_account ? Str::send_needs_account : Str::send_waits);
    notice.line = frame.tr(contribution_failure_words(contributing.failure));
    notice.action = frame.tr(needs_account ? Str::row_sync : Str::try_again);
    if (notice_card(frame, "failure", column, notice)) {
        if (needs_account) {
            frame.ask(command::GoTo{{app::Screen::me, {}, app::MeSection::sync}});
        } else {
            frame.ask(command::RefreshOwnStories{});
        }
    }
    column.gap(size::card_gap);
}

// What a person wants to know of one that is not simply a draft or published.
std::string said_of(Frame& frame, const app::State& state, const app::OwnStory& story) {
    if (!story.problem.empty()) {
        return std::string(frame.tr(contribution_problem(story.problem)));
    }
    if (story.stands == app::OwnStands::rejected) {
        return story.reason.empty() ? "" : frame.tr(Str::own_reason, {{"reason", story.reason}});
    }
    std::string said = story.stands == app::OwnStands::held ? held_words(frame, story.held_for) : "";
    const std::string photos = photos_standing(frame, state, story);
    return said.empty() || photos.empty() ? said + photos : said + " " + photos;
}

void story_row(Frame& frame, Column& column, const app::State& state, const app::OwnStory& story) {
    const std::string title = story.title.empty() ? std::string(frame.tr(Str::own_untitled)) : story.title;
    const std::string stands = own_standing(frame, story);
    const std::string said = said_of(frame, state, story);
    const std::string date = format_date(frame.locale, story.changed_ms, frame.zone_offset_min);
    const float width = column.w - 32 - 28;
    const float title_h = measure_text(frame, width, title, Type::body_strong, 2);
    const float said_h = said.empty() ? 0 : measure_text(frame, width, said, Type::caption) + 4;
    const float row_h = 28 + frame.grown(size::tag, Type::caption) + 8 + title_h + said_h;
    const Rect rect = column.take(row_h);
    card(frame, rect, radius::lg);
    const auto [pressed, node] = pressable(
        frame, "open", Role::link, title + ". " + stands + ", " + date + (said.empty() ? "" : ". " + said), rect);
    if (pressed.amount > 0) {
        fill(frame, rect, Color::surface2, radius::lg);
    }
    TextOptions silent;
    silent.role = Role::none;
    float y = rect.y + 14;
    const bool bad = story.stands == app::OwnStands::rejected || !story.problem.empty();
    const float x =
        rect.x + 16 + tag(frame, rect.x + 16, y, stands, bad ? TagKind::ink : TagKind::stone, {}, false, false) + 10;
    line_in(frame, {x, y, rect.right() - 44 - x, frame.grown(size::tag, Type::caption)}, date, Type::caption,
            Color::text2);
    y += frame.grown(size::tag, Type::caption) + 8;
    silent.max_lines = 2;
    y += text(frame, rect.x + 16, y, width, title, Type::body_strong, Color::text, silent);
    silent.max_lines = 0;
    if (!said.empty()) {
        text(frame, rect.x + 16, y + 4, width, said, Type::caption, Color::text2, silent);
    }
    icon(frame, {rect.right() - 24, rect.center_y()}, Icon::caret_right, 18, Color::text2);
    if (pressed.clicked) {
        frame.ask(command::GoTo{{app::Screen::write_story, {}, {}, story.id}});
    }
    column.gap(size::card_gap);
}

} // namespace

void view_own_stories(Frame& frame, const app::State& state) {
    const app::Contributing& contributing = state.contributing;
    const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
    const Rect below = pushed_bar(frame, area, frame.tr(Str::own_title), false);
    ScrollOptions options;
    options.pull_to_refresh = frame.online && state.sync.here;
    ScrollRegion page(frame, "page", below, options);
    if (page.refreshed()) {
        frame.ask(command::RefreshOwnStories{});
    }
    Column column = page.column(centred_gutter(frame, area.w));
    column.gap(8);
    storage_notices(frame, column, state);
    failure_card(frame, column, state);
    if (contributing.known && contributing.own.empty()) {
        EmptyState empty;
        empty.drawing = Icon::hypha;
        empty.title = frame.tr(Str::own_none);
        empty.line = frame.tr(Str::own_none_line);
        empty.action = frame.tr(Str::own_write);
        empty.action_icon = Icon::note_pencil;
        if (empty_state(frame, "empty", column, empty)) {
            frame.ask(command::WriteStory{});
        }
        page.end(column.y + 24);
        return;
    }
    ButtonOptions write;
    write.icon = Icon::note_pencil;
    if (button(frame, "write", column.take(button_height(frame)), frame.tr(Str::own_write), write)) {
        frame.ask(command::WriteStory{});
    }
    column.gap(20);
    for (const app::OwnStory& story : contributing.own) {
        const KeyScope scope(frame, "story", static_cast<std::int64_t>(node_id(0, story.id)));
        story_row(frame, column, state, story);
    }
    page.end(column.y + 24);
}

} // namespace hypha::ui
