#include "storage/restore.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>
#include <vector>

#include "storage/database_checks.hpp"
#include "storage/in_turn.hpp"
#include "storage/migrations.hpp"
#include "storage/page_checksum.hpp"
#include "storage/pool_vfs.hpp"
#include "storage/slot_directory.hpp"
#include "storage/sync_rows.hpp"

namespace hypha::storage {
namespace {

constexpr std::size_t kHeaderBytes = 100;
constexpr std::string_view kSchema =
    "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE "
    "'\\' AND (tbl_name != 'backup_photo' OR type IN ('trigger', 'view')) ORDER BY 1";

Result<std::vector<std::string>> schema_of(Database& database) {
    auto statement = database.prepare(kSchema);
    if (!statement) {
        return std::unexpected(statement.error());
    }
    std::vector<std::string> lines;
    for (;;) {
        const auto row = statement->step();
        if (!row) {
            return std::unexpected(row.error());
        }
        if (!*row) {
            return lines;
        }
        lines.push_back(statement->text(0));
    }
}

// What a database of that schema has when this app made it.
Result<std::vector<std::string>> our_schema(int version) {
    auto made = Database::open_draft(DatabasePlace::in_memory());
    if (!made) {
        return std::unexpected(made.error());
    }
    if (auto migrated = migrate(**made, migrations().first(static_cast<std::size_t>(version))); !migrated) {
        return std::unexpected(migrated.error());
    }
    return schema_of(**made);
}

// Tables and indexes beside ours do no harm; what could act by itself, or a changed table of ours, is refused.
Result<void> check_schema(Database& database) {
    const auto version = stored_version(database);
    const auto found = version ? schema_of(database) : std::unexpected(version.error());
    if (!found) {
        return std::unexpected(found.error());
    }
    if (*version < 1) {
        return failure("not_a_database", "it holds no journal");
    }
    const auto ours = our_schema(*version);
    if (!ours) {
        return std::unexpected(ours.error());
    }
    for (const std::string& line : *ours) {
        if (std::ranges::find(*found, line) == found->end()) {
            return failure("not_a_database", "not as Hypha made it: " + line.substr(0, line.find('(')));
        }
    }
    for (const std::string& line : *found) {
        const bool acts = line.starts_with("trigger ") || line.starts_with("view ");
        if (acts && std::ranges::find(*ours, line) == ours->end()) {
            return failure("not_a_database", "a part of its own: " + line.substr(0, line.find('(')));
        }
    }
    return {};
}

// Any commit of a program that knows no checksums rewrites page 1, and leaves its old sum there. Rot somewhere else does not.
bool was_changed_elsewhere(const DatabasePlace& place) {
    std::vector<std::byte> page(kHeaderBytes);
    const int slot = place.pool->slot_of(place.name);
    ports::PoolFile& pool = place.pool->pool();
    if (pool.read(slot, page, kSlotHeadBytes) != std::ssize(page)) {
        return false;
    }
    const int page_bytes = checksummed_page_bytes(page);
    if (page_bytes < 512) {
        return false;
    }
    page.resize(static_cast<std::size_t>(page_bytes));
    return pool.read(slot, page, kSlotHeadBytes) == std::ssize(page) && !page_is_sound(page);
}

} // namespace

DatabasePlace Incoming::inside() const { return DatabasePlace::in_pool(*place_.pool, incoming_file(place_)); }

Result<Incoming> Incoming::begin(const DatabasePlace& place) {
    if (place.kind != DatabasePlace::Kind::pool) {
        return failure("not_found", "no pool");
    }
    if (auto removed = remove_file(place, incoming_file(place)); !removed) {
        return std::unexpected(removed.error());
    }
    if (const auto created = place.pool->create(incoming_file(place)); !created) {
        return std::unexpected(created.error());
    }
    return Incoming(place);
}

Incoming::Incoming(Incoming&& other) noexcept
    : place_(std::move(other.place_)),
      size_bytes_(other.size_bytes_),
      unfinished_(std::exchange(other.unfinished_, false)),
      database_(std::move(other.database_)),
      photos_(std::move(other.photos_)) {}

Incoming::~Incoming() {
    photos_.reset();
    database_.reset();
    if (unfinished_ && place_.pool != nullptr) {
        (void)remove_file(place_, incoming_file(place_));
    }
}

Result<void> Incoming::append(std::span<const std::byte> bytes) {
    const int slot = place_.pool->slot_of(incoming_file(place_));
    switch (place_.pool->pool().write(slot, bytes, kSlotHeadBytes + size_bytes_)) {
    case ports::PoolWrite::done: break;
    case ports::PoolWrite::no_space: return failure("storage_full", "after " + std::to_string(size_bytes_) + " bytes");
    case ports::PoolWrite::failed: return failure("storage_unavailable", "the file cannot be written");
    }
    size_bytes_ += std::ssize(bytes);
    return {};
}

Result<DatabaseFacts> Incoming::check() {
    const DatabasePlace place = inside();
    std::array<std::byte, 16> magic{};
    const std::int64_t got = place.pool->pool().read(place.pool->slot_of(place.name), magic, kSlotHeadBytes);
    if (got < std::ssize(magic) || std::memcmp(magic.data(), "SQLite format 3", magic.size()) != 0) {
        return failure("not_a_database", "the file does not begin like an SQLite database");
    }
    const bool changed_elsewhere = was_changed_elsewhere(place);
    place.pool->verify_checksums(!changed_elsewhere);
    auto ready = [&]() -> Result<void> {
        auto opened = Database::open_checked(place);
        if (!opened) {
            const bool other = opened.error().code == "storage_unavailable";
            return std::unexpected(other ? Error{"not_a_database", opened.error().detail} : opened.error());
        }
        if (auto ours = check_schema(**opened); !ours) {
            return ours;
        }
        opened->reset();
        auto draft = Database::open_draft(place);
        if (!draft) {
            return std::unexpected(draft.error());
        }
        database_ = *std::move(draft);
        return in_turn([&] { return add_checksums(*database_); }, [&] { return settle(*database_); },
                       [&] { return migrate(*database_); },
                       // Written anew, every page gets its checksum.
                       [&] { return changed_elsewhere ? database_->run("VACUUM") : Result<void>{}; },
                       [&] { return database_->run("PRAGMA wal_checkpoint(TRUNCATE)"); });
    }();
    place.pool->verify_checksums(true);
    if (!ready) {
        return std::unexpected(ready.error());
    }
    return facts_of(place_, incoming_file(place_));
}

Result<std::int64_t> Incoming::photo_count() {
    auto statement = database_->prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'backup_photo'");
    if (!statement) {
        return std::unexpected(statement.error());
    }
    if (const auto row = statement->step(); !row || statement->integer(0) == 0) {
        return row ? Result<std::int64_t>(0) : std::unexpected(row.error());
    }
    statement = database_->prepare("SELECT count(*) FROM backup_photo WHERE part = 'original'");
    if (!statement) {
        return std::unexpected(statement.error());
    }
    const auto row = statement->step();
    return row ? Result<std::int64_t>(statement->integer(0)) : std::unexpected(row.error());
}

Result<std::optional<BackupPhoto>> Incoming::next_photo() {
    if (!photos_) {
        if (const auto count = photo_count(); !count || *count == 0) {
            return count ? Result<std::optional<BackupPhoto>>(std::nullopt) : std::unexpected(count.error());
        }
        auto statement = database_->prepare("SELECT sha256, part, content FROM backup_photo");
        if (!statement) {
            return std::unexpected(statement.error());
        }
        photos_ = *std::move(statement);
    }
    const auto row = photos_->step();
    if (!row) {
        return std::unexpected(row.error());
    }
    if (!*row) {
        return std::nullopt;
    }
    return BackupPhoto{photos_->text(0), photos_->text(1), photos_->blob(2)};
}

Result<void> Incoming::finish() {
    photos_.reset();
    auto left = in_turn(
        [&] { return end_recording(*database_); },
        [&] { return database_->run("DROP TABLE IF EXISTS backup_photo; PRAGMA wal_checkpoint(TRUNCATE); VACUUM;"); });
    database_.reset();
    unfinished_ = !left.has_value();
    return left;
}

} // namespace hypha::storage
