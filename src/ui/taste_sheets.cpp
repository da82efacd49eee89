#include "ui/taste_sheets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "ui/kit/kit.hpp"
#include "ui/kit/slider.hpp"
#include "ui/taste_words.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

constexpr std::size_t kMostReasons = 6;

// As the model has it, whichever list it is in; a trait that nothing is known of has no weight.
app::TasteTrait known_trait(const app::OwnTaste& taste, const app::TraitSheet& spec) {
    for (const auto* traits : {&taste.words, &taste.topics, &taste.sources, &taste.languages}) {
        const auto found = std::ranges::find(*traits, spec.key, &app::TasteTrait::key);
        if (found != traits->end()) {
            return *found;
        }
    }
    app::TasteTrait none;
    none.key = spec.key;
    none.shown = spec.shown;
    return none;
}

std::string place_words(const Context& context, const app::WhyStory& why) {
    const auto number = [&context](std::size_t place) {
        return format_number(context.locale, static_cast<std::int64_t>(place));
    };
    std::string words = why.place ? context.tr(Str::why_place, {{"place", number(*why.place)}}) + " " : "";
    if (why.contributions.empty()) {
        return words + std::string(context.tr(Str::why_by_time));
    }
    if (why.place && why.place_without) {
        const taste::Contribution& first = why.contributions.front();
        const std::string name = trait_label(context, first.key, first.shown);
        words += *why.place_without == *why.place
                     ? context.tr(Str::why_place_same, {{"name", name}})
                     : context.tr(Str::why_place_without, {{"name", name}, {"place", number(*why.place_without)}});
    }
    return words;
}

} // namespace

void turn_slider(Frame& frame, Context& inner, Column& column, const app::TasteTrait& trait) {
    const KeyScope scope(inner, trait.key);
    const std::string name = trait_label(inner, trait.key, trait.shown);
    const std::string_view words = turned_words(inner, trait.steps);
    SliderOptions options;
    options.from_middle = true;
    options.step = 1.F / (2 * taste::kMostSteps);
    const float value = static_cast<float>(trait.steps + taste::kMostSteps) / (2 * taste::kMostSteps);
    if (const auto moved = named_slider(inner, "turn", column, name, value, words, options)) {
        const int steps = static_cast<int>(std::lround(*moved * 2 * taste::kMostSteps)) - taste::kMostSteps;
        if (steps != trait.steps) {
            frame.ask(command::TurnTrait{trait.key, steps});
        }
    }
}

void why_sheet(Frame& frame, const app::WhyStory& why) {
    const bool closed =
        sheet(frame, "why_story", frame.tr(Str::why_title), [&frame, why](Context& inner, Column& column) {
            text(inner, column, why.title, Type::subtitle, Color::text2);
            column.gap(8);
            text(inner, column, place_words(inner, why), Type::body, Color::text);
            column.gap(8);
            for (std::size_t i = 0; i < std::min(why.contributions.size(), kMostReasons); ++i) {
                const taste::Contribution& each = why.contributions[i];
                const std::string name = trait_label(inner, each.key, each.shown);
                RowOptions row;
                row.icon = each.value >= 0 ? Icon::plus : Icon::minus;
                row.caption = speaks_words(inner, each.value);
                if (list_row(inner, each.key, column.take(list_row_height(inner, column.w, name, row)), name, row)) {
                    frame.ask(command::AskTrait{each.key, each.shown});
                }
            }
            text(inner, column, inner.tr(Str::why_age), Type::caption, Color::text2);
            RowOptions model;
            model.icon = Icon::sliders_horizontal;
            model.role = Role::link;
            const std::string_view words = inner.tr(Str::taste_title);
            if (list_row(inner, "model", column.take(list_row_height(inner, column.w, words, model)), words, model)) {
                frame.ask(command::CloseOverlay{});
                frame.ask(command::GoTo{{app::Screen::taste, {}, {}}});
            }
            column.gap(8);
        });
    if (closed) {
        frame.ask(command::CloseOverlay{});
    }
}

void trait_sheet(Frame& frame, const app::OwnTaste& taste, const app::TraitSheet& spec) {
    const app::TasteTrait trait = known_trait(taste, spec);
    const std::string name = trait_label(frame, spec.key, spec.shown);
    const bool closed = sheet(frame, "trait", name, [&frame, trait](Context& inner, Column& column) {
        if (trait.choices > 0) {
            text(inner, column, inner.tr_count(Plural::trait_learned, static_cast<std::int64_t>(trait.choices)),
                 Type::body, Color::text2);
        }
        if (trait.steps != 0) {
            text(inner, column, inner.tr(Str::trait_set), Type::body, Color::text2);
        }
        column.gap(12);
        turn_slider(frame, inner, column, trait);
        RowOptions drop;
        drop.icon = Icon::trash;
        drop.caption = inner.tr(Str::trait_drop_line);
        drop.chevron = false;
        const std::string_view words = inner.tr(Str::trait_drop);
        if (list_row(inner, "drop", column.take(list_row_height(inner, column.w, words, drop)), words, drop)) {
            frame.ask(command::DropTrait{trait.key, true});
            frame.ask(command::CloseOverlay{});
        }
        column.gap(8);
    });
    if (closed) {
        frame.ask(command::CloseOverlay{});
    }
}

} // namespace hypha::ui
