// The checksum of a page: the one that SQLite's own checksum VFS writes, and wrong after any flipped bit.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstring>
#include <vector>

#include "storage/page_checksum.hpp"

using namespace hypha::storage;

namespace {

std::vector<std::byte> page_of(std::size_t size) {
    std::vector<std::byte> page(size);
    std::uint32_t state = 7;
    for (std::byte& byte : page) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<std::byte>(state >> 24);
    }
    const PageChecksum sum = page_checksum(page);
    std::memcpy(page.data() + size - kChecksumBytes, sum.bytes, kChecksumBytes);
    return page;
}

} // namespace

TEST_CASE("the sum is the one of SQLite's checksum VFS", "[page_checksum]") {
    // Words 1, 2, 3, 4: s1 = 1, s2 = 3, then s1 = 1 + 3 + 3 = 7, s2 = 3 + 4 + 7 = 14.
    std::vector<std::byte> page(24);
    for (const std::uint32_t word : {1U, 2U, 3U, 4U}) {
        std::memcpy(page.data() + (word - 1) * 4, &word, 4);
    }
    const PageChecksum sum = page_checksum(page);
    std::uint32_t sums[2];
    std::memcpy(sums, sum.bytes, sizeof sums);
    CHECK(sums[0] == 7);
    CHECK(sums[1] == 14);
}

TEST_CASE("any flipped bit of a page is found, in the sum itself too", "[page_checksum]") {
    std::vector<std::byte> page = page_of(1024);
    REQUIRE(page_is_sound(page));
    for (std::size_t bit = 0; bit < page.size() * 8; ++bit) {
        page[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
        if (page_is_sound(page)) {
            FAIL("bit " << bit);
        }
        page[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
    }
    CHECK(page_is_sound(page));
}

TEST_CASE("the header says whether pages carry sums", "[page_checksum]") {
    std::vector<std::byte> header(100);
    CHECK(checksummed_page_bytes(header) == -1);
    std::memcpy(header.data(), "SQLite format 3", 16);
    header[16] = std::byte{0x40};
    CHECK(checksummed_page_bytes(header) == 0);
    header[20] = std::byte{8};
    CHECK(checksummed_page_bytes(header) == 16384);
    header[16] = std::byte{0};
    header[17] = std::byte{1};
    CHECK(checksummed_page_bytes(header) == 65536);
    CHECK(checksummed_page_bytes(std::span(header).first(99)) == -1);
}
