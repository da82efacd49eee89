// Recording, and what was recorded. What others wrote: sync_apply.cpp.
#include "storage/sync_rows.hpp"

#include <algorithm>
#include <utility>

#include "core/sync/attempt.hpp"
#include "core/sync/limits.hpp"
#include "storage/database.hpp"
#include "storage/query.hpp"
#include "storage/sync_keys.hpp"
#include "storage/sync_packed.hpp"
#include "storage/sync_values.hpp"
#include "storage/transaction.hpp"

namespace hypha::storage {
namespace {

constexpr std::string_view kForget =
    "UPDATE sync_switch SET state = NULL; DELETE FROM sync_cell; DELETE FROM sync_outbox; DELETE FROM sync_transfer; "
    "DELETE FROM sync_blob; DELETE FROM sync_part; DELETE FROM sync_mark; DELETE FROM sync_known;";

// As the triggers would have marked it. A mark that is there is of a change since, and stays.
constexpr std::string_view kMarkAll = R"sql(
INSERT INTO sync_mark(table_name, key, column_name, changed_ms)
  SELECT 'find', uuid, column1, created_ms FROM observation
  JOIN (VALUES('created'), ('note'), ('place'), ('privacy'), ('kept')) WHERE saved = 1 ON CONFLICT DO NOTHING;
INSERT INTO sync_mark(table_name, key, column_name, changed_ms)
  SELECT 'photo', o.uuid || ':' || p.slot, 'view', o.created_ms FROM observation o
  JOIN photo p ON p.observation_id = o.id WHERE o.saved = 1 ON CONFLICT DO NOTHING;
INSERT INTO sync_mark(table_name, key, column_name, changed_ms)
  SELECT 'said', o.uuid || ':' || i.created_ms || ':' || i.identified_by, 'opinion', i.created_ms FROM observation o
  JOIN identification i ON i.observation_id = o.id WHERE o.saved = 1 ON CONFLICT DO NOTHING;
INSERT INTO sync_known(key, photo_sha256) SELECT o.uuid || ':' || p.slot, p.sha256 FROM observation o
  JOIN photo p ON p.observation_id = o.id WHERE o.saved = 1 ON CONFLICT DO UPDATE SET photo_sha256 = excluded.photo_sha256;
INSERT INTO sync_known(key) SELECT uuid FROM observation WHERE saved = 1 AND deleted_ms > 0 ON CONFLICT DO NOTHING;
)sql";

struct Mark {
    std::string table;
    std::string key;
    std::string column;
    std::int64_t changed_ms = 0;
};

Result<sync::ReplicaState> read_state(const Statement& row) { return unpack_state(view_of(row.blob(0))); }

// Of a find as it is now, which may be a draft again or gone; no value where there is nothing to say.
Result<std::optional<std::string>> find_value(Database& database, const Mark& mark) {
    const auto row = ObservationTable(database).find_uuid(mark.key);
    const bool gone = !row && row.error().code == "not_found";
    if (!row && !gone) {
        return std::unexpected(row.error());
    }
    const bool kept = !gone && row->saved && row->deleted_ms <= 0;
    if (mark.column == "kept" || gone) {
        return mark.column == "kept" ? std::optional(sync_values::of_kept(kept)) : std::nullopt;
    }
    return mark.column == "created"   ? std::optional(sync_values::of_created(row->created_ms))
           : mark.column == "note"    ? std::optional(sync_values::of_note(row->note))
           : mark.column == "place"   ? std::optional(sync_values::of_place(row->place))
           : mark.column == "privacy" ? std::optional(sync_values::of_privacy(row->place_privacy))
                                      : std::nullopt;
}

Result<std::optional<std::string>> opinion_value(Database& database, const std::string& key) {
    const auto said = said_key_of(key);
    const auto find = said ? ObservationTable(database).find_uuid(said->uuid) : failure("not_found");
    HYPHA_SYNC_TRY(find);
    const auto rows = IdentificationTable(database).of(find->id);
    HYPHA_SYNC_TRY(rows);
    std::optional<std::string> value("");
    for (const IdentificationRow& row : *rows) {
        if (row.created_ms == said->created_ms && row.by == said->by) {
            value = sync_values::of_opinion(row);
        }
    }
    return value;
}

Result<std::optional<std::string>> view_value(Database& database, const std::string& key) {
    const auto photo = photo_key_of(key);
    const auto find = photo ? ObservationTable(database).find_uuid(photo->uuid) : failure("not_found");
    HYPHA_SYNC_TRY(find);
    const auto rows = PhotoTable(database).of(find->id);
    HYPHA_SYNC_TRY(rows);
    const auto row = std::ranges::find(*rows, photo->slot, &PhotoRow::slot);
    return std::optional(row == rows->end() ? std::string() : sync_values::of_view(*row));
}

// Nothing for what cannot be read or is not there to be read.
Result<std::optional<std::string>> value_of(Database& database, const Mark& mark) {
    auto value = mark.key.size() > sync::kMostKey_bytes ? Result<std::optional<std::string>>(std::nullopt)
                 : mark.table == "find"                 ? find_value(database, mark)
                 : mark.table == "said"                 ? opinion_value(database, mark.key)
                                                        : view_value(database, mark.key);
    if (!value && (value.error().code == "not_found" || value.error().code == "database_corrupt")) {
        return std::optional<std::string>();
    }
    return value;
}

} // namespace

Result<bool> is_recording(Database& database) {
    return mapped(one_row(database, read_integer, "SELECT count(*) FROM sync_switch WHERE recording = 1"),
                  [](std::int64_t count) { return count > 0; });
}

Result<void> begin_recording(Database& database, const sync::StreamId& stream) {
    auto transaction = Transaction::begin(database);
    HYPHA_SYNC_TRY(transaction);
    const auto recording = is_recording(database);
    HYPHA_SYNC_TRY(recording);
    const auto state = one_row(database, read_state, "SELECT state FROM sync_switch WHERE state IS NOT NULL");
    if (!state && state.error().code != "not_found") {
        return std::unexpected(state.error());
    }
    if (state && state->stream != stream) {
        HYPHA_SYNC_TRY(database.run(kForget));
    } else if (state && *recording) {
        return {};
    }
    HYPHA_SYNC_TRY(
        database.run("INSERT INTO sync_switch(id, recording) VALUES(1, 1) ON CONFLICT DO UPDATE SET recording = 1"));
    HYPHA_SYNC_TRY(database.run(kMarkAll));
    return transaction->commit();
}

Result<void> end_recording(Database& database) {
    auto transaction = Transaction::begin(database);
    HYPHA_SYNC_TRY(transaction);
    HYPHA_SYNC_TRY(database.run("INSERT OR REPLACE INTO sync_switch(id, recording) VALUES(1, 0)"));
    HYPHA_SYNC_TRY(database.run(kForget));
    return transaction->commit();
}

Result<std::vector<ChangedRow>> changed_rows(Database& database, std::size_t most) {
    std::vector<ChangedRow> rows;
    auto marks = database.prepare("SELECT table_name, key, column_name, changed_ms FROM sync_mark ORDER BY changed_ms, "
                                  "table_name, key, column_name");
    HYPHA_SYNC_TRY(marks);
    for (;;) {
        const auto more = marks->step();
        HYPHA_SYNC_TRY(more);
        if (!*more) {
            return rows;
        }
        const Mark mark{marks->text(0), marks->text(1), marks->text(2), marks->integer(3)};
        auto value = value_of(database, mark);
        HYPHA_SYNC_TRY(value);
        if (!*value) {
            continue;
        }
        const bool same = !rows.empty() && rows.back().table == mark.table && rows.back().key == mark.key &&
                          rows.back().changed_ms == mark.changed_ms;
        if (!same && rows.size() == most) {
            return rows;
        }
        if (!same) {
            rows.push_back({mark.table, mark.key, mark.changed_ms, {}});
        }
        rows.back().columns.push_back({mark.column, **std::move(value), mark.column == "note"});
    }
}

Result<void> forget_marks(Database& database, const std::vector<ChangedRow>& rows) {
    auto transaction = Transaction::begin(database);
    HYPHA_SYNC_TRY(transaction);
    auto forget = database.prepare(
        "DELETE FROM sync_mark WHERE table_name = ? AND key = ? AND column_name = ? AND changed_ms = ?");
    HYPHA_SYNC_TRY(forget);
    for (const ChangedRow& row : rows) {
        for (const PlainColumn& column : row.columns) {
            HYPHA_SYNC_TRY(forget->run_with(row.table, row.key, column.name, row.changed_ms));
        }
    }
    return transaction->commit();
}

} // namespace hypha::storage
