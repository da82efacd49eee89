// SQLite's two kinds of file locks between connections of one process: the five-level lock of a database file, and the eight
// lock bytes of a write-ahead log's index with the index itself. Nobody outside the process can have the file open (the pool's
// handles are exclusive), so this is bookkeeping in memory. It never waits: what is taken answers false.
// One FileLocks a file, one Holder a connection; a Holder must be released before its FileLocks dies.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace hypha::storage {

class FileLocks {
public:
    // SQLite's levels: SHARED reads; RESERVED will write; PENDING lets no new reader in; EXCLUSIVE writes.
    enum class Level { none, shared, reserved, pending, exclusive };

    class Holder {
        friend class FileLocks;
        Level level_ = Level::none;
        std::uint8_t index_shared_ = 0; // one bit a lock byte
        std::uint8_t index_exclusive_ = 0;
        bool maps_index_ = false;
    };

    // Raises to shared, reserved or exclusive. A failed step to exclusive leaves pending, as SQLite expects.
    bool lock(Holder& holder, Level level);
    // Lowers to shared or none.
    void unlock(Holder& holder, Level level);
    [[nodiscard]] bool is_reserved() const { return reserved_ != nullptr; }

    static constexpr int kIndexLocks = 8; // SQLITE_SHM_NLOCK
    // Lock bytes first … first + count - 1, all or none. False when another connection is in the way.
    bool lock_index(Holder& holder, int first, int count, bool exclusive);
    void unlock_index(Holder& holder, int first, int count);
    // Region `number` of the index, `bytes` long, zeroed when it is new; null when it is not there and `make` is false.
    void* map_index(Holder& holder, std::size_t number, std::size_t bytes, bool make);
    // The index is forgotten with its last user: the next connection reads the log anew.
    void unmap_index(Holder& holder);

private:
    int shared_ = 0;
    const Holder* reserved_ = nullptr;
    const Holder* pending_ = nullptr;
    const Holder* exclusive_ = nullptr;
    std::array<int, kIndexLocks> index_{}; // -1 exclusive, else how many share it
    std::vector<std::unique_ptr<std::byte[]>> regions_;
    int index_users_ = 0;
};

} // namespace hypha::storage
