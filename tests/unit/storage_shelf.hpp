// What the storage tests stand on: a breakable pool, mounted, with a database in it; restart() is what a reload does.
#pragma once

#include <memory>
#include <string>

#include "fakes/fake_clock.hpp"
#include "fakes/fake_pool_file.hpp"
#include "fakes/fake_random.hpp"
#include "storage/database.hpp"
#include "storage/pool_vfs.hpp"

namespace hypha {

struct Shelf {
    explicit Shelf(int slots = 6) : pool(slots) {}

    // Mounts again; the database of the run before must be closed.
    Result<void> mount() {
        vfs.reset();
        auto mounted = storage::PoolVfs::mount(pool, clock, random);
        if (!mounted) {
            return std::unexpected(mounted.error());
        }
        vfs = *std::move(mounted);
        return {};
    }
    Result<std::unique_ptr<storage::Database>> open() {
        if (auto mounted = mount(); !mounted) {
            return std::unexpected(mounted.error());
        }
        return storage::Database::open(place());
    }
    [[nodiscard]] storage::DatabasePlace place() const { return storage::DatabasePlace::in_pool(*vfs); }

    fakes::FakePoolFile pool;
    fakes::FakeClock clock;
    fakes::FakeRandom random;
    std::unique_ptr<storage::PoolVfs> vfs;
};

} // namespace hypha
