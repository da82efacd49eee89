#include "storage/backup.hpp"

#include "storage/in_turn.hpp"
#include "storage/place_files.hpp"
#include "storage/pool_vfs.hpp"
#include "storage/slot_directory.hpp"
#include "storage/snapshot.hpp"
#include "storage/sync_rows.hpp"

namespace hypha::storage {
namespace {

// No journal and no flush: a crash throws the file away, and it is read out before anything else happens.
constexpr std::string_view kDraftSettings =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8192; PRAGMA secure_delete = ON;"
    "CREATE TABLE backup_photo(sha256 TEXT NOT NULL, part TEXT NOT NULL, content BLOB NOT NULL, "
    "PRIMARY KEY(sha256, part)) STRICT;";

// Of news only what a person keeps for good: saved stories, hidden sources, what was read. The rest comes again over the network.
constexpr std::string_view kWithoutNews =
    "DROP TABLE IF EXISTS news_words; UPDATE news_story SET kept_ms = 0 WHERE saved_ms = 0; "
    "DELETE FROM news_body WHERE id NOT IN (SELECT id FROM news_story WHERE kept_ms > 0);";

} // namespace

Result<BackupWriter> BackupWriter::begin(Database& database, std::int64_t now_ms) {
    const DatabasePlace& place = database.place();
    if (place.kind != DatabasePlace::Kind::pool) {
        return failure("not_found", "no pool");
    }
    const std::string file = backup_file(place);
    if (auto copied =
            in_turn([&] { return remove_file(place, file); }, [&] { return copy_into(database, file, now_ms); });
        !copied) {
        (void)remove_file(place, file);
        return std::unexpected(copied.error());
    }
    auto draft = Database::open_draft(DatabasePlace::in_pool(*place.pool, file));
    if (!draft) {
        (void)remove_file(place, file);
        return std::unexpected(draft.error());
    }
    BackupWriter writer(place, file, *std::move(draft));
    // Which devices sync, and what, is no part of a backup; the pages that this frees are the first that photos are put on.
    auto ready =
        in_turn([&] { return writer.draft_->run(kDraftSettings); }, [&] { return end_recording(*writer.draft_); },
                [&] { return writer.draft_->run(kWithoutNews); });
    if (!ready) {
        return std::unexpected(ready.error());
    }
    return writer;
}

BackupWriter::~BackupWriter() {
    if (draft_) {
        draft_.reset();
        (void)remove_file(place_, file_);
    }
}

Result<void> BackupWriter::add_photo(std::string_view sha256, std::string_view part, std::span<const std::byte> bytes) {
    return draft_->change("INSERT OR IGNORE INTO backup_photo(sha256, part, content) VALUES(?, ?, ?)", sha256, part,
                          bytes);
}

Result<BackupFile> BackupWriter::finish() {
    draft_.reset();
    auto facts = facts_of(place_, file_);
    if (!facts) {
        (void)remove_file(place_, file_);
        return std::unexpected(facts.error());
    }
    return BackupFile{facts->file, facts->size_bytes};
}

Result<std::vector<std::byte>> read_part(const DatabasePlace& place, const std::string& file, std::int64_t offset_bytes,
                                         std::size_t most_bytes) {
    const int slot = place.kind == DatabasePlace::Kind::pool ? place.pool->slot_of(file) : kNoSlot;
    if (slot == kNoSlot || offset_bytes < 0) {
        return failure("not_found", file);
    }
    std::vector<std::byte> bytes(most_bytes);
    const std::int64_t got = place.pool->pool().read(slot, bytes, kSlotHeadBytes + offset_bytes);
    if (got < 0) {
        return failure("storage_unavailable", file + " cannot be read");
    }
    bytes.resize(static_cast<std::size_t>(got));
    return bytes;
}

} // namespace hypha::storage
