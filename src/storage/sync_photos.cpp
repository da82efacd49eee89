// Which photos still have to be sealed. A cell whose blob was never described came from another device and is taken for the photo
// that stands in its view, unless a photo was put here since: then the view was written later than the cell.
#include "core/sync/attempt.hpp"
#include "storage/database.hpp"
#include "storage/query.hpp"
#include "storage/sync_packed.hpp"
#include "storage/sync_rows.hpp"

namespace hypha::storage {
namespace {

#define HYPHA_UNSENT                                                                                                   \
    "FROM observation o CROSS JOIN photo p ON p.observation_id = o.id "                                                \
    "CROSS JOIN sync_known own ON own.key = o.uuid || ':' || p.slot AND own.photo_sha256 = p.sha256 "                  \
    "LEFT JOIN sync_cell c ON c.table_name = 'photo' AND c.key = CAST(own.key AS BLOB) AND c.column_name = ?1 "        \
    "LEFT JOIN sync_cell v ON v.table_name = 'photo' AND v.key = CAST(own.key AS BLOB) AND v.column_name = 'view' "    \
    "LEFT JOIN sync_blob b ON b.hash = c.blob AND b.photo_sha256 IS NOT NULL "                                         \
    "WHERE o.saved = 1 AND o.deleted_ms = 0 AND (c.blob IS NULL OR (b.hash IS NULL AND v.hlc > c.hlc) "                \
    "OR (b.hash IS NOT NULL AND (b.photo_sha256 <> p.sha256 OR b.part <> ?1))) "

constexpr std::string_view kUnsent =
    "SELECT own.key, ?1, p.sha256 " HYPHA_UNSENT "ORDER BY o.created_ms DESC, o.id DESC, p.slot_order, p.slot LIMIT ?2";
constexpr std::string_view kCount = "SELECT count(*) " HYPHA_UNSENT;
#undef HYPHA_UNSENT

Result<UnsentPhoto> read_unsent(const Statement& row) { return UnsentPhoto{row.text(0), row.text(1), row.text(2)}; }

} // namespace

Result<std::vector<UnsentPhoto>> unsent_photos(Database& database, std::size_t most) {
    auto photos = all_rows(database, read_unsent, kUnsent, "thumbnail", limit_of(most));
    HYPHA_SYNC_TRY(photos);
    const auto originals = all_rows(database, read_unsent, kUnsent, "original", limit_of(most - photos->size()));
    HYPHA_SYNC_TRY(originals);
    photos->insert(photos->end(), originals->begin(), originals->end());
    return photos;
}

Result<std::int64_t> count_unsent_photos(Database& database) {
    const auto thumbnails = one_row(database, read_integer, kCount, "thumbnail");
    HYPHA_SYNC_TRY(thumbnails);
    const auto originals = one_row(database, read_integer, kCount, "original");
    HYPHA_SYNC_TRY(originals);
    return *thumbnails + *originals;
}

} // namespace hypha::storage
