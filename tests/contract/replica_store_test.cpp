#include "contract/replica_store_contract.hpp"
#include "fakes/memory_replica_store.hpp"

TEST_CASE("the replica's store in memory keeps the contract", "[sync]") {
    hypha::fakes::MemoryReplicaStore store;
    hypha::check_replica_store_contract([&]() -> hypha::sync::ReplicaStore& {
        store.restart();
        return store;
    });
}
