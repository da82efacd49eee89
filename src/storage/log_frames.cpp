#include "storage/log_frames.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "storage/big_endian.hpp"
#include "storage/pool_vfs.hpp"
#include "storage/slot_directory.hpp"
#include "storage/word_sum.hpp"

namespace hypha::storage {
namespace {

constexpr std::size_t kLogHeadBytes = 32, kFrameHeadBytes = 24;
constexpr std::uint32_t kMagic = 0x377f0682; // the lowest bit: words are summed big-endian

using View = std::span<const std::byte>;

std::uint32_t word(View bytes, std::size_t at) { return big_endian(bytes, at, 4); }

WordSum stored_sum(View bytes, std::size_t at) { return {word(bytes, at), word(bytes, at + 4)}; }

// One log: its header, and its frames one after the other.
struct Log {
    ports::PoolFile* pool = nullptr;
    int slot = kNoSlot;
    std::endian order = std::endian::little; // of the words that are summed
    std::size_t page_bytes = 0;
    std::vector<std::byte> head;

    [[nodiscard]] WordSum sum_of(WordSum before, View frame) const {
        before.add(frame.first(8), order);
        before.add(frame.subspan(kFrameHeadBytes), order);
        return before;
    }
    [[nodiscard]] std::int64_t offset_of(std::int64_t number) const { // from 0, in the slot
        return kSlotHeadBytes + static_cast<std::int64_t>(kLogHeadBytes + static_cast<std::size_t>(number) *
                                                                              (kFrameHeadBytes + page_bytes));
    }
    // False behind the last whole frame.
    Result<bool> read(std::int64_t number, std::vector<std::byte>& frame) const {
        frame.resize(kFrameHeadBytes + page_bytes);
        const std::int64_t got = pool->read(slot, frame, offset_of(number));
        return got < 0 ? failure("storage_unavailable", "the log cannot be read")
                       : Result<bool>(got == std::ssize(frame));
    }
    [[nodiscard]] bool has_salts(View frame) const {
        return std::ranges::equal(frame.subspan(8, 8), View(head).subspan(16, 8));
    }
};

// Nothing where there is no log, or none that SQLite would look into.
Result<std::optional<Log>> log_of(const DatabasePlace& place, const std::string& file) {
    Log log{&place.pool->pool(), place.pool->slot_of(file + kLogSuffix), std::endian::little, 0,
            std::vector<std::byte>(kLogHeadBytes)};
    if (log.slot == kNoSlot) {
        return std::nullopt;
    }
    const std::int64_t got = log.pool->read(log.slot, log.head, kSlotHeadBytes);
    if (got < 0) {
        return failure("storage_unavailable", "the log cannot be read");
    }
    log.order = (word(log.head, 0) & 1U) != 0 ? std::endian::big : std::endian::little;
    log.page_bytes = word(log.head, 8);
    const bool is_size =
        log.page_bytes >= 512 && log.page_bytes <= 65536 && (log.page_bytes & (log.page_bytes - 1)) == 0;
    WordSum head;
    head.add(View(log.head).first(24), log.order);
    if (got != std::ssize(log.head) || (word(log.head, 0) & ~1U) != kMagic || !is_size ||
        head != stored_sum(log.head, 24)) {
        return std::nullopt;
    }
    return log;
}

// The last commit that is proved to have been flushed behind a frame that rotted.
struct Proof {
    std::int64_t frames = 0; // up to and with it; 0: nothing rotted
    std::uint32_t pages = 0; // of the database then
};

Result<Proof> look(const Log& log) {
    Proof proof;
    WordSum before = stored_sum(log.head, 24);
    bool broken = false;
    int commits = 0;
    std::vector<std::byte> frame;
    for (std::int64_t number = 0;; ++number) {
        const auto more = log.read(number, frame);
        if (!more) {
            return std::unexpected(more.error());
        }
        if (!*more) {
            return proof;
        }
        const WordSum stored = stored_sum(frame, 16);
        if (stored != log.sum_of(before, frame) || !log.has_salts(frame) || word(frame, 0) == 0) {
            broken = true;
            commits = 0;
        } else if (broken && word(frame, 4) != 0 && ++commits >= 2) {
            proof = {number + 1, word(frame, 4)};
        }
        before = stored;
    }
}

// A page written in the place of another is worse than one with a wrong bit: when the sum fits with one bit of the frame's page
// number or size flipped back, that bit it was.
void mend_page_number(const Log& log, WordSum before, std::vector<std::byte>& frame) {
    const WordSum stored = stored_sum(frame, 16);
    for (std::size_t bit = 0; bit < 64 && log.sum_of(before, frame) != stored; ++bit) {
        const auto mask = static_cast<std::byte>(1U << (bit % 8));
        frame[bit / 8] ^= mask;
        if (log.sum_of(before, frame) == stored) {
            return;
        }
        frame[bit / 8] ^= mask;
    }
}

} // namespace

Result<bool> log_is_rotten(const DatabasePlace& place, const std::string& file) {
    const auto log = log_of(place, file);
    if (!log || !*log) {
        return log ? Result<bool>(false) : std::unexpected(log.error());
    }
    const auto proof = look(**log);
    return proof ? Result<bool>(proof->frames > 0) : std::unexpected(proof.error());
}

Result<void> mend_log(const DatabasePlace& place, const std::string& file) {
    const auto log = log_of(place, file);
    const auto proof = !log ? std::unexpected(log.error()) : *log ? look(**log) : Result<Proof>(Proof{});
    if (!proof) {
        return std::unexpected(proof.error());
    }
    std::vector<std::byte> frame;
    WordSum before = proof->frames > 0 ? stored_sum((*log)->head, 24) : WordSum{}, sum = before;
    for (std::int64_t number = 0; number < proof->frames; ++number) {
        if (const auto there = (*log)->read(number, frame); !there) {
            return std::unexpected(there.error());
        }
        const WordSum stored = stored_sum(frame, 16);
        mend_page_number(**log, std::exchange(before, stored), frame);
        if (word(frame, 0) == 0 || word(frame, 0) > proof->pages) {
            put_big_endian(frame, 0, 4, proof->pages + 1); // behind the end, where nobody reads
        }
        std::ranges::copy(View((*log)->head).subspan(16, 8), frame.begin() + 8);
        sum = (*log)->sum_of(sum, frame);
        put_big_endian(frame, 16, 4, sum.first);
        put_big_endian(frame, 20, 4, sum.second);
        const auto wrote =
            (*log)->pool->write((*log)->slot, View(frame).first(kFrameHeadBytes), (*log)->offset_of(number));
        if (wrote != ports::PoolWrite::done) {
            return failure(wrote == ports::PoolWrite::no_space ? "storage_full" : "storage_unavailable",
                           file + kLogSuffix);
        }
    }
    return {};
}

} // namespace hypha::storage
