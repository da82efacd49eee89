// The journal as screens list it: filters, what it is narrowed to, months, and the rows around what is on screen.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/observation.hpp"

namespace hypha::app {

// unknown: no answer · to_check: answered but not likely, or failed · place_hidden: nobody sees the place
enum class JournalFilter { all, unknown, to_check, place_hidden };
inline constexpr std::size_t kJournalFilterCount = 4;
inline constexpr std::size_t kJournalPageRows = 50;

// Beside a filter: what the finds that are listed have in common; parts that are not set ask for nothing.
// by_person, by_model: who gave the name that is shown. not_read: no model answered yet.
enum class FindAnswer { by_person, by_model, unknown, not_mushroom, not_read, no_photo };
enum class JournalFacet { risk, answer, name, month };
struct Narrowing {
    std::optional<fungi::Risk> risk{}; // as shown
    std::optional<FindAnswer> answer{};
    std::string name{};      // Latin: this name, and of a genus its species
    int year = 0, month = 0; // local time; month 1 to 12; 0: any
    [[nodiscard]] bool any() const { return risk || answer || !name.empty() || year != 0; }
    bool operator==(const Narrowing&) const = default;
};
// A value that finds have, and what is asked for once it is chosen.
struct JournalChoice {
    Narrowing to;
    std::size_t rows = 0; // with all else that is asked for
};

struct JournalRow {
    ObservationId id{};
    std::int64_t created_ms = 0;
    std::string cover;        // SHA-256 of a photo; empty when none is stored
    bool has_verdict = false; // false before the model answered
    fungi::VerdictState verdict = fungi::VerdictState::unknown;
    fungi::Rank rank = fungi::Rank::genus;
    std::string name;
    float probability = 0;
    fungi::Risk risk = fungi::Risk::unknown;
    fungi::Confidence confidence = fungi::Confidence::not_sure;
    bool by_person = false; // whose name it is; the risk is the worse one of both
    bool has_place = false;
    PlacePrivacy privacy = PlacePrivacy::ten_km;
};

struct JournalMonth {
    int year = 0, month = 0; // local time; month 1 to 12
    std::size_t rows = 0;
    std::size_t first = 0; // index of its newest row
};

// Rows in memory are pages around what is on screen, never the whole journal.
struct Journal {
    JournalFilter filter = JournalFilter::all;
    std::string words; // searched for, as they were typed; empty: no search
    Narrowing narrowing;
    std::vector<JournalChoice> choices;                    // of the sheet that is open; the first asks for any value
    std::array<std::size_t, kJournalFilterCount> counts{}; // by filter, of all finds
    std::size_t found = 0;                                 // of the filter and with the words
    std::int64_t photo_bytes = 0;
    std::vector<JournalMonth> months;                     // of what was found, newest first
    std::map<std::size_t, std::vector<JournalRow>> pages; // by page number
    std::vector<JournalRow> recent;                       // newest saved ones, for the home screen
    [[nodiscard]] std::size_t rows() const { return found; }
    [[nodiscard]] bool searched() const { return !words.empty() || narrowing.any(); }
    [[nodiscard]] const JournalRow* row(std::size_t index) const {
        const auto page = pages.find(index / kJournalPageRows);
        const std::size_t at = index % kJournalPageRows;
        return page == pages.end() || at >= page->second.size() ? nullptr : &page->second[at];
    }
};

} // namespace hypha::app
