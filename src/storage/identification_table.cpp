#include "storage/identification_table.hpp"

#include "core/fungi/verdict_json.hpp"
#include "storage/query.hpp"
#include "storage/transaction.hpp"
#include "storage/words.hpp"

namespace hypha::storage {
namespace {

constexpr std::string_view kSelect =
    "SELECT id, observation_id, created_ms, identified_by, model_name, model_version, model_sha256, "
    "thresholds, verdict FROM identification WHERE observation_id = ? ORDER BY id";

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

// Under which journal filter the observation falls (SPEC, journal): what was answered but is not likely asks for a second look.
std::string_view filing_of(const fungi::Verdict& verdict) {
    if (verdict.state == fungi::VerdictState::unknown) {
        return "unknown";
    }
    const bool doubtful =
        verdict.state == fungi::VerdictState::answered && verdict.confidence != fungi::Confidence::likely;
    return doubtful ? "to_check" : "known";
}

} // namespace

Result<IdentificationId> IdentificationTable::add(const IdentificationRow& row) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    const fungi::Verdict& verdict = row.verdict;
    auto added = database_.change(
        "INSERT INTO identification(observation_id, created_ms, identified_by, model_name, model_version, "
        "model_sha256, thresholds, "
        "state, rank, name, probability, confidence, risk, verdict) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.observation, row.created_ms, text_of(row.by), row.model_name, row.model_version, row.model_sha256,
        row.thresholds, fungi::text_of(verdict.state), fungi::text_of(verdict.rank), verdict.name, verdict.probability,
        fungi::text_of(verdict.confidence), fungi::text_of(verdict.risk), fungi::encode_verdict(verdict));
    if (!added) {
        return std::unexpected(added.error());
    }
    const IdentificationId id{database_.last_insert_id()};
    auto shown = database_.change(
        "UPDATE observation SET identification_id = ?, filing = ?, state = 'analysed', failure_code = '' WHERE id = ?",
        id, filing_of(verdict), row.observation);
    if (shown && database_.changed_rows() == 0) {
        return failure("not_found", "the identification belongs to no observation");
    }
    if (shown) {
        shown = transaction->commit();
    }
    if (!shown) {
        return std::unexpected(shown.error());
    }
    return id;
}

Result<IdentificationRow> IdentificationTable::latest(ObservationId observation) {
    return one_row(database_, read, std::string(kSelect) + " DESC LIMIT 1", observation);
}

Result<std::vector<IdentificationRow>> IdentificationTable::of(ObservationId observation) {
    return all_rows(database_, read, kSelect, observation);
}

} // namespace hypha::storage
