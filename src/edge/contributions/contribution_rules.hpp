// What may stand in a region's list without a person having looked at it. Pure: a table of numbers and functions of them; counting is the
// store's, asking is the desk's. An account is trusted once a moderator accepted `accepted_for_trust` of its contributions in a row; a
// rejection begins the row anew. Reasons why one is held are words for moderators and for its author.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "edge/articles/near_duplicates.hpp"

namespace hypha::edge {

struct ContributionRules {
    std::int64_t accepted_for_trust = 3;
    std::int64_t most_a_day = 10;         // submissions of one account in 24 hours, edits too
    std::int64_t most_waiting = 5;        // held ones of one account
    std::int64_t most_a_day_of_all = 500; // of all accounts of this edge
    std::int64_t most_flags_a_day = 20;   // of one account
    std::int64_t flags_to_hold = 3;       // of as many accounts, since a moderator last decided
    std::size_t links_to_hold = 3;
    std::size_t links_to_refuse = 11;
    double likeness_to_hold = articles::kSameStory;
    double likeness_to_refuse = 0.9;
    bool operator==(const ContributionRules&) const = default;
};
inline constexpr ContributionRules kContributionRules{};

enum class ContributionState : std::uint8_t { held = 1, published, rejected, withdrawn };
std::string_view name_of(ContributionState state);

namespace held_for {
inline constexpr std::string_view kNewContributor = "new_contributor";
inline constexpr std::string_view kRejectedBefore = "rejected_before";
inline constexpr std::string_view kFlags = "flags";
inline constexpr std::string_view kLinks = "links";
inline constexpr std::string_view kResembles = "resembles";
inline constexpr std::string_view kPhotos = "photos"; // they are not all here yet; nobody need look
} // namespace held_for

struct SubmissionFacts {
    std::int64_t accepted_in_row = 0;
    std::int64_t today = 0; // submissions of this account, without this one
    std::int64_t today_of_all = 0;
    std::int64_t waiting = 0;                // without this one
    std::optional<ContributionState> before; // of an edit: what it was
    bool was_flagged = false;                // of an edit: it was held for flags
    std::size_t links = 0;
    double likeness = 0; // to the story or contribution that is most alike, itself left out
    std::size_t photos_missing = 0;
};

struct Verdict {
    ContributionState state = ContributionState::held;
    std::vector<std::string_view> reasons; // of a held one
    std::string_view refusal; // else: "too_many", "too_many_waiting", "edge_full", "many_links", "duplicate"
};

Verdict judge_submission(const SubmissionFacts& facts, const ContributionRules& rules = kContributionRules);

// Whether readers' flags take a published one back to the moderators.
bool flags_hold(std::int64_t flags, const ContributionRules& rules = kContributionRules);

enum class Decision : std::uint8_t { accept, reject };
// The state after a moderator's decision. Nothing: it is not theirs to decide, its author took it back.
std::optional<ContributionState> decided(ContributionState before, Decision decision);

} // namespace hypha::edge
