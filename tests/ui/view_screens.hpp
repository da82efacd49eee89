// Every screen of the app in every state that it can be in, by name, for the rules that all of them keep.
#pragma once

#include <string>
#include <vector>

#include "ui/view_stage.hpp"

namespace hypha::ui {

struct NamedScreen {
    const char* name;
    void (*show)(ViewStage&);
    bool identify = false; // Identify, result, journal, observation: the emergency pill belongs there
    bool answer = false;   // shows an outcome: the orientation note belongs there
};
const std::vector<NamedScreen>& all_screens();

} // namespace hypha::ui
