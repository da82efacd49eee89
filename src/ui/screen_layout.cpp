#include "ui/screen_layout.hpp"

#include <algorithm>

#include "ui/kit/kit.hpp"

namespace hypha::ui {

float centred_gutter(const Context& context, float width) {
    return std::max(context.layout == LayoutClass::phone ? size::gutter : size::gutter_wide,
                    (width - size::column_max) / 2);
}

Panes wide_panes(const Context& context) {
    const Rect area{context.area.x, context.area.y + context.safe.top, context.area.w,
                    context.area.h - context.safe.top};
    const float gap = size::gutter_wide;
    const float list = std::min(size::capture_column, (area.w - 3 * gap) * 0.45F);
    const Rect left{area.x + gap, area.y, list, area.h};
    const Rect right{left.right() + gap, area.y + 24, area.right() - gap - left.right() - gap, area.h - 48};
    return {left, right};
}

Rect root_bar(Frame& frame, const Rect& area, Str title, bool emergency) {
    // The list pane of the wide layout has its gutter outside.
    const bool pane = frame.layout == LayoutClass::wide && area.w <= size::capture_column;
    const float gutter = pane ? 0 : centred_gutter(frame, area.w);
    const float pill = emergency ? emergency_pill_width(frame) + 8 : 0;
    // Large words on a narrow screen: the title has a line of its own, the pill keeps its corner.
    const bool stacked = emergency && text_width(frame, frame.tr(title), Type::headline) > area.w - pill - 2 * gutter;
    const float row = frame.grown(size::app_bar, Type::headline);
    const Rect bar = area.top_part(stacked ? 2 * row - 8 : row);
    app_bar_root(frame, stacked ? bar.bottom_part(row) : Rect{bar.x, bar.y, bar.w - pill, bar.h}, frame.tr(title),
                 gutter);
    if (emergency && emergency_pill(frame, {bar.right() - size::gutter, bar.y + row / 2})) {
        frame.ask(app::command::OpenEmergency{});
    }
    return {area.x, bar.bottom(), area.w, area.h - bar.h};
}

Rect pushed_bar(Frame& frame, const Rect& area, std::string_view title, bool emergency) {
    const float height = frame.grown(size::app_bar_small, Type::heading);
    const Rect bar = area.top_part(height);
    PushedBarOptions options;
    options.emergency = emergency;
    const PushedBarResult answer = app_bar_pushed(frame, bar, title, options);
    if (answer.back) {
        frame.ask(app::command::GoBack{});
    }
    if (answer.emergency) {
        frame.ask(app::command::OpenEmergency{});
    }
    return {area.x, bar.bottom(), area.w, area.h - height};
}

} // namespace hypha::ui
