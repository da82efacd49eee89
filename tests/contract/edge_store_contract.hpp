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

    REQUIRE(store->begin(mine)); // what it takes: an operation and its cells are left, the blob is not
    const auto before = store->usage();
    REQUIRE(before);
    CHECK(before->bytes > 0);
    CHECK_FALSE(before->quota.has_value());
    REQUIRE(store->append_operation({{3, 7}, DeviceId{1}, 2, 200, operation}));
    const std::uint64_t one_more = store->usage()->bytes;
    CHECK(one_more > before->bytes);
    CHECK(one_more < before->bytes + 200);
    REQUIRE(store->append_blob(hash, 4096, std::string(4096, 'x')));
    CHECK(store->usage()->bytes == one_more + 4096);
    REQUIRE(store->drop_blob(hash));
    CHECK(store->usage()->bytes == one_more);
    store->rollback();
    REQUIRE(store->begin(mine));
    CHECK(store->usage()->bytes == before->bytes);
    REQUIRE(store->append_blob(hash, 4096, std::string(100, 'x')));
    REQUIRE(store->put_waiting({{}, DeviceId{1}, 5, 1, operation}));
    const std::uint64_t with_waiting = store->usage()->bytes;
    CHECK(with_waiting > before->bytes + 100);
    REQUIRE(store->commit());
    store = &open();
    REQUIRE(store->begin(mine));
    CHECK(store->usage()->bytes == with_waiting);
    REQUIRE(store->take_waiting(hash)->size() == 1);
    REQUIRE(store->drop_blob(hash));
    CHECK(store->usage()->bytes == before->bytes);
    REQUIRE(store->commit());

    REQUIRE(store->begin(other)); // streams know nothing of each other
    CHECK_FALSE(store->stream()->has_value());
    CHECK(store->last_batch(DeviceId{1}).value() == 0);
    CHECK_FALSE(store->cell(name)->has_value());
    CHECK(store->operations_after(0, 10)->empty());
    CHECK(store->cells_after({}, 10)->empty());
    store->rollback();
}

// What a restart finds, what an order is, and what was never committed. `open` as above.
inline void check_edge_store_endures(const std::function<sync::EdgeStore&()>& open) {
    using namespace sync;
    const StreamId mine{{3}};
    const BlobHash early{{1}};
    const BlobHash late{{2}};
    const Operation names_both{"find",
                               "k",
                               {Hlc{5}, DeviceId{1}},
                               Hlc{5},
                               {{"photo", "p", false, {}, early}, {"sound", "s", false, {}, late}}};
    const Cell cell = cell_of(names_both, names_both.columns[0]);
    const std::vector<CellName> in_order{{"a", std::string("\0", 1), "z"},
                                         {"a", "k", "a"},
                                         {"a", "k", "a~1"},
                                         {"a", "k\x01", "a"},
                                         {"a", "k\xff", "a"},
                                         {"a_", "", "a"},
                                         {"b", "", "a"}};

    EdgeStore* store = &open();
    CHECK_FALSE(store->commit()); // nothing is open
    CHECK_FALSE(store->stream());
    CHECK_FALSE(store->put_cell(in_order[0], cell));
    REQUIRE(store->begin(mine));
    CHECK_FALSE(store->begin(mine));
    for (std::size_t i = in_order.size(); i-- > 0;) {
        REQUIRE(store->put_cell(in_order[i], cell));
    }
    Cell newer = cell;
    newer.value = "newer";
    newer.seen = {{Hlc{UINT64_MAX}, DeviceId{1}}, {Hlc{0}, DeviceId{UINT64_MAX}}};
    newer.text = true;
    newer.blob.reset();
    REQUIRE(store->put_cell(in_order[1], newer)); // in the place of the one before
    REQUIRE(store->put_waiting({{}, DeviceId{UINT64_MAX}, 7, 70, names_both}));
    REQUIRE(store->append_blob(late, 9, "abc"));
    REQUIRE(store->put_batch(DeviceId{1}, 1, {1, "one", 10}));
    REQUIRE(store->put_batch(DeviceId{1}, 2, {2, "two", 20}));
    REQUIRE(store->put_batch(DeviceId{2}, 9, {9, "nine", 10}));
    REQUIRE(store->commit());

    store = &open();
    REQUIRE(store->begin(mine));
    CellName after;
    for (const CellName& name : in_order) {
        const auto page = store->cells_after(after, 1);
        REQUIRE((page && page->size() == 1));
        CHECK(page->at(0).first == name);
        after = name;
    }
    CHECK(store->cells_after(after, 1)->empty());
    CHECK(store->cell(in_order[1]).value() == newer);
    CHECK(store->blob(late).value() == BlobRow{9, 3, false});
    REQUIRE(store->append_blob(late, 9, "XYZ"));
    REQUIRE(store->drop_blob(early)); // there is none: nothing to do
    CHECK(store->take_waiting(late)->size() == 1);
    REQUIRE(store->append_operation({{1, 1}, DeviceId{1}, 1, 1, names_both}));

    store = &open(); // killed before the commit
    REQUIRE(store->begin(mine));
    CHECK(store->blob(late).value() == BlobRow{9, 3, false});
    CHECK(store->operations_after(0, 10)->empty());
    REQUIRE(store->append_blob(late, 9, "def"));
    REQUIRE(store->append_blob(late, 9, "ghi"));
    CHECK(store->read_blob(late, 0, 9).value() == "abcdefghi");
    CHECK(store->read_blob(late, 8, 9).value() == "i");
    REQUIRE(store->commit());

    REQUIRE(store->begin(mine));
    REQUIRE(store->drop_blob(late));
    REQUIRE(store->append_blob(late, 9, "other"));
    store->rollback();
    REQUIRE(store->begin(mine));
    CHECK(store->blob(late).value() == BlobRow{9, 9, false});
    CHECK(store->read_blob(late, 0, 9).value() == "abcdefghi"); // the dropped one is back, bytes and all
    const auto taken = store->take_waiting(late);
    REQUIRE((taken && taken->size() == 1));
    CHECK(taken->at(0) == OperationRow{{}, DeviceId{UINT64_MAX}, 7, 70, names_both});
    CHECK(store->take_waiting(early)->empty()); // it waited for both and is taken once
    CHECK(store->operations_after(UINT64_MAX, 10)->empty());
    CHECK_FALSE(store->operation(UINT64_MAX)->has_value());
    REQUIRE(store->forget(UINT64_MAX, 1000));
    CHECK_FALSE(store->batch(DeviceId{1}, 1)->has_value());
    CHECK(store->batch(DeviceId{1}, 2)->has_value());
    CHECK(store->batch(DeviceId{2}, 9)->has_value());
    REQUIRE(store->commit());
}

} // namespace hypha
