#include "contract/pool_file_contract.hpp"
#include "fakes/scratch_folder_native.hpp"
#include "native/pool_file.hpp"

using hypha::fakes::ScratchFolder;
using hypha::native::PosixPoolFile;

TEST_CASE("the pool on files keeps the contract", "[pool_file]") {
    const ScratchFolder folder;
    const auto pool = PosixPoolFile::open(folder.path() + "/pool", 3);
    REQUIRE(pool.has_value());
    hypha::check_pool_file_contract(**pool);
}

TEST_CASE("the pool on files keeps its bytes when it is opened again", "[pool_file]") {
    const ScratchFolder folder;
    {
        const auto pool = PosixPoolFile::open(folder.path() + "/pool", 2);
        REQUIRE(pool.has_value());
        REQUIRE((*pool)->write(1, hypha::pool_bytes("kept"), 0) == hypha::ports::PoolWrite::done);
    }
    const auto again = PosixPoolFile::open(folder.path() + "/pool", 2);
    REQUIRE(again.has_value());
    CHECK(hypha::pool_text(**again, 1, 4, 0) == "kept");
}

TEST_CASE("a second opener of the pool is refused as long as the first is there", "[pool_file]") {
    const ScratchFolder folder;
    auto first = PosixPoolFile::open(folder.path() + "/pool", 2);
    REQUIRE(first.has_value());
    const auto second = PosixPoolFile::open(folder.path() + "/pool", 2);
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().code == "storage_unavailable");
    first->reset();
    CHECK(PosixPoolFile::open(folder.path() + "/pool", 2).has_value());
}

TEST_CASE("a folder that cannot be made is storage_unavailable", "[pool_file]") {
    const ScratchFolder folder;
    const auto pool = PosixPoolFile::open(folder.path() + "/missing/pool", 2);
    REQUIRE_FALSE(pool.has_value());
    CHECK(pool.error().code == "storage_unavailable");
}
