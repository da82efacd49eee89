// What screens know of a story that is read aloud. Codes of failures: no_speech (the browser has none), no_voice (none of the story's
// language), failed.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/news/spoken_story.hpp"

namespace hypha::app {

inline constexpr std::array<int, 5> kSpeechRates_percent{75, 100, 125, 150, 200};

enum class SpeechPhase { silent, speaking, paused, failed };

struct Speech {
    SpeechPhase phase = SpeechPhase::silent;
    std::string failure;
    std::vector<news::SpokenSentence> sentences; // empty while silent
    std::size_t at = 0;                          // the one that is spoken, or will be
    int rate_percent = 100;
    std::int64_t position_s = 0, length_s = 0; // as far as this voice was heard; before, as voices usually are

    // What stands out in the text; nothing while silent.
    [[nodiscard]] const news::SpokenSentence* sentence() const {
        return phase != SpeechPhase::silent && at < sentences.size() ? &sentences[at] : nullptr;
    }
};

} // namespace hypha::app
