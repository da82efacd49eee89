// The user's choices as small texts in storage: language, theme, text_scale, place_privacy, field_model, persist_asked.
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

} // namespace hypha::app
