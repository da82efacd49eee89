// Names of slots over restarts, failures at every call, lost power, and headers that rotted.
#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

#include "fakes/fake_pool_file.hpp"
#include "storage/slot_directory.hpp"

using namespace hypha;
using namespace hypha::storage;
using Fake = fakes::FakePoolFile;
using Names = std::vector<std::string>;

namespace {

SlotDirectory read(Fake& pool) {
    auto directory = SlotDirectory::read(pool);
    REQUIRE(directory.has_value());
    return *std::move(directory);
}

void put_bytes(Fake& pool, int slot) {
    const std::vector<std::byte> bytes(100, std::byte{'d'});
    REQUIRE(pool.write(slot, bytes, kSlotHeadBytes) == ports::PoolWrite::done);
    REQUIRE(pool.flush(slot));
}

void rot(Fake& pool, int slot, int copy) {
    pool.bytes(slot)[static_cast<std::size_t>(copy * kSlotSectorBytes) + 20] ^= std::byte{1};
}

} // namespace

TEST_CASE("names survive a restart; a removed name is free again and its bytes are gone", "[slot_directory]") {
    Fake pool(2);
    {
        SlotDirectory directory = read(pool);
        CHECK(directory.names().empty());
        REQUIRE(directory.create("a") == 0);
        REQUIRE(directory.create("b") == 1);
        const auto third = directory.create("c");
        REQUIRE_FALSE(third.has_value());
        CHECK(third.error().code == "storage_full");
        put_bytes(pool, 0);
    }
    SlotDirectory directory = read(pool);
    CHECK(directory.names() == Names{"a", "b"});
    REQUIRE(directory.remove("a").has_value());
    CHECK(directory.find("a") == kNoSlot);
    REQUIRE(directory.create("c") == 0);
    CHECK(pool.size(0) == kSlotHeadBytes);
    REQUIRE(directory.rename("b", "d").has_value());
    CHECK(read(pool).names() == Names{"c", "d"});
}

TEST_CASE("bytes that a removal could not cut off are gone before the slot is used again", "[slot_directory]") {
    Fake pool(1);
    SlotDirectory directory = read(pool);
    REQUIRE(directory.create("a").has_value());
    put_bytes(pool, 0);
    pool.fail(5, Fake::Failure::io, Fake::Lasting::once); // after two writes and two flushes of the head comes the cut
    REQUIRE(directory.remove("a").has_value());
    REQUIRE(pool.has_failed());
    REQUIRE(pool.size(0) == kSlotHeadBytes + 100);
    REQUIRE(directory.create("b") == 0);
    CHECK(pool.size(0) == kSlotHeadBytes);
}

TEST_CASE("names that are not there, taken, too long or broken are refused", "[slot_directory]") {
    Fake pool(3);
    SlotDirectory directory = read(pool);
    REQUIRE(directory.create("a").has_value());
    REQUIRE(directory.create("b").has_value());
    CHECK(directory.rename("missing", "x").error().code == "not_found");
    CHECK(directory.remove("missing").error().code == "not_found");
    CHECK(directory.rename("a", "b").error().code == "storage_unavailable");
    CHECK_FALSE(directory.create(std::string(kSlotNameLimit + 1, 'n')).has_value());
    CHECK_FALSE(directory.create(std::string("n\0n", 3)).has_value());
    CHECK(directory.find("") == kNoSlot);
    CHECK(directory.names() == Names{"a", "b"});
}

TEST_CASE("a pool without slots, or one that cannot be read, is storage_unavailable", "[slot_directory]") {
    Fake none(0);
    CHECK(SlotDirectory::read(none).error().code == "storage_unavailable");
    for (int call = 1; call <= 7; ++call) { // slots, then size and two reads for each of two slots: 6 calls fail
        Fake pool(2);
        pool.fail(call, Fake::Failure::io, Fake::Lasting::once);
        const auto directory = SlotDirectory::read(pool);
        CAPTURE(call);
        CHECK(directory.has_value() == !pool.has_failed());
        CHECK(pool.has_failed() == (call <= 6));
    }
}

TEST_CASE("each change counts whole or not at all, whichever call fails and however power is lost",
          "[slot_directory]") {
    struct Change {
        const char* what;
        Names before;
        Names after;
    };
    const std::vector<Change> changes{
        {"create", {"a", "b"}, {"a", "b", "c"}}, {"rename", {"a", "b"}, {"a", "z"}}, {"remove", {"a", "b"}, {"a"}}};
    int failed = 0;
    for (const Change& change : changes) {
        for (int call = 1; call <= 12; ++call) {
            for (const auto failure : {Fake::Failure::io, Fake::Failure::no_space}) {
                for (const auto lasting : {Fake::Lasting::once, Fake::Lasting::for_good}) {
                    for (std::uint64_t seed = 0; seed < 12; ++seed) {
                        Fake pool(3);
                        {
                            SlotDirectory first = read(pool);
                            REQUIRE(first.create("a").has_value());
                            REQUIRE(first.create("b").has_value());
                        }
                        SlotDirectory directory = read(pool);
                        pool.fail(call, failure, lasting);
                        const std::string what = change.what;
                        const bool done = what == "create"   ? directory.create("c").has_value()
                                          : what == "rename" ? directory.rename("b", "z").has_value()
                                                             : directory.remove("b").has_value();
                        pool.heal();
                        CAPTURE(what, call, static_cast<int>(failure), static_cast<int>(lasting), seed, done);
                        failed += done ? 0 : 1;
                        REQUIRE(directory.names() == (done ? change.after : change.before));
                        if (seed > 0) {
                            pool.lose_power(seed % 2 == 0 ? Fake::PowerLoss::drops_unflushed
                                                          : Fake::PowerLoss::tears_unflushed,
                                            seed);
                        }
                        const Names found = read(pool).names();
                        const bool is_after = found == change.after;
                        const bool is_before = found == change.before;
                        REQUIRE((is_after || (is_before && !done)));
                    }
                }
            }
        }
    }
    CHECK(failed > 100);
}

TEST_CASE("one rotten copy of a header is made good by the other", "[slot_directory]") {
    for (int copy = 0; copy < 2; ++copy) {
        Fake pool(2);
        {
            SlotDirectory directory = read(pool);
            REQUIRE(directory.create("a").has_value());
            REQUIRE(directory.rename("a", "b").has_value());
            put_bytes(pool, 0);
        }
        rot(pool, 0, copy);
        SlotDirectory directory = read(pool);
        CHECK(directory.names() == Names{"b"});
        // The next change goes over the rotten copy, so a torn write of it still leaves the good one.
        REQUIRE(directory.rename("b", "c").has_value());
        CHECK(read(pool).names() == Names{"c"});
    }
}

TEST_CASE("a slot with bytes and no readable header is called lost and never given away", "[slot_directory]") {
    Fake pool(2);
    {
        SlotDirectory directory = read(pool);
        REQUIRE(directory.create("a").has_value());
        put_bytes(pool, 0);
    }
    rot(pool, 0, 0);
    rot(pool, 0, 1);
    SlotDirectory directory = read(pool);
    CHECK(directory.names() == Names{"lost-0"});
    REQUIRE(directory.create("b") == 1);
    CHECK_FALSE(directory.create("c").has_value());
    REQUIRE(directory.rename("lost-0", "kept").has_value());
    CHECK(read(pool).names() == Names{"b", "kept"});
    CHECK(pool.size(0) == kSlotHeadBytes + 100);
}

TEST_CASE("a slot whose first header was torn holds nothing and is free", "[slot_directory]") {
    Fake pool(1);
    REQUIRE(pool.write(0, std::vector<std::byte>(300, std::byte{'H'}), 0) == ports::PoolWrite::done);
    SlotDirectory directory = read(pool);
    CHECK(directory.names().empty());
    CHECK(directory.create("a") == 0);
}

TEST_CASE("of two slots that claim one name the newer claim holds, the other is called lost", "[slot_directory]") {
    Fake pool(2);
    const auto put = [&pool](int slot, const SlotHeader& header) {
        const SlotRecord record = encode_slot_header(header);
        REQUIRE(pool.write(slot, record, 0) == ports::PoolWrite::done);
        put_bytes(pool, slot);
    };
    put(0, {5, "a"});
    put(1, {9, "a"});
    SlotDirectory directory = read(pool);
    CHECK(directory.find("a") == 1);
    CHECK(directory.find("lost-0") == 0);
}
