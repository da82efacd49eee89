#include "storage/answer_changes.hpp"

#include "core/fungi/verdict_json.hpp"
#include "storage/query.hpp"

namespace hypha::storage {
namespace {

// ?1 is the hash of the model that answers now, ?2 its rules. n: the newest answer by a model.
constexpr std::string_view kNewest =
    "FROM observation o JOIN identification n ON n.id = (SELECT max(id) FROM identification WHERE observation_id = "
    "o.id AND identified_by = 'model') ";
constexpr std::string_view kSaved = "WHERE o.saved = 1 AND o.deleted_ms = 0 ";
constexpr std::string_view kOthers =
    "AND (n.model_sha256 <> ?1 OR n.thresholds <> ?2) AND EXISTS (SELECT 1 FROM photo WHERE observation_id = o.id) ";

// p: what another model, or other rules, said last before it.
constexpr std::string_view kBefore =
    "JOIN identification p ON p.id = (SELECT max(id) FROM identification WHERE observation_id = o.id AND identified_by "
    "= 'model' AND (model_sha256 <> ?1 OR thresholds <> ?2)) ";
constexpr std::string_view kOurs = "AND n.model_sha256 = ?1 AND n.thresholds = ?2 ";
constexpr std::string_view kDiffers = "AND (p.risk <> n.risk OR p.state <> n.state OR p.name <> n.name) ";

// h: what a person says now. Risk words by their place in a sentence of all of them; a later one is worse.
constexpr std::string_view kPerson =
    "LEFT JOIN identification h ON h.id = (SELECT max(id) FROM identification WHERE observation_id = o.id AND "
    "identified_by = 'person') AND h.state <> 'unknown' ";
constexpr std::string_view kWorstFirst =
    "ORDER BY max(at_now, at_person) > max(at_before, at_person) DESC, max(at_now, at_person) DESC, o.created_ms DESC, "
    "o.id DESC";

std::string place_of(std::string_view risk) {
    return "instr('unknown|poisonous|deadly_lookalikes|deadly|', " + std::string(risk) + " || '|')";
}

template <typename... Parts> std::string sql(const Parts&... parts) {
    std::string whole;
    (whole.append(parts), ...);
    return whole;
}

Result<ObservationId> read_id(const Statement& row) { return ObservationId{row.integer(0)}; }
Result<Said> read_said(const Statement& row, int first) {
    const auto state = fungi::verdict_state_of(row.text(first));
    const auto confidence = fungi::confidence_of(row.text(first + 3));
    const auto risk = fungi::risk_of(row.text(first + 4));
    if (!state || !confidence || !risk) {
        return failure("database_corrupt", "an identification cannot be read");
    }
    return Said{*state, row.text(first + 1), static_cast<float>(row.real(first + 2)), *confidence, *risk};
}

Result<AnswerChange> read_change(const Statement& row) {
    auto before = read_said(row, 2), now = read_said(row, 7);
    if (!before || !now) {
        return std::unexpected(before ? now.error() : before.error());
    }
    AnswerChange change{{row.integer(0)}, row.text(1), *std::move(before), *std::move(now), std::nullopt};
    if (!row.is_null(12)) {
        auto person = read_said(row, 12);
        if (!person) {
            return std::unexpected(person.error());
        }
        change.person = *std::move(person);
    }
    return change;
}

} // namespace

Result<std::vector<ObservationId>> AnswerChanges::left_to_look_at() {
    return all_rows(database_, read_id,
                    sql("SELECT o.id ", kNewest, kSaved, kOthers, "ORDER BY o.created_ms DESC, o.id DESC"),
                    now_.model_sha256, now_.rules);
}

Result<bool> AnswerChanges::is_left(ObservationId find) {
    const auto count =
        one_row(database_, read_integer, sql("SELECT count(*) ", kNewest, kSaved, kOthers, "AND o.id = ?3"),
                now_.model_sha256, now_.rules, find);
    return count ? Result<bool>(*count > 0) : std::unexpected(count.error());
}

Result<std::int64_t> AnswerChanges::looked_at() {
    return one_row(database_, read_integer, sql("SELECT count(*) ", kNewest, kBefore, kSaved, kOurs), now_.model_sha256,
                   now_.rules);
}

Result<std::vector<AnswerChange>> AnswerChanges::changes() {
    return all_rows(
        database_, read_change,
        sql("SELECT o.id, coalesce((SELECT sha256 FROM photo WHERE observation_id = o.id ORDER BY slot_order, slot "
            "LIMIT 1), ''), p.state, p.name, p.probability, p.confidence, p.risk, n.state, n.name, n.probability, "
            "n.confidence, n.risk, h.state, h.name, h.probability, h.confidence, h.risk, ",
            place_of("p.risk"), " AS at_before, ", place_of("n.risk"), " AS at_now, coalesce(", place_of("h.risk"),
            ", 0) AS at_person ", kNewest, kBefore, kPerson, kSaved, kOurs, kDiffers, kWorstFirst),
        now_.model_sha256, now_.rules);
}

Result<std::int64_t> AnswerChanges::count_changes() {
    return one_row(database_, read_integer, sql("SELECT count(*) ", kNewest, kBefore, kSaved, kOurs, kDiffers),
                   now_.model_sha256, now_.rules);
}

} // namespace hypha::storage
