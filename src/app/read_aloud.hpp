// The open story, read aloud by a voice of the device. Sentences go to the window one after the other, two at a time so that there is no
// gap; a pause forgets both and begins at the sentence again, because browsers on phones lose what they pause. Leaving the story ends it.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

// Begins, or goes on after a pause or a failure.
void listen(Workplace& work);
void pause_listening(Workplace& work);
// Nothing is left of it; the next time begins at the title, or where reading stopped.
void stop_listening(Workplace& work);
// The next of kSpeechRates; kept for every story.
void change_speech_rate(Workplace& work);
// By sentences; to the first or behind the last one ends there.
void skip_sentences(Workplace& work, int count);

void speech_began(Workplace& work, std::uint32_t ticket);
void speech_ended(Workplace& work, std::uint32_t ticket);
void speech_failed(Workplace& work, const ports::SpeechFailed& failed);

} // namespace hypha::app
