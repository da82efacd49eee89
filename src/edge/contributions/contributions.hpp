// What an edge does for contributed stories: one question is one answer, each a transaction of the store. Codes of refusals, which stand in
// {"refused": code} (contribution_json.cpp has their statuses):
//   malformed · contribution_… (what parse_contribution says) · signature_wrong (not by the device of this session) · not_author ·
//   not_moderator · not_found · stale_rev (with rev and state as they are) · withdrawn · photos_missing · photo_not_named ·
//   photo_wrong (detail) · own_story · story_twin · region_unknown · many_links · duplicate · too_many · too_many_waiting · edge_full ·
//   no_reason · store_failed
// The id is the idempotency key: the bytes that are here already are answered with what became of them. An edit names the revision that it
// replaces. Who is trusted, what is held and what is refused is contribution_rules'.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "edge/contributions/contributed_pictures.hpp"
#include "edge/contributions/contribution_json.hpp"
#include "edge/contributions/contribution_question.hpp"
#include "edge/contributions/contribution_rules.hpp"
#include "edge/store/contribution_store.hpp"

namespace hypha::edge {

struct ModeratorDecision {
    Decision decision = Decision::accept;
    std::string reason;
    std::int64_t rev = 0; // what was looked at
};

class Contributions {
public:
    // `address`: contributed_story.hpp. `store` must live longer.
    Contributions(ContributionStore& store, std::string address, std::function<std::int64_t()> now_ms,
                  const ContributionRules& rules = kContributionRules)
        : store_(store), address_(std::move(address)), now_ms_(std::move(now_ms)), rules_(rules) {}

    ContributionReply answer(const ContributionQuestion& question);
    // By whoever may: of a moderator that was asked before.
    Result<ContributionReply> decide(std::string_view id, const ModeratorDecision& decision);

private:
    // An Error is the store's.
    Result<ContributionReply> submit(const ContributionQuestion& question);
    Result<ContributionReply> take(const ContributionCaller& caller, const news::Contribution& one,
                                   std::string_view file, std::string_view signature);
    Result<ContributionReply> own(const ContributionQuestion& question);
    Result<ContributionReply> withdraw(const ContributionQuestion& question);
    Result<ContributionReply> put_photo(const ContributionQuestion& question);
    Result<ContributionReply> get_photo(const ContributionQuestion& question);
    Result<ContributionReply> flag(const ContributionQuestion& question);
    Result<ContributionReply> queue(const ContributionQuestion& question);
    Result<ContributionReply> decide_as(const ContributionQuestion& question);

    Result<void> make_pictures(const sync::StreamId& stream, const std::vector<news::ContributedPhoto>& photos);

    // Within a transaction.
    Result<Verdict> judge(const ContributionRow& row, const news::Contribution& one,
                          const std::optional<ContributionRow>& before);
    Result<ContributionReply> decide_on(ContributionRow row, const ModeratorDecision& decision);
    Result<bool> trusts(const sync::StreamId& stream);
    // Pictures of those that are here, at the places 1, 2, …
    Result<std::vector<ContributedPicture>> pictures_of(const sync::StreamId& stream, const news::Contribution& one);
    // Into the list. False: the region has this very story.
    Result<bool> publish(ContributionRow& row, const news::Contribution& one);
    Result<void> notice_photo(const std::string& id);
    Result<nlohmann::ordered_json> shown(const ContributionRow& row);
    Result<ContributionReply> shown_reply(const ContributionRow& row);

    ContributionStore& store_;
    const std::string address_;
    const std::function<std::int64_t()> now_ms_;
    const ContributionRules rules_;
    ContributedPictures pictures_;
};

} // namespace hypha::edge
