// What every sync::EdgeStore promises. `open` answers the same store again, as after a restart of the program.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include <functional>

#include "core/sync/edge_store.hpp"

namespace hypha {

inline void check_edge_store_contract(const std::function<sync::EdgeStore&()>& open) {
    using namespace sync;
    const StreamId mine{{1}};
    const StreamId other{{2}};
    const CellName name{"find", std::string("k\0\xff", 3), "note"};
    const Operation operation{"find",
                              name.key,
                              {Hlc{5}, DeviceId{UINT64_MAX}},
                              Hlc{4},
                              {{"note", std::string("\0v", 2), true, {{Hlc{1}, DeviceId{2}}}, BlobHash{{7}}}}};
    const Cell cell = cell_of(operation, operation.columns[0]);

    EdgeStore* store = &open();
    REQUIRE(store->begin(mine));
    CHECK_FALSE(store->stream()->has_value());
    CHECK(store->last_batch(DeviceId{1}).value() == 0);
    const StreamRow row{UINT64_MAX, {3, UINT64_MAX}, {1, 2}, Hlc{UINT64_MAX}};
    REQUIRE(store->put_stream(row));
    REQUIRE(store->put_batch(DeviceId{1}, 1, {11, std::string("re\0ply", 6), 100}));
    REQUIRE(store->put_batch(DeviceId{1}, 2, {22, "second", 200}));
    REQUIRE(store->put_batch(DeviceId{UINT64_MAX}, 1, {33, "other", 50}));
    REQUIRE(store->put_cell(name, cell));
    REQUIRE(store->put_cell({"find", "k2", "note"}, cell));
    const OperationRow first{{1, 9}, DeviceId{1}, 1, 100, operation};
    const OperationRow second{{2, 8}, DeviceId{1}, 2, 200, operation};
    REQUIRE(store->append_operation(first));
    REQUIRE(store->append_operation(second));
    CHECK(store->stream().value() == row); // what is written is read within the transaction
    REQUIRE(store->commit());

    store = &open();
    REQUIRE(store->begin(mine));
    CHECK(store->stream().value() == row);
    CHECK(store->last_batch(DeviceId{1}).value() == 2);
    CHECK(store->batch(DeviceId{1}, 1).value() == BatchRow{11, std::string("re\0ply", 6), 100});
    CHECK_FALSE(store->batch(DeviceId{1}, 3)->has_value());
    CHECK(store->cell(name).value() == cell);
    const auto cells = store->cells_after({}, 10);
    REQUIRE(cells);
    CHECK(cells->size() == 2);
    CHECK(store->cells_after(name, 10)->at(0).first == cells->at(1).first);
    CHECK(store->cells_after({}, 1)->size() == 1);
    CHECK(store->operation(2).value() == second);
    CHECK(store->operations_after(0, 1)->at(0) == first);
    CHECK(store->operations_after(1, 10)->size() == 1);
    REQUIRE(store->put_cell({"find", "k3", "note"}, cell));
    REQUIRE(store->put_stream({1, {}, {}, {}}));
    store->rollback();

    REQUIRE(store->begin(mine));
    CHECK(store->stream().value() == row); // nothing of what was rolled back
    CHECK(store->cells_after({}, 10)->size() == 2);
    REQUIRE(store->forget(1, 150));
    CHECK(store->operations_after(0, 10)->size() == 1);
    CHECK_FALSE(store->batch(DeviceId{1}, 1)->has_value());
    CHECK(store->last_batch(DeviceId{1}).value() == 2);
    CHECK(store->last_batch(DeviceId{UINT64_MAX}).value() == 1); // old, but the last of its device
    REQUIRE(store->commit());

    const BlobHash hash{{7}};
    REQUIRE(store->begin(mine));
    CHECK_FALSE(store->blob(hash)->has_value());
    REQUIRE(store->append_blob(hash, 6, "abc"));
    CHECK(store->blob(hash).value() == BlobRow{6, 3, false});
    REQUIRE(store->append_blob(hash, 6, "def"));
    CHECK(store->read_blob(hash, 2, 2).value() == "cd");
    REQUIRE(store->finish_blob(hash));
    CHECK(store->blob(hash).value() == BlobRow{6, 6, true});
    REQUIRE(store->put_waiting({{}, DeviceId{1}, 3, 1, operation}));
    REQUIRE(store->put_waiting({{}, DeviceId{1}, 4, 1, operation}));
    REQUIRE(store->commit());
    REQUIRE(store->begin(mine));
    CHECK(store->take_waiting(BlobHash{{8}})->empty());
    const auto waiting = store->take_waiting(hash);
    REQUIRE(waiting);
    REQUIRE(waiting->size() == 2);
    CHECK(waiting->at(0).batch_no == 3);
    CHECK(store->take_waiting(hash)->empty());
    REQUIRE(store->drop_blob(hash));
    CHECK_FALSE(store->blob(hash)->has_value());
    REQUIRE(store->commit());

    REQUIRE(store->begin(other)); // streams know nothing of each other
    CHECK_FALSE(store->stream()->has_value());
    CHECK(store->last_batch(DeviceId{1}).value() == 0);
    CHECK_FALSE(store->cell(name)->has_value());
    CHECK(store->operations_after(0, 10)->empty());
    CHECK(store->cells_after({}, 10)->empty());
    store->rollback();
}

} // namespace hypha
