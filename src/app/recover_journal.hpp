// A journal whose file did not open. Storage has set it aside; nothing is written until the person has chosen between what could
// be read from it, the last automatic copy, and an empty journal. The choice survives the app being closed: as long as there is
// no journal but a file that was set aside, the question comes again. Until then a database in memory serves identification.
#pragma once

#include <optional>
#include <string>

#include "app/workplace.hpp"

namespace hypha::app {

// The file that still waits for a decision; nothing when there is a journal, or never was one.
std::optional<std::string> undecided_damage(const storage::DatabasePlace& place);
void show_damage(Workplace& work, const std::string& file);
// Reads what can be read, at rest, so that the screen stands before the work begins. True when it did.
bool look_at_damage(Workplace& work);

void ask_start_empty(Workplace& work);
void recover(Workplace& work, Recovery from);
void identify_meanwhile(Workplace& work);
void decide_now(Workplace& work);

} // namespace hypha::app
