// What hostile bytes do to a reader: every truncation, every single flipped bit, and bytes after the end. Under the sanitizers a
// read outside the buffer stops the test, so each variant lies in its own exact allocation.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hypha {

template <typename Reader> void attack(const std::vector<std::uint8_t>& whole, Reader read) {
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        const std::vector<std::uint8_t> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        read(std::span<const std::uint8_t>(cut));
    }
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        std::vector<std::uint8_t> flipped = whole;
        flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1U << (bit % 8)));
        read(std::span<const std::uint8_t>(flipped));
    }
    std::vector<std::uint8_t> longer = whole;
    longer.insert(longer.end(), 64, 0xFF);
    read(std::span<const std::uint8_t>(longer));
}

} // namespace hypha
