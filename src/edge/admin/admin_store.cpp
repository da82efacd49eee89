#include "edge/admin/admin_store.hpp"

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "core/base/hex.hpp"
#include "core/sync/attempt.hpp"
#include "core/sync/sha256.hpp"
#include "edge/host_surroundings.hpp"
#include "edge/store/blob_files.hpp"
#include "edge/store/postgres_edge_store.hpp"
#include "edge/store/sqlite_edge_store.hpp"

namespace hypha::edge {

Result<std::unique_ptr<ServedStore>> open_admin_store(const Options& options) {
    if (!options.store.empty()) {
        auto store = std::make_unique<PostgresEdgeStore>(options.store);
        HYPHA_SYNC_TRY(store->probe());
        return store;
    }
    auto store = SqliteEdgeStore::open_beside(options.data);
    HYPHA_SYNC_TRY(store);
    return *std::move(store);
}

std::filesystem::path sessions_file(const Options& options) { return options.data / "sessions"; }
std::filesystem::path receipts_file(const Options& options) { return options.data / "receipts.jsonl"; }
std::filesystem::path backup_mark(const Options& options) { return options.data / "last-backup"; }

void say(const Json& line) {
    const std::string text = line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

Result<sync::StreamId> read_stream(std::string_view hex) {
    sync::StreamId stream;
    if (!from_hex(hex, stream.value)) {
        return failure("bad_stream", "a stream is 32 hexadecimal digits, not '" + std::string(hex) + "'");
    }
    return stream;
}

std::string hex_of(const sync::StreamId& stream) { return to_hex(stream.value); }

std::string name_of_stream(const sync::StreamId& stream) { return to_hex(sync::sha256(hex_of(stream))); }

Result<void> for_each_stream(ServedStore& store, const std::function<Result<void>(const sync::StreamId&)>& visit) {
    std::optional<sync::StreamId> after;
    for (;;) {
        const auto streams = store.streams_after(after, 100);
        HYPHA_SYNC_TRY(streams);
        if (streams->empty()) {
            return {};
        }
        for (const sync::StreamId& stream : *streams) {
            HYPHA_SYNC_TRY(visit(stream));
        }
        after = streams->back();
    }
}

Result<void> write_file(const std::filesystem::path& path, std::string_view text, bool append) {
    const int file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC | (append ? O_APPEND : O_TRUNC), 0600);
    own_like(file, path.has_parent_path() ? path.parent_path() : ".");
    const bool kept =
        file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    const int code = errno;
    if (file >= 0) {
        ::close(file);
    }
    return kept ? Result<void>{}
                : failure(code == ENOSPC ? "storage_full" : "storage_unavailable",
                          path.string() + ": " + std::generic_category().message(code));
}

Result<std::string> read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    return file ? Result<std::string>(std::move(text)) : failure("unreadable_file", path.string() + " cannot be read");
}

std::int64_t now_ms() { return HostSurroundings().wall_ms(); }

} // namespace hypha::edge
