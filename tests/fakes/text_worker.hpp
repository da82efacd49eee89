// Plays the media worker's side of the text models, for one Stage: a test says which label wins, and when.
#pragma once

#include <string_view>

#include "core/text/text_manifest.hpp"
#include "fakes/stage.hpp"

namespace hypha::flow {

class TextWorker {
public:
    explicit TextWorker(Stage& stage) : stage_(stage) {}

    // The newest question; and how many there were.
    [[nodiscard]] ports::ScoreText question() const { return stage_.post.last<ports::ScoreText>(); }
    [[nodiscard]] std::size_t asked() const { return stage_.post.count<ports::ScoreText>(); }
    // The model that it names; fails the test when the manifest has none such.
    [[nodiscard]] const text::TextModel& model() const;
    // Answers it: `label` by far; empty: no label more than another.
    void answer(std::string_view label);
    void fail(std::string_view code);
    // The words rest for as long as it takes, and language and topic are answered.
    void suggest(std::string_view language, std::string_view topic);

private:
    Stage& stage_;
};

} // namespace hypha::flow
