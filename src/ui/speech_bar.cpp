#include "ui/speech_bar.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "ui/kit/kit.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

constexpr float kDisc = 56, kPad = 12, kMargin = 12, kRadius = 24, kTrack = 6;

struct SpeechFailure {
    Str title, line;
};

SpeechFailure failure_of(std::string_view code) {
    if (code == "no_speech") {
        return {Str::speech_none, Str::speech_none_line};
    }
    return code == "no_voice" ? SpeechFailure{Str::speech_no_voice, Str::speech_no_voice_line}
                              : SpeechFailure{Str::speech_failed, Str::speech_failed_line};
}

// 1:02
std::string minutes_and_seconds(std::int64_t seconds) {
    const std::string rest = std::to_string(seconds % 60);
    return std::to_string(seconds / 60) + (rest.size() == 1 ? ":0" : ":") + rest;
}

Press disc(Frame& frame, ImVec2 center, bool speaking) {
    const Rect rect{center.x - kDisc / 2, center.y - kDisc / 2, kDisc, kDisc};
    PressOptions how;
    how.focus_rounding = kDisc / 2;
    const auto [pressed, node] =
        pressable(frame, "play", Role::button, frame.tr(speaking ? Str::speech_pause : Str::speech_go_on), rect, how);
    frame.draw->AddCircleFilled(center, kDisc / 2,
                                frame.color(pressed.amount > 0 ? Color::accent_pressed : Color::accent));
    icon(frame, center, speaking ? Icon::pause_fill : Icon::play_fill, 28, Color::on_accent);
    return pressed;
}

// "1.25×", a button.
bool rate_button(Frame& frame, const Rect& rect, int percent) {
    const std::string rate = format_decimal(frame.locale, percent / 100.0,
                                            percent % 100 == 0  ? 0
                                            : percent % 50 == 0 ? 1
                                                                : 2);
    const std::string words = rate + "\u00D7";
    const auto [pressed, node] =
        pressable(frame, "rate", Role::button, frame.tr(Str::speech_rate, {{"rate", rate}}), rect);
    line_in(frame, rect, words, Type::body_strong, Color::on_inverse, Align::center);
    return pressed.clicked;
}

void progress(Frame& frame, const Rect& rect, const app::Speech& speech) {
    const std::string words = frame.tr(Str::speech_time, {{"position", minutes_and_seconds(speech.position_s)},
                                                          {"length", minutes_and_seconds(speech.length_s)}});
    const float line = frame.line(Type::body_strong);
    const float words_w = std::min(text_width(frame, words, Type::caption) + 1, rect.w * 0.5F);
    const float top = rect.center_y() - (line + 12 + kTrack) / 2;
    line_in(frame, {rect.x, top, rect.w - words_w - 8, line},
            frame.tr(speech.phase == app::SpeechPhase::paused ? Str::speech_paused : Str::speech_title),
            Type::body_strong, Color::on_inverse);
    line_in(frame, {rect.right() - words_w, top, words_w, line}, words, Type::caption, Color::on_inverse, Align::right);
    const float share =
        speech.length_s > 0 ? static_cast<float>(speech.position_s) / static_cast<float>(speech.length_s) : 0;
    const Rect track{rect.x, top + line + 12, rect.w, kTrack};
    frame.draw->AddRectFilled({track.x, track.y}, {track.right(), track.bottom()},
                              frame.color(Color::on_inverse, 0.25F), kTrack / 2);
    fill(frame, {track.x, track.y, std::max(kTrack, track.w * std::clamp(share, 0.F, 1.F)), kTrack}, Color::accent,
         kTrack / 2);
    SemanticsNode& node = frame.semantics.add(frame.id("progress"), Role::progress, frame.tr(Str::speech_title),
                                              {rect.x, top, rect.w, line + 12 + kTrack});
    node.now = std::round(share * 100);
    node.min = 0;
    node.max = 100;
    node.value_text = words;
}

// Of the words between the disc and what is at the right.
float words_width(const Rect& box, bool failed) {
    return box.w - 2 * kPad - kDisc - 16 - size::touch_min - (failed ? 0 : size::touch_min + 8);
}

Rect box_of(const Rect& area) {
    const float width = std::min(area.w - 2 * kMargin, size::column_max + 2 * kMargin);
    return {area.center_x() - width / 2, 0, width, 0};
}

float failure_height(Frame& frame, float width, const SpeechFailure& said) {
    return measure_text(frame, width, frame.tr(said.title), Type::body_strong) + 2 +
           measure_text(frame, width, frame.tr(said.line), Type::caption);
}

} // namespace

float speech_bar_height(Frame& frame, const Rect& area, const app::Speech& speech) {
    if (speech.phase == app::SpeechPhase::silent) {
        return 0;
    }
    float inner = std::max(kDisc, frame.line(Type::body_strong) + 12 + kTrack);
    if (speech.phase == app::SpeechPhase::failed) {
        inner = std::max(inner, failure_height(frame, words_width(box_of(area), true), failure_of(speech.failure)));
    }
    return inner + 2 * kPad + std::max(kMargin, frame.safe.bottom) + 8;
}

void speech_bar(Frame& frame, const Rect& area, const app::OpenStory& open) {
    const app::Speech& speech = open.speech;
    const float height = speech_bar_height(frame, area, speech);
    if (height == 0) {
        return;
    }
    Rect box = box_of(area);
    box.y = area.bottom() - height + 8;
    box.h = height - 8 - std::max(kMargin, frame.safe.bottom);
    shadow(frame, box, kRadius, 3);
    fill(frame, box, Color::inverse, kRadius);
    const Group group(frame, "speech", Role::group, frame.tr(Str::speech_title), box);
    const bool speaking = speech.phase == app::SpeechPhase::speaking;
    if (disc(frame, {box.x + kPad + kDisc / 2, box.center_y()}, speaking)) {
        speaking ? frame.ask(command::PauseListening{}) : frame.ask(command::Listen{});
    }
    const bool failed = speech.phase == app::SpeechPhase::failed;
    const Rect words{box.x + kPad + kDisc + 16, box.y + kPad, words_width(box, failed), box.h - 2 * kPad};
    if (failed) {
        const SpeechFailure said = failure_of(speech.failure);
        float y = words.center_y() - failure_height(frame, words.w, said) / 2;
        TextOptions alert;
        alert.role = Role::alert;
        alert.live = "assertive";
        alert.key = "failure";
        y += text(frame, words.x, y, words.w, frame.tr(said.title), Type::body_strong, Color::on_inverse, alert) + 2;
        text(frame, words.x, y, words.w, frame.tr(said.line), Type::caption, Color::on_inverse);
    } else {
        progress(frame, words, speech);
        const Rect rate{words.right() + 8, box.center_y() - size::touch_min / 2, size::touch_min, size::touch_min};
        if (rate_button(frame, rate, speech.rate_percent)) {
            frame.ask(command::ChangeSpeechRate{});
        }
    }
    if (icon_button(frame, "stop", {box.right() - kPad / 2 - size::touch_min / 2, box.center_y()}, Icon::x,
                    frame.tr(Str::speech_stop), Color::on_inverse, 20)) {
        frame.ask(command::StopListening{});
    }
}

} // namespace hypha::ui
