// A backup on its way in: bytes are appended to NAME.incoming beside the database, checked as a whole, brought to our schema,
// its photos are handed out one by one, and only then adopt() puts it in the database's place. Until then nothing of the present
// database is touched; an Incoming that ends unfinished removes what it wrote.
// Strangers' files are not trusted: the tables must be ours word for word, and triggers or views of their own are refused.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/base/error.hpp"
#include "storage/database.hpp"
#include "storage/place_files.hpp"

namespace hypha::storage {

struct BackupPhoto {
    std::string sha256;
    std::string part;                 // "original" or "thumbnail"
    std::span<const std::byte> bytes; // until the next call
};

class Incoming {
public:
    static Result<Incoming> begin(const DatabasePlace& place);
    Incoming(Incoming&& other) noexcept;
    Incoming& operator=(Incoming&&) = delete;
    ~Incoming();

    // storage_full, storage_unavailable.
    Result<void> append(std::span<const std::byte> bytes);
    // Ends the bytes and looks at all of them: not_a_database (also another program's), database_corrupt, newer_database.
    // A copy that was changed by another program is accepted when its structure is sound. Afterwards it has our schema.
    Result<DatabaseFacts> check();
    // Photos that lie in the backup.
    Result<std::int64_t> photo_count();
    // One after the other; std::nullopt at the end.
    Result<std::optional<BackupPhoto>> next_photo();
    // Leaves the journal alone in the file, not syncing and without another device's state of it, and closes it: ready for adopt(place, incoming_file(place)).
    Result<void> finish();

private:
    explicit Incoming(DatabasePlace place) : place_(std::move(place)) {}
    [[nodiscard]] DatabasePlace inside() const;

    DatabasePlace place_;
    std::int64_t size_bytes_ = 0;
    bool unfinished_ = true;
    std::unique_ptr<Database> database_; // after check()
    std::optional<Statement> photos_;
};

} // namespace hypha::storage
