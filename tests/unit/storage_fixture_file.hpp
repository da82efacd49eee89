// Puts a database file of tests/fixtures/databases into a pool under a name, as an app of that version left it.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include <cstdio>
#include <string>
#include <vector>

#include "storage/slot_header.hpp"
#include "storage_shelf.hpp"

namespace hypha {

inline std::vector<std::byte> fixture_bytes(const std::string& file) {
    const std::string path = std::string(HYPHA_SOURCE_DIR) + "/tests/fixtures/databases/" + file;
    std::FILE* opened = std::fopen(path.c_str(), "rb");
    REQUIRE(opened != nullptr);
    std::vector<std::byte> bytes(16U << 20U);
    bytes.resize(std::fread(bytes.data(), 1, bytes.size(), opened));
    std::fclose(opened);
    return bytes;
}

// The shelf is mounted and has no file of that name.
inline void put_fixture(Shelf& shelf, const std::string& file, const std::string& name) {
    const auto slot = shelf.vfs->create(name);
    REQUIRE(slot.has_value());
    REQUIRE(shelf.pool.write(*slot, fixture_bytes(file), storage::kSlotHeadBytes) == ports::PoolWrite::done);
}

} // namespace hypha
