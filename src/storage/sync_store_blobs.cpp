// Blobs: a row of sync_blob says how many bytes are staged, whether they are whole, and of which photo they are; sync_part has them.
#include "core/sync/attempt.hpp"
#include "storage/database.hpp"
#include "storage/in_turn.hpp"
#include "storage/query.hpp"
#include "storage/sync_packed.hpp"
#include "storage/sync_store.hpp"

namespace hypha::storage {

using namespace sync;

namespace {

struct BlobRow {
    std::uint64_t staged_bytes = 0;
    bool whole = false;
    std::optional<BlobSource> source;
    std::uint64_t sealed_bytes = 0;

    [[nodiscard]] bool staged() const { return source ? staged_bytes > 0 && staged_bytes == sealed_bytes : whole; }
};

struct Part {
    std::uint64_t start = 0;
    Bytes bytes;
};

std::string_view text_of(Transfer direction) { return direction == Transfer::upload ? "upload" : "download"; }

Result<BlobHash> read_hash(const Statement& row) { return unpack_hash(view_of(row.blob(0))); }

Result<Part> read_part(const Statement& row) {
    return Part{unsigned_bits(row.integer(0)), std::string(view_of(row.blob(1)))};
}

Result<BlobRow> read_blob_row(const Statement& row) {
    BlobRow blob{unsigned_bits(row.integer(0)), row.integer(1) != 0, std::nullopt, unsigned_bits(row.integer(4))};
    if (!row.is_null(2)) {
        blob.source = BlobSource{row.text(2), row.text(3)};
    }
    return blob;
}

Result<BlobRow> row_of(Database& database, const BlobHash& hash) {
    auto found =
        or_none(one_row(database, read_blob_row,
                        "SELECT staged_bytes, whole, photo_sha256, part, sealed_bytes FROM sync_blob WHERE hash = ?",
                        bytes_of(hash.value)));
    HYPHA_SYNC_TRY(found);
    return found->value_or(BlobRow{});
}

Result<void> drop_arrived(Database& database, const BlobHash& hash) {
    return database.change("DELETE FROM sync_transfer WHERE direction = 'arrived' AND hash = ?", bytes_of(hash.value));
}

Result<void> drop_parts(Database& database, const BlobHash& hash) {
    return in_turn([&] { return database.change("DELETE FROM sync_part WHERE hash = ?", bytes_of(hash.value)); },
                   [&] {
                       return database.change("UPDATE sync_blob SET staged_bytes = 0, whole = 0 WHERE hash = ?",
                                              bytes_of(hash.value));
                   });
}

} // namespace

Result<std::optional<BlobHash>> SyncStore::next_transfer(Transfer direction, const BlobHash& after) {
    return or_none(one_row(database_, read_hash,
                           "SELECT hash FROM sync_transfer WHERE direction = ? AND hash > ? ORDER BY hash LIMIT 1",
                           text_of(direction), bytes_of(after.value)));
}

Result<void> SyncStore::put_transfer(const BlobHash& hash, Transfer direction) {
    return database_.change("INSERT OR IGNORE INTO sync_transfer(direction, hash) VALUES(?, ?)", text_of(direction),
                            bytes_of(hash.value));
}

Result<void> SyncStore::remove_transfer(const BlobHash& hash, Transfer direction) {
    HYPHA_SYNC_TRY(database_.change("DELETE FROM sync_transfer WHERE direction = ? AND hash = ?", text_of(direction),
                                    bytes_of(hash.value)));
    const auto row = row_of(database_, hash);
    HYPHA_SYNC_TRY(row);
    return direction == Transfer::upload && row->source ? drop_parts(database_, hash) : Result<void>{};
}

Result<std::int64_t> SyncStore::transfers(Transfer direction) {
    return one_row(database_, read_integer, "SELECT count(*) FROM sync_transfer WHERE direction = ?",
                   text_of(direction));
}

Result<std::uint64_t> SyncStore::blob_bytes(const BlobHash& hash) {
    return mapped(row_of(database_, hash),
                  [](const BlobRow& row) { return row.source ? row.sealed_bytes : row.staged_bytes; });
}

Result<bool> SyncStore::blob_whole(const BlobHash& hash) {
    return mapped(row_of(database_, hash), [](const BlobRow& row) { return row.source || row.whole; });
}

Result<Bytes> SyncStore::read_blob(const BlobHash& hash, std::uint64_t offset, std::size_t length) {
    const auto row = row_of(database_, hash);
    HYPHA_SYNC_TRY(row);
    if (row->source ? !row->staged() : row->staged_bytes == 0 && !row->whole) {
        return failure("not_staged");
    }
    // The last part that begins at or before `offset`, and those after it that begin before the end.
    const auto parts = all_rows(
        database_, read_part,
        "SELECT start, bytes FROM sync_part WHERE hash = ?1 AND start < ?3 AND start >= coalesce((SELECT max(start) "
        "FROM sync_part WHERE hash = ?1 AND start <= ?2), 0) ORDER BY start",
        bytes_of(hash.value), signed_bits(offset), limit_of(static_cast<std::size_t>(offset) + length));
    HYPHA_SYNC_TRY(parts);
    Bytes bytes;
    for (const Part& part : *parts) {
        const std::size_t from = part.start < offset ? static_cast<std::size_t>(offset - part.start) : 0;
        if (from < part.bytes.size()) {
            bytes.append(part.bytes, from, length - bytes.size());
        }
    }
    return bytes;
}

Result<void> SyncStore::append(const BlobHash& hash, const Bytes& part) {
    const auto row = row_of(database_, hash);
    HYPHA_SYNC_TRY(row);
    return in_turn(
        [&]() -> Result<void> {
            return part.empty()
                       ? Result<void>{}
                       : database_.change("INSERT INTO sync_part(hash, start, bytes) VALUES(?, ?, ?)",
                                          bytes_of(hash.value), signed_bits(row->staged_bytes), bytes_of(part));
        },
        [&] {
            return database_.change("INSERT INTO sync_blob(hash, staged_bytes) VALUES(?1, ?2) ON CONFLICT DO UPDATE "
                                    "SET staged_bytes = staged_bytes + ?2",
                                    bytes_of(hash.value), part.size());
        });
}

Result<void> SyncStore::append_blob(const BlobHash& hash, const Bytes& part) { return append(hash, part); }

Result<void> SyncStore::finish_blob(const BlobHash& hash) {
    return in_turn(
        [&] {
            return database_.change(
                "INSERT INTO sync_blob(hash, whole) VALUES(?, 1) ON CONFLICT DO UPDATE SET whole = 1",
                bytes_of(hash.value));
        },
        [&] {
            return database_.change("INSERT OR IGNORE INTO sync_transfer(direction, hash) SELECT 'arrived', hash FROM "
                                    "sync_blob WHERE hash = ? AND photo_sha256 IS NULL",
                                    bytes_of(hash.value));
        });
}

Result<void> SyncStore::drop_blob(const BlobHash& hash) {
    return in_turn([&] { return database_.change("DELETE FROM sync_part WHERE hash = ?", bytes_of(hash.value)); },
                   [&] { return database_.change("DELETE FROM sync_blob WHERE hash = ?", bytes_of(hash.value)); },
                   [&] { return drop_arrived(database_, hash); });
}

Result<void> SyncStore::describe_blob(const BlobHash& hash, const std::string& photo_sha256, const std::string& part,
                                      std::uint64_t sealed_bytes) {
    HYPHA_SYNC_TRY(drop_arrived(database_, hash));
    return database_.change("INSERT INTO sync_blob(hash, photo_sha256, part, sealed_bytes) VALUES(?, ?, ?, ?) ON "
                            "CONFLICT DO UPDATE SET photo_sha256 = excluded.photo_sha256, part = excluded.part, "
                            "sealed_bytes = excluded.sealed_bytes",
                            bytes_of(hash.value), photo_sha256, part, signed_bits(sealed_bytes));
}

Result<std::optional<BlobSource>> SyncStore::blob_source(const BlobHash& hash) {
    return mapped(row_of(database_, hash), [](const BlobRow& row) { return row.source; });
}

Result<void> SyncStore::photo_gone(const std::string& photo_sha256) {
    return in_turn(
        [&] {
            return database_.change(
                "DELETE FROM sync_part WHERE hash IN (SELECT hash FROM sync_blob WHERE photo_sha256 = ?)",
                photo_sha256);
        },
        [&] { return database_.change("DELETE FROM sync_blob WHERE photo_sha256 = ?", photo_sha256); },
        [&] { return database_.change("DELETE FROM sync_known WHERE photo_sha256 = ?", photo_sha256); });
}

Result<bool> SyncStore::is_staged(const BlobHash& hash) {
    return mapped(row_of(database_, hash), [](const BlobRow& row) { return row.staged(); });
}

Result<void> SyncStore::stage(const BlobHash& hash, const Bytes& part) { return append(hash, part); }

Result<void> SyncStore::unstage(const BlobHash& hash) { return drop_parts(database_, hash); }

Result<std::optional<BlobHash>> SyncStore::next_arrived() {
    return or_none(one_row(database_, read_hash,
                           "SELECT hash FROM sync_transfer WHERE direction = 'arrived' ORDER BY hash LIMIT 1"));
}

Result<void> SyncStore::arrived_kept(const BlobHash& hash, const std::string& photo_sha256, const std::string& part) {
    const auto row = row_of(database_, hash);
    HYPHA_SYNC_TRY(row);
    const std::uint64_t sealed_bytes = row->source ? row->sealed_bytes : row->staged_bytes;
    return in_turn([&] { return describe_blob(hash, photo_sha256, part, sealed_bytes); },
                   [&] { return drop_parts(database_, hash); });
}

} // namespace hypha::storage
