#include "storage/page_checksum.hpp"

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace hypha::storage {
namespace {

constexpr std::string_view kMagic{"SQLite format 3\0", 16};
constexpr std::size_t kHeaderBytes = 100, kPageSizeAt = 16, kReservedAt = 20;

static_assert(std::endian::native == std::endian::little, "the sums are read as little-endian words");

} // namespace

PageChecksum page_checksum(std::span<const std::byte> page) {
    std::uint32_t first = 0, second = 0;
    for (std::size_t at = 0; at < page.size() - kChecksumBytes; at += 8) {
        std::uint32_t words[2];
        std::memcpy(words, page.data() + at, sizeof words);
        first += words[0] + second;
        second += words[1] + first;
    }
    PageChecksum sum{};
    std::memcpy(sum.bytes, &first, sizeof first);
    std::memcpy(sum.bytes + sizeof first, &second, sizeof second);
    return sum;
}

bool page_is_sound(std::span<const std::byte> page) {
    const PageChecksum sum = page_checksum(page);
    return std::memcmp(sum.bytes, page.data() + page.size() - kChecksumBytes, kChecksumBytes) == 0;
}

int checksummed_page_bytes(std::span<const std::byte> header) {
    if (header.size() < kHeaderBytes || std::memcmp(header.data(), kMagic.data(), kMagic.size()) != 0) {
        return -1;
    }
    if (std::to_integer<int>(header[kReservedAt]) != kChecksumBytes) {
        return 0;
    }
    const int size = std::to_integer<int>(header[kPageSizeAt]) << 8 | std::to_integer<int>(header[kPageSizeAt + 1]);
    return size == 1 ? 65536 : size;
}

} // namespace hypha::storage
