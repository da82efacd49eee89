#include "ui/finds_list.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "ui/facets.hpp"
#include "ui/finds_search.hpp"
#include "ui/kit/kit.hpp"
#include "ui/notices.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

using app::JournalRow;
namespace command = app::command;

void open_find(Frame& frame, ObservationId id) { frame.ask(command::GoTo{{app::Screen::observation, id, {}}}); }

// " · today · 10 km"
std::string meta_of(const Frame& frame, const JournalRow& row, bool has_words) {
    std::string meta = has_words ? "  \xC2\xB7  " : "";
    meta += format_relative_day(frame.locale, row.created_ms, frame.wall_ms, frame.zone_offset_min);
    if (row.has_place) {
        meta += "  \xC2\xB7  ";
        meta += frame.tr(privacy_short(row.privacy));
    }
    return meta;
}

void recent_tile(Frame& frame, const Rect& rect, float picture_height, const JournalRow& row) {
    const FindName name = find_name(frame, row);
    const std::string words = certainty(frame, row);
    const std::string accessible =
        name.words + (words.empty() ? "" : ". " + words) + ". " + std::string(risk_words(frame, row.risk));
    const auto [pressed, node] = pressable(frame, "recent", Role::link, accessible, rect);
    if (pressed) {
        open_find(frame, row.id);
    }
    photo(frame, "photo", rect.top_part(picture_height), thumbnail_key(row.cover),
          {.rounding = 18, .placeholder = Icon::mushroom});
    TextOptions silent;
    silent.role = Role::none;
    silent.max_lines = 1;
    float y = rect.y + picture_height + 4;
    y += text(frame, rect.x, y, rect.w, name.words, name.italic ? Type::subtitle_italic : Type::subtitle, Color::text,
              silent);
    text(frame, rect.x, y, rect.w, words, Type::caption, Color::text2, silent);
}

void recent_row(Frame& frame, const Rect& rect, const JournalRow& row) {
    const FindName name = find_name(frame, row);
    const std::string words = certainty(frame, row);
    const std::string accessible =
        name.words + (words.empty() ? "" : ". " + words) + ". " + std::string(risk_words(frame, row.risk));
    const auto [pressed, node] = pressable(frame, "recent", Role::link, accessible, rect);
    if (pressed) {
        open_find(frame, row.id);
    }
    const float side = std::min(56.F, rect.h);
    photo(frame, "photo", {rect.x, rect.center_y() - side / 2, side, side}, thumbnail_key(row.cover),
          {.rounding = 14, .placeholder = Icon::mushroom});
    TextOptions silent;
    silent.role = Role::none;
    silent.max_lines = 1;
    const Type type = name.italic ? Type::subtitle_italic : Type::subtitle;
    const float x = rect.x + side + 14, width = rect.right() - x;
    const float y = rect.center_y() - (frame.line(type) + frame.line(Type::caption)) / 2;
    text(frame, x, y, width, name.words, type, Color::text, silent);
    text(frame, x, y + frame.line(type), width, words, Type::caption, Color::text2, silent);
}

void recent_strip(Frame& frame, Column& column, const app::State& state, float gutter) {
    const float picture = 88, height = picture + 4 + frame.line(Type::subtitle) + frame.line(Type::caption);
    const float width = 148 * std::clamp(frame.text_scale, 1.F, 1.4F), gap = 12;
    const Rect view{column.x - gutter, column.y, column.w + 2 * gutter, height};
    ScrollOptions options;
    options.axis = Axis::horizontal;
    options.keys = false;
    ScrollRegion strip(frame, "recent_strip", view, options);
    float x = strip.content_x() + gutter;
    for (const JournalRow& row : state.journal.recent) {
        const KeyScope scope(frame, "recent", row.id.value);
        recent_tile(frame, {x, view.y, width, height}, picture, row);
        x += width + gap;
    }
    strip.end(x - gap + gutter);
    column.take(height);
}

void recent_grid(Frame& frame, Column& column, const app::State& state) {
    const float height = std::max(60.F, frame.line(Type::subtitle) + frame.line(Type::caption) + 8),
                width = (column.w - 16) / 2;
    const std::size_t shown = std::min<std::size_t>(state.journal.recent.size(), 4);
    for (std::size_t i = 0; i < shown; i += 2) {
        const Rect line = column.take(height);
        for (std::size_t at = i; at < std::min(i + 2, shown); ++at) {
            const JournalRow& row = state.journal.recent[at];
            const KeyScope scope(frame, "recent", row.id.value);
            recent_row(frame, at == i ? line.left_part(width) : line.right_part(width), row);
        }
        column.gap(8);
    }
}

void journal_row(Frame& frame, const Rect& rect, const JournalRow& row, std::size_t index, std::size_t rows,
                 bool chosen) {
    const KeyScope scope(frame, "find", row.id.value);
    const FindName name = find_name(frame, row);
    const std::string words = certainty(frame, row), meta = meta_of(frame, row, !words.empty());
    const std::string picture = thumbnail_key(row.cover);
    if (chosen) {
        fill(frame, rect.inset(-12, 4), Color::surface2, radius::lg);
    }
    ObservationRow spec;
    spec.name = name.words;
    spec.italic = name.italic;
    spec.words = words;
    spec.meta = meta;
    spec.picture = picture;
    spec.risk = row.risk;
    spec.position = static_cast<int>(index) + 1;
    spec.set_size = static_cast<int>(rows);
    const Press pressed = observation_row(frame, "row", rect, spec, true);
    if (pressed.action == "delete" || pressed.long_pressed) {
        frame.ask(command::AskDelete{row.id});
    } else if (pressed) {
        open_find(frame, row.id);
    }
}

// The rows of one month that show. Answers the first visible row that is not in memory.
std::optional<std::size_t> month_rows(Frame& frame, const ScrollRegion& page, const Column& column,
                                      const app::State& state, const app::JournalMonth& month, float height) {
    const auto visible = page.visible(column.y, height, static_cast<int>(month.rows));
    std::optional<std::size_t> missing;
    const Group list(frame, "month" + std::to_string(month.first), Role::list,
                     format_month(frame.locale, month.year, month.month),
                     {column.x, column.y, column.w, height * static_cast<float>(month.rows)});
    for (int i = visible.first; i < visible.last; ++i) {
        const std::size_t index = month.first + static_cast<std::size_t>(i);
        const Rect rect{column.x, column.y + height * static_cast<float>(i), column.w, height};
        if (const JournalRow* row = state.journal.row(index)) {
            journal_row(frame, rect, *row, index, state.journal.rows(), state.route.observation == row->id);
        } else {
            const KeyScope scope(frame, "waiting", static_cast<std::int64_t>(index));
            skeleton(frame, "thumb", {rect.x, rect.center_y() - 38, 76, 76}, 18);
            skeleton(frame, "line", {rect.x + 90, rect.center_y() - 26, rect.w * 0.5F, 18});
            missing = missing ? missing : index;
        }
    }
    return missing;
}

void filters(Frame& frame, Column& column, const app::State& state, float gutter) {
    const auto count = [&](app::JournalFilter filter) {
        return format_number(frame.locale,
                             static_cast<std::int64_t>(state.journal.counts[static_cast<std::size_t>(filter)]));
    };
    const std::string unknown = frame.tr(Str::filter_unknown, {{"count", count(app::JournalFilter::unknown)}});
    const std::string check = frame.tr(Str::filter_to_check, {{"count", count(app::JournalFilter::to_check)}});
    const std::string hidden = frame.tr(Str::filter_place_hidden, {{"count", count(app::JournalFilter::place_hidden)}});
    const auto on = [&](app::JournalFilter filter) { return state.journal.filter == filter; };
    const std::array<ChipSpec, app::kJournalFilterCount> chips{{
        {"all", frame.tr(Str::filter_all), {}, on(app::JournalFilter::all)},
        {"unknown", unknown, Icon::question, on(app::JournalFilter::unknown)},
        {"to_check", check, {}, on(app::JournalFilter::to_check)},
        {"hidden", hidden, {}, on(app::JournalFilter::place_hidden)},
    }};
    const ChipRowResult row =
        filter_chips(frame, "filters", {column.x - gutter, column.y, column.w + 2 * gutter, size::touch_min}, gutter,
                     chips, frame.tr(Str::filter_name));
    column.take(row.height);
    if (row.tapped >= 0) {
        frame.ask(command::ChooseFilter{static_cast<app::JournalFilter>(row.tapped)});
        scroll_to_top(frame, "finds");
    }
}

void nothing_here(Frame& frame, Column& column, const app::State& state) {
    const bool none_at_all = state.journal.counts[0] == 0;
    EmptyState empty;
    empty.drawing = Icon::view_profile;
    empty.title = frame.tr(none_at_all ? Str::journal_empty_title : Str::journal_filter_empty_title);
    empty.line = frame.tr(none_at_all ? Str::journal_empty_line : Str::journal_filter_empty_line);
    empty.action = frame.tr(none_at_all ? Str::journal_empty_action : Str::journal_show_all);
    if (none_at_all) {
        empty.action_icon = Icon::camera;
    }
    if (empty_state(frame, "empty", column, empty)) {
        if (none_at_all) {
            frame.ask(command::AskForPhoto{{}, {}, app::PhotoSource::camera});
        } else {
            frame.ask(command::ChooseFilter{app::JournalFilter::all});
        }
    }
}

} // namespace

void recent_finds(Frame& frame, Column& column, const app::State& state, float gutter) {
    const std::string_view label = frame.tr(Str::journal);
    const Rect header = column.take(frame.grown(size::touch_min, Type::heading));
    const float link = text_width(frame, label, Type::label) + 24;
    Column title{header.x, header.center_y() - frame.line(Type::heading) / 2, header.w - link - 8};
    section_header(frame, title, frame.tr(Str::recent));
    if (text_link(frame, "journal", header.right_part(link), label, Role::link)) {
        frame.ask(command::GoTo{{app::Screen::journal, {}, {}}});
    }
    if (state.journal.recent.empty()) {
        text(frame, column, frame.tr(Str::recent_empty), Type::body, Color::text2);
    } else if (frame.layout == LayoutClass::wide) {
        recent_grid(frame, column, state);
    } else {
        recent_strip(frame, column, state, gutter);
    }
}

void finds_page(Frame& frame, const Rect& area, const app::State& state, float gutter) {
    ScrollRegion page(frame, "finds", area);
    Column column = page.column(gutter);
    TextOptions heading;
    heading.role = Role::heading;
    heading.level = 2;
    const app::Journal& journal = state.journal;
    text(frame, column, frame.tr_count(Plural::finds, static_cast<std::int64_t>(journal.counts[0])), Type::headline,
         Color::text, heading);
    column.gap(2);
    text(frame, column, frame.tr(Str::journal_where, {{"size", format_bytes(frame.locale, journal.photo_bytes)}}),
         Type::body, Color::text2);
    column.gap(8);
    journal_notices(frame, column, state);
    if (journal.counts[0] > 0) {
        search_field(frame, column, journal);
        filters(frame, column, state, gutter);
        facet_chips(frame, column, journal, gutter);
    }
    if (journal.searched()) {
        search_outcome(frame, column, journal);
    }
    if (journal.rows() == 0) {
        column.gap(12);
        if (!journal.searched()) {
            nothing_here(frame, column, state);
        } else {
            nothing_found(frame, column, journal);
        }
        page.end(column.y + 24);
        return;
    }
    const float height = observation_row_height(frame);
    std::optional<std::size_t> missing;
    for (const app::JournalMonth& month : journal.months) {
        const Rect header{column.x, column.y, column.w, frame.grown(44, Type::body)};
        if (page.shows(header)) {
            const KeyScope scope(frame, "month", month.year * 12 + month.month);
            Column line{header.x, header.center_y() - frame.line(Type::heading) / 2 + 4, header.w};
            section_header(frame, line, format_month(frame.locale, month.year, month.month),
                           frame.tr_count(Plural::finds, static_cast<std::int64_t>(month.rows)), 3);
        }
        column.take(header.h);
        const auto absent = month_rows(frame, page, column, state, month, height);
        missing = missing ? missing : absent;
        column.take(height * static_cast<float>(month.rows));
    }
    if (missing) {
        frame.ask(command::ShowRows{*missing, static_cast<std::size_t>(area.h / height) + 2});
    }
    page.end(column.y + 24);
}

} // namespace hypha::ui
