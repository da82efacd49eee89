#include "ui/hero_photo.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "ui/kit/kit.hpp"
#include "ui/words.hpp"

namespace hypha::ui {

void hero_photo(Frame& frame, const Rect& rect, const app::Observation& find, float rounding, float bottom) {
    std::vector<app::Slot> taken;
    for (const app::Slot slot : app::kMostUsefulFirst) {
        if (!find.photos[app::index_of(slot)].photo.empty()) {
            taken.push_back(slot);
        }
    }
    const KeyScope scope(frame, "hero", find.id.value);
    if (taken.empty()) {
        photo(frame, "photo", rect, "", {.rounding = rounding, .placeholder = Icon::mushroom});
        return;
    }
    Remembered& chosen = frame.memory.at(frame.id("which"), Slot::value);
    const int count = static_cast<int>(taken.size());
    int at = std::clamp(static_cast<int>(std::lround(chosen.value)), 0, count - 1);
    const auto name_of_photo = [&](int index) {
        return frame.tr(Str::photo_number,
                        {{"number", std::to_string(index + 1)},
                         {"all", std::to_string(count)},
                         {"view", frame.tr(slot_words(taken[static_cast<std::size_t>(index)]).name)}});
    };
    const app::Slot slot = taken[static_cast<std::size_t>(at)];
    const std::string key = thumbnail_key(find.photos[app::index_of(slot)].photo);
    photo(frame, "photo", rect, key,
          {.alt = name_of_photo(at), .rounding = rounding, .focus_y = 0.42F, .top_scrim = 110});
    if (count < 2) {
        return;
    }
    const float y = rect.bottom() - bottom - 26;
    const float dots = 32 + static_cast<float>(count - 1) * 16;
    float x = rect.center_x() - dots / 2;
    for (int i = 0; i < count; ++i) {
        const float width = i == at ? 22 : 6;
        fill(frame, {x, y - 3, width, 6}, Color::white, 3);
        x += width + 10;
    }
    if (at > 0 && photo_button(frame, "previous", {rect.center_x() - dots / 2 - 44, y}, Icon::caret_left,
                               frame.tr(Str::previous_photo))) {
        chosen.value = static_cast<float>(at - 1);
        frame.request_frame();
    }
    if (at + 1 < count && photo_button(frame, "next", {rect.center_x() + dots / 2 + 44, y}, Icon::caret_right,
                                       frame.tr(Str::next_photo))) {
        chosen.value = static_cast<float>(at + 1);
        frame.request_frame();
    }
}

} // namespace hypha::ui
