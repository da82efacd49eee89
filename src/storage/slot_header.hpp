// The head of a pool slot: which file lies in it. Two copies in sectors of their own, each with a checksum and a generation,
// so that a torn write of one leaves the other. The file's own bytes begin at kSlotHeadBytes.
// The decoder trusts nothing: wrong magic, length, checksum or a name with a NUL is "no header", never a partial one.
// Layout (little-endian): magic[8], generation u64, name length u16, name[≤ 400], zeros, FNV-1a 64 of all before it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace hypha::storage {

inline constexpr std::size_t kSlotRecordBytes = 512;
inline constexpr std::int64_t kSlotSectorBytes = 4096; // distance between the copies
inline constexpr std::int64_t kSlotHeadBytes = 2 * kSlotSectorBytes;
inline constexpr std::size_t kSlotNameLimit = 400;

struct SlotHeader {
    std::uint64_t generation = 0; // grows with each change in the whole pool
    std::string name;             // empty: the slot is free
    bool operator==(const SlotHeader&) const = default;
};

using SlotRecord = std::array<std::byte, kSlotRecordBytes>;

// header.name must be at most kSlotNameLimit bytes and hold no NUL.
SlotRecord encode_slot_header(const SlotHeader& header);
std::optional<SlotHeader> decode_slot_header(std::span<const std::byte> record);

} // namespace hypha::storage
