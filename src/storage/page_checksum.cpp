#include "storage/page_checksum.hpp"

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "storage/big_endian.hpp"
#include "storage/word_sum.hpp"

namespace hypha::storage {
namespace {

constexpr std::string_view kMagic{"SQLite format 3\0", 16};
constexpr std::size_t kHeaderBytes = 100, kPageSizeAt = 16, kReservedAt = 20;

static_assert(std::endian::native == std::endian::little, "the sums are stored as they lie in memory");

} // namespace

PageChecksum page_checksum(std::span<const std::byte> page) {
    WordSum words;
    words.add(page.first(page.size() - kChecksumBytes), std::endian::little);
    PageChecksum sum{};
    std::memcpy(sum.bytes, &words.first, sizeof words.first);
    std::memcpy(sum.bytes + sizeof words.first, &words.second, sizeof words.second);
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
    const auto size = static_cast<int>(big_endian(header, kPageSizeAt, 2));
    return size == 1 ? 65536 : size;
}

} // namespace hypha::storage
