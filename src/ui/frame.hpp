// What a view is given for one frame: the kit's context and the list of commands it fills. A view reads app::State, draws into
// frame.area, and pushes what the person asked for; it does no I/O and keeps nothing of its own.
#pragma once

#include <utility>
#include <vector>

#include "app/command.hpp"
#include "ui/kit/context.hpp"

namespace hypha::ui {

struct Frame : Context {
    std::vector<app::Command> commands;
    Rect viewfinder{}; // where the window shows the live camera; empty: nowhere. Set anew in each frame
    template <typename C> void ask(C command) { commands.emplace_back(std::move(command)); }
};

// One view a file, src/ui/view_<name>.cpp. The shell calls the one of the route, then view_overlays.
// Views draw their own app bar; `area` already leaves out the bottom bar or rail and side insets. Its top is the top of the
// screen (heroes go under the status bar): keep frame.safe.top free where there is no hero.
using View = void (*)(Frame& frame, const app::State& state);

} // namespace hypha::ui
