// A backup: one SQLite file with the whole journal, and the photos if they are wanted, in the table backup_photo (sha256, part,
// content). It opens in any SQLite program. It is written beside the database as NAME.backup, checked, read out in parts, removed.
// One photo is in memory at a time. A BackupWriter that ends unfinished removes what it wrote.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "storage/database.hpp"
#include "storage/database_place.hpp"

namespace hypha::storage {

struct BackupFile {
    std::string file;
    std::int64_t size_bytes = 0;
};

class BackupWriter {
public:
    // Copies the journal as it is committed now; the Database may go on. storage_full, not_found (no pool).
    static Result<BackupWriter> begin(Database& database, std::int64_t now_ms);
    BackupWriter(BackupWriter&& other) noexcept = default;
    BackupWriter& operator=(BackupWriter&&) = delete;
    ~BackupWriter();

    // part: "original" or "thumbnail". The same photo twice is once.
    Result<void> add_photo(std::string_view sha256, std::string_view part, std::span<const std::byte> bytes);
    // Checks the file and closes it; read it with read_part(), then remove it with remove_file().
    Result<BackupFile> finish();

private:
    BackupWriter(DatabasePlace place, std::string file, std::unique_ptr<Database> draft)
        : place_(std::move(place)), file_(std::move(file)), draft_(std::move(draft)) {}

    DatabasePlace place_;
    std::string file_;
    std::unique_ptr<Database> draft_; // null once it ended
};

// Bytes of a file beside the database, fewer at its end.
Result<std::vector<std::byte>> read_part(const DatabasePlace& place, const std::string& file, std::int64_t offset_bytes,
                                         std::size_t most_bytes);

} // namespace hypha::storage
