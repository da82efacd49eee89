// The monthly word about a backup. Nothing is synced today, so what is on this device is all there is: once finds are saved and
// the last backup (or, without one, the oldest find) is more than 30 days old, it is time; "Later" is again in 30 days.
// Clocks jump: a remembered moment that lies in the future was written under a wrong clock, and counts as now.
#pragma once

#include <cstdint>

#include "app/workplace.hpp"

namespace hypha::app {

struct BackupDates {
    std::int64_t last_ms = 0, put_off_ms = 0; // 0: never
    std::int64_t oldest_find_ms = 0;          // 0: no find is saved
};
bool backup_is_due(const BackupDates& dates, std::int64_t now_ms);

// Reads what is remembered and says in the state whether it is time.
void remind_backup(Workplace& work);
void put_backup_off(Workplace& work);
void remember_backup(Workplace& work, std::int64_t made_ms);

} // namespace hypha::app
