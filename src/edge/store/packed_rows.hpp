// What the databases keep as bytes, the same in each: an operation as on the wire (wire_operation.hpp), and `seen` as pairs of
// device and hlc, 8 bytes each, big-endian. Databases have no numbers of 64 bits without sign: they keep the same bits with one.
// Only numbers that are compared for order there (seq, batch numbers, times) must stay below 2^63; they count from 1.
// Errors: "database_corrupt" for bytes that are none of ours.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/sync/operation.hpp"

namespace hypha::edge {

constexpr std::int64_t signed_bits(std::uint64_t value) { return std::bit_cast<std::int64_t>(value); }
constexpr std::uint64_t unsigned_bits(std::int64_t value) { return std::bit_cast<std::uint64_t>(value); }
// For a bound of numbers that are kept in order: whatever lies beyond them stays beyond them.
constexpr std::int64_t ordered_bits(std::uint64_t value) {
    return value > INT64_MAX ? INT64_MAX : static_cast<std::int64_t>(value);
}

std::string pack(const sync::Operation& operation);
Result<sync::Operation> unpack_operation(std::string_view bytes);
std::string pack(const sync::Seen& seen);
Result<sync::Seen> unpack_seen(std::string_view bytes);
Result<sync::BlobHash> unpack_hash(std::string_view bytes);

inline std::string_view view_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }
template <std::size_t N> std::span<const std::byte> bytes_of(const std::array<std::uint8_t, N>& bytes) {
    return std::as_bytes(std::span(bytes));
}

} // namespace hypha::edge
