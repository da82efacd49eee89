// What sync tables keep as bytes: operations as on the wire (core/sync/wire_operation.hpp), `seen` and the state as CBOR. Numbers of
// 64 bits without sign are kept as the same bits with one: they are compared for equality only.
// Errors: "database_corrupt" for bytes that are none of ours.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/sync/replica_store.hpp"

namespace hypha::storage {

constexpr std::int64_t signed_bits(std::uint64_t value) { return std::bit_cast<std::int64_t>(value); }
constexpr std::uint64_t unsigned_bits(std::int64_t value) { return std::bit_cast<std::uint64_t>(value); }
constexpr std::int64_t limit_of(std::size_t most) {
    return static_cast<std::int64_t>(std::min<std::uint64_t>(most, INT64_MAX));
}

inline std::string_view view_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }
template <std::size_t N> std::span<const std::byte> bytes_of(const std::array<std::uint8_t, N>& bytes) {
    return std::as_bytes(std::span(bytes));
}

std::string pack(const sync::Operation& operation);
Result<sync::Operation> unpack_operation(std::string_view bytes);
std::string pack(const sync::Seen& seen);
Result<sync::Seen> unpack_seen(std::string_view bytes);
std::string pack(const sync::ReplicaState& state);
Result<sync::ReplicaState> unpack_state(std::string_view bytes);
Result<sync::BlobHash> unpack_hash(std::string_view bytes);

} // namespace hypha::storage
