#include "storage/database_checks.hpp"

#include <array>
#include <span>
#include <string>
#include <vector>

#include "storage/database.hpp"
#include "storage/in_turn.hpp"
#include "storage/log_frames.hpp"
#include "storage/migrations.hpp"
#include "storage/page_checksum.hpp"
#include "storage/pool_vfs.hpp"
#include "storage/slot_directory.hpp"

namespace hypha::storage {
namespace {

constexpr std::size_t kPagesAtOnce = 32;
constexpr std::int64_t kHyphaApplicationId = 1215909992; // "Hyph"

Result<std::string> first_text(Database& database, std::string_view sql) {
    auto statement = database.prepare(sql);
    if (!statement) {
        return std::unexpected(statement.error());
    }
    const auto row = statement->step();
    if (!row) {
        return std::unexpected(row.error());
    }
    return *row ? statement->text(0) : std::string();
}

// As the file says it, not the log; -1 when it is no header.
int page_bytes_in_file(const DatabasePlace& place) {
    std::array<std::byte, 100> header{};
    const int slot = place.pool->slot_of(place.name);
    if (slot == kNoSlot || place.pool->pool().read(slot, header, kSlotHeadBytes) != std::ssize(header)) {
        return -1;
    }
    return checksummed_page_bytes(header);
}

} // namespace

Result<void> check_integrity(Database& database) {
    const auto answer = first_text(database, "PRAGMA quick_check(1)");
    if (!answer) {
        return std::unexpected(answer.error());
    }
    return *answer == "ok" ? Result<void>{} : failure("database_corrupt", *answer);
}

Result<void> check_pages(Database& database) {
    const DatabasePlace& place = database.place();
    const bool is_pool = place.kind == DatabasePlace::Kind::pool;
    const int page_bytes = is_pool ? page_bytes_in_file(place) : 0;
    const int log = is_pool ? place.pool->slot_of(place.name + kLogSuffix) : kNoSlot;
    if (page_bytes <= 0 || (log != kNoSlot && place.pool->pool().size(log) > kSlotHeadBytes)) {
        return check_integrity(database);
    }
    ports::PoolFile& pool = place.pool->pool();
    const int slot = place.pool->slot_of(place.name);
    std::vector<std::byte> part(static_cast<std::size_t>(page_bytes) * kPagesAtOnce);
    std::int64_t pages = 0;
    for (;;) {
        const std::int64_t got = pool.read(slot, part, kSlotHeadBytes + pages * page_bytes);
        if (got < 0) {
            return failure("storage_unavailable", "page " + std::to_string(pages + 1) + " cannot be read");
        }
        for (std::int64_t at = 0; at + page_bytes <= got; at += page_bytes, ++pages) {
            if (!page_is_sound(
                    std::span(part).subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(page_bytes)))) {
                return failure("database_corrupt", "the checksum of page " + std::to_string(pages + 1));
            }
        }
        if (got < std::ssize(part)) {
            break;
        }
    }
    const auto expected = first_text(database, "PRAGMA page_count");
    if (!expected) {
        return std::unexpected(expected.error());
    }
    // More bytes than pages is room that a crash left; fewer is a cut file. Either way the thorough check knows.
    return *expected == std::to_string(pages) ? Result<void>{} : check_integrity(database);
}

Result<void> check_maker(Database& database) {
    const auto id = first_text(database, "PRAGMA application_id");
    const auto tables = id ? first_text(database, "SELECT count(*) FROM sqlite_schema") : id;
    if (!tables) {
        return std::unexpected(tables.error());
    }
    if (*id != std::to_string(kHyphaApplicationId) && (*id != "0" || *tables != "0")) {
        return failure("storage_unavailable", "the file is another program's database");
    }
    return {};
}

Result<void> check_version(Database& database) {
    const auto version = stored_version(database);
    if (!version) {
        return std::unexpected(version.error());
    }
    if (*version > schema_version()) {
        return failure("newer_database",
                       "schema " + std::to_string(*version) + ", known up to " + std::to_string(schema_version()));
    }
    return {};
}

Result<void> check_log(Database& database) {
    const DatabasePlace& place = database.place();
    const auto rotten =
        place.kind == DatabasePlace::Kind::pool ? log_is_rotten(place, place.name) : Result<bool>(false);
    if (!rotten) {
        return std::unexpected(rotten.error());
    }
    return *rotten ? failure("database_corrupt", "a frame of the log") : Result<void>{};
}

Result<void> check(Database& database, bool thorough) {
    return in_turn([&] { return check_version(database); }, [&] { return check_log(database); },
                   [&] { return thorough ? check_integrity(database) : check_pages(database); },
                   [&] { return check_maker(database); });
}

Result<void> settle(Database& database) {
    if (auto set = database.run("PRAGMA page_size = 16384"); !set) {
        return set;
    }
    const auto mode = first_text(database, "PRAGMA journal_mode = WAL");
    if (!mode) {
        return std::unexpected(mode.error());
    }
    if (database.durable() && *mode != "wal") {
        return failure("storage_unavailable", "journal mode " + *mode);
    }
    // 256 pages: a checkpoint at 4 MiB keeps the log small where space is counted.
    return database.run("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 256; PRAGMA cache_size = -8192;");
}

Result<void> add_checksums(Database& database) {
    if (database.place().kind != DatabasePlace::Kind::pool || page_bytes_in_file(database.place()) != 0) {
        return {};
    }
    // In WAL mode VACUUM keeps the layout of pages. With a rollback journal it is crash-safe too. Page 1, which says that there
    // are checksums, must be the first that is written: nothing may spill from the cache before.
    auto written =
        database.run("PRAGMA journal_mode = DELETE; PRAGMA cache_spill = OFF; VACUUM; PRAGMA cache_spill = ON");
    return written || written.error().code == "storage_full" ? Result<void>{} : written;
}

} // namespace hypha::storage
