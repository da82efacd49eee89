// Storage that survives the application but not the test: slots of bytes in memory, which can be full. A copy of it is what a
// crash at this moment would leave.
#pragma once

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "ports/pool_file.hpp"

namespace hypha::flow {

class MemoryPool final : public ports::PoolFile {
public:
    [[nodiscard]] int slots() const override { return static_cast<int>(files_.size()); }
    std::int64_t read(int slot, std::span<std::byte> into, std::int64_t offset) override {
        const auto& file = at(slot);
        const auto start = std::min(static_cast<std::size_t>(offset), file.size());
        const std::size_t length = std::min(into.size(), file.size() - start);
        std::copy_n(file.begin() + static_cast<std::ptrdiff_t>(start), length, into.begin());
        return static_cast<std::int64_t>(length);
    }
    ports::PoolWrite write(int slot, std::span<const std::byte> from, std::int64_t offset) override {
        const std::size_t end = static_cast<std::size_t>(offset) + from.size();
        if (full_ && end > at(slot).size()) {
            return ports::PoolWrite::no_space;
        }
        if (writes_left_ == 0) {
            ran_out_ = true;
            put(slot, from.first(from.size() / 2), offset); // as a real device may
            refusals_left_ -= refusals_left_ > 0 ? 1 : 0;
            writes_left_ = refusals_left_ == 0 ? -1 : 0;
            return ports::PoolWrite::no_space;
        }
        writes_left_ -= writes_left_ > 0 ? 1 : 0;
        put(slot, from, offset);
        return ports::PoolWrite::done;
    }
    bool truncate(int slot, std::int64_t size) override {
        at(slot).resize(static_cast<std::size_t>(size));
        return true;
    }
    bool flush(int) override { return true; }
    std::int64_t size(int slot) override { return static_cast<std::int64_t>(at(slot).size()); }
    // A full device still overwrites what it has, but nothing grows.
    void set_full(bool full) { full_ = full; }
    // This many more writes succeed; the next, whatever it is, and those after it find no space, `refusals` in all or for good.
    // -1: all succeed.
    void run_out_after(int writes, int refusals = -1) {
        writes_left_ = writes;
        refusals_left_ = refusals;
        ran_out_ = false;
    }
    [[nodiscard]] bool ran_out() const { return ran_out_; }

private:
    void put(int slot, std::span<const std::byte> from, std::int64_t offset) {
        auto& file = at(slot);
        file.resize(std::max(file.size(), static_cast<std::size_t>(offset) + from.size()));
        std::copy(from.begin(), from.end(), file.begin() + static_cast<std::ptrdiff_t>(offset));
    }
    std::vector<std::byte>& at(int slot) { return files_.at(static_cast<std::size_t>(slot)); }
    std::array<std::vector<std::byte>, 16> files_;
    bool full_ = false;
    int writes_left_ = -1, refusals_left_ = -1;
    bool ran_out_ = false;
};

} // namespace hypha::flow
