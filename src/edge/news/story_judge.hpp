// The language and the topic of a story, once for all its readers, by the models and the thresholds that the app and the command line
// have (models/text; core/text). They are in the binary; a model whose hash is not the manifest's names nothing.
#pragma once

#include <string>
#include <string_view>

#include "core/news/story.hpp"

namespace hypha::edge {

struct StoryJudgement {
    std::string language; // BCP 47, empty: unknown
    std::string topic;    // an id of the topic models, "other", or empty: no model reads that language
};

// `claimed`: the language its publisher says (primary subtag), or empty. Feeds often claim their software's language, so a model that
// is sure goes before the claim; a claim that no model knows stands, for the model can only confuse it with a neighbour.
StoryJudgement judge_story(std::string_view text, std::string_view claimed);

// An id that a topic model of this edge can answer: what it would write into a story itself.
bool is_known_topic(std::string_view topic);

// Writes language and topic. `text`: title and blocks as plain text.
void judge(news::Story& story);

} // namespace hypha::edge
