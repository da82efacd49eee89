// Contributions as JSON, for their author, for moderators and for an operator's command. Strings are what people wrote: data of a
// JSON text, which who shows them draws as letters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "edge/contributions/contribution_question.hpp"

namespace hypha::edge {

// What its author sees: state, rev, reason, why it is held, how many flags, which photos are not here yet, and the file as it was signed.
nlohmann::ordered_json json_of(const ContributionRow& row, std::size_t flags, const std::vector<std::string>& missing);

// What a moderator sees besides: `author` is a name that is the same for all of one account's and leads nowhere else.
void add_author(nlohmann::ordered_json& json, const ContributionRow& row, const ContributorFigures& figures);
void add_flags(nlohmann::ordered_json& json, const std::vector<ContributionFlag>& flags);

ContributionReply reply_of(const nlohmann::ordered_json& json);
// {"refused": code}, with `more` in it; the status is the code's.
ContributionReply refusal_of(std::string_view code,
                             const nlohmann::ordered_json& more = nlohmann::ordered_json::object());

} // namespace hypha::edge
