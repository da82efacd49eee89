// SQLite's file system on a fixed pool of slots (ports::PoolFile): file names live in the slots' headers, so they survive
// restarts; making, renaming and deleting a file is one header write, so it happens whole or not at all.
// One connection owns a database, others may read beside it (SQLITE_OPEN_READONLY); temporary files are refused: they stay in memory.
// Databases that reserve eight bytes a page carry page checksums, verified at each read.
// mount() reads all headers, keeps what it cannot read unused, and registers the VFS under name(); destroying it unregisters.
// The PoolFile, Clock and Random must outlive it, and it must outlive every Database that stands on it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "ports/clock.hpp"
#include "ports/pool_file.hpp"
#include "ports/random.hpp"

namespace hypha::storage {

class PoolVfs {
public:
    // storage_unavailable when there are no slots or their headers cannot be read.
    static Result<std::unique_ptr<PoolVfs>> mount(ports::PoolFile& pool, ports::Clock& clock, ports::Random& random);
    ~PoolVfs();
    PoolVfs(const PoolVfs&) = delete;
    PoolVfs& operator=(const PoolVfs&) = delete;

    [[nodiscard]] const char* name() const;
    // How many calls on open files failed so far: SQLite's integrity check calls an unreadable page a damaged one.
    [[nodiscard]] std::int64_t failed_calls() const;
    [[nodiscard]] std::int64_t now_ms() const;
    // Off only while what can be read of a damaged file is being read.
    void verify_checksums(bool verify);
    [[nodiscard]] bool exists(std::string_view file) const;
    [[nodiscard]] std::vector<std::string> files() const; // sorted
    // For reading and writing a whole file in parts (backup, restore): its bytes begin at kSlotHeadBytes of the slot.
    [[nodiscard]] ports::PoolFile& pool() const;
    [[nodiscard]] int slot_of(std::string_view file) const; // kNoSlot when there is none
    // An empty file; storage_full when no slot is free.
    Result<int> create(std::string_view file);
    // not_found, or storage_unavailable when `from` is open, `to` exists or the header cannot be written.
    Result<void> rename(std::string_view from, std::string_view to);
    Result<void> remove(std::string_view file);

    struct Inside;

private:
    explicit PoolVfs(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

} // namespace hypha::storage
