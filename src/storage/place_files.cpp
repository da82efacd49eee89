#include "storage/place_files.hpp"

#include <algorithm>

#include "storage/database.hpp"
#include "storage/in_turn.hpp"
#include "storage/migrations.hpp"
#include "storage/pool_vfs.hpp"
#include "storage/setting_table.hpp"
#include "storage/slot_directory.hpp"

namespace hypha::storage {
namespace {

std::string decided_file(const DatabasePlace& place) { return place.name + ".adopt"; }

bool there(const DatabasePlace& place, const std::string& file) { return place.pool->exists(file); }

Result<void> is_pool(const DatabasePlace& place) {
    return place.kind == DatabasePlace::Kind::pool ? Result<void>{} : failure("not_found", "no pool");
}

Result<void> rename_if_there(const DatabasePlace& place, const std::string& from, const std::string& to) {
    return there(place, from) ? place.pool->rename(from, to) : Result<void>{};
}

// The log before its database, as in set_aside: a file without its log would be an older state.
Result<void> move(const DatabasePlace& place, const std::string& from, const std::string& to) {
    return in_turn([&] { return rename_if_there(place, from + kLogSuffix, to + kLogSuffix); },
                   [&] { return rename_if_there(place, from, to); });
}

Result<std::int64_t> count(Database& database, std::string_view sql) {
    auto statement = database.prepare(sql);
    if (!statement) {
        return std::unexpected(statement.error());
    }
    if (const auto row = statement->step(); !row) {
        return std::unexpected(row.error());
    }
    return statement->integer(0);
}

Result<DatabaseFacts> read_facts(Database& database, DatabaseFacts facts) {
    const auto version = stored_version(database);
    const auto finds = count(database, "SELECT count(*) FROM observation WHERE saved = 1 AND deleted_ms = 0");
    const auto photos = count(database, "SELECT count(*) FROM photo");
    const auto said = count(database, "SELECT count(*) FROM identification");
    const auto made = SettingTable(database).find("copied_ms");
    for (const Error* error : {version ? nullptr : &version.error(), finds ? nullptr : &finds.error(),
                               photos ? nullptr : &photos.error(), said ? nullptr : &said.error()}) {
        if (error != nullptr) {
            return std::unexpected(error->code == "sql_failed" ? Error{"not_a_database", error->detail} : *error);
        }
    }
    facts.schema_version = *version;
    facts.finds = *finds;
    facts.photos = *photos;
    facts.identifications = *said;
    if (made && made->has_value()) {
        for (const char digit : **made) {
            facts.made_ms = digit >= '0' && digit <= '9' ? facts.made_ms * 10 + (digit - '0') : facts.made_ms;
        }
    }
    return facts;
}

} // namespace

std::string snapshot_file(const DatabasePlace& place) { return place.name + ".snapshot"; }

std::string incoming_file(const DatabasePlace& place) { return place.name + ".incoming"; }

std::string backup_file(const DatabasePlace& place) { return place.name + ".backup"; }

std::string salvaged_file(const DatabasePlace& place) { return place.name + ".salvaged"; }

std::string replaced_file(const DatabasePlace& place) { return place.name + ".replaced"; }

bool is_adopting(const DatabasePlace& place) { return is_pool(place) && there(place, decided_file(place)); }

Result<DatabaseFacts> facts_of(const DatabasePlace& place, const std::string& file) {
    if (auto pool = is_pool(place); !pool || !there(place, file)) {
        return failure("not_found", file);
    }
    const bool had_log = there(place, file + kLogSuffix);
    auto read = [&]() -> Result<DatabaseFacts> {
        auto database = Database::open_checked(DatabasePlace::in_pool(*place.pool, file));
        if (!database) {
            return std::unexpected(database.error());
        }
        DatabaseFacts facts;
        facts.file = file;
        facts.size_bytes = size_of_file(place, file);
        return read_facts(**database, facts);
    }();
    if (!had_log && there(place, file + kLogSuffix)) {
        (void)place.pool->remove(file + kLogSuffix); // made, empty, to read it
    }
    return read;
}

Result<void> finish_adopting(const DatabasePlace& place) {
    if (!is_pool(place) || !there(place, decided_file(place))) {
        return {};
    }
    // What is undone is kept until the next adoption: only a database that is there takes its place.
    if (there(place, place.name)) {
        auto kept = in_turn([&] { return remove_file(place, replaced_file(place)); },
                            [&] { return move(place, place.name, replaced_file(place)); });
        if (!kept) {
            return kept;
        }
    }
    return place.pool->rename(decided_file(place), place.name);
}

Result<void> adopt(const DatabasePlace& place, const std::string& file) {
    const auto closed = [&]() -> Result<void> {
        const bool has_log = there(place, file + kLogSuffix);
        return has_log ? failure("storage_unavailable", file + " was not closed") : Result<void>{};
    };
    return in_turn([&] { return is_pool(place); }, [&] { return finish_adopting(place); }, closed,
                   [&] { return place.pool->rename(file, decided_file(place)); },
                   [&] { return finish_adopting(place); });
}

Result<void> undo_adopt(const DatabasePlace& place) {
    if (!is_pool(place) || !there(place, replaced_file(place))) {
        return failure("not_found", "nothing was replaced");
    }
    if (there(place, replaced_file(place) + kLogSuffix)) {
        // The log would be torn from its file by the single rename: write it into the file first.
        auto database = Database::open_draft(DatabasePlace::in_pool(*place.pool, replaced_file(place)));
        if (!database) {
            return std::unexpected(database.error());
        }
    }
    return adopt(place, replaced_file(place));
}

Result<void> remove_file(const DatabasePlace& place, const std::string& file) {
    if (!is_pool(place)) {
        return {};
    }
    for (const std::string& each : {file + "-journal", file + kLogSuffix, file}) {
        if (there(place, each)) {
            if (auto removed = place.pool->remove(each); !removed) {
                return removed;
            }
        }
    }
    return {};
}

std::int64_t size_of_file(const DatabasePlace& place, const std::string& file) {
    if (!is_pool(place) || !there(place, file)) {
        return 0;
    }
    return std::max<std::int64_t>(0, place.pool->pool().size(place.pool->slot_of(file)) - kSlotHeadBytes);
}

} // namespace hypha::storage
