#include "storage/file_locks.hpp"

namespace hypha::storage {
namespace {

std::uint8_t bit(int lock) { return static_cast<std::uint8_t>(1U << lock); }

bool others_hold(const void* holder, const void* me) { return holder != nullptr && holder != me; }

} // namespace

bool FileLocks::lock(Holder& holder, Level level) {
    if (holder.level_ >= level) {
        return true;
    }
    if (holder.level_ == Level::none) {
        if (others_hold(pending_, &holder) || others_hold(exclusive_, &holder)) {
            return false;
        }
        ++shared_;
        holder.level_ = Level::shared;
    }
    if (level >= Level::reserved) {
        if (others_hold(reserved_, &holder) || others_hold(pending_, &holder)) {
            return false;
        }
        reserved_ = &holder;
        holder.level_ = holder.level_ < Level::reserved ? Level::reserved : holder.level_;
    }
    if (level == Level::exclusive) {
        pending_ = &holder;
        holder.level_ = Level::pending;
        if (shared_ > 1) {
            return false;
        }
        exclusive_ = &holder;
        holder.level_ = Level::exclusive;
    }
    return true;
}

void FileLocks::unlock(Holder& holder, Level level) {
    if (holder.level_ <= level) {
        return;
    }
    for (const Holder** held : {&reserved_, &pending_, &exclusive_}) {
        if (*held == &holder) {
            *held = nullptr;
        }
    }
    if (level == Level::none) {
        --shared_;
    }
    holder.level_ = level;
}

bool FileLocks::lock_index(Holder& holder, int first, int count, bool exclusive) {
    for (int lock = first; lock < first + count; ++lock) {
        const int held = index_[static_cast<std::size_t>(lock)];
        const bool mine_shared = (holder.index_shared_ & bit(lock)) != 0;
        const bool mine_exclusive = (holder.index_exclusive_ & bit(lock)) != 0;
        const bool free =
            exclusive ? held == 0 || mine_exclusive || (mine_shared && held == 1) : held >= 0 || mine_exclusive;
        if (!free) {
            return false;
        }
    }
    for (int lock = first; lock < first + count; ++lock) {
        int& held = index_[static_cast<std::size_t>(lock)];
        if (exclusive) {
            held = -1;
            holder.index_exclusive_ |= bit(lock);
            holder.index_shared_ &= static_cast<std::uint8_t>(~bit(lock));
        } else if ((holder.index_shared_ & bit(lock)) == 0 && (holder.index_exclusive_ & bit(lock)) == 0) {
            ++held;
            holder.index_shared_ |= bit(lock);
        }
    }
    return true;
}

void FileLocks::unlock_index(Holder& holder, int first, int count) {
    for (int lock = first; lock < first + count; ++lock) {
        int& held = index_[static_cast<std::size_t>(lock)];
        if ((holder.index_exclusive_ & bit(lock)) != 0) {
            held = 0;
        } else if ((holder.index_shared_ & bit(lock)) != 0) {
            --held;
        }
        holder.index_exclusive_ &= static_cast<std::uint8_t>(~bit(lock));
        holder.index_shared_ &= static_cast<std::uint8_t>(~bit(lock));
    }
}

void* FileLocks::map_index(Holder& holder, std::size_t number, std::size_t bytes, bool make) {
    if (!holder.maps_index_) {
        holder.maps_index_ = true;
        ++index_users_;
    }
    if (number >= regions_.size() && !make) {
        return nullptr;
    }
    while (regions_.size() <= number) {
        regions_.push_back(std::make_unique<std::byte[]>(bytes));
    }
    return regions_[number].get();
}

void FileLocks::unmap_index(Holder& holder) {
    if (!holder.maps_index_) {
        return;
    }
    unlock_index(holder, 0, kIndexLocks);
    holder.maps_index_ = false;
    if (--index_users_ == 0) {
        regions_.clear();
    }
}

} // namespace hypha::storage
