// Syncing 10,000 finds begins, and is read in pages, in time that grows as the finds do.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "fakes/processor_time.hpp"
#include "storage/sync_store.hpp"
#include "storage/transaction.hpp"
#include "storage_sync_finds.hpp"

using namespace hypha;

namespace {

struct Took {
    double begin_ms = 0, pages_ms = 0, unsent_ms = 0;
};

Took time_finds(int finds) {
    const auto database = memory_journal(false);
    {
        auto transaction = Transaction::begin(*database);
        for (int number = 0; number < finds; ++number) {
            ObservationRow row = draft_row("0f3c2e1a-0000-4000-8000-" + std::to_string(100000000000 + number));
            row.created_ms += number;
            row.saved = true;
            const auto id = ObservationTable(*database).add(row).value();
            REQUIRE(PhotoTable(*database).put(photo_row(id, "profile", 'a')).has_value());
            REQUIRE(IdentificationTable(*database).add(person_says(id, row.created_ms)).has_value());
        }
        REQUIRE(transaction->commit().has_value());
    }
    Took took;
    took.begin_ms = fakes::processor_ms([&] { REQUIRE(begin_recording(*database, kStream).has_value()); });
    std::size_t rows = 0;
    took.pages_ms = fakes::processor_ms([&] {
        for (;;) {
            const auto page = changed_rows(*database, 200);
            REQUIRE(page.has_value());
            if (page->empty()) {
                return;
            }
            rows += page->size();
            REQUIRE(forget_marks(*database, *page).has_value());
        }
    });
    CHECK(rows == static_cast<std::size_t>(finds) * 3);
    took.unsent_ms = fakes::processor_ms([&] { CHECK(unsent_photos(*database, 20).value().size() == 20); });
    return took;
}

} // namespace

TEST_CASE("10,000 finds begin to sync in time that grows as they do", "[sync_many]") {
    const Took few = time_finds(1000);
    const Took many = time_finds(10000);
    std::printf(
        "10,000 finds: begin %.0f ms, %.0f ms in pages of 200, first unsent photos %.1f ms (1,000: %.0f, %.0f)\n",
        many.begin_ms, many.pages_ms, many.unsent_ms, few.begin_ms, few.pages_ms);
    // Ten times as many; quadratic would be a hundred. Machines are shared.
    CHECK(many.begin_ms < 25 * std::max(few.begin_ms, 20.0));
    CHECK(many.pages_ms < 25 * std::max(few.pages_ms, 50.0));
}
