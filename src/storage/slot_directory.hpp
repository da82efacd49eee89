// Which file lies in which slot of a ports::PoolFile, kept in the slots' headers: names survive restarts.
// Every change is one header write made durable before it counts, then a second copy of it: after a crash or a failed write
// the state is the one before or the one after. A slot that has bytes but no readable header is never reused; it gets the
// name lost-<slot>, so that what lies in it can be set aside and looked at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "ports/pool_file.hpp"
#include "storage/slot_header.hpp"

namespace hypha::storage {

inline constexpr int kNoSlot = -1;

class SlotDirectory {
public:
    static Result<SlotDirectory> read(ports::PoolFile& pool);

    [[nodiscard]] int find(std::string_view name) const; // kNoSlot when there is none
    [[nodiscard]] std::vector<std::string> names() const;
    // A free slot takes the name; its old bytes are gone. storage_full when none is free.
    Result<int> create(std::string_view name);
    Result<void> rename(std::string_view from, std::string_view to);
    Result<void> remove(std::string_view name);

    [[nodiscard]] ports::PoolFile& pool() const { return *pool_; }

private:
    struct Slot {
        SlotHeader header;
        int next_copy = 0; // the copy that the next change writes first: never the only good one
    };
    explicit SlotDirectory(ports::PoolFile& pool) : pool_(&pool) {}
    Result<void> read_slot(int slot);
    void settle_doubles();
    Result<void> write(int slot, std::string_view name);

    ports::PoolFile* pool_;
    std::vector<Slot> slots_;
    std::uint64_t generation_ = 0;
};

} // namespace hypha::storage
