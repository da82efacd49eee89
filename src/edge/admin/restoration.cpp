// All of it happens in DATA/restoring, and edge.db comes to its place last: what was interrupted is no store, and asking again begins
// again. Every stream gets a new epoch, so that devices notice that this history ends earlier than theirs, and push the rest again.
#include "edge/admin/commands.hpp"

#include <set>
#include <string>
#include <system_error>

#include "core/sync/attempt.hpp"
#include "edge/store/blob_files.hpp"
#include "edge/store/folder_lock.hpp"
#include "edge/store/sqlite_edge_store.hpp"
#include "edge/token_file.hpp"

namespace hypha::edge {
namespace {

namespace fs = std::filesystem;

Result<void> moved(const std::error_code& problem, const fs::path& path) {
    return problem ? failure("storage_unavailable", path.string() + ": " + problem.message()) : Result<void>{};
}

// The names of streams that were deleted.
Result<void> read_receipts(const fs::path& path, std::set<std::string>& names, std::string& lines) {
    const auto text = read_text(path);
    HYPHA_SYNC_TRY(text);
    for (std::string_view rest = *text; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        const Json receipt = Json::parse(line, nullptr, false);
        if (!receipt.is_object() || !receipt.contains("stream_sha256") || !receipt["stream_sha256"].is_string()) {
            return failure("bad_receipts", path.string() + " holds a line that is no receipt");
        }
        if (names.insert(receipt["stream_sha256"].get<std::string>()).second) {
            lines += std::string(line) + "\n";
        }
    }
    return {};
}

Result<std::uint64_t> delete_again(ServedStore& store, const std::set<std::string>& names) {
    std::uint64_t deleted = 0;
    HYPHA_SYNC_TRY(for_each_stream(store, [&](const sync::StreamId& stream) -> Result<void> {
        if (names.contains(name_of_stream(stream))) {
            HYPHA_SYNC_TRY(erase_stream(store, stream));
            ++deleted;
        }
        return {};
    }));
    return deleted;
}

} // namespace

Result<void> restore(const Options& options, const fs::path& folder) {
    if (!options.store.empty()) {
        return failure("not_for_postgres",
                       "PostgreSQL is restored by its own tools, and then: hypha-edge admin new-epoch");
    }
    const auto manifest = read_text(folder / "manifest.json");
    const Json said = manifest ? Json::parse(*manifest, nullptr, false) : Json();
    if (!said.is_object() || !said.contains("backup") || said["backup"] != "hypha-edge-1" ||
        !said.contains("began_ms") || !said["began_ms"].is_number_integer()) {
        return failure("bad_backup", folder.string() + " is not a backup that ended");
    }
    HYPHA_SYNC_TRY(make_private_folder(options.data));
    auto lock = FolderLock::take(options.data);
    HYPHA_SYNC_TRY(lock);
    std::error_code problem;
    for (const char* name : {"edge.db", "blobs", "sessions", "news"}) {
        if (fs::exists(options.data / name, problem)) {
            return failure("exists", (options.data / name).string() + " is there already; restore into a new folder");
        }
    }
    const fs::path work = options.data / "restoring";
    fs::remove_all(work, problem);
    HYPHA_SYNC_TRY(make_private_folder(work));
    fs::copy(folder, work, fs::copy_options::recursive, problem);
    HYPHA_SYNC_TRY(moved(problem, work));
    std::set<std::string> deleted;
    std::string receipts;
    if (fs::exists(work / "receipts.jsonl", problem)) {
        HYPHA_SYNC_TRY(read_receipts(work / "receipts.jsonl", deleted, receipts));
    }
    if (!options.receipts.empty()) {
        HYPHA_SYNC_TRY(read_receipts(options.receipts, deleted, receipts));
    }
    Json done{{"restored", true}, {"backup_began_ms", said["began_ms"]}};
    {
        auto store = SqliteEdgeStore::open(work);
        HYPHA_SYNC_TRY(store);
        const auto again = delete_again(**store, deleted);
        HYPHA_SYNC_TRY(again);
        HYPHA_SYNC_TRY(erase_contributions(work, deleted));
        const auto problems = verify(**store);
        HYPHA_SYNC_TRY(problems);
        const auto epochs = new_epochs(**store);
        HYPHA_SYNC_TRY(epochs);
        done["streams"] = *epochs;
        done["deleted_again"] = *again;
        done["problems"] = *problems;
    }
    if (fs::exists(work / "edge.db-wal", problem)) {
        return failure("storage_unavailable", "the restored database could not be closed in order");
    }
    const auto sessions = remove_sessions(
        work / "sessions", [&](const Session& session) { return deleted.contains(name_of_stream(session.stream)); });
    HYPHA_SYNC_TRY(sessions);
    if (!receipts.empty()) {
        HYPHA_SYNC_TRY(write_file(options.data / "receipts.jsonl", receipts, false));
    }
    for (const char* name : {"blobs", "sessions", "news", "edge.db"}) {
        if (fs::exists(work / name, problem)) {
            fs::rename(work / name, options.data / name, problem);
            HYPHA_SYNC_TRY(moved(problem, options.data / name));
        }
    }
    fs::remove_all(work, problem);
    ::sync();
    say(done);
    return {};
}

} // namespace hypha::edge
