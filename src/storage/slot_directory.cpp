#include "storage/slot_directory.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace hypha::storage {
namespace {

std::string lost_name(int slot) { return "lost-" + std::to_string(slot); }

} // namespace

Result<SlotDirectory> SlotDirectory::read(ports::PoolFile& pool) {
    SlotDirectory directory(pool);
    const int count = pool.slots();
    if (count <= 0) {
        return failure("storage_unavailable", "the pool has no slots");
    }
    directory.slots_.resize(static_cast<std::size_t>(count));
    for (int slot = 0; slot < count; ++slot) {
        if (auto one = directory.read_slot(slot); !one) {
            return std::unexpected(one.error());
        }
    }
    directory.settle_doubles();
    return directory;
}

Result<void> SlotDirectory::read_slot(int slot) {
    const std::int64_t size = pool_->size(slot);
    std::array<std::optional<SlotHeader>, 2> copies;
    for (int copy = 0; copy < 2 && size >= 0; ++copy) {
        SlotRecord record{};
        const std::int64_t got = pool_->read(slot, record, copy * kSlotSectorBytes);
        const std::int64_t there = std::clamp<std::int64_t>(size - copy * kSlotSectorBytes, 0, std::ssize(record));
        if (got < there) {
            return failure("storage_unavailable", "slot " + std::to_string(slot) + " cannot be read");
        }
        copies[static_cast<std::size_t>(copy)] =
            decode_slot_header(std::span(record).first(static_cast<std::size_t>(got)));
    }
    if (size < 0) {
        return failure("storage_unavailable", "slot " + std::to_string(slot) + " has no size");
    }
    Slot& into = slots_[static_cast<std::size_t>(slot)];
    const bool first_wins = copies[0] && (!copies[1] || copies[0]->generation >= copies[1]->generation);
    if (first_wins) {
        into = {*copies[0], 1};
    } else if (copies[1]) {
        into = {*copies[1], 0};
    } else if (size > kSlotHeadBytes) {
        into = {{0, lost_name(slot)}, 0};
    }
    generation_ = std::max(generation_, into.header.generation);
    return {};
}

// Two slots can claim one name only when a header rotted back to an older copy: the newer claim holds, the older is lost.
void SlotDirectory::settle_doubles() {
    for (std::size_t one = 0; one < slots_.size(); ++one) {
        for (std::size_t other = 0; other < slots_.size(); ++other) {
            const SlotHeader& mine = slots_[one].header;
            SlotHeader& theirs = slots_[other].header;
            if (one != other && !mine.name.empty() && mine.name == theirs.name && theirs.generation < mine.generation) {
                theirs.name = lost_name(static_cast<int>(other));
            }
        }
    }
}

int SlotDirectory::find(std::string_view name) const {
    const auto found =
        std::ranges::find(slots_, name, [](const Slot& slot) { return std::string_view(slot.header.name); });
    return found == slots_.end() || name.empty() ? kNoSlot : static_cast<int>(found - slots_.begin());
}

std::vector<std::string> SlotDirectory::names() const {
    std::vector<std::string> out;
    for (const Slot& slot : slots_) {
        if (!slot.header.name.empty()) {
            out.push_back(slot.header.name);
        }
    }
    std::ranges::sort(out);
    return out;
}

Result<int> SlotDirectory::create(std::string_view name) {
    const auto free = std::ranges::find_if(slots_, [](const Slot& slot) { return slot.header.name.empty(); });
    if (free == slots_.end()) {
        return failure("storage_full", "every slot of the pool is taken");
    }
    const int slot = static_cast<int>(free - slots_.begin());
    // Bytes of a former file must be gone before the name is there.
    const std::int64_t size = pool_->size(slot);
    if (size < 0 || (size > kSlotHeadBytes && (!pool_->truncate(slot, kSlotHeadBytes) || !pool_->flush(slot)))) {
        return failure("storage_unavailable", "slot " + std::to_string(slot) + " cannot be emptied");
    }
    if (auto written = write(slot, name); !written) {
        return std::unexpected(written.error());
    }
    return slot;
}

Result<void> SlotDirectory::rename(std::string_view from, std::string_view to) {
    const int slot = find(from);
    if (slot == kNoSlot) {
        return failure("not_found", std::string(from));
    }
    if (find(to) != kNoSlot) {
        return failure("storage_unavailable", std::string(to) + " exists");
    }
    return write(slot, to);
}

Result<void> SlotDirectory::remove(std::string_view name) {
    const int slot = find(name);
    if (slot == kNoSlot) {
        return failure("not_found", std::string(name));
    }
    if (auto written = write(slot, ""); !written) {
        return written;
    }
    // Only gives space back: create() empties the slot before it is used again.
    (void)pool_->truncate(slot, kSlotHeadBytes);
    return {};
}

Result<void> SlotDirectory::write(int slot, std::string_view name) {
    if (name.size() > kSlotNameLimit || name.find('\0') != std::string_view::npos) {
        return failure("storage_unavailable", "a file name is too long or holds a NUL");
    }
    Slot& changed = slots_[static_cast<std::size_t>(slot)];
    // A failed write may still be found after a restart, so its generation is never given again.
    const SlotHeader header{.generation = ++generation_, .name = std::string(name)};
    const SlotRecord record = encode_slot_header(header);
    const int first = changed.next_copy;
    const ports::PoolWrite wrote = pool_->write(slot, record, first * kSlotSectorBytes);
    if (wrote != ports::PoolWrite::done || !pool_->flush(slot)) {
        return failure(wrote == ports::PoolWrite::no_space ? "storage_full" : "storage_unavailable",
                       "the head of slot " + std::to_string(slot) + " cannot be written");
    }
    changed = {header, 1 - first};
    // The second copy guards against rot of the first; it is not needed for the change to count, so its failure is no failure.
    if (pool_->write(slot, record, changed.next_copy * kSlotSectorBytes) == ports::PoolWrite::done &&
        pool_->flush(slot)) {
        changed.next_copy = first;
    }
    return {};
}

} // namespace hypha::storage
