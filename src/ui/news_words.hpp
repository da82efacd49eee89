// What is said of stories: how old, why they stand where they do, whether they can be read without a connection, and what a failure means.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/state.hpp"
#include "ui/kit/context.hpp"

namespace hypha::ui {

// Nothing for a topic that no table knows.
std::optional<Str> topic_label(std::string_view topic);
// As a person says it: the name of who published, in their language where it is a name of ours.
std::string_view source_words(const Context& context, std::string_view source);
std::string story_age(const Context& context, std::int64_t published_s); // "3 h", "yesterday"; empty when nobody says
std::string story_why(const Context& context, const app::FeedStory& story);
std::string story_standing(const Context& context, const app::FeedStory& story, const app::Reading& reading);

struct NewsFailure {
    Str title, line;
};
NewsFailure list_failure(std::string_view code);
NewsFailure story_failure(std::string_view code);
// A sentence: what happened to a picture and what to do.
Str picture_failure(std::string_view code);
// "elpais.com" of an address.
std::string_view host_of(std::string_view address);

} // namespace hypha::ui
