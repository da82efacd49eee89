#include "storage/sync_conflicts.hpp"

#include "core/sync/conflict_copy.hpp"
#include "storage/query.hpp"
#include "storage/sync_packed.hpp"

namespace hypha::storage {
namespace {

Result<std::string> read_key(const Statement& row) { return std::string(view_of(row.blob(0))); }

} // namespace

Result<std::vector<std::string>> open_conflicts(Database& database) {
    return all_rows(database, read_key,
                    "SELECT key FROM sync_cell AS copy WHERE table_name = ?1 AND column_name = 'text' AND NOT EXISTS "
                    "(SELECT 1 FROM sync_cell WHERE table_name = ?1 AND key = copy.key AND column_name = 'settled') "
                    "ORDER BY key",
                    sync::kConflictTable);
}

} // namespace hypha::storage
