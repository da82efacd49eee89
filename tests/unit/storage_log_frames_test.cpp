// A bit that flips in a frame of the write-ahead log: SQLite would take the frame for the log's end and forget every find behind it.
// Each frame of a real log in turn; what a power cut may leave is never taken for rot.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <vector>

#include "storage/log_frames.hpp"
#include "storage/salvage.hpp"
#include "storage/slot_header.hpp"
#include "storage_fixture_file.hpp"
#include "storage_journal_rows.hpp"
#include "storage_shelf.hpp"

using namespace hypha;
using namespace hypha::storage;

namespace {

constexpr std::size_t kLogStart = kSlotHeadBytes + 32, kFrame = 24 + 16384;
constexpr int kFixtureFinds = 2, kCommits = 8;

// A journal whose last finds, one a transaction, lie in the log alone: as a killed app leaves it.
struct Killed {
    Shelf shelf{12};
    std::vector<bool> commits; // of each frame of the log

    Killed() {
        REQUIRE(shelf.mount().has_value());
        put_fixture(shelf, "v1.sqlite", "hypha.db");
        REQUIRE(shelf.open().has_value()); // migrated, and closed
        auto database = shelf.open();
        REQUIRE(database.has_value());
        Shelf& open = shelf;
        for (int find = 1; find <= kCommits; ++find) {
            write_finds(**database, 1, find);
        }
        left_.resize(static_cast<std::size_t>(open.pool.slots()));
        for (int slot = 0; slot < open.pool.slots(); ++slot) {
            left_[static_cast<std::size_t>(slot)] = open.pool.bytes(slot);
        }
        const auto& log = left_[static_cast<std::size_t>(open.vfs->slot_of("hypha.db-wal"))];
        for (std::size_t at = kLogStart; at + kFrame <= log.size(); at += kFrame) {
            commits.push_back(log[at + 4] != std::byte{0} || log[at + 5] != std::byte{0} ||
                              log[at + 6] != std::byte{0} || log[at + 7] != std::byte{0});
        }
    }
    // The log's bytes in `other`, which then has these files.
    std::vector<std::byte>& put_into(Shelf& other) const {
        for (int slot = 0; slot < other.pool.slots(); ++slot) {
            other.pool.bytes(slot) = left_[static_cast<std::size_t>(slot)];
        }
        REQUIRE(other.mount().has_value());
        return other.pool.bytes(other.vfs->slot_of("hypha.db-wal"));
    }

private:
    std::vector<std::vector<std::byte>> left_;
};

std::int64_t finds_of(Database& database) {
    auto count = database.prepare("SELECT count(*) FROM observation");
    REQUIRE(count.has_value());
    REQUIRE(count->step() == Result<bool>(true));
    return count->integer(0);
}

} // namespace

TEST_CASE("a flipped bit in any frame of the log is found, and no find behind it is lost", "[damage]") {
    const Killed killed;
    REQUIRE(std::ranges::count(killed.commits, true) >= kCommits);
    std::mt19937 random(7);
    const bool long_form = std::getenv("HYPHA_SOAK_ROUNDS") != nullptr;
    int found = 0, tried = 0;
    for (std::size_t frame = 0; frame < killed.commits.size(); ++frame) {
        const auto behind = std::ranges::count(killed.commits.begin() + static_cast<std::ptrdiff_t>(frame) + 1,
                                               killed.commits.end(), true);
        // Every field of the frame's header (page, size, salts, sums), then its page; two of them a frame when time is short.
        const std::array<std::size_t, 9> fields{0, 3, 4, 7, 9, 13, 17, 22, 24 + random() % 16384};
        for (std::size_t field = 0; field < fields.size(); ++field) {
            const std::size_t at = fields[field];
            if (!long_form && field != frame % fields.size() && field != (frame + 4) % fields.size()) {
                continue;
            }
            ++tried;
            Shelf shelf(12);
            auto& log = killed.put_into(shelf);
            log[kLogStart + frame * kFrame + at] ^= static_cast<std::byte>(1U << (random() % 8));
            CAPTURE(frame, at, behind);
            const auto opened = shelf.open();
            if (opened) {
                CHECK(behind <= 2); // not told from a power cut
                CHECK(finds_of(**opened) >= kFixtureFinds + kCommits - 1 - behind);
                continue;
            }
            ++found;
            REQUIRE(opened.error() == Error{"database_corrupt", "hypha.db.damaged-1"});
            const auto saved = salvage(shelf.place(), "hypha.db.damaged-1");
            CAPTURE(saved ? "" : saved.error().code + ": " + saved.error().detail);
            REQUIRE(saved.has_value());
            CHECK(saved->damaged_pages >= 1);
            CHECK(saved->finds >= kFixtureFinds + kCommits - 1);
        }
    }
    CHECK(found > tried / 2);
}

TEST_CASE("a log that a power cut ended is no rot, wherever it ended and whichever write of its last commit is missing",
          "[damage]") {
    const Killed killed;
    std::size_t last_begins = killed.commits.size() - 1;
    while (last_begins > 0 && !killed.commits[last_begins - 1]) {
        --last_begins;
    }
    for (std::size_t frame = 0; frame < killed.commits.size(); ++frame) {
        Shelf cut(12);
        auto& log = killed.put_into(cut);
        log.resize(kLogStart + frame * kFrame + (frame * 977) % kFrame);
        CAPTURE(frame);
        CHECK(log_is_rotten(cut.place(), "hypha.db") == Result<bool>(false));
        CHECK(cut.open().has_value());
        if (frame < last_begins) {
            continue;
        }
        Shelf torn(12);
        auto& bytes = killed.put_into(torn);
        std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(kLogStart + frame * kFrame), kFrame, std::byte{0});
        CHECK(log_is_rotten(torn.place(), "hypha.db") == Result<bool>(false));
        const auto opened = torn.open();
        REQUIRE(opened.has_value());
        CHECK(finds_of(**opened) == kFixtureFinds + kCommits - 1);
    }
}
