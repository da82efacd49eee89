// Progress, waiting, nothing there, went wrong.
#pragma once

#include <optional>

#include "ui/kit/buttons.hpp"

namespace hypha::ui {

// Bar of 6 with words on the right; `fraction` below 0: no count is known yet (the track only, no endless bar).
void progress_bar(Context& context, std::string_view key, Column& column, float fraction, std::string_view words,
                  std::string_view name);
void progress_ring(Context& context, ImVec2 center, float diameter, float width, float fraction,
                   ImU32 color); // <0 turns

// A still block of the final shape, with shimmer; drawn only after 150 ms of waiting (so it may draw nothing).
void skeleton(Context& context, std::string_view key, const Rect& rect, float rounding = radius::tag);

struct EmptyState {
    Icon drawing = Icon::view_profile;
    std::string_view title, line;
    std::string_view action = {}; // "" none
    std::optional<Icon> action_icon;
};
// surface2 card with a drawing of 72; moves the column on; true when the action was tapped.
bool empty_state(Context& context, std::string_view key, Column& column, const EmptyState& state);

struct Notice {
    Icon icon = Icon::warning_circle_fill;
    bool error = true;            // oxblood icon and assertive; else ink and polite
    std::string_view title, line; // what happened; what is kept and what to do
    std::string_view action = {};
};
// Card with icon, sentence and one action at the right (below when large or long). True when tapped.
bool notice_card(Context& context, std::string_view key, Column& column, const Notice& notice);

// Inverse banner, min 56 r16; true when its action (or closing x) was tapped.
struct Banner {
    Icon icon = Icon::wifi_slash;
    std::string_view title, line;
    std::string_view action = {}; // "" none
    bool closable = false;
};
enum class BannerAnswer : std::uint8_t { none, action, closed };
BannerAnswer banner(Context& context, std::string_view key, Column& column, const Banner& spec);

} // namespace hypha::ui
