// A file in linear memory, as the VFS of the sql.js face keeps it: pieces of 64 KiB, so that growing never copies and a
// page of any size lies in one piece. Files have names while they are listed; an unlisted file lives until its last handle
// closes, as on any unix. Locks follow the five levels of SQLite's documentation (sqlite.org/lockingv3.html).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hypha::sql {

struct MemoryFile {
    static constexpr std::int64_t kPieceBytes = 65536;

    std::string name;
    std::vector<std::uint8_t*> pieces;
    std::int64_t size_bytes = 0;
    int handles = 0;
    bool listed = false;

    // Locks of the database file.
    int shared = 0;
    const void* reserved_by = nullptr;
    const void* exclusive_by = nullptr; // also while it waits for the last reader

    // The index of a write-ahead log: memory by region, and its eight locks.
    std::vector<std::uint8_t*> index;
    int index_shared[8] = {};
    const void* index_exclusive[8] = {};

    MemoryFile() = default;
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile();

    // Bytes past the end read as zero; false when there were such.
    bool read(std::uint8_t* into, int amount, std::int64_t from) const;
    // False when memory is out; then nothing was written.
    bool write(const std::uint8_t* bytes, int amount, std::int64_t to);
    void truncate(std::int64_t size);
    // Room for `size` bytes; false when memory is out.
    bool reserve(std::int64_t size);
    void drop_index();
};

// The listed file of that name, or null.
MemoryFile* find_file(const char* name);
MemoryFile* list_file(const char* name);
// Takes it from the list; gone at once when no handle holds it.
void unlist_file(MemoryFile* file);

} // namespace hypha::sql
