// One question at a time to the edge about contributions, and how it ended.
#pragma once

#include <string>
#include <string_view>

#include "app/workplace.hpp"

namespace hypha::app {

// There is a journal that may be written, and nothing is out.
bool may_contribute(const Workplace& work);
// Takes a ticket for what is asked now, about the story `id` (empty: about none).
void begin_contribution(Workplace& work, ContributionAsked asked, const std::string& id);
// begin_contribution and the request. `kind`: of the body; empty: it has none.
void ask_contributions(Workplace& work, ContributionAsked asked, const std::string& id, const char* method,
                       std::string target, std::string kind = "", std::string_view body = "");
// Nothing is out any more. A failure (Contributing::failure) makes what is not asked by a tap wait a while.
void end_contribution(Workplace& work, const std::string& failure);
// Of a status that is no answer to what was asked; else empty.
std::string contribution_failure(std::uint32_t status);
// Where pages of an edge's list end, "milliseconds-id": whether `next` is one, and older than `before` (empty: of no page yet). Pages only
// grow older, so an edge that goes round in circles is left.
bool is_older_page(std::string_view next, std::string_view before);

} // namespace hypha::app
