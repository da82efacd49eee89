// The short word at the lower edge. A new one closes the one before, and what that one could have undone becomes final.
// Purging a deleted find waits for its toast: until then, undo brings everything back.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

// Its undo would bring back a find that waits to be purged.
bool keeps_deleted(const Toast& toast);
void show_toast(Workplace& work, Toast toast);
void close_toast(Workplace& work, std::uint32_t serial);
void undo(Workplace& work, std::uint32_t serial);

} // namespace hypha::app
