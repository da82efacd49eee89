// How a story of one's own stands, why it is held, and what hinders it, in words.
#pragma once

#include <string>
#include <string_view>

#include "app/state.hpp"
#include "ui/kit/context.hpp"

namespace hypha::ui {

std::string own_standing(const Context& context, const app::OwnStory& story);
// Of an edge's words with blanks between; one sentence each. Empty: nothing is known.
std::string held_words(const Context& context, std::string_view held_for);
// How far its photos are on their way to the edge, and what hinders them. Empty: all arrived, it has none, or it was not sent.
std::string photos_standing(const Context& context, const app::State& state, const app::OwnStory& story);
// A code of core/news/contribution or of the edge: what to do about it.
Str contribution_problem(std::string_view code);
// Contributing::failure.
Str contribution_failure_words(std::string_view code);
// "es" as a person says it; the tag itself for a language that has no word here.
std::string language_word(const Context& context, std::string_view tag);

} // namespace hypha::ui
