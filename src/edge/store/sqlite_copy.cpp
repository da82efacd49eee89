// A copy while others write. The database first, in one moment; then the files that its rows name, of each the bytes that count: a
// file only grows until it is whole, and what a row counts is never written again. A file that went meanwhile belonged to a blob that
// was dropped or to a person who was deleted: its row goes from the copy, and a device that still has it sends it again.
#include "edge/store/sqlite_edge_store.hpp"

#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "core/base/hex.hpp"
#include "core/sync/attempt.hpp"
#include "edge/store/packed_rows.hpp"

namespace hypha::edge {
namespace {

namespace fs = std::filesystem;

struct CountedFile {
    std::string stream;
    std::string stream_bytes;
    std::string hash;
    std::string name;
    std::uint64_t have = 0;
};

Result<std::vector<CountedFile>> files_of(storage::Database& database) {
    auto statement = database.prepare("SELECT stream, hash, file, have FROM blob ORDER BY stream, hash");
    HYPHA_SYNC_TRY(statement);
    std::vector<CountedFile> files;
    for (;;) {
        const auto more = statement->step();
        HYPHA_SYNC_TRY(more);
        if (!*more) {
            return files;
        }
        const std::string stream(view_of(statement->blob(0)));
        files.push_back({to_hex(std::span(reinterpret_cast<const std::uint8_t*>(stream.data()), stream.size())), stream,
                         std::string(view_of(statement->blob(1))), statement->text(2),
                         unsigned_bits(statement->integer(3))});
    }
}

Result<void> failed(const fs::path& path, const std::error_code& problem) {
    const bool full = problem == std::errc::no_space_on_device;
    return failure(full ? "storage_full" : "storage_unavailable", path.string() + ": " + problem.message());
}

// False: it is not there.
Result<bool> copy_file(const fs::path& from, const fs::path& to, std::uint64_t bytes) {
    std::error_code problem;
    if (!fs::exists(from, problem)) {
        return false;
    }
    fs::copy_file(from, to, problem);
    if (problem == std::errc::no_such_file_or_directory && !fs::exists(from)) {
        return false;
    }
    const std::uintmax_t size = problem ? 0 : fs::file_size(to, problem);
    if (!problem && size < bytes) {
        return failure("database_corrupt", from.string() + " is shorter than its row says");
    }
    if (!problem) {
        fs::resize_file(to, bytes, problem);
    }
    if (!problem) {
        fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, problem);
    }
    if (problem) {
        auto error = failed(to, problem);
        return std::unexpected(error.error());
    }
    return true;
}

// All of a file system at once: a hundred thousand photos are one call.
Result<void> flush(const fs::path& folder) {
    const int open = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool done = open >= 0 && ::syncfs(open) == 0;
    const int code = errno;
    if (open >= 0) {
        ::close(open);
    }
    return done ? Result<void>{} : failed(folder, {code, std::generic_category()});
}

} // namespace

Result<StoreFigures> SqliteEdgeStore::copy_to(const fs::path& folder) {
    const fs::path file = folder / "edge.db";
    HYPHA_SYNC_TRY(make_private_folder(folder / "blobs"));
    // One read transaction: who writes meanwhile is not held up. What was removed is not in the copy, not even as free pages.
    HYPHA_SYNC_TRY(database_->change("VACUUM INTO ?", file.string()));
    StoreFigures figures;
    {
        auto copy = storage::Database::open_foreign(storage::DatabasePlace::at_path(file.string()));
        HYPHA_SYNC_TRY(copy);
        HYPHA_SYNC_TRY((*copy)->run("PRAGMA journal_mode = DELETE")); // one file, without a log beside it
        const auto files = files_of(**copy);
        HYPHA_SYNC_TRY(files);
        for (const CountedFile& one : *files) {
            HYPHA_SYNC_TRY(make_private_folder(folder / "blobs" / one.stream));
            const auto copied = copy_file(folder_ / "blobs" / one.stream / one.name,
                                          folder / "blobs" / one.stream / one.name, one.have);
            HYPHA_SYNC_TRY(copied);
            if (!*copied) {
                HYPHA_SYNC_TRY((*copy)->change("DELETE FROM blob WHERE stream = ? AND hash = ?",
                                               bytes_of(one.stream_bytes), bytes_of(one.hash)));
                continue;
            }
            ++figures.blobs;
            figures.blob_bytes += one.have;
        }
        auto streams = (*copy)->prepare("SELECT count(*) FROM stream");
        HYPHA_SYNC_TRY(streams);
        HYPHA_SYNC_TRY(streams->step());
        figures.streams = unsigned_bits(streams->integer(0));
    }
    std::error_code problem;
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, problem);
    figures.database_bytes = fs::file_size(file, problem);
    HYPHA_SYNC_TRY(flush(folder));
    return figures;
}

} // namespace hypha::edge
