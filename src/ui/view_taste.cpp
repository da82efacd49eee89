// Your model: the words that steer the list by their weight, what can be turned by hand, what is learned from, words that are not wanted,
// and the two ways to forget. Every word leads to what is known of it.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "ui/kit/kit.hpp"
#include "ui/kit/slider.hpp"
#include "ui/screen_layout.hpp"
#include "ui/taste_sheets.hpp"
#include "ui/taste_words.hpp"
#include "ui/views.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

constexpr float kPad = 18;
constexpr std::size_t kMostTopics = 8, kMostSources = 5;

// The heaviest are largest; a word of half their weight is of the middle size.
Type size_of(double weight, double heaviest) {
    return weight > 0.66 * heaviest ? Type::headline : weight > 0.33 * heaviest ? Type::title : Type::subtitle;
}

struct PlacedWord {
    const app::TasteTrait* trait;
    Type type;
    Rect rect;
};

// Line after line from the left, in the order of the alphabet: by weight it would look like a ranking.
std::vector<PlacedWord> place_words(Frame& frame, Column at, const std::vector<app::TasteTrait>& words, float& bottom) {
    std::vector<const app::TasteTrait*> sorted;
    sorted.reserve(words.size());
    for (const app::TasteTrait& word : words) {
        sorted.push_back(&word);
    }
    std::ranges::sort(sorted, {}, [](const app::TasteTrait* word) { return word->shown; });
    const double heaviest = words.front().weight;
    const float height = std::max(size::touch_min, frame.line(Type::headline) + 12);
    std::vector<PlacedWord> placed;
    float x = at.x, y = at.y;
    for (const app::TasteTrait* word : sorted) {
        const Type type = size_of(word->weight, heaviest);
        const float width = std::min(std::max(size::touch_min, text_width(frame, word->shown, type) + 20), at.w);
        if (x > at.x && x + width > at.x + at.w) {
            x = at.x;
            y += height;
        }
        placed.push_back({word, type, {x, y, width, height}});
        x += width + 4;
    }
    bottom = y + height;
    return placed;
}

void words_card(Frame& frame, Column& column, const app::OwnTaste& taste) {
    if (taste.words.empty()) {
        text(frame, column, frame.tr(Str::taste_words_none), Type::body, Color::text2);
        return;
    }
    const Column inside{column.x + kPad - 8, column.y + 10, column.w - 2 * kPad + 16};
    float bottom = 0;
    const std::vector<PlacedWord> placed = place_words(frame, inside, taste.words, bottom);
    const Rect box = column.take(bottom + 10 - column.y);
    card(frame, box, radius::lg);
    const Group list(frame, "words", Role::list, frame.tr(Str::taste_heading), box);
    PressOptions how;
    how.wants_long_press = true;
    for (const PlacedWord& word : placed) {
        const KeyScope scope(frame, word.trait->key);
        const NodeId item = frame.id("item");
        frame.semantics.add(item, Role::list_item, "", word.rect);
        frame.semantics.open(item);
        const auto [pressed, node] = pressable(frame, "word", Role::button, word.trait->shown, word.rect, how);
        if (pressed.amount > 0) {
            fill(frame, word.rect, Color::surface2, radius::lg);
        }
        line_in(frame, word.rect.inset(8, 0), word.trait->shown, word.type,
                word.type == Type::subtitle ? Color::text2 : Color::text);
        if (pressed.clicked) {
            frame.ask(command::AskTrait{word.trait->key, word.trait->shown});
        } else if (pressed.long_pressed) {
            frame.ask(command::DropTrait{word.trait->key, true});
        }
        frame.semantics.close();
    }
}

void variety_slider(Frame& frame, Column& column, int diversity) {
    constexpr std::array kWords{Str::variety_0, Str::variety_1, Str::variety_2, Str::variety_3, Str::variety_4};
    const std::string_view words = frame.tr(kWords[static_cast<std::size_t>(diversity)]);
    SliderOptions options;
    options.step = 1.F / taste::kMostDiversity;
    const auto moved = named_slider(frame, "variety", column, frame.tr(Str::taste_variety),
                                    static_cast<float>(diversity) / taste::kMostDiversity, words, options);
    if (moved) {
        const int steps = static_cast<int>(std::lround(*moved * taste::kMostDiversity));
        if (steps != diversity) {
            frame.ask(command::ChooseDiversity{steps});
        }
    }
}

// A card around what `content` puts into a column; its height is known after the first frame.
template <typename Content> void in_card(Frame& frame, std::string_view key, Column& column, Content content) {
    Remembered& height = frame.memory.at(frame.id(key), Slot::other);
    const float top = column.y;
    if (height.value > 0) {
        card(frame, {column.x, top, column.w, height.value}, radius::lg);
    } else {
        frame.request_frame();
    }
    Column inside{column.x + kPad, top + 12, column.w - 2 * kPad};
    content(inside);
    const float now = inside.y + 8 - top;
    if (std::abs(height.value - now) > 0.5F) {
        height.value = now;
        frame.request_frame();
    }
    column.take(now);
}

void turning(Frame& frame, Column& column, const app::OwnTaste& taste) {
    section_header(frame, column, frame.tr(Str::taste_turn));
    column.gap(8);
    in_card(frame, "turning", column, [&](Column& inside) {
        variety_slider(frame, inside, taste.diversity);
        const auto some = [&](const std::vector<app::TasteTrait>& traits, std::size_t most) {
            for (std::size_t i = 0; i < std::min(most, traits.size()); ++i) {
                turn_slider(frame, frame, inside, traits[i]);
            }
        };
        some(taste.topics, kMostTopics);
        if (taste.languages.size() > 1) {
            some(taste.languages, kMostTopics);
        }
        some(taste.sources, kMostSources);
    });
    column.gap(16);
}

void switches(Frame& frame, Column& column, const app::OwnTaste& taste) {
    const float height = frame.grown(64, Type::body);
    in_card(frame, "switches", column, [&](Column& inside) {
        if (switch_row(frame, "by_time", inside.take(height), frame.tr(Str::taste_by_time), taste.by_time,
                       frame.tr(Str::taste_by_time_line))) {
            frame.ask(command::ChooseStoryOrder{!taste.by_time});
        }
        if (switch_row(frame, "learns", inside.take(height), frame.tr(Str::taste_learns), taste.learns,
                       frame.tr(Str::taste_learns_line))) {
            frame.ask(command::ChooseLearning{false, !taste.learns});
        }
        if (switch_row(frame, "learns_time", inside.take(height), frame.tr(Str::taste_learns_time), taste.learns_time,
                       frame.tr(Str::taste_learns_time_line))) {
            frame.ask(command::ChooseLearning{true, !taste.learns_time});
        }
    });
    column.gap(20);
}

// What was turned off, by name: a tap brings it back.
bool way_back(Frame& frame, Column& column, std::string_view key, Icon glyph, std::string_view name, Str caption) {
    RowOptions row;
    row.icon = glyph;
    row.caption = frame.tr(caption);
    row.chevron = false;
    return list_row(frame, key, column.take(list_row_height(frame, column.w, name, row)), name, row).clicked;
}

void blocked_words(Frame& frame, Column& column, const app::OwnTaste& taste) {
    section_header(frame, column, frame.tr(Str::taste_block));
    text(frame, column, frame.tr(Str::taste_block_line), Type::caption, Color::text2);
    column.gap(8);
    TextFieldOptions field;
    field.label = frame.tr(Str::taste_block);
    field.placeholder = frame.tr(Str::taste_block_hint);
    if (const auto edit = text_field(frame, "word", column.take(text_field_height(frame)), taste.typed, field);
        edit && edit->value != taste.typed) {
        frame.ask(command::EditUnwanted{edit->value});
    }
    column.gap(8);
    ButtonOptions add;
    add.kind = ButtonKind::tonal;
    add.disabled = taste.typed.empty();
    if (button(frame, "block", column.take(button_height(frame)), frame.tr(Str::taste_block_add), add)) {
        frame.ask(command::BlockWord{taste.typed, true});
    }
    for (const std::string& word : taste.blocked) {
        if (way_back(frame, column, "blocked." + word, Icon::eye_slash, word, Str::taste_block_remove)) {
            frame.ask(command::BlockWord{word, false});
        }
    }
    column.gap(20);
}

void dropped_traits(Frame& frame, Column& column, const app::OwnTaste& taste) {
    if (taste.dropped.empty()) {
        return;
    }
    section_header(frame, column, frame.tr(Str::taste_dropped));
    for (const std::string& key : taste.dropped) {
        const std::string name = trait_label(frame, key, std::string_view(key).substr(2));
        if (way_back(frame, column, "dropped." + key, Icon::arrow_counter_clockwise, name, Str::taste_dropped_back)) {
            frame.ask(command::DropTrait{key, false});
        }
    }
    column.gap(20);
}

} // namespace

void view_taste(Frame& frame, const app::State& state) {
    const app::OwnTaste& taste = state.reading.taste;
    const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
    const Rect below = pushed_bar(frame, area, frame.tr(Str::taste_title), false);
    ScrollRegion page(frame, "page", below);
    Column column = page.column(centred_gutter(frame, area.w));
    column.gap(8);
    TextOptions heading;
    heading.role = Role::heading;
    heading.level = 2;
    text(frame, column, frame.tr(taste.choices > 0 ? Str::taste_heading : Str::taste_nothing), Type::title, Color::text,
         heading);
    column.gap(4);
    text(frame, column,
         taste.choices > 0 ? frame.tr_count(Plural::taste_learned, static_cast<std::int64_t>(taste.choices))
                           : std::string(frame.tr(Str::taste_nothing_line)),
         Type::body, Color::text2);
    column.gap(16);
    if (taste.choices > 0) {
        words_card(frame, column, taste);
        column.gap(24);
    }
    turning(frame, column, taste);
    switches(frame, column, taste);
    blocked_words(frame, column, taste);
    dropped_traits(frame, column, taste);
    ButtonSpec week{"week", frame.tr(Str::taste_forget_week)}, all{"all", frame.tr(Str::taste_forget_all)};
    week.options.kind = ButtonKind::outline;
    all.options.kind = ButtonKind::destructive;
    const int pressed = button_pair(frame, column, week, all);
    if (pressed >= 0) {
        frame.ask(command::AskForgetTaste{pressed == 1});
    }
    page.end(column.y + 24);
}

} // namespace hypha::ui
