// The capture card's parts: four view slots and the shutter where they meet.
#pragma once

#include <array>

#include "ui/kit/press.hpp"

namespace hypha::ui {

enum class SlotState : std::uint8_t { empty, suggested, reading, taken, failed };
enum class Corner : std::uint8_t { top_left, top_right, bottom_left, bottom_right };

struct ViewSlot {
    std::string_view label;      // "Underside"
    std::string_view accessible; // "Base, empty, suggested next"
    Icon drawing = Icon::view_profile;
    SlotState state = SlotState::empty;
    std::string_view picture = {}; // when taken or reading
    float progress = -1;           // 0..1 while reading with a known amount; -1 unknown
};
// 169 x 138 on a phone. The corner says where label and icon sit.
Press view_slot(Context& context, std::string_view key, const Rect& rect, Corner corner, const ViewSlot& slot);

// Cut disc, four quadrant arcs (accent where taken; order top left, top right, bottom left, bottom right), accent button.
// Drawn after the slots; wins over them where they overlap. `card_color` is the colour of the cut.
Press shutter(Context& context, std::string_view key, ImVec2 center, const std::array<bool, 4>& taken,
              std::string_view accessible, Color card_color = Color::surface);

} // namespace hypha::ui
