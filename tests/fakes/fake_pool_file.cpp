#include "fakes/fake_pool_file.hpp"

#include <algorithm>

#include "fakes/fake_random.hpp"

namespace hypha::fakes {

void FakePoolFile::fail(int call, Failure failure, Lasting lasting) {
    calls_ = 0;
    fail_at_ = call;
    failure_ = failure;
    lasting_ = lasting;
    has_failed_ = false;
}

bool FakePoolFile::fails_now(Call call) {
    ++calls_;
    if (fail_at_ == 0 || calls_ < fail_at_ || (failure_ == Failure::no_space && call != Call::write) ||
        (failure_ == Failure::short_read && call != Call::read) || (lasting_ == Lasting::once && has_failed_)) {
        return false;
    }
    has_failed_ = true;
    return true;
}

void FakePoolFile::apply(const Change& change, std::vector<std::byte>& to) {
    const auto at = static_cast<std::size_t>(change.offset);
    if (!change.is_write) {
        to.resize(at);
        return;
    }
    to.resize(std::max(to.size(), at + change.bytes.size()));
    std::ranges::copy(change.bytes, to.begin() + static_cast<std::ptrdiff_t>(at));
}

void FakePoolFile::change(Slot& slot, Change what) {
    apply(what, slot.now);
    slot.unflushed.push_back(std::move(what));
}

void FakePoolFile::lose_power(PowerLoss loss, std::uint64_t seed) {
    FakeRandom random(seed);
    for (Slot& slot : slots_) {
        if (loss == PowerLoss::tears_unflushed) {
            // Any subset of the unflushed changes may have reached the disk, any write only in part.
            for (Change& what : slot.unflushed) {
                if (random.next() % 2 == 0) {
                    continue;
                }
                if (what.is_write && random.next() % 2 == 0) {
                    what.bytes.resize(random.next() % (what.bytes.size() + 1));
                }
                apply(what, slot.durable);
            }
        }
        slot.now = slot.durable;
        slot.unflushed.clear();
    }
}

void FakePoolFile::settle() {
    for (Slot& slot : slots_) {
        slot.durable = slot.now;
        slot.unflushed.clear();
    }
}

std::int64_t FakePoolFile::read(int slot, std::span<std::byte> into, std::int64_t offset) {
    const bool failing = fails_now(Call::read);
    if ((failing && failure_ != Failure::short_read) || slot < 0 || slot >= slots()) {
        return -1;
    }
    const auto& from = slots_[static_cast<std::size_t>(slot)].now;
    const std::int64_t left = static_cast<std::int64_t>(from.size()) - offset;
    const std::int64_t whole = std::clamp<std::int64_t>(left, 0, static_cast<std::int64_t>(into.size()));
    const std::int64_t count = failing ? whole / 2 : whole;
    if (count > 0) {
        std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(offset), static_cast<std::ptrdiff_t>(count),
                    into.begin());
    }
    return count;
}

ports::PoolWrite FakePoolFile::write(int slot, std::span<const std::byte> from, std::int64_t offset) {
    const bool failing = fails_now(Call::write);
    if (slot < 0 || slot >= slots()) {
        return ports::PoolWrite::failed;
    }
    const auto length = static_cast<std::ptrdiff_t>(failing ? from.size() / 2 : from.size());
    change(slots_[static_cast<std::size_t>(slot)], {offset, {from.begin(), from.begin() + length}, true});
    if (!failing) {
        return ports::PoolWrite::done;
    }
    return failure_ == Failure::no_space ? ports::PoolWrite::no_space : ports::PoolWrite::failed;
}

bool FakePoolFile::truncate(int slot, std::int64_t size) {
    if (fails_now(Call::other) || slot < 0 || slot >= slots()) {
        return false;
    }
    change(slots_[static_cast<std::size_t>(slot)], {size, {}, false});
    return true;
}

bool FakePoolFile::flush(int slot) {
    if (fails_now(Call::other) || slot < 0 || slot >= slots()) {
        return false;
    }
    Slot& flushed = slots_[static_cast<std::size_t>(slot)];
    flushed.durable = flushed.now;
    flushed.unflushed.clear();
    return true;
}

std::int64_t FakePoolFile::size(int slot) {
    if (fails_now(Call::other) || slot < 0 || slot >= slots()) {
        return -1;
    }
    return static_cast<std::int64_t>(slots_[static_cast<std::size_t>(slot)].now.size());
}

} // namespace hypha::fakes
