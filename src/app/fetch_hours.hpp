// When texts and lists may come by themselves: quiet hours, cheap hours, only while charging, and what the browser says of the line and
// the power (core/taste/fetch_hours.hpp decides). What a person asks for by hand comes at any time.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

void read_fetch_hours(Workplace& work);
void choose_fetch_hours(Workplace& work, const command::ChooseFetchHours& wish);
void choose_charging(Workplace& work, bool only);
void choose_free_line(Workplace& work, bool is_free);
void power_changed(Workplace& work, const ports::PowerChanged& changed);

// Reading::may, as it is now, and when to look again.
const taste::FetchAnswer& judge_fetching(Workplace& work);
// Of lists: hours, power and Save-Data hold for them too; to pause, and the limit of a day, are about texts.
bool lists_may_come(Workplace& work);

} // namespace hypha::app
