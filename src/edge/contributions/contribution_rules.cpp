#include "edge/contributions/contribution_rules.hpp"

namespace hypha::edge {

std::string_view name_of(ContributionState state) {
    switch (state) {
    case ContributionState::held: return "held";
    case ContributionState::published: return "published";
    case ContributionState::rejected: return "rejected";
    case ContributionState::withdrawn: break;
    }
    return "withdrawn";
}

Verdict judge_submission(const SubmissionFacts& facts, const ContributionRules& rules) {
    const auto refused = [](std::string_view code) { return Verdict{ContributionState::rejected, {}, code}; };
    if (facts.today >= rules.most_a_day) {
        return refused("too_many");
    }
    if (facts.today_of_all >= rules.most_a_day_of_all) {
        return refused("edge_full");
    }
    // An edit of one that waits makes none more.
    if (facts.waiting >= rules.most_waiting && facts.before != ContributionState::held) {
        return refused("too_many_waiting");
    }
    if (facts.links >= rules.links_to_refuse) {
        return refused("many_links");
    }
    if (facts.likeness >= rules.likeness_to_refuse) {
        return refused("duplicate");
    }
    Verdict verdict;
    const auto hold_if = [&verdict](bool holds, std::string_view reason) {
        if (holds) {
            verdict.reasons.push_back(reason);
        }
    };
    hold_if(facts.accepted_in_row < rules.accepted_for_trust, held_for::kNewContributor);
    hold_if(facts.before == ContributionState::rejected, held_for::kRejectedBefore);
    hold_if(facts.was_flagged, held_for::kFlags);
    hold_if(facts.links >= rules.links_to_hold, held_for::kLinks);
    hold_if(facts.likeness >= rules.likeness_to_hold, held_for::kResembles);
    hold_if(facts.photos_missing > 0, held_for::kPhotos);
    verdict.state = verdict.reasons.empty() ? ContributionState::published : ContributionState::held;
    return verdict;
}

bool flags_hold(std::int64_t flags, const ContributionRules& rules) { return flags >= rules.flags_to_hold; }

std::optional<ContributionState> decided(ContributionState before, Decision decision) {
    if (before == ContributionState::withdrawn) {
        return std::nullopt;
    }
    return decision == Decision::accept ? ContributionState::published : ContributionState::rejected;
}

} // namespace hypha::edge
