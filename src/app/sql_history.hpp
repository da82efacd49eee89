// The statements that ran last, newest first, each once; kept in the settings of the person's own database. A copy's are forgotten
// with it. At most kMostRemembered, and none of kLongestRemembered bytes or more: those were not typed.
#pragma once

#include <string>

#include "app/workplace.hpp"

namespace hypha::app {

inline constexpr std::size_t kMostRemembered = 50, kLongestRemembered = 4000;

void remember_sql(Workplace& work, const std::string& text);
void read_history(Workplace& work);
// Only when it changed since it was read or written.
void write_history(Workplace& work);

} // namespace hypha::app
