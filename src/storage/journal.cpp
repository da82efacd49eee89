// Each filter's WHERE repeats the words of a partial index in migrations/v1_journal.hpp, or SQLite would not use it.
// Days are counted in the proleptic Gregorian calendar (std::chrono's civil dates; no clock is read).
#include "storage/journal.hpp"

#include <chrono>

#include "core/fungi/risk.hpp"
#include "core/fungi/verdict_json.hpp"
#include "storage/query.hpp"
#include "storage/words.hpp"

namespace hypha::storage {
namespace {

std::string where_of(const JournalView& view) {
    std::string where = " WHERE saved = 1 AND deleted_ms = 0";
    if (view.found_only) {
        where += " AND id IN temp.found";
    }
    switch (view.filter) {
    case JournalFilter::all: break;
    case JournalFilter::unknown: where += " AND filing = 'unknown'"; break;
    case JournalFilter::to_check: where += " AND filing = 'to_check'"; break;
    case JournalFilter::place_hidden: where += " AND place_privacy = 'hidden' AND latitude IS NOT NULL"; break;
    }
    return where;
}

constexpr std::string_view kRows =
    "SELECT o.id, o.created_ms, o.state, o.latitude IS NOT NULL, o.place_privacy, o.note, "
    "coalesce((SELECT sha256 FROM photo WHERE observation_id = o.id ORDER BY slot_order, slot LIMIT 1), ''), "
    "i.state, i.rank, i.name, i.probability, i.confidence, i.risk, i.identified_by, "
    // A person's name never softens what the model warned of (SAFETY 3).
    "coalesce(CASE WHEN i.identified_by = 'person' THEN (SELECT risk FROM identification WHERE observation_id = o.id "
    "AND "
    "identified_by = 'model' ORDER BY id DESC LIMIT 1) END, i.risk) FROM ";

Result<JournalRow> read(const Statement& row) {
    const auto state = observation_state_of(row.text(2));
    const auto privacy = place_privacy_of(row.text(4));
    if (!state || !privacy) {
        return failure("database_corrupt", "an observation has an unknown state or privacy");
    }
    JournalRow out{.id = {row.integer(0)},
                   .created_ms = row.integer(1),
                   .state = *state,
                   .has_place = row.integer(3) != 0,
                   .place_privacy = *privacy,
                   .note = row.text(5),
                   .photo_sha256 = row.text(6),
                   .shown = std::nullopt};
    if (row.is_null(7)) {
        return out;
    }
    const auto verdict_state = fungi::verdict_state_of(row.text(7));
    const auto rank = fungi::rank_of(row.text(8));
    const auto confidence = fungi::confidence_of(row.text(11));
    const auto risk = fungi::risk_of(row.text(12)), models = fungi::risk_of(row.text(14));
    if (!verdict_state || !rank || !confidence || !risk || !models) {
        return failure("database_corrupt", "an identification cannot be read");
    }
    out.shown = JournalRow::Shown{.state = *verdict_state,
                                  .rank = *rank,
                                  .name = row.text(9),
                                  .probability = static_cast<float>(row.real(10)),
                                  .confidence = *confidence,
                                  .risk = fungi::worse(*risk, *models),
                                  .by_person = row.text(13) == "person"};
    return out;
}

Result<FindValue> read_value(const Statement& row) { return FindValue{row.integer(0), row.text(1), row.integer(2)}; }

std::chrono::year_month_day date_of(std::int64_t local_ms) {
    return std::chrono::floor<std::chrono::days>(
        std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(local_ms)));
}

} // namespace

Result<std::int64_t> Journal::count(const JournalView& view) {
    return one_row(database_, read_integer, "SELECT count(*) FROM observation" + where_of(view));
}

Result<std::vector<JournalMonth>> Journal::months(std::int64_t zone_offset_min, const JournalView& view) {
    const auto times =
        all_rows(database_, read_integer,
                 "SELECT created_ms FROM observation" + where_of(view) + " ORDER BY created_ms DESC, id DESC");
    if (!times) {
        return std::unexpected(times.error());
    }
    std::vector<JournalMonth> months;
    std::int64_t offset = 0;
    for (const std::int64_t created_ms : *times) {
        const auto date = date_of(created_ms + zone_offset_min * 60000);
        const int year = static_cast<int>(date.year());
        const int month = static_cast<int>(static_cast<unsigned>(date.month()));
        if (months.empty() || months.back().year != year || months.back().month != month) {
            months.push_back({.year = year, .month = month, .count = 0, .first_offset = offset});
        }
        ++months.back().count;
        ++offset;
    }
    return months;
}

Result<std::vector<JournalRow>> Journal::page(std::int64_t offset, std::int64_t limit, const JournalView& view) {
    std::string sql(kRows);
    sql += "(SELECT id AS page_id FROM observation" + where_of(view) +
           " ORDER BY created_ms DESC, id DESC LIMIT ?1 OFFSET ?2) ";
    sql += "CROSS JOIN observation o ON o.id = page_id LEFT JOIN identification i ON i.id = o.identification_id "
           "ORDER BY o.created_ms DESC, o.id DESC";
    return all_rows(database_, read, sql, std::max<std::int64_t>(0, limit), std::max<std::int64_t>(0, offset));
}

Result<std::vector<FindValue>> Journal::values(FindPart part, const JournalView& view) {
    std::string of_view = " FROM temp.find_facts WHERE "; // which holds what the journal shows, and nothing else
    if (view.filter != JournalFilter::all) {
        of_view += "id IN (SELECT id FROM main.observation" + where_of(view) + ")";
    } else {
        of_view += view.found_only ? "id IN temp.found" : "true";
    }
    switch (part) {
    case FindPart::risk:
        return all_rows(database_, read_value,
                        "SELECT risk, '', count(*)" + of_view + " GROUP BY risk ORDER BY risk DESC");
    case FindPart::answer:
        return all_rows(database_, read_value,
                        "SELECT answer, '', count(*)" + of_view + " GROUP BY answer UNION ALL SELECT 5, '', count(*)" +
                            of_view + " AND no_photo HAVING count(*) > 0 ORDER BY 1");
    case FindPart::name: break;
    }
    const std::string genus = "CASE instr(name, ' ') WHEN 0 THEN name ELSE substr(name, 1, instr(name, ' ') - 1) END";
    return all_rows(database_, read_value,
                    "SELECT 0, " + genus + ", count(*)" + of_view +
                        " AND name <> '' GROUP BY 2 UNION ALL SELECT 0, "
                        "name, count(*)" +
                        of_view + " AND instr(name, ' ') > 0 GROUP BY name ORDER BY 2");
}

} // namespace hypha::storage
