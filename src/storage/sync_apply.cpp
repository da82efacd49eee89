// What others wrote, put into the journal's rows. Recording stands still meanwhile, in the same transaction.
#include <algorithm>

#include "core/sync/attempt.hpp"
#include "storage/database.hpp"
#include "storage/query.hpp"
#include "storage/sync_keys.hpp"
#include "storage/sync_rows.hpp"
#include "storage/sync_values.hpp"
#include "storage/transaction.hpp"

namespace hypha::storage {
namespace {

class Apply {
public:
    Apply(Database& database, std::vector<std::string>& orphans) : database_(database), orphans_(orphans) {}

    // Each answers false for a value that cannot be read.
    Result<bool> find(const std::string& uuid, const PlainColumn& column) {
        const std::string_view value = column.value;
        if (column.name == "created") {
            const auto created_ms = sync_values::created(value);
            return created_ms ? set_created(uuid, *created_ms) : false;
        }
        if (column.name == "note") {
            const auto note = sync_values::note(value);
            return note ? with_find(uuid, [&](ObservationId id) { return finds_.set_note(id, *note); }) : false;
        }
        if (column.name == "place") {
            const auto place = sync_values::place(value);
            return place ? with_find(uuid, [&](ObservationId id) { return finds_.set_place(id, *place); }) : false;
        }
        if (column.name == "privacy") {
            const auto privacy = sync_values::privacy(value);
            return privacy ? with_find(uuid, [&](ObservationId id) { return finds_.set_place_privacy(id, *privacy); })
                           : false;
        }
        const auto kept = sync_values::kept(value);
        return !kept ? false : *kept ? keep(uuid) : leave(uuid);
    }

    Result<bool> opinion(const SaidKey& said, const std::string& value) {
        IdentificationTable table(database_);
        if (value.empty()) {
            return where_it_is(said.uuid,
                               [&](ObservationId id) { return table.take_out(id, said.created_ms, said.by); });
        }
        auto row = sync_values::opinion(value);
        if (!row) {
            return false;
        }
        row->created_ms = said.created_ms;
        row->by = said.by;
        return with_find(said.uuid, [&](ObservationId id) {
            row->observation = id;
            return table.put(*row);
        });
    }

    Result<bool> view(const PhotoKey& key, const std::string& value) {
        PhotoTable table(database_);
        if (value.empty()) {
            return where_it_is(key.uuid, [&](ObservationId id) {
                return with_orphan(id, key.slot, [&] { return table.remove(id, key.slot); });
            });
        }
        auto row = sync_values::view(value);
        if (!row) {
            return false;
        }
        row->slot = key.slot;
        return with_find(key.uuid, [&](ObservationId id) {
            row->observation = id;
            return with_orphan(id, key.slot, [&] { return table.put(*row); });
        });
    }

private:
    Result<std::int64_t> now_ms() {
        return one_row(database_, read_integer, "SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER)");
    }

    // Makes the find where it is not here: in any order of its columns the same row comes out.
    Result<ObservationId> find_or_make(const std::string& uuid) {
        const auto found = finds_.find_uuid(uuid);
        if (found || found.error().code != "not_found") {
            return mapped(found, [](const ObservationRow& row) { return row.id; });
        }
        const auto now = now_ms();
        HYPHA_SYNC_TRY(now);
        const auto gone =
            one_row(database_, read_integer, "SELECT EXISTS(SELECT 1 FROM sync_known WHERE key = ?)", uuid);
        HYPHA_SYNC_TRY(gone);
        ObservationRow row;
        row.uuid = uuid;
        row.created_ms = *now; // until it is said
        row.state = ObservationState::analysed;
        row.saved = true;
        row.deleted_ms = *gone != 0 ? *now : 0;
        return finds_.add(row);
    }

    template <typename Change> Result<bool> with_find(const std::string& uuid, Change change) {
        const auto id = find_or_make(uuid);
        HYPHA_SYNC_TRY(id);
        HYPHA_SYNC_TRY(change(*id));
        return true;
    }

    template <typename Change> Result<bool> where_it_is(const std::string& uuid, Change change) {
        const auto found = finds_.find_uuid(uuid);
        if (!found) {
            return found.error().code == "not_found" ? Result<bool>(true) : std::unexpected(found.error());
        }
        HYPHA_SYNC_TRY(change(found->id));
        return true;
    }

    Result<bool> set_created(const std::string& uuid, std::int64_t created_ms) {
        return with_find(uuid, [&](ObservationId id) {
            return database_.change("UPDATE observation SET created_ms = ? WHERE id = ?", created_ms, id);
        });
    }

    Result<bool> keep(const std::string& uuid) {
        HYPHA_SYNC_TRY(database_.change("DELETE FROM sync_known WHERE key = ?", uuid));
        return with_find(uuid, [&](ObservationId id) {
            return database_.change("UPDATE observation SET saved = 1, deleted_ms = 0 WHERE id = ?", id);
        });
    }

    Result<bool> leave(const std::string& uuid) {
        HYPHA_SYNC_TRY(database_.change("INSERT INTO sync_known(key) VALUES(?) ON CONFLICT DO NOTHING", uuid));
        const auto now = now_ms();
        HYPHA_SYNC_TRY(now);
        HYPHA_SYNC_TRY(database_.change(
            "UPDATE observation SET deleted_ms = ? WHERE uuid = ? AND saved = 1 AND deleted_ms <= 0", *now, uuid));
        return true;
    }

    template <typename Change> Result<void> with_orphan(ObservationId id, const std::string& slot, Change change) {
        PhotoTable table(database_);
        const auto before = table.of(id);
        HYPHA_SYNC_TRY(before);
        HYPHA_SYNC_TRY(change());
        // The journal's index follows rows of finds (journal_index.hpp).
        HYPHA_SYNC_TRY(database_.change("UPDATE observation SET saved = saved WHERE id = ?", id));
        const auto old = std::ranges::find(*before, slot, &PhotoRow::slot);
        if (old == before->end()) {
            return {};
        }
        const auto referenced = table.is_referenced(old->sha256);
        HYPHA_SYNC_TRY(referenced);
        if (!*referenced && std::ranges::find(orphans_, old->sha256) == orphans_.end()) {
            orphans_.push_back(old->sha256);
        }
        return {};
    }

    Database& database_;
    std::vector<std::string>& orphans_;
    ObservationTable finds_{database_};
};

bool is_ours(const std::string& table, const std::string& column) {
    if (table == "find") {
        return column == "created" || column == "note" || column == "place" || column == "privacy" || column == "kept";
    }
    return (table == "said" && column == "opinion") || (table == "photo" && column == "view");
}

Result<bool> is_marked(Database& database, const std::string& table, const std::string& key,
                       const std::string& column) {
    return mapped(one_row(database, read_integer,
                          "SELECT EXISTS(SELECT 1 FROM sync_mark WHERE table_name = ? AND key = ? AND column_name = ?)",
                          table, key, column),
                  [](std::int64_t there) { return there != 0; });
}

Result<bool> apply(Apply& apply, const std::string& table, const std::string& key, const PlainColumn& column) {
    if (table == "find") {
        return apply.find(key, column);
    }
    if (table == "said") {
        const auto said = said_key_of(key);
        return said ? apply.opinion(*said, column.value) : false;
    }
    const auto photo = photo_key_of(key);
    return photo ? apply.view(*photo, column.value) : false;
}

} // namespace

Result<bool> apply_column(Database& database, const std::string& table, const std::string& key,
                          const PlainColumn& column, std::vector<std::string>& orphans) {
    if (!is_ours(table, column.name)) {
        return true;
    }
    auto transaction = Transaction::begin(database);
    HYPHA_SYNC_TRY(transaction);
    const auto marked = is_marked(database, table, key, column.name);
    HYPHA_SYNC_TRY(marked);
    if (*marked) {
        return true;
    }
    const auto recording = is_recording(database);
    HYPHA_SYNC_TRY(recording);
    HYPHA_SYNC_TRY(database.run("UPDATE sync_switch SET recording = 0"));
    Apply into(database, orphans);
    const auto applied = apply(into, table, key, column);
    HYPHA_SYNC_TRY(applied);
    if (!*applied) {
        return false;
    }
    HYPHA_SYNC_TRY(database.change("UPDATE sync_switch SET recording = ?", *recording));
    HYPHA_SYNC_TRY(transaction->commit());
    return true;
}

} // namespace hypha::storage
