#include "ui/hero_photo.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "ui/kit/kit.hpp"
#include "ui/looked_at.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

constexpr float kPill = 48, kInset = 4;

void dark_pill(Frame& frame, const Rect& rect) {
    frame.draw->AddRectFilled(rect.min(), rect.max(), frame.color(Color::photo_ink, 0.72F), radius::segment);
}

// Which of the two is shown: 0 the photo, 1 the heat map; answers the tapped one or -1.
int picture_tabs(Frame& frame, ImVec2 left_center, int selected, float most_width) {
    struct Tab {
        Str label;
        Icon glyph;
    };
    constexpr std::array kTabs{Tab{Str::heat_photo, Icon::image}, Tab{Str::heat_map, Icon::eye}};
    std::array<float, 2> widths{};
    bool glyphs = true;
    float whole = 0;
    const auto measure = [&] {
        whole = 2 * kInset;
        for (std::size_t i = 0; i < kTabs.size(); ++i) {
            widths[i] = text_width(frame, frame.tr(kTabs[i].label), Type::label) + (glyphs ? 56.F : 28.F);
            whole += widths[i];
        }
    };
    measure();
    if (whole > most_width) {
        glyphs = false;
        measure();
    }
    const Rect pill{left_center.x, left_center.y - kPill / 2, whole, kPill};
    dark_pill(frame, pill);
    frame.semantics.add(frame.id("picture_tabs"), Role::tab_list, frame.tr(Str::heat_tabs), pill).described_by_text =
        frame.tr(Str::heat_hint);
    frame.semantics.open(frame.id("picture_tabs"));
    int tapped = -1;
    float x = pill.x + kInset;
    for (std::size_t i = 0; i < kTabs.size(); ++i) {
        const bool chosen = static_cast<int>(i) == selected;
        const Rect cell{x, pill.y, widths[i], pill.h};
        PressOptions how;
        how.exact = true;
        how.focus_rounding = 12;
        const std::string_view label = frame.tr(kTabs[i].label);
        const auto [pressed, node] = pressable(frame, i == 0 ? "photo_tab" : "heat_tab", Role::tab, label, cell, how);
        node->selected = chosen;
        const Rect inner{cell.x, cell.y + kInset, cell.w, cell.h - 2 * kInset};
        if (chosen) {
            frame.draw->AddRectFilled(inner.min(), inner.max(), frame.color(Color::white, 0.94F), 12);
        }
        const Color ink = chosen ? Color::photo_ink : Color::white;
        if (glyphs) {
            icon(frame, {cell.x + 24, cell.center_y()}, kTabs[i].glyph, 20, ink);
        }
        line_in(frame, {cell.x + (glyphs ? 38.F : 14.F), cell.y, cell.w, cell.h}, label, Type::label, ink, Align::left);
        if (pressed && !chosen) {
            tapped = static_cast<int>(i);
        }
        x += widths[i];
    }
    frame.semantics.close();
    return tapped;
}

// "2 of 3": a tap shows the next photo, after the last the first.
bool count_pill(Frame& frame, ImVec2 right_center, int number, int count) {
    const std::string words =
        frame.tr(Str::view_of, {{"number", std::to_string(number)}, {"all", std::to_string(count)}});
    const float width = text_width(frame, words, Type::label) + 56;
    const Rect pill{right_center.x - width, right_center.y - kPill / 2, width, kPill};
    const std::string name = std::string(frame.tr(Str::next_photo)) + ", " + words;
    const auto [pressed, node] = pressable(frame, "next", Role::button, name, pill);
    dark_pill(frame, pill);
    icon(frame, {pill.x + 24, pill.center_y()}, Icon::squares_four, 20, Color::white);
    line_in(frame, {pill.x + 40, pill.y, pill.w - 40, pill.h}, words, Type::label, Color::white, Align::left);
    return pressed.clicked;
}

} // namespace

void hero_photo(Frame& frame, const Rect& rect, const app::State& state, const app::Observation& find,
                const HeroOptions& options) {
    const float rounding = options.rounding;
    std::vector<app::Slot> taken;
    for (const app::Slot slot : app::kMostUsefulFirst) {
        if (!find.photos[app::index_of(slot)].photo.empty()) {
            taken.push_back(slot);
        }
    }
    const KeyScope scope(frame, "hero", find.id.value);
    if (taken.empty()) {
        photo(frame, "photo", rect, "", {.rounding = rounding, .placeholder = Icon::mushroom});
        return;
    }
    Remembered& chosen = frame.memory.at(frame.id("which"), Slot::value);
    const int count = static_cast<int>(taken.size());
    const int at = std::clamp(static_cast<int>(std::lround(chosen.value)), 0, count - 1);
    const app::Slot slot = taken[static_cast<std::size_t>(at)];
    const app::SlotPhoto& own = find.photos[app::index_of(slot)];
    const std::string alt = frame.tr(Str::photo_number, {{"number", std::to_string(at + 1)},
                                                         {"all", std::to_string(count)},
                                                         {"view", frame.tr(slot_words(slot).name)}});
    const app::Heat* const heat = heat_of(state, find, slot);
    const Rect part = own.crop ? Rect{own.crop->left, own.crop->top, own.crop->width, own.crop->height} : Rect{};
    HeatLayer layer;
    if (heat != nullptr && heat->map.columns > 0) {
        layer = {heat->map.cells, heat->map.columns, heat->map.rows, heat_strength(frame), part};
    }
    photo(frame, "photo", rect, thumbnail_key(own.photo),
          {.alt = alt,
           .rounding = rounding,
           .focus_y = 0.42F,
           .top_scrim = 110,
           .heat = layer.columns > 0 ? &layer : nullptr,
           .outline = part});
    const float y = rect.bottom() - options.bottom - 12 - kPill / 2, side = rounding > 0 ? 12 : size::gutter;
    if (!options.controls) {
        return;
    }
    if (photo_button(frame, "crop", {rect.right() - side - 24, y - (count > 1 ? 56.F : 0.F)}, Icon::arrows_in,
                     frame.tr(Str::crop_photo))) {
        frame.ask(app::command::OpenCrop{find.id, slot});
    }
    // Never a heat map alone (SAFETY 11).
    const bool explains = find.verdict && !find.verdict->references.empty() && own.phase == app::PhotoPhase::analysed;
    if (explains) {
        const float room = rect.w - 2 * side - (count > 1 ? 110.F : 56.F);
        const int tapped = picture_tabs(frame, {rect.x + side, y}, heat != nullptr ? 1 : 0, room);
        if (tapped == 1) {
            frame.ask(app::command::ShowHeat{find.id, slot});
        } else if (tapped == 0) {
            frame.ask(app::command::HideHeat{});
        }
    }
    if (count > 1 && count_pill(frame, {rect.right() - side, y}, at + 1, count)) {
        chosen.value = static_cast<float>((at + 1) % count);
        if (heat != nullptr) {
            frame.ask(app::command::HideHeat{});
        }
        frame.request_frame();
    }
}

} // namespace hypha::ui
