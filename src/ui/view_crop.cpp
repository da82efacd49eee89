// Which part of a photo the network looks at: the whole photo with a square over it that fingers, wheel and keys move and resize.
// The photo is kept as it is, and the view says so.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "ui/kit/kit.hpp"
#include "ui/kit/pinch.hpp"
#include "ui/result_parts.hpp"
#include "ui/screen_layout.hpp"
#include "ui/views.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;
using vision::Crop;
using vision::PictureSize;

constexpr float kStep = 0.02F, kCloser = 1.1F; // of an arrow key, of plus and minus

// Where the photo lies in `box`.
Rect contained(const Rect& box, PictureSize picture) {
    const float scale = std::min(box.w / picture.width, box.h / picture.height);
    const float w = picture.width * scale, h = picture.height * scale;
    return {box.center_x() - w / 2, box.center_y() - h / 2, w, h};
}

Rect on_screen(const Crop& crop, const Rect& photo) {
    return {photo.x + crop.left * photo.w, photo.y + crop.top * photo.h, crop.width * photo.w, crop.height * photo.h};
}

// What lies outside is dimmed; the square has a light edge and heavy corners.
void draw_square(Frame& frame, const Rect& photo, const Rect& square) {
    const ImU32 dim = frame.color(Color::photo_ink, 0.62F);
    frame.draw->AddRectFilled(photo.min(), {photo.right(), square.y}, dim);
    frame.draw->AddRectFilled({photo.x, square.bottom()}, photo.max(), dim);
    frame.draw->AddRectFilled({photo.x, square.y}, {square.x, square.bottom()}, dim);
    frame.draw->AddRectFilled({square.right(), square.y}, {photo.right(), square.bottom()}, dim);
    const ImU32 edge = frame.color(Color::white);
    frame.draw->AddRect(square.min(), square.max(), edge, 0, 0, 2);
    const float arm = std::min(22.F, square.w / 3);
    for (const float x : {square.x, square.right()}) {
        for (const float y : {square.y, square.bottom()}) {
            const float inward_x = x == square.x ? arm : -arm, inward_y = y == square.y ? arm : -arm;
            frame.draw->AddLine({x, y}, {x + inward_x, y}, edge, 5);
            frame.draw->AddLine({x, y}, {x, y + inward_y}, edge, 5);
        }
    }
}

// Fingers, wheel and keys; several strokes may have come since the last frame.
Crop pulled(Frame& frame, Crop crop, const Rect& photo, PictureSize picture) {
    const PinchMove move = pinch(frame, frame.id("square"), photo);
    if (move.any()) {
        crop = vision::moved(crop, move.dx / photo.w, move.dy / photo.h, picture);
        // Fingers apart make the square larger, around its own middle: it is what they hold.
        crop = vision::zoomed(crop, 1 / move.scale, crop.left + crop.width / 2, crop.top + crop.height / 2, picture);
    }
    struct Key {
        const char* name;
        float dx, dy, closer;
    };
    constexpr std::array kKeys{Key{"ArrowLeft", -kStep, 0, 1}, Key{"ArrowRight", kStep, 0, 1},
                               Key{"ArrowUp", 0, -kStep, 1},   Key{"ArrowDown", 0, kStep, 1},
                               Key{"+", 0, 0, 1 / kCloser},    Key{"=", 0, 0, 1 / kCloser},
                               Key{"-", 0, 0, kCloser}};
    for (const Key& key : kKeys) {
        while (frame.input.take_key(key.name)) {
            crop = vision::moved(crop, key.dx, key.dy, picture);
            crop = vision::zoomed(crop, key.closer, crop.left + crop.width / 2, crop.top + crop.height / 2, picture);
        }
    }
    return crop;
}

void square_node(Frame& frame, const Crop& crop, const Rect& square, PictureSize picture) {
    const float share = crop.width * picture.width / std::min(picture.width, picture.height);
    const auto percent = [&](float part) { return format_percent(frame.locale, static_cast<double>(part)); };
    SemanticsNode& node = frame.semantics.add(frame.id("square"), Role::slider, frame.tr(Str::crop_part), square);
    node.now = std::round(share * 100);
    node.min = 0;
    node.max = 100;
    node.value_text = frame.tr(Str::crop_value,
                               {{"share", percent(share)}, {"left", percent(crop.left)}, {"top", percent(crop.top)}});
    if (frame.input.focused == node.id && frame.input.focus_visible) {
        focus_ring(frame, square, 4);
    }
}

} // namespace

void view_crop(Frame& frame, const app::State& state) {
    const Rect whole{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
    const Rect below = pushed_bar(frame, whole, frame.tr(Str::crop_title), true);
    const app::Observation* const find = state.shown();
    if (find == nullptr || !state.cropping) {
        missing_find(frame, below, false);
        return;
    }
    const app::Cropping& cropping = *state.cropping;
    const app::SlotPhoto& own = find->photos[app::index_of(cropping.slot)];
    const PictureSize picture{static_cast<float>(std::max(1U, own.width_px)),
                              static_cast<float>(std::max(1U, own.height_px))};
    ButtonOptions all, keep;
    all.kind = ButtonKind::outline;
    all.disabled = !own.crop;
    keep.disabled = cropping.too_small;
    keep.icon = Icon::check;
    const std::array<ButtonSpec, 2> buttons{ButtonSpec{"whole", frame.tr(Str::crop_whole), all},
                                            ButtonSpec{"keep", frame.tr(Str::crop_keep), keep}};
    const float dock = action_dock_height(frame, below, buttons), gutter = centred_gutter(frame, below.w);
    const std::string_view hint = frame.tr(cropping.too_small ? Str::crop_too_small : Str::crop_hint);
    const float width = below.w - 2 * gutter;
    const float words = measure_text(frame, width, hint, Type::body) +
                        measure_text(frame, width, frame.tr(Str::crop_stays), Type::caption) + 4;
    const Rect room{below.x, below.y, below.w, std::max(80.F, below.h - dock - words - 28)};
    const Rect area = contained(room.inset(frame.gutter(), 8), picture);
    photo(frame, "photo", area, photo_key(own.photo),
          {.alt = frame.tr(Str::photo_of, {{"view", frame.tr(slot_words(cropping.slot).name)}}), .rounding = 0});
    const Crop crop = pulled(frame, cropping.crop, area, picture);
    if (!(crop == cropping.crop)) {
        frame.ask(command::EditCrop{crop});
    }
    const Rect square = on_screen(crop, area);
    draw_square(frame, area, square);
    square_node(frame, crop, square, picture);
    TextOptions said;
    said.key = "hint";
    said.live = "polite";
    const float y = room.bottom() + 8;
    const float used = text(frame, below.x + gutter, y, width, hint, Type::body,
                            cropping.too_small ? Color::deadly_text : Color::text, said);
    text(frame, below.x + gutter, y + used + 4, width, frame.tr(Str::crop_stays), Type::caption, Color::text2);
    const int tapped = action_dock(frame, below, buttons);
    if (tapped == 0) {
        frame.ask(command::RemoveCrop{});
    } else if (tapped == 1) {
        frame.ask(command::KeepCrop{});
    }
}

} // namespace hypha::ui
