// What every sync::ReplicaStore promises. `open` answers the same store again, as after a restart of the program.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include <functional>

#include "core/sync/replica_store.hpp"

namespace hypha {

inline void check_replica_store_contract(const std::function<sync::ReplicaStore&()>& open) {
    using namespace sync;
    const CellName name{"table_of_tomorrow", std::string("k\0\xff", 3), "column_of_tomorrow"};
    const Operation operation{name.table,
                              name.key,
                              {Hlc{5}, DeviceId{UINT64_MAX}},
                              Hlc{4},
                              {{name.column, std::string("\0v", 2), true, {{Hlc{1}, DeviceId{2}}}, BlobHash{{7}}}}};
    Cell cell = cell_of(operation, operation.columns[0]);
    cell.known = {{Hlc{3}, DeviceId{4}}};
    cell.confirmed = 2;
    ReplicaState state;
    state.device.value = UINT64_MAX;
    state.former = {DeviceId{1}, DeviceId{2}};
    state.last_hlc = Hlc{UINT64_MAX};
    state.offset_ms = -5;
    state.cursor = {UINT64_MAX, 7};
    state.snapshot_after = name;

    ReplicaStore* store = &open();
    REQUIRE(store->begin());
    CHECK(store->state().value() == ReplicaState{});
    REQUIRE(store->put_state(state));
    REQUIRE(store->put_cell(name, cell));
    REQUIRE(store->append_outbox(operation, true));
    REQUIRE(store->append_outbox(operation, false));
    CHECK(store->cell(name).value() == cell);
    REQUIRE(store->commit());

    store = &open();
    CHECK(store->state().value() == state);
    CHECK(store->cell(name).value() == cell); // tables and columns nobody knows are kept as they came
    CHECK(store->unconfirmed(2, 10)->empty());
    CHECK(store->unconfirmed(3, 10)->size() == 1);
    auto rows = store->outbox(10);
    REQUIRE(rows);
    REQUIRE(rows->size() == 2);
    CHECK(rows->at(0).fresh);
    CHECK(rows->at(0).ordinal < rows->at(1).ordinal);
    CHECK(store->outbox(1)->size() == 1);

    REQUIRE(store->begin());
    rows->at(0).batch_no = 9;
    REQUIRE(store->put_outbox(rows->at(0)));
    REQUIRE(store->remove_outbox(rows->at(1).ordinal));
    REQUIRE(store->put_state({}));
    store->rollback();
    CHECK(store->state().value() == state); // all of it undone
    CHECK(store->outbox(10)->size() == 2);
    CHECK(store->outbox(10)->at(0).batch_no == 0);

    REQUIRE(store->begin());
    REQUIRE(store->put_outbox(rows->at(0)));
    REQUIRE(store->remove_outbox(rows->at(1).ordinal));
    REQUIRE(store->append_outbox(operation, false));
    REQUIRE(store->commit());
    CHECK(store->outbox(10)->at(0) == rows->at(0));
    CHECK(store->outbox(10)->at(1).ordinal > rows->at(1).ordinal); // never used twice

    const BlobHash hash{{7}};
    const BlobHash after{{8}};
    REQUIRE(store->begin());
    REQUIRE(store->put_transfer(hash, Transfer::upload));
    REQUIRE(store->put_transfer(after, Transfer::upload));
    REQUIRE(store->put_transfer(after, Transfer::download));
    CHECK(store->blob_bytes(hash).value() == 0);
    REQUIRE(store->append_blob(hash, "abc"));
    REQUIRE(store->append_blob(hash, "def"));
    REQUIRE(store->commit());
    CHECK(store->next_transfer(Transfer::upload, {}).value() == hash);
    CHECK(store->next_transfer(Transfer::upload, hash).value() == after);
    CHECK_FALSE(store->next_transfer(Transfer::upload, after)->has_value());
    CHECK(store->next_transfer(Transfer::download, {}).value() == after);
    CHECK(store->blob_bytes(hash).value() == 6);
    CHECK(store->blob_whole(hash).value() == false);
    CHECK(store->read_blob(hash, 2, 2).value() == "cd");
    REQUIRE(store->begin());
    REQUIRE(store->finish_blob(hash));
    REQUIRE(store->remove_transfer(hash, Transfer::upload));
    REQUIRE(store->commit());
    CHECK(store->blob_whole(hash).value() == true);
    CHECK(store->next_transfer(Transfer::upload, {}).value() == after);
    REQUIRE(store->begin());
    REQUIRE(store->drop_blob(hash));
    REQUIRE(store->commit());
    CHECK(store->blob_bytes(hash).value() == 0);
}

} // namespace hypha
