// A backup is a folder: edge.db, blobs/, news/, sessions, receipts.jsonl and a manifest, which comes last and says what belongs to it. It gets
// its name when all of it is on disk: a folder of that name is whole.
#include "edge/admin/commands.hpp"

#include <system_error>

#include "core/sync/attempt.hpp"
#include "edge/news/news_room.hpp"
#include "edge/store/blob_files.hpp"
#include "edge/store/news_store.hpp"
#include "edge/store/sqlite_edge_store.hpp"

namespace hypha::edge {

namespace fs = std::filesystem;

namespace {

// The key, which nothing brings back, and the sources with what they brought.
Result<void> copy_news(const Options& options, const fs::path& folder) {
    const fs::path from = news_folder(options.data), to = news_folder(folder);
    std::error_code problem;
    if (!fs::exists(news_key_file(from), problem) || !fs::exists(from / "news.db", problem)) {
        return {};
    }
    HYPHA_SYNC_TRY(make_private_folder(to));
    const auto key = read_text(news_key_file(from));
    HYPHA_SYNC_TRY(key);
    HYPHA_SYNC_TRY(write_file(news_key_file(to), *key, false));
    auto store = NewsStore::open(from);
    HYPHA_SYNC_TRY(store);
    return (*store)->copy_to(to / "news.db");
}

} // namespace

Result<void> back_up(const Options& options, const fs::path& folder) {
    if (!options.store.empty()) {
        return failure("not_for_postgres",
                       "PostgreSQL is backed up by pg_dump or its own tools, see src/edge/OPERATING.md");
    }
    std::error_code problem;
    if (fs::exists(folder, problem)) {
        return failure("exists", folder.string() + " is there already; a backup makes a new folder");
    }
    auto store = SqliteEdgeStore::open_beside(options.data);
    HYPHA_SYNC_TRY(store);
    const fs::path partial = folder.string() + ".partial";
    fs::remove_all(partial, problem); // of a backup that did not end
    HYPHA_SYNC_TRY(make_private_folder(partial));
    const std::int64_t began_ms = now_ms();
    // What lets people in before what they wrote: a session too many finds an empty stream, one too few locks somebody out.
    for (const fs::path& file : {sessions_file(options), receipts_file(options)}) {
        if (fs::exists(file, problem)) {
            const auto text = read_text(file);
            HYPHA_SYNC_TRY(text);
            HYPHA_SYNC_TRY(write_file(partial / file.filename(), *text, false));
        }
    }
    HYPHA_SYNC_TRY(copy_news(options, partial));
    const auto figures = (*store)->copy_to(partial);
    HYPHA_SYNC_TRY(figures);
    const Json manifest{{"backup", "hypha-edge-1"},
                        {"began_ms", began_ms},
                        {"ended_ms", now_ms()},
                        {"streams", figures->streams},
                        {"blobs", figures->blobs},
                        {"blob_bytes", figures->blob_bytes},
                        {"database_bytes", figures->database_bytes}};
    HYPHA_SYNC_TRY(write_file(partial / "manifest.json", manifest.dump(2) + "\n", false));
    fs::rename(partial, folder, problem);
    if (problem) {
        return failure("storage_unavailable", folder.string() + ": " + problem.message());
    }
    HYPHA_SYNC_TRY(write_file(backup_mark(options), std::to_string(now_ms()) + "\n", false));
    say(manifest);
    return {};
}

} // namespace hypha::edge
