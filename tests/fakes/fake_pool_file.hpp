// A storage pool in memory that can be broken on purpose: fail() makes the n-th call from now fail, once or from then on;
// lose_power() ends what a process had written but not flushed: dropped, or torn (an arbitrary part of it reached the disk).
// A failed write leaves a part of its bytes, as a real one may.
#pragma once

#include <cstdint>
#include <vector>

#include "ports/pool_file.hpp"

namespace hypha::fakes {

class FakePoolFile final : public ports::PoolFile {
public:
    enum class Failure { io, no_space, short_read };
    enum class Lasting { once, for_good };
    enum class PowerLoss { drops_unflushed, tears_unflushed };

    explicit FakePoolFile(int slots) : slots_(static_cast<std::size_t>(slots)) {}

    // `call` counts from 1. no_space fails writes only, short_read reads only: the first such call at or after that one.
    void fail(int call, Failure failure, Lasting lasting);
    void heal() { fail_at_ = 0; }
    [[nodiscard]] int calls() const { return calls_; }
    [[nodiscard]] bool has_failed() const { return has_failed_; }
    void lose_power(PowerLoss loss, std::uint64_t seed);
    // Everything written so far is durable.
    void settle();

    // The bytes of a slot, to be read or damaged by a test.
    std::vector<std::byte>& bytes(int slot) { return slots_[static_cast<std::size_t>(slot)].now; }

    [[nodiscard]] int slots() const override { return static_cast<int>(slots_.size()); }
    std::int64_t read(int slot, std::span<std::byte> into, std::int64_t offset) override;
    ports::PoolWrite write(int slot, std::span<const std::byte> from, std::int64_t offset) override;
    bool truncate(int slot, std::int64_t size) override;
    bool flush(int slot) override;
    std::int64_t size(int slot) override;

private:
    struct Change {
        std::int64_t offset; // of a write; the new size of a truncate
        std::vector<std::byte> bytes;
        bool is_write;
    };
    struct Slot {
        std::vector<std::byte> now;
        std::vector<std::byte> durable;
        std::vector<Change> unflushed;
    };
    enum class Call { read, write, other };
    bool fails_now(Call call);
    static void apply(const Change& change, std::vector<std::byte>& to);
    void change(Slot& slot, Change what);

    std::vector<Slot> slots_;
    int calls_ = 0;
    int fail_at_ = 0; // 0: never
    Failure failure_ = Failure::io;
    Lasting lasting_ = Lasting::once;
    bool has_failed_ = false;
};

} // namespace hypha::fakes
