// The saved observations, newest first, as the journal list shows them: each with its first photo and what IdentificationTable shows of it.
// A page costs the same wherever it lies (an index answers the order; offset walks index entries, not rows).
// Measured natively with 10,000 rows: see tests/unit/storage_journal_test.cpp, which fails at 5 ms a page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/fungi/verdict.hpp"
#include "storage/observation_table.hpp"

namespace hypha::storage {

// to_check: answered, but not likely; or the analysis failed. unknown: no answer. place_hidden: nobody sees the place.
enum class JournalFilter { all, unknown, to_check, place_hidden };

struct JournalRow {
    struct Shown {
        fungi::VerdictState state = fungi::VerdictState::unknown;
        fungi::Rank rank = fungi::Rank::genus;
        std::string name;
        float probability = 0;
        fungi::Confidence confidence = fungi::Confidence::not_sure;
        fungi::Risk risk = fungi::Risk::unknown; // the worse one where a person and the model spoke
        bool by_person = false;
    };
    ObservationId id;
    std::int64_t created_ms = 0;
    ObservationState state = ObservationState::picked;
    bool has_place = false;
    PlacePrivacy place_privacy = PlacePrivacy::km_10;
    std::string note;
    std::string photo_sha256;   // of the first slot that has a photo; empty when none
    std::optional<Shown> shown; // none before the first identification
};

struct JournalMonth {
    int year = 0;
    int month = 0; // 1..12, in the zone asked for
    std::int64_t count = 0;
    std::int64_t first_offset = 0; // of its newest row, for page()
};

// What of the journal is looked at. found_only: of what the last JournalIndex::search() on this database found.
struct JournalView {
    JournalFilter filter = JournalFilter::all;
    bool found_only = false;
};

// By what the values of many finds are listed. name: genera and, below each, its species that are there.
enum class FindPart { risk, answer, name };

struct FindValue {
    std::int64_t number = 0; // of risk and answer: its place in fungi::Risk or FindAnswer
    std::string name;        // of name
    std::int64_t count = 0;
};

class Journal {
public:
    explicit Journal(Database& database) : database_(database) {}

    Result<std::int64_t> count(const JournalView& view = {});
    // Newest month first. zone_offset_min: minutes east of UTC.
    Result<std::vector<JournalMonth>> months(std::int64_t zone_offset_min, const JournalView& view = {});
    Result<std::vector<JournalRow>> page(std::int64_t offset, std::int64_t limit, const JournalView& view = {});
    // The values that finds of the view have, with how many have each: risks from the worst down, names in their order. Only after
    // JournalIndex::search_with_facts().
    Result<std::vector<FindValue>> values(FindPart part, const JournalView& view);

private:
    Database& database_;
};

} // namespace hypha::storage
