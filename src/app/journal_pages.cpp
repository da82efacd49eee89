#include "app/journal_pages.hpp"

#include <algorithm>
#include <chrono>

#include "storage/journal.hpp"
#include "storage/photo_table.hpp"

namespace hypha::app {
namespace {

constexpr std::int64_t kRecentRows = 8;

static_assert(static_cast<int>(storage::JournalFilter::all) == static_cast<int>(JournalFilter::all));
static_assert(static_cast<int>(storage::JournalFilter::unknown) == static_cast<int>(JournalFilter::unknown));
static_assert(static_cast<int>(storage::JournalFilter::to_check) == static_cast<int>(JournalFilter::to_check));
static_assert(static_cast<int>(storage::JournalFilter::place_hidden) == static_cast<int>(JournalFilter::place_hidden));

static_assert(static_cast<int>(storage::FindAnswer::no_photo) == static_cast<int>(FindAnswer::no_photo));

// The first moment of a month in local time.
std::int64_t begin_of_month_ms(int year, int month, std::int64_t zone_offset_min) {
    const std::chrono::sys_days first = std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) / 1;
    return std::chrono::milliseconds(first.time_since_epoch()).count() - zone_offset_min * 60000;
}

JournalRow row_of(const storage::JournalRow& stored) {
    JournalRow row;
    row.id = stored.id;
    row.created_ms = stored.created_ms;
    row.cover = stored.photo_sha256;
    row.has_place = stored.has_place;
    row.privacy = static_cast<PlacePrivacy>(stored.place_privacy);
    row.has_verdict = stored.shown.has_value();
    if (stored.shown) {
        row.verdict = stored.shown->state;
        row.rank = stored.shown->rank;
        row.name = stored.shown->name;
        row.probability = stored.shown->probability;
        row.confidence = stored.shown->confidence;
        row.risk = stored.shown->risk;
        row.by_person = stored.shown->by_person;
    }
    return row;
}

std::vector<JournalRow> rows_of(const std::vector<storage::JournalRow>& stored) {
    std::vector<JournalRow> rows;
    rows.reserve(stored.size());
    std::ranges::transform(stored, std::back_inserter(rows), row_of);
    return rows;
}

bool read_page(Workplace& work, std::size_t page) {
    constexpr auto kRows = static_cast<std::int64_t>(kJournalPageRows);
    const auto view = view_of(work);
    if (!work.keep(view)) {
        return false;
    }
    const auto rows = storage::Journal(*work.database).page(static_cast<std::int64_t>(page) * kRows, kRows, *view);
    if (work.keep(rows)) {
        work.state.journal.pages.insert_or_assign(page, rows_of(*rows));
    }
    return rows.has_value();
}

} // namespace

storage::JournalIndex& finds_index(Workplace& work) {
    if (!work.memory.finds_index) {
        work.memory.finds_index = std::make_unique<storage::JournalIndex>(*work.database);
    }
    return *work.memory.finds_index;
}

storage::FindQuery query_of(const Journal& journal, const Narrowing& narrowing, std::int64_t zone_offset_min) {
    storage::FindQuery query{.words = journal.words, .risk = narrowing.risk, .name = narrowing.name};
    if (narrowing.answer) {
        query.answer = static_cast<storage::FindAnswer>(*narrowing.answer);
    }
    if (narrowing.year != 0) {
        const bool last = narrowing.month == 12;
        query.from_ms = begin_of_month_ms(narrowing.year, narrowing.month, zone_offset_min);
        query.until_ms =
            begin_of_month_ms(narrowing.year + (last ? 1 : 0), last ? 1 : narrowing.month + 1, zone_offset_min);
    }
    return query;
}

Result<storage::JournalView> view_of(Workplace& work) {
    const Journal& journal = work.state.journal;
    const storage::JournalView view{static_cast<storage::JournalFilter>(journal.filter), journal.searched()};
    if (!view.found_only) {
        return view;
    }
    const auto found = finds_index(work).search(query_of(journal, journal.narrowing, work.state.look.zone_offset_min));
    return found ? Result<storage::JournalView>(view) : std::unexpected(found.error());
}

void load_pages(Workplace& work, std::size_t first, std::size_t count) {
    Journal& journal = work.state.journal;
    if (!work.database || journal.rows() == 0 || count == 0) {
        return;
    }
    const std::size_t last_page = (journal.rows() - 1) / kJournalPageRows;
    const std::size_t low = std::min(first / kJournalPageRows, last_page);
    const std::size_t high = std::min((first + count - 1) / kJournalPageRows, last_page);
    std::erase_if(journal.pages, [&](const auto& entry) { return entry.first + 1 < low || entry.first > high + 1; });
    for (std::size_t page = low; page <= high; ++page) {
        if (!journal.pages.contains(page) && read_page(work, page)) {
            work.touch();
        }
    }
}

void reload_pages(Workplace& work) {
    Journal& journal = work.state.journal;
    const std::size_t pages = (journal.rows() + kJournalPageRows - 1) / kJournalPageRows;
    std::erase_if(journal.pages, [pages](const auto& entry) { return entry.first >= pages; });
    std::vector<std::size_t> loaded;
    loaded.reserve(journal.pages.size());
    for (const auto& entry : journal.pages) {
        loaded.push_back(entry.first);
    }
    for (const std::size_t page : loaded) {
        read_page(work, page);
    }
}

void read_counts(Workplace& work) {
    storage::Journal stored(*work.database);
    Journal& journal = work.state.journal;
    for (std::size_t filter = 0; filter < kJournalFilterCount; ++filter) {
        const auto rows = stored.count({static_cast<storage::JournalFilter>(filter), false});
        if (work.keep(rows)) {
            journal.counts[filter] = static_cast<std::size_t>(*rows);
        }
    }
    journal.found = 0;
    journal.months.clear();
    const auto view = view_of(work);
    const auto months = view ? stored.months(work.state.look.zone_offset_min, *view) : std::unexpected(view.error());
    if (work.keep(months)) {
        for (const storage::JournalMonth& month : *months) {
            journal.months.push_back({month.year, month.month, static_cast<std::size_t>(month.count),
                                      static_cast<std::size_t>(month.first_offset)});
            journal.found += static_cast<std::size_t>(month.count);
        }
    }
    const auto bytes = storage::PhotoTable(*work.database).total_bytes();
    if (work.keep(bytes)) {
        journal.photo_bytes = *bytes;
    }
    const auto recent = stored.page(0, kRecentRows);
    if (work.keep(recent)) {
        journal.recent = rows_of(*recent);
    }
}

} // namespace hypha::app
