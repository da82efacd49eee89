// The frame of a result and of an observation on phone and tablet: the photo under the status bar, a sheet with round top corners
// that scrolls up over it, the compact bar once the photo is gone, note and actions docked below. The emergency pill never moves.
#pragma once

#include <functional>

#include "ui/frame.hpp"
#include "ui/result_parts.hpp"

namespace hypha::ui {

struct SheetScreen {
    float hero_height = 326; // of the photo on a tall phone; less where there is less room
    std::string title;       // of the compact bar
    std::string caption;
    bool italic = false;
};
void sheet_screen(Frame& frame, const app::State& state, const app::Observation& find, const SheetScreen& spec,
                  const ResultActions& actions, const std::function<void(Column&)>& content);

} // namespace hypha::ui
