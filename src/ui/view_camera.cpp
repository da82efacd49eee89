// The live camera: its picture in the window's video element over a rectangle that the view leaves free, below it what the frames
// come to, in words. A name has the weight and the risk of a result; until frames agree the view says what helps.
// A screen reader hears of a name when it changes and of nothing else. Taking is the shutter, Space or Enter; Escape leaves.
#include <algorithm>
#include <array>
#include <string>

#include "core/fungi/risk.hpp"
#include "ui/kit/capture.hpp"
#include "ui/kit/kit.hpp"
#include "ui/kit/slider.hpp"
#include "ui/screen_layout.hpp"
#include "ui/views.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;
using app::CameraPhase;

void steady_name(Frame& frame, Column& column, const fungi::Verdict& verdict) {
    const bool answered = verdict.state == fungi::VerdictState::answered;
    const fungi::Risk risk = verdict.state == fungi::VerdictState::not_mushroom ? fungi::Risk::unknown : verdict.risk;
    const std::string_view word = confidence_words(frame, verdict.confidence);
    ResultHeader header;
    header.level = 2;
    header.live = "polite";
    header.risk = risk;
    header.italic = answered;
    header.name = answered                                        ? std::string_view(verdict.name)
                  : verdict.state == fungi::VerdictState::unknown ? frame.tr(Str::i_dont_know_this)
                                                                  : frame.tr(Str::not_a_mushroom);
    std::string accessible(header.name);
    if (answered) {
        header.rank_tag = rank_words(frame, verdict.rank);
        header.common_name = common_name(frame, verdict.name);
        header.words = word;
        accessible = frame.tr(Str::camera_name, {{"word", word}, {"name", verdict.name}, {"rank", header.rank_tag}});
    }
    accessible += ". " + frame.tr(Str::risk_name, {{"risk", risk_words(frame, risk)}});
    header.accessible = accessible;
    result_header(frame, column, header);
}

struct Saying {
    std::string title, line;
};

// What helps, or what goes on, while no name stands.
Saying saying_of(const Frame& frame, const app::LiveCamera& camera) {
    const auto say = [&](Str title, Str line) {
        return Saying{std::string(frame.tr(title)), std::string(frame.tr(line))};
    };
    if (camera.phase == CameraPhase::opening) {
        return say(Str::camera_opening, Str::camera_opening_line);
    }
    if (!camera.reading_failure.empty()) {
        return say(failure_words(camera.reading_failure).title, Str::camera_no_names);
    }
    if (camera.total_bytes > 0 && camera.done_bytes < camera.total_bytes) {
        return {std::string(frame.tr(Str::working_load)),
                frame.tr(Str::bytes_of, {{"done", format_bytes(frame.locale, camera.done_bytes)},
                                         {"total", format_bytes(frame.locale, camera.total_bytes)}})};
    }
    switch (camera.quality) {
    case fungi::FrameQuality::dark: return say(Str::camera_dark, Str::camera_dark_line);
    case fungi::FrameQuality::blurred: return say(Str::camera_blurred, Str::camera_blurred_line);
    case fungi::FrameQuality::good: break;
    }
    return say(Str::camera_looking, Str::camera_looking_line);
}

void label(Frame& frame, const Rect& rect, const app::LiveCamera& camera) {
    ScrollRegion region(frame, "label", rect);
    Column column = region.column(0);
    if (camera.take_failed) {
        text(frame, column, frame.tr(Str::camera_take_failed), Type::label, Color::text, {.live = "assertive"});
        column.gap(6);
    }
    if (camera.steady) {
        steady_name(frame, column, *camera.steady);
    } else {
        const Saying saying = saying_of(frame, camera);
        TextOptions heading;
        heading.role = Role::heading;
        heading.level = 2;
        heading.key = "saying";
        text(frame, column, saying.title, Type::title, Color::text, heading);
        column.gap(4);
        text(frame, column, saying.line, Type::body, Color::text2, {.key = "saying_line"});
    }
    region.end(column.y);
}

void zoom_slider(Frame& frame, const Rect& row, const app::LiveCamera& camera) {
    const float span = camera.zoom_most - camera.zoom_least;
    const std::string words = frame.tr(Str::camera_zoom_value,
                                       {{"times", format_decimal(frame.locale, static_cast<double>(camera.zoom), 1)}});
    const float width = text_width(frame, words, Type::label) + 12;
    const auto moved = slider(frame, "zoom", {row.x, row.y, row.w - width, row.h}, frame.tr(Str::camera_zoom),
                              (camera.zoom - camera.zoom_least) / span, words);
    line_in(frame, {row.right() - width, row.y, width, row.h}, words, Type::label, Color::text, Align::right);
    if (moved) {
        frame.ask(command::SteerCamera{camera.torch, camera.zoom_least + *moved * span});
    }
}

void torch_switch(Frame& frame, ImVec2 center, const app::LiveCamera& camera) {
    const Rect rect = Rect{center.x, center.y, 0, 0}.at_least(56);
    PressOptions how;
    how.focus_rounding = 28;
    const auto [pressed, node] = pressable(frame, "torch", Role::toggle_switch, frame.tr(Str::camera_torch), rect, how);
    node->checked = camera.torch;
    frame.draw->AddCircleFilled(center, 28, frame.color(camera.torch ? Color::primary : Color::surface2));
    icon(frame, center, Icon::sun, 26, camera.torch ? Color::on_primary : Color::text2);
    if (pressed) {
        frame.ask(command::SteerCamera{!camera.torch, camera.zoom});
    }
}

void choose_button(Frame& frame, ImVec2 center, const app::LiveCamera& camera) {
    const Rect rect = Rect{center.x, center.y, 0, 0}.at_least(56);
    PressOptions how;
    how.focus_rounding = 28;
    const auto [pressed, node] =
        pressable(frame, "choose", Role::button, frame.tr(Str::choose_from_gallery), rect, how);
    frame.draw->AddCircleFilled(center, 28, frame.color(Color::surface2));
    icon(frame, center, Icon::images, 26, Color::text2);
    if (pressed) {
        frame.ask(command::AskForPhoto{camera.observation, camera.slot, app::PhotoSource::library});
    }
}

// Space and Enter press what has the focus; where nothing has, they take the picture (web/input.ts sends them then).
void controls(Frame& frame, const Rect& row, const app::State& state, const app::LiveCamera& camera) {
    const app::Observation* const find =
        camera.observation ? state.find(camera.observation) : state.draft_observation();
    std::array<bool, app::kSlotCount> taken{};
    for (const app::Slot slot : app::kSlots) {
        taken[app::index_of(slot)] = find != nullptr && !find->photos[app::index_of(slot)].photo.empty();
    }
    const std::string name = camera.taking != 0
                                 ? std::string(frame.tr(Str::camera_taking))
                                 : frame.tr(Str::take_photo_of, {{"view", frame.tr(slot_words(camera.slot).name)}});
    choose_button(frame, {row.x + row.w * 0.16F, row.center_y()}, camera);
    const bool pressed = shutter(frame, "shutter", row.center(), taken, name, Color::bg).clicked;
    if (camera.has_torch) {
        torch_switch(frame, {row.right() - row.w * 0.16F, row.center_y()}, camera);
    }
    if (pressed || frame.input.take_key(" ") || frame.input.take_key("Enter")) {
        frame.ask(command::TakePicture{});
    }
}

void failed(Frame& frame, const Rect& area, const app::LiveCamera& camera) {
    ScrollRegion page(frame, "page", area);
    Column column = page.column(centred_gutter(frame, area.w));
    column.gap(12);
    const FailureWords words = camera_failure_words(camera.failure);
    Notice notice;
    notice.title = frame.tr(words.title);
    notice.line = frame.tr(words.line);
    if (camera.failure != "absent" && camera.failure != "insecure") {
        notice.action = frame.tr(Str::try_again);
    }
    if (notice_card(frame, "failure", column, notice)) {
        frame.ask(command::ReopenCamera{});
    }
    column.gap(16);
    ButtonOptions options;
    options.icon = Icon::images;
    if (button(frame, "choose", column.take(button_height(frame)), frame.tr(Str::choose_from_gallery), options)) {
        frame.ask(command::AskForPhoto{camera.observation, camera.slot, app::PhotoSource::library});
    }
    page.end(column.y + 20);
}

// The rectangle of the picture; the window puts its video there. Drawn too, for the moments before it has one.
void viewfinder(Frame& frame, const Rect& rect) {
    fill(frame, rect, Color::surface3, radius::xl);
    icon(frame, rect.center(), Icon::camera, 48, Color::text3);
    frame.semantics.add(frame.id("viewfinder"), Role::image, frame.tr(Str::camera_picture), rect);
    frame.viewfinder = rect;
}

// Label, zoom, note and shutter, from the bottom of `area`; the label takes what is left, at most `label_height`.
void panel(Frame& frame, const Rect& area, const app::State& state, const app::LiveCamera& camera) {
    Rect rest = area;
    const auto take_bottom = [&rest](float height) {
        const Rect taken = rest.bottom_part(height);
        rest.h -= height;
        return taken;
    };
    const Rect row = take_bottom(size::shutter_cut + 4);
    const Rect note = take_bottom(orientation_height(frame, area.w));
    take_bottom(10);
    const Rect zoom = camera.zoom_most > 0 ? take_bottom(size::touch_min) : Rect{};
    rest.h = std::max(rest.h, 0.F);
    label(frame, rest, camera);
    if (!zoom.empty()) {
        zoom_slider(frame, zoom, camera);
    }
    orientation_strip(frame, note, true);
    controls(frame, row, state, camera);
}

float panel_height(Frame& frame, float width, const app::LiveCamera& camera) {
    const float words = risk_chip_height(frame) + 8 + frame.line(Type::display) + frame.line(Type::body) * 1.5F;
    return words + 10 + size::shutter_cut + 4 + orientation_height(frame, width) +
           (camera.zoom_most > 0 ? size::touch_min : 0.F);
}

} // namespace

void view_camera(Frame& frame, const app::State& state) {
    const Rect whole{frame.area.x, frame.area.y + frame.safe.top, frame.area.w,
                     frame.area.h - frame.safe.top - frame.safe.bottom};
    const Rect below = pushed_bar(frame, whole, frame.tr(Str::live_camera), true);
    const app::LiveCamera camera = state.camera.value_or(app::LiveCamera{});
    if (camera.phase == CameraPhase::failed) {
        failed(frame, below, camera);
        return;
    }
    constexpr float kGap = 16, kSide = 380;
    const Rect inner = below.inset(frame.gutter(), 8);
    if (inner.w > inner.h) {
        const float side = std::clamp(inner.w * 0.42F, 300.F, kSide);
        viewfinder(frame, {inner.x, inner.y, inner.w - side - kGap, inner.h});
        panel(frame, {inner.right() - side, inner.y, side, inner.h}, state, camera);
        return;
    }
    const float height = std::min(panel_height(frame, inner.w, camera), inner.h * (frame.large_text() ? 0.72F : 0.62F));
    viewfinder(frame, {inner.x, inner.y, inner.w, inner.h - height - kGap});
    panel(frame, inner.bottom_part(height), state, camera);
}

} // namespace hypha::ui
