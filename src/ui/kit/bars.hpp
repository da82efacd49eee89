// App bars, emergency pill, bottom navigation and rail.
#pragma once

#include <span>

#include "ui/kit/press.hpp"

namespace hypha::ui {

// Oxblood-soft pill at the top right; `right_center` is the middle of its right edge. Same corner on every Identify screen.
Press emergency_pill(Context& context, ImVec2 right_center);
float emergency_pill_width(Context& context);

// h 64 (from the top of `rect`), title as headline; draws nothing on the right: place actions yourself, right edge on the gutter.
void app_bar_root(Context& context, const Rect& rect, std::string_view title, float gutter);

struct PushedBarOptions {
    std::string_view thumbnail = {}; // picture key: the compact bar after a hero scrolled off (h 64)
    std::string_view caption = {};   // second line of the compact bar
    bool italic = false;             // Latin title
    bool emergency = false;
    bool hairline = false;
    bool heading = true; // the title is the page's h1
};
struct PushedBarResult {
    bool back, emergency;
};
PushedBarResult app_bar_pushed(Context& context, const Rect& rect, std::string_view title,
                               const PushedBarOptions& options = {});

struct NavItem {
    std::string_view key, label;
    Icon icon, icon_selected;
};
// Answers the tapped index or -1. The bar is 64 + safe bottom high, the rail 96 + safe left wide.
int bottom_nav(Context& context, const Rect& rect, std::span<const NavItem> items, int selected);
int nav_rail(Context& context, const Rect& rect, std::span<const NavItem> items, int selected, bool offline);

} // namespace hypha::ui
