#include <memory>

#include "contract/replica_store_contract.hpp"
#include "fakes/scratch_folder_native.hpp"
#include "storage/database.hpp"
#include "storage/sync_store.hpp"

TEST_CASE("the replica's store in a database file keeps the contract", "[sync]") {
    using namespace hypha;
    const fakes::ScratchFolder folder;
    std::unique_ptr<storage::Database> database;
    std::unique_ptr<storage::SyncStore> store;
    check_replica_store_contract([&]() -> sync::ReplicaStore& {
        store.reset();
        database.reset();
        auto opened = storage::Database::open(storage::DatabasePlace::at_path(folder.path() + "/hypha.db"));
        REQUIRE(opened.has_value());
        database = *std::move(opened);
        return *(store = std::make_unique<storage::SyncStore>(*database));
    });
}
