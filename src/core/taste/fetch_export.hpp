// What the app leaves the service worker, so that it can fetch without it: what the person allows, what is here, and what their taste
// weighs. Written whenever one of these changes; small, and of use on this device only. `choose_fetches` is the same knapsack over the
// same order as the app's own.
//   plan = "hypha-fetch 1" LF *( name ": " value LF ) LF *( line LF )
// Names, each once: region, key (64 hexadecimal digits, who signs its lists), made (seconds, of the newest list the app has), day (since
// 1970, local) and spent (bytes of that day), journal (id HT number: up to which the app has counted, see fetch_journal.hpp), paused, charging and
// free (0 or 1), quiet and cheap (minutes "from-to"), unmetered and other (bytes a day), pictures (never, small or all). Unknown names are skipped.
//   line = "here" HT 16 digits of a hash      its text is here, or is not wanted
//        / "hide" HT source  / "word" HT plain word that no title may have
//        / "want" HT hash HT bytes HT source  saved and not here: before all others
//        / "know" HT key HT weight HT steps   of a trait (story_traits.hpp); learned, in millionths of a logit; wished, -2 to 2
// Lines of other kinds are skipped.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/news/story_index.hpp"
#include "core/taste/fetch_hours.hpp"
#include "core/taste/fetch_journal.hpp"
#include "core/taste/taste_model.hpp"

namespace hypha::taste {

inline constexpr std::size_t kMostExport_bytes = std::size_t{1} << 20;
inline constexpr std::size_t kHereDigits = 16;

struct WantedText {
    std::string hash, source;
    std::int64_t bytes = 0;
    bool operator==(const WantedText&) const = default;
};

struct FetchExport {
    std::string region, key;
    std::int64_t made_s = 0;
    std::int64_t day = 0, spent_bytes = 0;
    std::string journal; // empty: none was counted yet
    std::int64_t counted = 0;
    FetchRules rules;
    std::set<std::string, std::less<>> here; // kHereDigits of each
    std::set<std::string> hidden_sources, blocked;
    std::vector<WantedText> wanted;
    std::vector<KnownWeight> weights;
    std::map<std::string, int, std::less<>> turned;
};

// Sets are cut to what a plan may hold: the lightest weights go first.
std::string write_export(const FetchExport& plan);
// For bytes of anyone. Errors: plan_too_large, plan_not_utf8, plan_newer (another version), plan_malformed (the line).
Result<FetchExport> parse_export(std::string_view bytes);

// What was spent on that day, with what the journal holds that the app has not counted.
std::int64_t spent_bytes(const FetchExport& plan, const FetchJournal* journal, std::int64_t day);

// Of the list and of what was saved, in the order they are to come. `cached`: whole hashes that are kept already.
std::vector<WantedText> choose_fetches(const FetchExport& plan, const news::StoryIndex& index,
                                       const std::set<std::string, std::less<>>& cached, std::int64_t now_s,
                                       std::int64_t left_bytes);

// How likely a story of that score is to be read, 0 to 1: one of which nothing is known, one time in four. Saved ones come before all.
double reading_chance(double score);
inline constexpr double kSavedValue = 1'000;
// What is older is not fetched by itself: it would be let go unread.
inline constexpr std::int64_t kAhead_s = 14LL * 24 * 3600;
inline constexpr std::size_t kMostJudged = 500; // the newest of a list

} // namespace hypha::taste
