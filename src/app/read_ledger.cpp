#include "app/read_ledger.hpp"

#include "core/base/local_day.hpp"
#include "storage/byte_ledger.hpp"

namespace hypha::app {
namespace {

constexpr std::int64_t kWeek = 7; // days

std::int64_t today(const Workplace& work) { return local_day(work.clock.wall_ms(), work.state.look.zone_offset_min); }

std::int64_t& part_of(LedgerDay& day, taste::ReceivedKind kind) {
    switch (kind) {
    case taste::ReceivedKind::lists: return day.lists_bytes;
    case taste::ReceivedKind::texts: return day.texts_bytes;
    case taste::ReceivedKind::pages: return day.pages_bytes;
    case taste::ReceivedKind::pictures: return day.pictures_bytes;
    case taste::ReceivedKind::app: break;
    }
    return day.app_bytes;
}

} // namespace

void count_received(Workplace& work, taste::ReceivedKind kind, const std::string& source, std::int64_t bytes) {
    if (bytes <= 0 || !work.database || work.database->read_only()) {
        return;
    }
    (void)work.keep(storage::ByteLedger(*work.database).add(today(work), kind, source, bytes));
    read_ledger(work);
}

void read_ledger(Workplace& work) {
    Reading& reading = work.state.reading;
    const std::int64_t this_day = today(work);
    const auto rows = storage::ByteLedger(*work.database).since(this_day - kWeek + 1);
    if (!work.keep(rows)) {
        return;
    }
    reading.ledger.clear();
    reading.spent_bytes = 0;
    work.memory.news.plan_is_old = true;
    reading.week.assign(static_cast<std::size_t>(kWeek), {});
    for (std::size_t i = 0; i < reading.week.size(); ++i) {
        reading.week[i].day = this_day - kWeek + 1 + static_cast<std::int64_t>(i);
    }
    for (const storage::LedgerRow& row : *rows) {
        if (row.day > this_day) {
            continue; // by a clock that was ahead
        }
        LedgerDay& day = reading.week[static_cast<std::size_t>(row.day - reading.week.front().day)];
        part_of(day, row.kind) += row.bytes;
        if (row.day == this_day) {
            reading.ledger.push_back({row.source, row.bytes, row.kind, row.answers});
            reading.spent_bytes += row.kind == taste::ReceivedKind::app ? 0 : row.bytes;
        }
    }
    work.touch();
}

} // namespace hypha::app
