// The journal with 10,000 finds: right rows in the right order, by index, and a page in less than 5 ms wherever it lies.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <string>

#include "fakes/processor_time.hpp"
#include "storage/identification_table.hpp"
#include "storage/journal.hpp"
#include "storage/photo_table.hpp"
#include "storage/transaction.hpp"
#include "storage_shelf.hpp"

using namespace hypha;
using namespace hypha::storage;

namespace {

constexpr std::int64_t kDayMs = 86400000;
constexpr std::int64_t kFirstOfOctober2026Ms = 1790812800000;

ObservationId add(Database& database, std::int64_t created_ms, bool saved = true, const std::string& note = "") {
    ObservationRow row;
    row.uuid = "u";
    row.created_ms = created_ms;
    row.saved = saved;
    row.note = note;
    return ObservationTable(database).add(row).value();
}

void identify(Database& database, ObservationId id, fungi::VerdictState state, fungi::Confidence confidence,
              const char* name = "Agaricus") {
    IdentificationRow row;
    row.observation = id;
    row.verdict.state = state;
    row.verdict.confidence = confidence;
    row.verdict.name = name;
    row.verdict.probability = 0.5F;
    row.verdict.risk = fungi::Risk::poisonous;
    REQUIRE(IdentificationTable(database).add(row).has_value());
}

std::unique_ptr<Database> memory() {
    auto opened = Database::open(DatabasePlace::in_memory());
    REQUIRE(opened.has_value());
    return *std::move(opened);
}

double best_ms(const std::function<void()>& work) {
    double best = 1e9;
    for (int run = 0; run < 15; ++run) {
        best = std::min(best, fakes::processor_ms(work));
    }
    return best;
}

} // namespace

TEST_CASE("the journal shows saved finds only, newest first, with first photo and newest identification", "[journal]") {
    const auto database = memory();
    const auto older = add(*database, 1000, true, "note");
    const auto newer = add(*database, 2000);
    add(*database, 3000, false);
    const auto deleted = add(*database, 4000);
    REQUIRE(ObservationTable(*database).mark_deleted(deleted, 1).has_value());
    PhotoRow photo;
    photo.observation = older;
    photo.slot = "habitat";
    photo.sha256 = "second";
    REQUIRE(PhotoTable(*database).put(photo).has_value());
    photo.slot = "profile";
    photo.sha256 = "first";
    REQUIRE(PhotoTable(*database).put(photo).has_value());
    identify(*database, older, fungi::VerdictState::unknown, fungi::Confidence::not_sure, "");
    identify(*database, older, fungi::VerdictState::answered, fungi::Confidence::possibly, "Suillus");
    REQUIRE(ObservationTable(*database).set_place(older, PlaceFix{1, 2, 3}).has_value());
    REQUIRE(ObservationTable(*database).set_place_privacy(older, PlacePrivacy::hidden).has_value());

    Journal journal(*database);
    CHECK(journal.count() == 2);
    const auto rows = journal.page(0, 10);
    REQUIRE(rows.has_value());
    REQUIRE(rows->size() == 2);
    CHECK((*rows)[0].id == newer);
    CHECK((*rows)[0].photo_sha256.empty());
    CHECK_FALSE((*rows)[0].shown.has_value());
    CHECK_FALSE((*rows)[0].has_place);
    const JournalRow& row = (*rows)[1];
    CHECK(row.id == older);
    CHECK(row.note == "note");
    CHECK(row.photo_sha256 == "first");
    CHECK(row.has_place);
    CHECK(row.place_privacy == PlacePrivacy::hidden);
    REQUIRE(row.shown.has_value());
    CHECK(row.shown->name == "Suillus");
    CHECK(row.shown->state == fungi::VerdictState::answered);
    CHECK(row.shown->confidence == fungi::Confidence::possibly);
    CHECK(row.shown->risk == fungi::Risk::poisonous);
    CHECK(row.shown->probability == 0.5F);
    CHECK(journal.page(1, 10).value().size() == 1);
    CHECK(journal.page(2, 10).value().empty());
    CHECK(journal.page(-5, 1).value().size() == 1);
    CHECK(journal.page(0, 0).value().empty());
}

TEST_CASE("each filter counts and pages the finds it names", "[journal]") {
    using fungi::Confidence;
    using fungi::VerdictState;
    const auto database = memory();
    ObservationTable observations(*database);
    identify(*database, add(*database, 1), VerdictState::answered, Confidence::likely);
    const auto possibly = add(*database, 2);
    identify(*database, possibly, VerdictState::answered, Confidence::possibly);
    const auto unknown = add(*database, 3);
    identify(*database, unknown, VerdictState::unknown, Confidence::not_sure);
    identify(*database, add(*database, 4), VerdictState::not_mushroom, Confidence::not_sure);
    const auto failed = add(*database, 5);
    REQUIRE(observations.set_state(failed, ObservationState::failed, "decode_failed").has_value());
    REQUIRE(observations.set_place(unknown, PlaceFix{1, 1, 1}).has_value());
    REQUIRE(observations.set_place_privacy(unknown, PlacePrivacy::hidden).has_value());
    REQUIRE(observations.set_place_privacy(failed, PlacePrivacy::hidden).has_value()); // no place, so nothing is hidden

    Journal journal(*database);
    CHECK(journal.count() == 5);
    CHECK(journal.count({JournalFilter::unknown, false}) == 1);
    CHECK(journal.count({JournalFilter::to_check, false}) == 2);
    CHECK(journal.count({JournalFilter::place_hidden, false}) == 1);
    const auto to_check = journal.page(0, 10, {JournalFilter::to_check, false}).value();
    REQUIRE(to_check.size() == 2);
    CHECK(to_check[0].id == failed);
    CHECK(to_check[1].id == possibly);
    CHECK(journal.page(0, 10, {JournalFilter::unknown, false}).value().front().id == unknown);
    CHECK(journal.page(0, 10, {JournalFilter::place_hidden, false}).value().front().id == unknown);
    // A later, better answer moves it; a failure after an answer does not.
    identify(*database, possibly, VerdictState::answered, Confidence::likely);
    CHECK(journal.count({JournalFilter::to_check, false}) == 1);
    REQUIRE(observations.set_state(possibly, ObservationState::failed, "out_of_memory").has_value());
    CHECK(journal.count({JournalFilter::to_check, false}) == 1);
}

TEST_CASE("months are counted in the zone asked for, newest first, with the offset of their first row", "[journal]") {
    const auto database = memory();
    add(*database, kFirstOfOctober2026Ms + kDayMs);
    add(*database, kFirstOfOctober2026Ms + 30 * 60000); // 00:30 UTC on the first: September an hour further west
    add(*database, kFirstOfOctober2026Ms - kDayMs);
    add(*database, kFirstOfOctober2026Ms - 365 * kDayMs);
    Journal journal(*database);
    const auto utc = journal.months(0).value();
    REQUIRE(utc.size() == 3);
    CHECK((utc[0].year == 2026 && utc[0].month == 10 && utc[0].count == 2 && utc[0].first_offset == 0));
    CHECK((utc[1].year == 2026 && utc[1].month == 9 && utc[1].count == 1 && utc[1].first_offset == 2));
    CHECK((utc[2].year == 2025 && utc[2].month == 10 && utc[2].count == 1 && utc[2].first_offset == 3));
    const auto west = journal.months(-60).value();
    REQUIRE(west.size() == 3);
    CHECK((west[0].count == 1 && west[1].count == 2 && west[1].first_offset == 1));
    CHECK(west[2].month == 9);
    CHECK(journal.months(0, {JournalFilter::unknown, false}).value().empty());
}

TEST_CASE("a page of a journal with 10,000 finds takes less than 5 ms, wherever it lies", "[journal][measured]") {
    Shelf shelf;
    auto opened = shelf.open();
    REQUIRE(opened.has_value());
    Database& database = **opened;
    {
        auto transaction = Transaction::begin(database);
        REQUIRE(transaction.has_value());
        PhotoRow photo;
        photo.slot = "profile";
        photo.sha256 = std::string(64, 'a');
        photo.logits.assign(200, 0.5F);
        for (int i = 0; i < 10000; ++i) {
            // Not in the order of time, so that the order must come from the index.
            photo.observation = add(database, kFirstOfOctober2026Ms - (i * 7919 % 10000) * kDayMs / 8, true,
                                    "a note of some length, as people write");
            REQUIRE(PhotoTable(database).put(photo).has_value());
            identify(database, photo.observation,
                     i % 7 == 0 ? fungi::VerdictState::unknown : fungi::VerdictState::answered,
                     fungi::Confidence::likely);
        }
        REQUIRE(transaction->commit().has_value());
    }
    Journal journal(database);
    std::vector<JournalRow> whole;
    for (int offset = 0; offset < 10000; offset += 1000) {
        const auto part = journal.page(offset, 1000).value();
        whole.insert(whole.end(), part.begin(), part.end());
    }
    REQUIRE(whole.size() == 10000);
    CHECK(std::ranges::is_sorted(whole, std::greater(),
                                 [](const JournalRow& row) { return std::pair(row.created_ms, row.id.value); }));

    const double first = best_ms([&] { REQUIRE(journal.page(0, 40).value().size() == 40); });
    const double last = best_ms([&] { REQUIRE(journal.page(9960, 40).value().size() == 40); });
    const double filtered =
        best_ms([&] { REQUIRE(journal.page(1000, 40, {JournalFilter::unknown, false}).value().size() == 40); });
    const double count = best_ms([&] { REQUIRE(journal.count().value() == 10000); });
    const double months = best_ms([&] { REQUIRE(journal.months(60).value().size() > 30); });
    opened->reset();
    const double reopen = best_ms([&] { REQUIRE(shelf.open().has_value()); });
    std::printf("journal of 10,000: page first %.2f ms, last %.2f ms, filtered %.2f ms, count %.2f ms, months %.2f ms, "
                "open with check %.1f ms\n",
                first, last, filtered, count, months, reopen);
    CHECK(first < 5);
    CHECK(last < 5);
    CHECK(filtered < 5);
    CHECK(count < 5);
}
