#include "storage/identification_table.hpp"

#include "core/fungi/verdict_json.hpp"
#include "storage/in_turn.hpp"
#include "storage/query.hpp"
#include "storage/transaction.hpp"
#include "storage/words.hpp"

namespace hypha::storage {
namespace {

constexpr std::string_view kSelect =
    "SELECT id, observation_id, created_ms, identified_by, model_name, model_version, model_sha256, "
    "thresholds, verdict FROM identification WHERE observation_id = ? ORDER BY created_ms";

Result<IdentificationRow> read(const Statement& row) {
    const auto by = identified_by_of(row.text(3));
    auto verdict = fungi::decode_verdict(row.text(8));
    if (!by || !verdict) {
        return failure("database_corrupt", "an identification cannot be read");
    }
    return IdentificationRow{.id = {row.integer(0)},
                             .observation = {row.integer(1)},
                             .created_ms = row.integer(2),
                             .by = *by,
                             .model_name = row.text(4),
                             .model_version = row.text(5),
                             .model_sha256 = row.text(6),
                             .thresholds = row.text(7),
                             .verdict = *std::move(verdict)};
}

// Under which journal filter the observation falls (SPEC, journal): what was answered but is not likely asks for a second look,
// unless a person gave it.
std::string_view filing_of(const IdentificationRow& row) {
    const fungi::Verdict& verdict = row.verdict;
    if (verdict.state == fungi::VerdictState::unknown) {
        return "unknown";
    }
    const bool doubtful = row.by == IdentifiedBy::model && verdict.state == fungi::VerdictState::answered &&
                          verdict.confidence != fungi::Confidence::likely;
    return doubtful ? "to_check" : "known";
}

Result<ObservationId> read_observation(const Statement& row) { return ObservationId{row.integer(0)}; }

Result<std::string> read_name(const Statement& row) { return row.text(0); }

// What the journal shows of these rows, oldest first; null when nothing was said.
const IdentificationRow* shown_of(const std::vector<IdentificationRow>& rows) {
    const IdentificationRow* model = nullptr;
    const IdentificationRow* person = nullptr;
    for (const IdentificationRow& row : rows) {
        (row.by == IdentifiedBy::person ? person : model) = &row;
    }
    const bool named = person != nullptr && person->verdict.state != fungi::VerdictState::unknown;
    return named ? person : model;
}

} // namespace

Result<IdentificationId> IdentificationTable::insert(const IdentificationRow& row, std::int64_t created_ms) {
    const fungi::Verdict& verdict = row.verdict;
    auto added = database_.change(
        "INSERT INTO identification(observation_id, created_ms, identified_by, model_name, model_version, "
        "model_sha256, thresholds, "
        "state, rank, name, probability, confidence, risk, verdict) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.observation, created_ms, text_of(row.by), row.model_name, row.model_version, row.model_sha256,
        row.thresholds, fungi::text_of(verdict.state), fungi::text_of(verdict.rank), verdict.name, verdict.probability,
        fungi::text_of(verdict.confidence), fungi::text_of(verdict.risk), fungi::encode_verdict(verdict));
    return added ? Result<IdentificationId>(IdentificationId{database_.last_insert_id()})
                 : std::unexpected(added.error());
}

// What follows for the observation.
Result<void> IdentificationTable::said(const IdentificationRow& row) {
    return in_turn(
        [&]() -> Result<void> {
            if (row.by == IdentifiedBy::person) {
                return {};
            }
            return database_.change("UPDATE observation SET state = 'analysed', failure_code = '' WHERE id = ?",
                                    row.observation);
        },
        [&] { return choose_shown(row.observation); });
}

Result<IdentificationId> IdentificationTable::add(const IdentificationRow& row) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    // Of two by the same in one moment other devices would know one.
    const auto created_ms = one_row(
        database_, read_integer,
        "SELECT max(?2, coalesce(max(created_ms + (created_ms > ?2 OR identified_by = ?3)), ?2)) FROM identification "
        "WHERE observation_id = ?1 AND created_ms >= ?2",
        row.observation, row.created_ms, text_of(row.by));
    const auto id = created_ms ? insert(row, *created_ms) : std::unexpected(created_ms.error());
    if (!id) {
        return id;
    }
    const auto kept = in_turn([&] { return said(row); }, [&] { return transaction->commit(); });
    return kept ? id : std::unexpected(kept.error());
}

Result<void> IdentificationTable::put(const IdentificationRow& row) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    const auto id = one_row(database_, read_integer,
                            "SELECT coalesce(max(id), 0) FROM identification WHERE observation_id = ? AND created_ms = "
                            "? AND identified_by = ?",
                            row.observation, row.created_ms, text_of(row.by));
    if (!id) {
        return std::unexpected(id.error());
    }
    return in_turn(
        [&]() -> Result<void> {
            if (*id != 0) { // its id stays: what can be undone knows it
                return replace(IdentificationId{*id}, row);
            }
            const auto added = insert(row, row.created_ms);
            return added ? Result<void>{} : std::unexpected(added.error());
        },
        [&] { return said(row); }, [&] { return transaction->commit(); });
}

Result<void> IdentificationTable::replace(IdentificationId id, const IdentificationRow& row) {
    const fungi::Verdict& verdict = row.verdict;
    return database_.change(
        "UPDATE identification SET model_name = ?, model_version = ?, model_sha256 = ?, thresholds = ?, state = ?, "
        "rank = ?, name = ?, probability = ?, confidence = ?, risk = ?, verdict = ? WHERE id = ?",
        row.model_name, row.model_version, row.model_sha256, row.thresholds, fungi::text_of(verdict.state),
        fungi::text_of(verdict.rank), verdict.name, verdict.probability, fungi::text_of(verdict.confidence),
        fungi::text_of(verdict.risk), fungi::encode_verdict(verdict), id);
}

Result<void> IdentificationTable::take_out(ObservationId observation, std::int64_t created_ms, IdentifiedBy by) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    return in_turn(
        [&] {
            return database_.change(
                "DELETE FROM identification WHERE observation_id = ? AND created_ms = ? AND identified_by = ?",
                observation, created_ms, text_of(by));
        },
        [&] { return choose_shown(observation); }, [&] { return transaction->commit(); });
}

Result<void> IdentificationTable::take_back(IdentificationId id) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    const auto observation =
        one_row(database_, read_observation,
                "SELECT observation_id FROM identification WHERE id = ? AND identified_by = 'person'", id);
    if (!observation) {
        return std::unexpected(observation.error());
    }
    return in_turn([&] { return database_.change("DELETE FROM identification WHERE id = ?", id); },
                   [&] { return choose_shown(*observation); }, [&] { return transaction->commit(); });
}

Result<void> IdentificationTable::choose_shown(ObservationId observation) {
    const auto rows = of(observation);
    if (!rows) {
        return std::unexpected(rows.error());
    }
    const IdentificationRow* shown = shown_of(*rows);
    auto written =
        shown != nullptr
            ? database_.change("UPDATE observation SET identification_id = ?, filing = ? WHERE id = ?", shown->id,
                               filing_of(*shown), observation)
            : database_.change("UPDATE observation SET identification_id = 0, filing = CASE WHEN state = 'failed' "
                               "THEN 'to_check' ELSE '' END WHERE id = ?",
                               observation);
    return written && database_.changed_rows() == 0
               ? failure("not_found", "the identification belongs to no observation")
               : written;
}

Result<IdentificationRow> IdentificationTable::latest(ObservationId observation) {
    return one_row(database_, read, std::string(kSelect) + " DESC, id DESC LIMIT 1", observation);
}

Result<std::vector<IdentificationRow>> IdentificationTable::of(ObservationId observation) {
    return all_rows(database_, read, std::string(kSelect) + ", id", observation);
}

Result<std::vector<std::string>> IdentificationTable::given_names(std::int64_t most) {
    return all_rows(database_, read_name,
                    "SELECT name FROM identification WHERE identified_by = 'person' AND state = 'answered' "
                    "GROUP BY name ORDER BY max(created_ms) DESC, max(id) DESC LIMIT ?",
                    most);
}

} // namespace hypha::storage
