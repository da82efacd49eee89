// SQLite's locks between connections of one process.
#include <catch2/catch_test_macros.hpp>

#include "storage/file_locks.hpp"

using namespace hypha::storage;
using Level = FileLocks::Level;

TEST_CASE("many read, one reserves, nobody new comes in once it waits to write, and it writes alone", "[file_locks]") {
    FileLocks locks;
    FileLocks::Holder one, two, three;
    CHECK(locks.lock(one, Level::shared));
    CHECK(locks.lock(two, Level::shared));
    CHECK(locks.lock(one, Level::reserved));
    CHECK(locks.is_reserved());
    CHECK_FALSE(locks.lock(two, Level::reserved));
    CHECK_FALSE(locks.lock(one, Level::exclusive)); // two still reads
    CHECK_FALSE(locks.lock(three, Level::shared));  // one waits
    locks.unlock(two, Level::none);
    CHECK(locks.lock(one, Level::exclusive));
    CHECK_FALSE(locks.lock(two, Level::shared));
    locks.unlock(one, Level::shared);
    CHECK_FALSE(locks.is_reserved());
    CHECK(locks.lock(two, Level::shared));
    locks.unlock(one, Level::none);
    CHECK(locks.lock(two, Level::exclusive));
    locks.unlock(two, Level::none);
    locks.unlock(two, Level::none); // twice is once
    CHECK(locks.lock(three, Level::exclusive));
}

TEST_CASE("the index's lock bytes: shared by many, exclusive to one, all or none", "[file_locks]") {
    FileLocks locks;
    FileLocks::Holder one, two;
    CHECK(locks.lock_index(one, 3, 1, false));
    CHECK(locks.lock_index(two, 3, 1, false));
    CHECK_FALSE(locks.lock_index(one, 3, 1, true));
    CHECK_FALSE(locks.lock_index(two, 2, 3, true)); // 3 is in the way, so 2 and 4 stay free
    CHECK(locks.lock_index(one, 2, 1, true));
    CHECK(locks.lock_index(one, 4, 1, true));
    locks.unlock_index(two, 3, 1);
    CHECK(locks.lock_index(one, 3, 1, true)); // raises its own
    CHECK_FALSE(locks.lock_index(two, 3, 1, false));
    locks.unlock_index(one, 0, FileLocks::kIndexLocks);
    CHECK(locks.lock_index(two, 0, FileLocks::kIndexLocks, true));
}

TEST_CASE("the index is shared while anybody uses it, and forgotten with the last", "[file_locks]") {
    FileLocks locks;
    FileLocks::Holder one, two;
    CHECK(locks.map_index(one, 0, 64, false) == nullptr);
    auto* made = static_cast<unsigned char*>(locks.map_index(one, 0, 64, true));
    REQUIRE(made != nullptr);
    CHECK(made[63] == 0);
    made[0] = 7;
    CHECK(locks.map_index(two, 0, 64, true) == made);
    CHECK(locks.lock_index(one, 0, 1, true));
    locks.unmap_index(one);
    CHECK(locks.lock_index(two, 0, 1, true)); // a user that leaves lets go
    CHECK(static_cast<unsigned char*>(locks.map_index(two, 0, 64, true))[0] == 7);
    locks.unmap_index(two);
    CHECK(static_cast<unsigned char*>(locks.map_index(one, 0, 64, true))[0] == 0);
}
