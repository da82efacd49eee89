// The server's log: one JSON object a line on standard error, with the time and what happened. Never what a person wrote, never a
// token, never an address; values are names of the operator's or numbers. Lines of several threads do not mix.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace hypha::edge {

// `event` is snake_case, as a code of Error.
void log_event(std::string_view event, const std::vector<std::pair<std::string_view, std::string_view>>& facts = {});

} // namespace hypha::edge
