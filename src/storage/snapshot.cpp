// Two header writes replace a snapshot: the old one is removed, the new one gets its name. Between them there is none, but
// the finished copy lies there under NAME.snapshot.new, and finish_snapshot() names it.
#include "storage/snapshot.hpp"

#include <string>

#include "storage/database.hpp"
#include "storage/in_turn.hpp"
#include "storage/migrations.hpp"
#include "storage/place_files.hpp"
#include "storage/pool_vfs.hpp"
#include "storage/setting_table.hpp"

namespace hypha::storage {
namespace {

std::string new_file(const DatabasePlace& place) { return snapshot_file(place) + ".new"; }

bool is_pool(const DatabasePlace& place) { return place.kind == DatabasePlace::Kind::pool; }

} // namespace

Result<void> copy_into(Database& database, const std::string& file, std::int64_t now_ms) {
    SettingTable settings(database);
    if (auto noted = settings.set("copied_ms", std::to_string(now_ms)); !noted) {
        return noted;
    }
    return database.change("VACUUM INTO ?", file);
}

Result<void> take_snapshot(Database& database, std::int64_t now_ms) {
    const DatabasePlace& place = database.place();
    if (!is_pool(place)) {
        return {};
    }
    const std::string copy = new_file(place);
    auto taken = in_turn([&] { return finish_snapshot(place); }, [&] { return copy_into(database, copy, now_ms); });
    if (taken) {
        const auto facts = facts_of(place, copy);
        taken = facts ? Result<void>{} : std::unexpected(facts.error());
    }
    if (!taken) {
        (void)remove_file(place, copy); // a part of a copy is nothing; the next one removes it too
        return taken;
    }
    return in_turn([&] { return remove_file(place, snapshot_file(place)); },
                   [&] { return place.pool->rename(copy, snapshot_file(place)); });
}

Result<void> finish_snapshot(const DatabasePlace& place) {
    if (!is_pool(place) || !place.pool->exists(new_file(place))) {
        return {};
    }
    const bool wanted = !place.pool->exists(snapshot_file(place)) && facts_of(place, new_file(place)).has_value();
    return wanted ? place.pool->rename(new_file(place), snapshot_file(place)) : remove_file(place, new_file(place));
}

Result<void> keep_before_migration(Database& database) {
    const auto version = stored_version(database);
    if (!version) {
        return std::unexpected(version.error());
    }
    if (!is_pool(database.place()) || *version == 0 || *version >= schema_version()) {
        return {};
    }
    auto taken = take_snapshot(database, database.place().pool->now_ms());
    return taken || taken.error().code == "storage_full" ? Result<void>{} : taken;
}

} // namespace hypha::storage
