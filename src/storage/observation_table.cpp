#include "storage/observation_table.hpp"

#include "storage/in_turn.hpp"
#include "storage/query.hpp"
#include "storage/transaction.hpp"
#include "storage/words.hpp"

namespace hypha::storage {
namespace {

constexpr std::string_view kColumns = "id, uuid, created_ms, state, saved, note, latitude, longitude, accuracy_m, "
                                      "place_privacy, deleted_ms, failure_code";

Result<ObservationRow> read(const Statement& row) {
    const auto state = observation_state_of(row.text(3));
    const auto privacy = place_privacy_of(row.text(9));
    if (!state || !privacy) {
        return failure("database_corrupt", "an observation has an unknown state or privacy");
    }
    std::optional<PlaceFix> place;
    if (!row.is_null(6) && !row.is_null(7)) {
        place = PlaceFix{row.real(6), row.real(7), row.real(8)};
    }
    return ObservationRow{.id = {row.integer(0)},
                          .uuid = row.text(1),
                          .created_ms = row.integer(2),
                          .state = *state,
                          .saved = row.integer(4) != 0,
                          .note = row.text(5),
                          .place = place,
                          .place_privacy = *privacy,
                          .deleted_ms = row.integer(10),
                          .failure_code = row.text(11)};
}

Result<std::string> read_text(const Statement& row) { return row.text(0); }

Result<ObservationId> read_id(const Statement& row) { return ObservationId{row.integer(0)}; }

// An UPDATE by id that touched no row was about a row that does not exist.
Result<void> found(Database& database, Result<void> changed) {
    if (changed && database.changed_rows() == 0) {
        return failure("not_found");
    }
    return changed;
}

} // namespace

Result<ObservationId> ObservationTable::add(const ObservationRow& row) {
    const std::optional<double> latitude = row.place.transform([](const PlaceFix& place) { return place.latitude; });
    const std::optional<double> longitude = row.place.transform([](const PlaceFix& place) { return place.longitude; });
    const std::optional<double> accuracy_m =
        row.place.transform([](const PlaceFix& place) { return place.accuracy_m; });
    auto added = database_.change(
        "INSERT INTO observation(uuid, created_ms, state, saved, note, latitude, longitude, accuracy_m, "
        "place_privacy, deleted_ms, failure_code, filing) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.uuid, row.created_ms, text_of(row.state), row.saved, row.note, latitude, longitude, accuracy_m,
        text_of(row.place_privacy), row.deleted_ms, row.failure_code,
        row.state == ObservationState::failed ? "to_check" : "");
    if (!added) {
        return std::unexpected(added.error());
    }
    return ObservationId{database_.last_insert_id()};
}

Result<ObservationRow> ObservationTable::find(ObservationId id) {
    return one_row(database_, read, std::string("SELECT ").append(kColumns).append(" FROM observation WHERE id = ?"),
                   id);
}

Result<ObservationRow> ObservationTable::find_uuid(const std::string& uuid) {
    return one_row(database_, read,
                   std::string("SELECT ").append(kColumns).append(
                       " FROM observation WHERE uuid = ? ORDER BY saved DESC, id LIMIT 1"),
                   uuid);
}

Result<std::vector<ObservationRow>> ObservationTable::drafts() {
    return all_rows(database_, read,
                    std::string("SELECT ").append(kColumns).append(
                        " FROM observation WHERE saved = 0 AND deleted_ms = 0 ORDER BY created_ms DESC, id DESC"));
}

Result<std::vector<ObservationId>> ObservationTable::saved() {
    return all_rows(database_, read_id,
                    "SELECT id FROM observation WHERE saved = 1 AND deleted_ms = 0 ORDER BY created_ms, id");
}

Result<std::vector<std::string>> ObservationTable::uuids() {
    return all_rows(database_, read_text, "SELECT uuid FROM observation");
}

Result<void> ObservationTable::set_state(ObservationId id, ObservationState state, const std::string& failure_code) {
    // A failure is to be checked only as long as nothing was ever said about the observation.
    return found(database_,
                 database_.change("UPDATE observation SET state = ?1, failure_code = ?2, filing = CASE WHEN "
                                  "identification_id > 0 THEN filing WHEN ?1 = 'failed' THEN 'to_check' ELSE '' END "
                                  "WHERE id = ?3",
                                  text_of(state), failure_code, id));
}

Result<void> ObservationTable::set_saved(ObservationId id, bool saved) {
    return found(database_, database_.change("UPDATE observation SET saved = ? WHERE id = ?", saved, id));
}

Result<void> ObservationTable::set_note(ObservationId id, const std::string& note) {
    return found(database_, database_.change("UPDATE observation SET note = ? WHERE id = ?", note, id));
}

Result<void> ObservationTable::set_place(ObservationId id, const std::optional<PlaceFix>& place) {
    constexpr std::string_view kSql = "UPDATE observation SET latitude = ?, longitude = ?, accuracy_m = ? WHERE id = ?";
    return found(database_, place ? database_.change(kSql, place->latitude, place->longitude, place->accuracy_m, id)
                                  : database_.change(kSql, nullptr, nullptr, nullptr, id));
}

Result<void> ObservationTable::set_place_privacy(ObservationId id, PlacePrivacy privacy) {
    return found(database_,
                 database_.change("UPDATE observation SET place_privacy = ? WHERE id = ?", text_of(privacy), id));
}

Result<void> ObservationTable::mark_deleted(ObservationId id, std::int64_t now_ms) {
    return found(database_, database_.change("UPDATE observation SET deleted_ms = ? WHERE id = ?", now_ms, id));
}

Result<void> ObservationTable::undelete(ObservationId id) {
    return found(database_, database_.change("UPDATE observation SET deleted_ms = 0 WHERE id = ?", id));
}

Result<std::vector<std::string>> ObservationTable::purge(ObservationId id) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    auto orphans = all_rows(database_, read_text,
                            "SELECT DISTINCT sha256 FROM photo WHERE observation_id = ?1 AND sha256 NOT IN "
                            "(SELECT sha256 FROM photo WHERE observation_id <> ?1) ORDER BY sha256",
                            id);
    if (!orphans) {
        return orphans;
    }
    // The find first: photos and opinions of a find that stays would be marked as taken out of it (migrations/v4_sync.hpp).
    const auto gone =
        in_turn([&] { return found(database_, database_.change("DELETE FROM observation WHERE id = ?", id)); },
                [&] { return database_.change("DELETE FROM photo WHERE observation_id = ?", id); },
                [&] { return database_.change("DELETE FROM identification WHERE observation_id = ?", id); },
                [&] { return transaction->commit(); });
    if (!gone) {
        return std::unexpected(gone.error());
    }
    return orphans;
}

Result<std::vector<std::string>> ObservationTable::purge_deleted(std::int64_t until_ms) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    const auto ids =
        all_rows(database_, read_id, "SELECT id FROM observation WHERE deleted_ms > 0 AND deleted_ms <= ?", until_ms);
    if (!ids) {
        return std::unexpected(ids.error());
    }
    std::vector<std::string> orphans;
    for (const ObservationId id : *ids) {
        const auto more = purge(id);
        if (!more) {
            return more;
        }
        orphans.insert(orphans.end(), more->begin(), more->end());
    }
    if (const auto committed = transaction->commit(); !committed) {
        return std::unexpected(committed.error());
    }
    return orphans;
}

} // namespace hypha::storage
