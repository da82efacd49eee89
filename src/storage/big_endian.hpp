// Numbers as SQLite's files hold them: big-endian, `count` bytes (1 to 4) at `at`, which must be there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace hypha::storage {

inline std::uint32_t big_endian(std::span<const std::byte> bytes, std::size_t at, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        value = value << 8U | std::to_integer<std::uint32_t>(bytes[at + i]);
    }
    return value;
}

inline void put_big_endian(std::span<std::byte> bytes, std::size_t at, std::size_t count, std::uint32_t value) {
    for (std::size_t i = 0; i < count; ++i) {
        bytes[at + i] = static_cast<std::byte>(value >> (8 * (count - 1 - i)) & 0xffU);
    }
}

} // namespace hypha::storage
