// What every ports::PoolFile promises. `pool` must have at least two open slots; their bytes are overwritten.
// Durability over a restart is outside: it needs the process or the worker to end (storage_pool_native_test, the browser test).
#pragma once

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "ports/pool_file.hpp"

namespace hypha {

inline std::vector<std::byte> pool_bytes(std::string_view text) {
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

// What a read of `length` at `offset` answers, as text; "failed" when it fails.
inline std::string pool_text(ports::PoolFile& pool, int slot, std::size_t length, std::int64_t offset) {
    std::vector<std::byte> into(length, std::byte{'#'});
    const std::int64_t got = pool.read(slot, into, offset);
    if (got < 0 || got > static_cast<std::int64_t>(length)) {
        return "failed";
    }
    std::string text;
    for (std::int64_t i = 0; i < got; ++i) {
        text += static_cast<char>(into[static_cast<std::size_t>(i)]);
    }
    return text;
}

inline void check_pool_file_contract(ports::PoolFile& pool) {
    REQUIRE(pool.slots() >= 2);
    for (int slot = 0; slot < pool.slots(); ++slot) {
        REQUIRE(pool.truncate(slot, 0));
        REQUIRE(pool.size(slot) == 0);
    }

    SECTION("what was written is read back, and slots are apart") {
        CHECK(pool.write(0, pool_bytes("chanterelle"), 0) == ports::PoolWrite::done);
        CHECK(pool.write(1, pool_bytes("morel"), 0) == ports::PoolWrite::done);
        CHECK(pool_text(pool, 0, 11, 0) == "chanterelle");
        CHECK(pool_text(pool, 1, 5, 0) == "morel");
        CHECK(pool.size(0) == 11);
        CHECK(pool.size(1) == 5);
    }
    SECTION("a write in the middle changes only its range") {
        CHECK(pool.write(0, pool_bytes("aaaaaaaa"), 0) == ports::PoolWrite::done);
        CHECK(pool.write(0, pool_bytes("bb"), 3) == ports::PoolWrite::done);
        CHECK(pool_text(pool, 0, 8, 0) == "aaabbaaa");
    }
    SECTION("a read at the end is short, behind the end empty") {
        CHECK(pool.write(0, pool_bytes("abc"), 0) == ports::PoolWrite::done);
        CHECK(pool_text(pool, 0, 10, 1) == "bc");
        CHECK(pool_text(pool, 0, 10, 3).empty());
        CHECK(pool_text(pool, 0, 10, 1000).empty());
    }
    SECTION("a write behind the end leaves zeros between") {
        CHECK(pool.write(0, pool_bytes("x"), 0) == ports::PoolWrite::done);
        CHECK(pool.write(0, pool_bytes("y"), 4) == ports::PoolWrite::done);
        CHECK(pool_text(pool, 0, 5, 0) == std::string("x\0\0\0y", 5));
    }
    SECTION("truncate cuts, and grows with zeros") {
        CHECK(pool.write(0, pool_bytes("abcdef"), 0) == ports::PoolWrite::done);
        CHECK(pool.truncate(0, 2));
        CHECK(pool.size(0) == 2);
        CHECK(pool.truncate(0, 4));
        CHECK(pool_text(pool, 0, 10, 0) == std::string("ab\0\0", 4));
    }
    SECTION("large blocks and far offsets") {
        std::string page(65536, 'p');
        page[0] = '<';
        page[65535] = '>';
        constexpr std::int64_t kFar = 24LL << 20;
        CHECK(pool.write(1, pool_bytes(page), kFar) == ports::PoolWrite::done);
        CHECK(pool_text(pool, 1, page.size(), kFar) == page);
        CHECK(pool.size(1) == kFar + 65536);
        CHECK(pool.truncate(1, 0));
    }
    SECTION("flush answers, and changes nothing that can be read") {
        CHECK(pool.write(0, pool_bytes("kept"), 0) == ports::PoolWrite::done);
        CHECK(pool.flush(0));
        CHECK(pool_text(pool, 0, 4, 0) == "kept");
    }
    SECTION("an empty write and an empty read are done") {
        CHECK(pool.write(0, {}, 0) == ports::PoolWrite::done);
        CHECK(pool.read(0, {}, 0) == 0);
        CHECK(pool.size(0) == 0);
    }
    SECTION("a slot that is not there fails, every call") {
        for (const int slot : {-1, pool.slots()}) {
            std::vector<std::byte> byte(1);
            CHECK(pool.read(slot, byte, 0) == -1);
            CHECK(pool.write(slot, byte, 0) == ports::PoolWrite::failed);
            CHECK_FALSE(pool.truncate(slot, 0));
            CHECK_FALSE(pool.flush(slot));
            CHECK(pool.size(slot) == -1);
        }
    }
}

} // namespace hypha
