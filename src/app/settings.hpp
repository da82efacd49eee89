// The user's choices and what the app has to remember, as small texts in storage. Nothing is written into a newer Hypha's journal.
// A text that no version of ours wrote reads as "never chosen".
#pragma once

#include <optional>
#include <string>

#include "app/workplace.hpp"

namespace hypha::app {

std::optional<std::string> read_setting(Workplace& work, const std::string& key);
void write_setting(Workplace& work, const std::string& key, const std::string& value);
// A number from 0 to count - 1; else nothing.
std::optional<int> read_choice(Workplace& work, const std::string& key, int count);

// A whole number; nothing when it was never set or is none.
std::optional<std::int64_t> read_integer(Workplace& work, const std::string& key);

} // namespace hypha::app
