// The store of a replica beyond its contract: names of changed cells, blobs that are described, staged and arrived, what waits, and
// which photos still have to be sealed.
#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

#include "storage/sync_store.hpp"
#include "storage/sync_values.hpp"
#include "storage/transaction.hpp"
#include "storage_sync_finds.hpp"

using namespace hypha;
using sync::BlobHash;
using sync::Cell;
using sync::CellName;
using sync::Hlc;
using sync::Transfer;
using Names = std::vector<CellName>;

namespace {

Cell cell_at(std::uint64_t hlc, const std::string& value = "v") {
    Cell cell;
    cell.stamp = {Hlc{hlc}, sync::DeviceId{1}};
    cell.value = value;
    return cell;
}

void put(SyncStore& store, const CellName& name, const Cell& cell) {
    REQUIRE(store.begin().has_value());
    REQUIRE(store.put_cell(name, cell).has_value());
    REQUIRE(store.commit().has_value());
}

void send(SyncStore& store, const std::string& key, const std::string& part, std::uint64_t hlc, BlobHash blob) {
    Cell cell = cell_at(hlc);
    cell.blob = blob;
    put(store, {"photo", key, part}, cell);
}

Names taken(SyncStore& store) { return store.take_changed(); }

} // namespace

TEST_CASE("changed cells are named once, those of kept first, and not those that were rolled back", "[sync_store]") {
    const auto database = memory_journal();
    whole_find(*database);
    SyncStore store(*database);
    const CellName note{"find", kUuid, "note"}, kept{"find", kUuid, "kept"}, other{"x", "y", "z"};
    put(store, note, cell_at(1));
    put(store, kept, cell_at(1));
    put(store, note, cell_at(2));
    REQUIRE(store.begin().has_value());
    REQUIRE(store.put_cell(other, cell_at(1)).has_value());
    store.rollback();
    CHECK(taken(store) == Names{kept, note});
    CHECK(taken(store).empty());
    Cell same = cell_at(2);
    same.confirmed = 7;
    put(store, note, same);
    CHECK(taken(store).empty());
    put(store, note, cell_at(2, "w"));
    CHECK(taken(store) == Names{note});
}

TEST_CASE("a find that is kept again and was purged here is named with all its cells", "[sync_store]") {
    const auto database = memory_journal();
    SyncStore store(*database);
    const Names all{{"find", kUuid, "kept"},
                    {"find", kUuid, "note"},
                    {"photo", kUuid + ":base", "view"},
                    {"said", kUuid + ":5:person", "opinion"}};
    for (const CellName& name : all) {
        put(store, name, cell_at(1));
    }
    put(store, {"find", kUuid + "0", "note"}, cell_at(1));
    put(store, {"photo", kUuid + "0:base", "view"}, cell_at(1));
    taken(store);
    put(store, all[0], cell_at(2));
    CHECK(taken(store) == all);
}

TEST_CASE("a transaction of the store nests in the caller's and ends with it", "[sync_store]") {
    const auto database = memory_journal();
    SyncStore store(*database);
    {
        auto outer = Transaction::begin(*database);
        put(store, {"a", "b", "c"}, cell_at(1));
        CHECK(store.cell({"a", "b", "c"})->has_value());
        REQUIRE(store.begin().has_value());
        CHECK(store.begin().error().code == "transaction_open");
        store.rollback();
    }
    CHECK_FALSE(store.cell({"a", "b", "c"})->has_value());
    CHECK(store.commit().error().code == "no_transaction");
}

TEST_CASE("cells of any life but one are unconfirmed, in the order of their names", "[sync_store]") {
    const auto database = memory_journal();
    SyncStore store(*database);
    for (int i = 0; i < 9; ++i) {
        Cell cell = cell_at(1);
        cell.confirmed = static_cast<std::uint64_t>(i % 3) * (UINT64_MAX / 2);
        put(store, {"t", std::string(1, static_cast<char>(0xF0 + i)), "c"}, cell);
    }
    const auto found = store.unconfirmed(0, 4).value();
    REQUIRE(found.size() == 4);
    CHECK(found[0].first.key == "\xf1");
    CHECK(found[1].first.key == "\xf2");
    CHECK(found[2].first.key == "\xf4");
    CHECK(store.unconfirmed(5, 100)->size() == 9);
}

TEST_CASE("a described blob is whole without its bytes, which are staged to be sent and dropped when they were",
          "[sync_store]") {
    const auto database = memory_journal();
    SyncStore store(*database);
    const BlobHash hash{{7}};
    CHECK(store.blob_source(hash).value() == std::nullopt);
    REQUIRE(store.describe_blob(hash, "sha", "thumbnail", 6).has_value());
    REQUIRE(store.put_transfer(hash, Transfer::upload).has_value());
    CHECK(store.blob_whole(hash) == true);
    CHECK(store.blob_bytes(hash) == 6U);
    CHECK(store.is_staged(hash) == false);
    CHECK(store.read_blob(hash, 0, 6).error().code == "not_staged");
    REQUIRE(store.stage(hash, "abc").has_value());
    CHECK(store.is_staged(hash) == false);
    CHECK(store.read_blob(hash, 0, 3).error().code == "not_staged");
    REQUIRE(store.unstage(hash).has_value());
    REQUIRE(store.stage(hash, "abcd").has_value());
    REQUIRE(store.stage(hash, "ef").has_value());
    CHECK(store.is_staged(hash) == true);
    CHECK(store.read_blob(hash, 0, 6).value() == "abcdef");
    CHECK(store.read_blob(hash, 3, 2).value() == "de");
    CHECK(store.read_blob(hash, 5, 9).value() == "f");
    CHECK(store.read_blob(hash, 6, 1).value().empty());
    CHECK(store.transfers(Transfer::upload) == 1);
    REQUIRE(store.remove_transfer(hash, Transfer::upload).has_value());
    CHECK(store.transfers(Transfer::upload) == 0);
    CHECK(store.is_staged(hash) == false);
    CHECK(store.blob_whole(hash) == true);
    CHECK(store.blob_source(hash).value() == BlobSource{"sha", "thumbnail"});
    CHECK(store.next_arrived().value() == std::nullopt);
    REQUIRE(store.photo_gone("sha").has_value());
    CHECK(store.blob_whole(hash) == false);
    CHECK(store.blob_source(hash).value() == std::nullopt);
}

TEST_CASE("a blob that arrived is named until it is kept or dropped", "[sync_store]") {
    const auto database = memory_journal();
    SyncStore store(*database);
    const BlobHash first{{1}}, second{{2}};
    CHECK(store.read_blob(first, 0, 1).error().code == "not_staged");
    for (const BlobHash& hash : {first, second}) {
        REQUIRE(store.put_transfer(hash, Transfer::download).has_value());
        REQUIRE(store.append_blob(hash, "bytes").has_value());
        CHECK(store.next_arrived().value() != hash);
        REQUIRE(store.remove_transfer(hash, Transfer::download).has_value());
        REQUIRE(store.finish_blob(hash).has_value());
    }
    CHECK(store.next_arrived().value() == first);
    REQUIRE(store.arrived_kept(first, "sha", "original").has_value());
    CHECK(store.next_arrived().value() == second);
    CHECK(store.blob_whole(first) == true);
    CHECK(store.blob_bytes(first) == 5U);
    CHECK(store.is_staged(first) == false);
    CHECK(store.blob_source(first).value() == BlobSource{"sha", "original"});
    REQUIRE(store.drop_blob(second).has_value());
    CHECK(store.next_arrived().value() == std::nullopt);
    CHECK(store.blob_whole(second) == false);
}

TEST_CASE("what waits is counted: operations and marks, not what was set aside", "[sync_store]") {
    const auto database = memory_journal();
    SyncStore store(*database);
    CHECK(store.waiting() == 0);
    whole_find(*database);
    const sync::Operation operation{"t", "k", {Hlc{1}, sync::DeviceId{2}}, Hlc{1}, {{"c", "v", false, {}, {}}}};
    REQUIRE(store.append_outbox(operation, true).has_value());
    REQUIRE(store.set_aside({operation, "too_large"}).has_value());
    CHECK(store.waiting() == 10);
    CHECK(store.outbox(10)->size() == 1);
    const auto aside = store.set_aside_rows();
    REQUIRE(aside->size() == 1);
    CHECK(aside->at(0).operation == operation);
    CHECK(aside->at(0).reason == "too_large");
}

TEST_CASE("another stream starts with nothing, the same one goes on", "[sync_store]") {
    const auto database = memory_journal();
    SyncStore store(*database);
    sync::ReplicaState state;
    state.device.value = 5;
    state.stream = kStream;
    REQUIRE(store.put_state(state).has_value());
    put(store, {"a", "b", "c"}, cell_at(1));
    REQUIRE(begin_recording(*database, kStream).has_value());
    CHECK(store.cell({"a", "b", "c"})->has_value());
    REQUIRE(begin_recording(*database, sync::StreamId{{9}}).has_value());
    CHECK_FALSE(store.cell({"a", "b", "c"})->has_value());
    CHECK(store.state().value() == sync::ReplicaState{});
    CHECK(is_recording(*database) == true);
}

TEST_CASE("a photo is unsent until its cells stand for it, and again when another takes its place", "[sync_photos]") {
    const auto database = memory_journal();
    SyncStore store(*database);
    const auto id = whole_find(*database);
    ObservationRow newer = draft_row("0f3c2e1a-0000-4000-8000-000000000002");
    newer.created_ms += 1;
    const auto draft = ObservationTable(*database).add(newer).value();
    REQUIRE(PhotoTable(*database).put(photo_row(draft, "base", 'd')).has_value());
    const std::string under = kUuid + ":underside", profile = kUuid + ":profile", base = newer.uuid + ":base";
    const std::string a(64, 'a'), b(64, 'b'), c(64, 'c'), d(64, 'd');
    using Unsent = std::vector<UnsentPhoto>;
    CHECK(unsent_photos(*database, 9).value() ==
          Unsent{{under, "thumbnail", b}, {profile, "thumbnail", a}, {under, "original", b}, {profile, "original", a}});
    REQUIRE(ObservationTable(*database).set_saved(draft, true).has_value());
    CHECK(unsent_photos(*database, 2).value() == Unsent{{base, "thumbnail", d}, {under, "thumbnail", b}});
    REQUIRE(ObservationTable(*database).mark_deleted(draft, 1).has_value());
    std::uint8_t number = 0;
    for (const auto& [key, part, sha] : unsent_photos(*database, 9).value()) {
        REQUIRE(store.describe_blob({{++number}}, sha, part, 9).has_value());
        send(store, key, part, 100, {{number}});
    }
    CHECK(unsent_photos(*database, 9)->empty());
    REQUIRE(PhotoTable(*database).put(photo_row(id, "profile", 'c')).has_value());
    CHECK(unsent_photos(*database, 9).value() == Unsent{{profile, "thumbnail", c}, {profile, "original", c}});
    // Another device's cell says nothing of which photo it is: it is believed unless it is older than the view written here.
    send(store, profile, "thumbnail", 200, {{99}});
    send(store, profile, "original", 200, {{98}});
    CHECK(unsent_photos(*database, 9)->empty());
    put(store, {"photo", profile, "view"}, cell_at(300));
    CHECK(unsent_photos(*database, 9)->size() == 2);
    REQUIRE(store.describe_blob({{97}}, c, "thumbnail", 9).has_value());
    send(store, profile, "thumbnail", 400, {{97}});
    CHECK(unsent_photos(*database, 9).value() == Unsent{{profile, "original", c}});
    REQUIRE(store.photo_gone(c).has_value());
    CHECK(unsent_photos(*database, 9)->empty());
}

TEST_CASE("photos of other devices are not to be sent from here", "[sync_photos]") {
    const auto here = memory_journal();
    const auto there = memory_journal();
    whole_find(*here);
    apply_all(*there, all_columns(*here));
    CHECK(unsent_photos(*there, 9)->empty());
}
