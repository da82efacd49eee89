#include "storage/spare_room.hpp"

#include "storage/database.hpp"
#include "storage/pool_vfs.hpp"

namespace hypha::storage {
namespace {

constexpr const char* kSnapshotSuffix = ".snapshot";

std::string snapshot_of(const DatabasePlace& place) { return place.name + kSnapshotSuffix; }

} // namespace

Result<bool> empty_log(Database& database) {
    auto statement = database.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
    if (!statement) {
        return std::unexpected(statement.error());
    }
    const auto row = statement->step();
    if (!row) {
        return std::unexpected(row.error());
    }
    return *row && statement->integer(0) == 0;
}

// A copy by VACUUM INTO holds no free pages and no log, so it is never larger than the database is now, but for rows that went since.
std::int64_t snapshot_bytes(Database& database) {
    const DatabasePlace& place = database.place();
    if (place.kind != DatabasePlace::Kind::pool || !place.pool->exists(snapshot_of(place))) {
        return 0;
    }
    auto size = database.prepare("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
    if (!size || size->step() != Result<bool>(true)) {
        return 0;
    }
    return size->integer(0);
}

Result<void> drop_snapshot(Database& database) {
    const DatabasePlace& place = database.place();
    if (place.kind != DatabasePlace::Kind::pool || !place.pool->exists(snapshot_of(place))) {
        return {};
    }
    return place.pool->remove(snapshot_of(place));
}

} // namespace hypha::storage
