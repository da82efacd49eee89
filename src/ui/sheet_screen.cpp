#include "ui/sheet_screen.hpp"

#include <algorithm>

#include "ui/hero_photo.hpp"
#include "ui/kit/kit.hpp"
#include "ui/screen_layout.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

constexpr float kOverlap = 26; // of the sheet over the photo

void hero_bar(Frame& frame, const Rect& bar) {
    if (photo_button(frame, "back", {bar.x + 40, bar.center_y()}, Icon::arrow_left, frame.tr(Str::back))) {
        frame.ask(app::command::GoBack{});
    }
    if (emergency_pill(frame, {bar.right() - size::gutter, bar.center_y()})) {
        frame.ask(app::command::OpenEmergency{});
    }
}

void compact_bar(Frame& frame, const Rect& bar, const app::Observation& find, const SheetScreen& spec) {
    fill(frame, {bar.x, frame.area.y, bar.w, bar.bottom() - frame.area.y}, Color::bg);
    const std::string thumbnail = thumbnail_key(app::cover_photo(find));
    PushedBarOptions options;
    options.thumbnail = thumbnail;
    options.caption = spec.caption;
    options.italic = spec.italic;
    options.emergency = true;
    options.hairline = true;
    options.heading = false; // the page's heading is in the sheet
    const PushedBarResult answer = app_bar_pushed(frame, bar, spec.title, options);
    if (answer.back) {
        frame.ask(app::command::GoBack{});
    }
    if (answer.emergency) {
        frame.ask(app::command::OpenEmergency{});
    }
}

} // namespace

void sheet_screen(Frame& frame, const app::State& state, const app::Observation& find, const SheetScreen& spec,
                  const ResultActions& actions, const std::function<void(Column&)>& content) {
    const Rect area = frame.area;
    const float docked = docked_height(frame, area, actions);
    const Rect bar{area.x, area.y + frame.safe.top, area.w, frame.grown(size::app_bar, Type::label)};
    const float room = area.bottom() - docked - bar.bottom();
    const float hero_height = std::max(bar.bottom() - area.y + 40, std::min(spec.hero_height, area.h * 0.44F));
    const float sheet_top = std::max(0.F, area.y + hero_height - kOverlap - bar.bottom());
    const KeyScope scope(frame, "find", find.id.value);
    Remembered& offset = frame.memory.at(frame.id("offset"), Slot::other);
    const bool compact = offset.value >= sheet_top - 1 && sheet_top > 0;
    hero_photo(frame, {area.x, area.y, area.w, hero_height}, state, find,
               {.bottom = kOverlap, .controls = offset.value < 8});
    {
        // The region starts below the bar, so that what scrolls never lies under back and emergency.
        if (compact) {
            compact_bar(frame, bar, find, spec);
        } else {
            hero_bar(frame, bar);
        }
        ScrollRegion page(frame, "sheet", {bar.x, bar.bottom(), bar.w, room});
        const float gutter = centred_gutter(frame, area.w);
        Column column = page.column(gutter);
        column.gap(sheet_top);
        const Rect sheet{area.x, column.y, area.w, std::max(area.bottom() - column.y, area.h)};
        frame.draw->AddRectFilled(sheet.min(), sheet.max(), frame.color(Color::bg), radius::xl,
                                  ImDrawFlags_RoundCornersTop);
        column.gap(22);
        content(column);
        page.end(column.y + 24);
        if (offset.value != page.offset()) {
            offset.value = page.offset();
            frame.request_frame();
        }
    }
    docked_actions(frame, area, actions);
}

} // namespace hypha::ui
