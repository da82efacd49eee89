#include "contract/edge_store_contract.hpp"
#include "fakes/memory_edge_store.hpp"

TEST_CASE("the edge's store in memory keeps the contract", "[sync]") {
    hypha::fakes::MemoryEdgeStore store;
    hypha::check_edge_store_contract([&]() -> hypha::sync::EdgeStore& {
        store.restart();
        return store;
    });
    hypha::check_edge_store_endures([&]() -> hypha::sync::EdgeStore& {
        store.restart();
        return store;
    });
}
