// CRC-32 as ZIP and PNG use it (ISO 3309, polynomial 0xEDB88320 reflected), made in pieces.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace hypha::exchange {

class Crc32 {
public:
    void add(std::span<const std::byte> bytes) {
        for (const std::byte each : bytes) {
            state_ = kTable[(state_ ^ static_cast<std::uint32_t>(each)) & 0xFFU] ^ (state_ >> 8U);
        }
    }
    [[nodiscard]] std::uint32_t value() const { return ~state_; }

private:
    static constexpr std::array<std::uint32_t, 256> kTable = [] {
        std::array<std::uint32_t, 256> table{};
        for (std::uint32_t i = 0; i < table.size(); ++i) {
            std::uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit) {
                value = (value >> 1U) ^ ((value & 1U) != 0 ? 0xEDB88320U : 0U);
            }
            table[i] = value;
        }
        return table;
    }();
    std::uint32_t state_ = 0xFFFFFFFFU;
};

inline std::uint32_t crc32_of(std::span<const std::byte> bytes) {
    Crc32 crc;
    crc.add(bytes);
    return crc.value();
}

} // namespace hypha::exchange
