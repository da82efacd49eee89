#include "ui/interests_card.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "ui/kit/kit.hpp"
#include "ui/taste_words.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

constexpr float kPad = 18, kGap = 8, kChipPad = 14, kCheck = 24;

struct PlacedTopic {
    const app::TasteTrait* trait;
    std::string label;
    Rect rect;
};

// In lines, each topic as wide as it is when it is chosen: choosing one moves none.
std::vector<PlacedTopic> place_topics(Frame& frame, const Column& inside, const app::OwnTaste& taste, float& bottom) {
    const float height = std::max(size::touch_min, frame.grown(size::chip, Type::label) + 12);
    std::vector<PlacedTopic> placed;
    float x = inside.x, y = inside.y;
    for (const app::TasteTrait& topic : taste.interests) {
        std::string label = trait_label(frame, topic.key, topic.shown);
        const float width =
            std::min(std::ceil(text_width(frame, label, Type::label)) + 2 * kChipPad + kCheck, inside.w);
        if (x > inside.x && x + width > inside.x + inside.w) {
            x = inside.x;
            y += height;
        }
        placed.push_back({&topic, std::move(label), {x, y, width, height}});
        x += width + kGap;
    }
    bottom = y + height;
    return placed;
}

void topic_switch(Frame& frame, const PlacedTopic& topic) {
    const bool on = topic.trait->steps > 0;
    const float height = frame.grown(size::chip, Type::label);
    const Rect shape{topic.rect.x, topic.rect.center_y() - height / 2, topic.rect.w, height};
    PressOptions how;
    how.focus_rounding = height / 2;
    const auto [pressed, node] = pressable(frame, topic.trait->key, Role::toggle_switch, topic.label, topic.rect, how);
    node->checked = on;
    frame.draw->AddRectFilled(shape.min(), shape.max(),
                              on                   ? frame.color(Color::primary)
                              : pressed.amount > 0 ? frame.color(Color::surface2)
                                                   : frame.color(Color::bg),
                              height / 2);
    if (!on) {
        ring(frame, shape, Color::outline, 1, height / 2);
    }
    const Color ink = on ? Color::on_primary : Color::text2;
    icon(frame, {shape.x + kChipPad + 6, shape.center_y()}, on ? Icon::check : Icon::plus, 16, ink);
    const float words = shape.x + kChipPad + kCheck - 4;
    line_in(frame, {words, shape.y, shape.right() - words, shape.h}, topic.label, Type::label, ink);
    if (pressed.clicked) {
        frame.ask(command::TurnTrait{topic.trait->key, on ? 0 : 1});
    }
}

} // namespace

void interests_card(Frame& frame, Column& column, const app::OwnTaste& taste) {
    if (taste.interests.empty()) {
        return;
    }
    const KeyScope scope(frame, "interests");
    const std::string_view title = frame.tr(Str::interests_title), line = frame.tr(Str::interests_line);
    Column inside{column.x + kPad, column.y + kPad, column.w - 2 * kPad};
    const float words =
        measure_text(frame, inside.w, title, Type::title) + 4 + measure_text(frame, inside.w, line, Type::caption) + 10;
    float bottom = 0;
    const std::vector<PlacedTopic> placed = place_topics(frame, {inside.x, inside.y + words, inside.w}, taste, bottom);
    const Rect box = column.take(bottom + 8 + button_height(frame) + kPad - column.y);
    card(frame, box, radius::lg);
    TextOptions heading;
    heading.role = Role::heading;
    heading.level = 2;
    text(frame, inside, title, Type::title, Color::text, heading);
    inside.gap(4);
    text(frame, inside, line, Type::caption, Color::text2);
    {
        const Group topics(frame, "topics", Role::group, title,
                           {inside.x, placed.front().rect.y, inside.w, bottom - placed.front().rect.y});
        for (const PlacedTopic& topic : placed) {
            topic_switch(frame, topic);
        }
    }
    const bool chose =
        std::ranges::any_of(taste.interests, [](const app::TasteTrait& topic) { return topic.steps > 0; });
    ButtonOptions close;
    close.kind = chose ? ButtonKind::filled : ButtonKind::outline;
    if (button(frame, "close", {inside.x, bottom + 8, inside.w, button_height(frame)},
               frame.tr(chose ? Str::interests_done : Str::interests_skip), close)) {
        frame.ask(command::CloseInterests{});
    }
    column.gap(size::card_gap);
}

} // namespace hypha::ui
