// The running sum of SQLite's write-ahead log (file format, section 4) and of its checksum VFS: two words that each take in a word
// and the other sum, so that order counts. bytes.size() is a multiple of 8.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace hypha::storage {

struct WordSum {
    std::uint32_t first = 0, second = 0;
    bool operator==(const WordSum&) const = default;

    void add(std::span<const std::byte> bytes, std::endian order) {
        const bool swaps = order != std::endian::native;
        for (std::size_t at = 0; at < bytes.size(); at += 8) {
            std::uint32_t words[2];
            std::memcpy(words, bytes.data() + at, sizeof words);
            first += (swaps ? std::byteswap(words[0]) : words[0]) + second;
            second += (swaps ? std::byteswap(words[1]) : words[1]) + first;
        }
    }
};

} // namespace hypha::storage
