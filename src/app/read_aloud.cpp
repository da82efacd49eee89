#include "app/read_aloud.hpp"

#include <algorithm>
#include <cmath>

#include "app/open_story.hpp"
#include "app/settings.hpp"

namespace hypha::app {
namespace {

constexpr const char* kRate = "speech_rate_percent";
constexpr double kUsual_ms = 65;          // a byte of text, of usual voices at 100 %
constexpr std::size_t kHeard_bytes = 400; // that say how fast a voice is
constexpr std::size_t kAhead = 2;         // sentences that the window has

std::size_t bytes_between(const Speech& speech, std::size_t first, std::size_t last) {
    std::size_t bytes = 0;
    for (std::size_t i = first; i < std::min(last, speech.sentences.size()); ++i) {
        bytes += speech.sentences[i].text.size();
    }
    return bytes;
}

void tell_time(Workplace& work) {
    Speech& speech = work.state.reading.open.speech;
    const SpeechRun& run = work.memory.news.speech;
    const double usual_ms = kUsual_ms * 100 / speech.rate_percent;
    const double byte_ms =
        run.heard_bytes < kHeard_bytes ? usual_ms : run.heard_ms / static_cast<double>(run.heard_bytes);
    const auto seconds = [&](std::size_t bytes) {
        return static_cast<std::int64_t>(std::llround(static_cast<double>(bytes) * byte_ms / 1000));
    };
    speech.position_s = seconds(bytes_between(speech, 0, speech.at));
    speech.length_s = std::max(speech.position_s, seconds(bytes_between(speech, 0, speech.sentences.size())));
    work.touch();
}

void say(Workplace& work, std::size_t place) {
    const OpenStory& open = work.state.reading.open;
    const SpeechRun& run = work.memory.news.speech;
    if (place < open.speech.sentences.size()) {
        work.postbox.send(ports::Speak{run.first_ticket + static_cast<std::uint32_t>(place - run.first_place),
                                       open.speech.sentences[place].text, open.story.language,
                                       static_cast<float>(open.speech.rate_percent) / 100});
    }
}

// From `at` on. What the window still had is forgotten, and its tickets are nobody's.
void begin(Workplace& work) {
    Speech& speech = work.state.reading.open.speech;
    SpeechRun& run = work.memory.news.speech;
    if (run.first_ticket != 0) {
        work.postbox.send(ports::StopSpeech{});
    }
    speech.phase = SpeechPhase::speaking;
    speech.failure.clear();
    run.first_place = speech.at;
    run.first_ticket = work.take_tickets(static_cast<std::uint32_t>(speech.sentences.size() - speech.at));
    run.began_ms = -1;
    for (std::size_t i = 0; i < kAhead; ++i) {
        say(work, speech.at + i);
    }
    tell_time(work);
}

void fall_silent(Workplace& work, SpeechPhase phase) {
    SpeechRun& run = work.memory.news.speech;
    if (run.first_ticket != 0) {
        work.postbox.send(ports::StopSpeech{});
    }
    run.first_ticket = 0;
    run.began_ms = -1;
    work.state.reading.open.speech.phase = phase;
    work.touch();
}

// The place of the sentence that goes by this ticket, or -1 where nobody waits for it.
std::ptrdiff_t place_of(const Workplace& work, std::uint32_t ticket) {
    const Speech& speech = work.state.reading.open.speech;
    const SpeechRun& run = work.memory.news.speech;
    if (run.first_ticket == 0 || ticket < run.first_ticket) {
        return -1;
    }
    const std::size_t place = run.first_place + (ticket - run.first_ticket);
    return place < speech.sentences.size() ? static_cast<std::ptrdiff_t>(place) : -1;
}

// Where reading stopped, by the letters before it.
std::size_t place_to_begin(const OpenStory& open) {
    const Speech& speech = open.speech;
    const auto before = static_cast<std::size_t>(
        static_cast<double>(bytes_between(speech, 0, speech.sentences.size())) * static_cast<double>(open.progress));
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < speech.sentences.size(); ++i) {
        bytes += speech.sentences[i].text.size();
        if (bytes > before) {
            return i;
        }
    }
    return 0;
}

} // namespace

void listen(Workplace& work) {
    OpenStory& open = work.state.reading.open;
    if (open.phase != StoryPhase::ready || open.speech.phase == SpeechPhase::speaking) {
        return;
    }
    if (open.speech.phase == SpeechPhase::silent) {
        open.speech.sentences = news::spoken_sentences(open.story);
        const std::int64_t rate = read_integer(work, kRate).value_or(100);
        open.speech.rate_percent =
            std::ranges::find(kSpeechRates_percent, rate) != kSpeechRates_percent.end() ? static_cast<int>(rate) : 100;
        open.speech.at = place_to_begin(open);
        work.memory.news.speech = {};
    }
    if (!open.speech.sentences.empty()) {
        begin(work);
    }
}

void pause_listening(Workplace& work) {
    if (work.state.reading.open.speech.phase == SpeechPhase::speaking) {
        fall_silent(work, SpeechPhase::paused);
    }
}

void stop_listening(Workplace& work) {
    if (work.state.reading.open.speech.phase != SpeechPhase::silent) {
        fall_silent(work, SpeechPhase::silent);
        work.state.reading.open.speech = {};
    }
}

void change_speech_rate(Workplace& work) {
    Speech& speech = work.state.reading.open.speech;
    if (speech.phase == SpeechPhase::silent) {
        return;
    }
    const auto* const found = std::ranges::find(kSpeechRates_percent, speech.rate_percent);
    speech.rate_percent = found == kSpeechRates_percent.end() || found + 1 == kSpeechRates_percent.end()
                              ? kSpeechRates_percent.front()
                              : *(found + 1);
    write_setting(work, kRate, std::to_string(speech.rate_percent));
    work.memory.news.speech.heard_bytes = 0;
    work.memory.news.speech.heard_ms = 0;
    if (speech.phase == SpeechPhase::speaking) {
        begin(work);
    } else {
        tell_time(work);
    }
}

void skip_sentences(Workplace& work, int count) {
    Speech& speech = work.state.reading.open.speech;
    if (speech.phase == SpeechPhase::silent || speech.sentences.empty()) {
        return;
    }
    const auto last = static_cast<std::ptrdiff_t>(speech.sentences.size()) - 1;
    speech.at =
        static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(speech.at) + count, 0, last));
    if (speech.phase == SpeechPhase::speaking) {
        begin(work);
    } else {
        tell_time(work);
    }
}

void speech_began(Workplace& work, std::uint32_t ticket) {
    const std::ptrdiff_t place = place_of(work, ticket);
    if (place < 0) {
        return;
    }
    work.state.reading.open.speech.at = static_cast<std::size_t>(place);
    work.memory.news.speech.began_ms = work.clock.monotonic_ms();
    tell_time(work);
}

void speech_ended(Workplace& work, std::uint32_t ticket) {
    const std::ptrdiff_t place = place_of(work, ticket);
    if (place < 0) {
        return;
    }
    OpenStory& open = work.state.reading.open;
    SpeechRun& run = work.memory.news.speech;
    if (run.began_ms >= 0) {
        run.heard_ms += work.clock.monotonic_ms() - run.began_ms;
        run.heard_bytes += open.speech.sentences[static_cast<std::size_t>(place)].text.size();
        run.began_ms = -1;
    }
    const std::size_t next = static_cast<std::size_t>(place) + 1;
    if (next == open.speech.sentences.size()) {
        stop_listening(work);
        read_to(work, {open.hash, 1});
        return;
    }
    open.speech.at = next;
    say(work, next + kAhead - 1);
    tell_time(work);
}

void speech_failed(Workplace& work, const ports::SpeechFailed& failed) {
    if (place_of(work, failed.ticket) >= 0) {
        fall_silent(work, SpeechPhase::failed);
        work.state.reading.open.speech.failure = failed.code;
    }
}

} // namespace hypha::app
