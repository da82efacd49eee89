#include "edge/store/news_database.hpp"

#include <array>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <unistd.h>

#include "core/sync/attempt.hpp"
#include "edge/store/blob_files.hpp"
#include "edge/store/contribution_schema.hpp"
#include "edge/store/news_schema.hpp"
#include "storage/migrations.hpp"

namespace hypha::edge {
namespace {

constexpr std::array<storage::Migration, 3> kSchema{
    {{1, kNewsSchema1}, {2, kContributionSchema1}, {3, kNewsPictureSchema}}};

constexpr std::string_view kSettings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                                       "PRAGMA cache_size = -16384; PRAGMA trusted_schema = OFF;"
                                       "PRAGMA busy_timeout = 10000";

// An operator's command that root runs makes nothing that the edge may not open.
void own_alike(const std::filesystem::path& path, int flags, const std::filesystem::path& other) {
    if (const int file = ::open(path.c_str(), flags | O_CLOEXEC, 0600); file >= 0) {
        own_like(file, other);
        ::close(file);
    }
}

} // namespace

Result<std::unique_ptr<storage::Database>> open_news_database(const std::filesystem::path& folder, PowerCut may_take) {
    HYPHA_SYNC_TRY(make_private_folder(folder));
    const std::string file = (folder / "news.db").string();
    own_alike(folder, O_RDONLY | O_DIRECTORY, folder.parent_path());
    own_alike(file, O_CREAT | O_EXCL | O_RDWR, folder); // closing one that is in use would drop its locks
    auto database = storage::Database::open_foreign(storage::DatabasePlace::at_path(file));
    HYPHA_SYNC_TRY(database);
    HYPHA_SYNC_TRY((*database)->run(kSettings));
    if (may_take == PowerCut::nothing) {
        HYPHA_SYNC_TRY((*database)->run("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON"));
    }
    HYPHA_SYNC_TRY(storage::migrate(**database, kSchema));
    return *std::move(database);
}

} // namespace hypha::edge
