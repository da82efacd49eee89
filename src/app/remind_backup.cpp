#include "app/remind_backup.hpp"

#include "app/settings.hpp"
#include "storage/journal.hpp"

namespace hypha::app {
namespace {

constexpr std::int64_t kMonthMs = std::int64_t{30} * 24 * 60 * 60 * 1000;
constexpr const char* kLast = "backup_ms";
constexpr const char* kPutOff = "backup_put_off_ms";

std::int64_t oldest_find_ms(Workplace& work) {
    const auto rows = static_cast<std::int64_t>(work.state.journal.counts[0]);
    if (rows == 0) {
        return 0;
    }
    const auto oldest = storage::Journal(*work.database).page(rows - 1, 1);
    return work.keep(oldest) && !oldest->empty() ? oldest->front().created_ms : 0;
}

// A moment that has not come yet is set to now, for good: else it would keep the reminder away until it comes.
std::int64_t read_moment(Workplace& work, const char* key) {
    const std::int64_t moment = read_integer(work, key).value_or(0);
    const std::int64_t now = work.clock.wall_ms();
    if (moment > now) {
        write_setting(work, key, std::to_string(now));
        return now;
    }
    return moment;
}

} // namespace

bool backup_is_due(const BackupDates& dates, std::int64_t now_ms) {
    const auto is_old = [now_ms](std::int64_t moment_ms) { return now_ms - moment_ms > kMonthMs; };
    return dates.oldest_find_ms != 0 && is_old(dates.last_ms != 0 ? dates.last_ms : dates.oldest_find_ms) &&
           (dates.put_off_ms == 0 || is_old(dates.put_off_ms));
}

void remind_backup(Workplace& work) {
    Backup& backup = work.state.backup;
    if (!work.database || !work.database->durable() || work.state.storage.read_only) {
        backup.due = false;
        return;
    }
    backup.last_ms = read_moment(work, kLast);
    const bool due =
        backup_is_due({backup.last_ms, read_moment(work, kPutOff), oldest_find_ms(work)}, work.clock.wall_ms());
    if (backup.due != due) {
        backup.due = due;
        work.touch();
    }
}

void put_backup_off(Workplace& work) {
    write_setting(work, kPutOff, std::to_string(work.clock.wall_ms()));
    remind_backup(work);
    work.touch();
}

void remember_backup(Workplace& work, std::int64_t made_ms) {
    write_setting(work, kLast, std::to_string(made_ms));
    remind_backup(work);
    work.touch();
}

} // namespace hypha::app
