// Stories that people write and moderators read, in every state that their screens can be in, for the table of all screens.
#pragma once

#include <vector>

#include "ui/view_screens.hpp"

namespace hypha::ui {

std::vector<NamedScreen> contribution_screens();

} // namespace hypha::ui
