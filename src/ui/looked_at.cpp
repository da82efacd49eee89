#include "ui/looked_at.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "generated/ui/references.hpp"
#include "ui/kit/kit.hpp"
#include "ui/kit/slider.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

constexpr float kStrengthAtFirst = 0.85F;

Remembered& remembered_strength(Frame& frame) {
    Remembered& strength = frame.memory.at(node_id(0, "heat_strength"), Slot::value);
    if (strength.started_ms == 0) {
        strength.started_ms = 1;
        strength.value = kStrengthAtFirst;
    }
    return strength;
}

const ReferenceCredit* credit_of(std::string_view picture) {
    const auto* const found = std::ranges::find(kReferenceCredits, picture, &ReferenceCredit::picture);
    return found == std::end(kReferenceCredits) ? nullptr : found;
}

void heat_words(Frame& frame, Column& column, const app::Heat& heat) {
    if (heat.ticket != 0) {
        progress_bar(frame, "looking", column, -1, "", frame.tr(Str::looked_working));
        text(frame, column, frame.tr(Str::looked_working), Type::caption, Color::text2);
        return;
    }
    if (!heat.failure.empty()) {
        text(frame, column, frame.tr(Str::looked_failed), Type::body, Color::deadly_text);
        return;
    }
    text(frame, column,
         heat.genus.empty() ? std::string(frame.tr(Str::looked_for_none))
                            : frame.tr(Str::looked_for, {{"name", heat.genus}}),
         Type::body, Color::text2);
    column.gap(6);
    Remembered& strength = remembered_strength(frame);
    const std::string percent = format_percent(frame.locale, static_cast<double>(strength.value));
    text(frame, column, frame.tr(Str::looked_strength), Type::caption, Color::text3);
    if (const auto moved =
            slider(frame, "strength", column.take(48), frame.tr(Str::looked_strength), strength.value, percent)) {
        strength.value = *moved;
    }
}

void pictures(Frame& frame, Column& column, const fungi::Verdict& verdict) {
    const float gap = 10, across = 3;
    const float width = std::min((column.w - gap * (across - 1)) / across, 150.F);
    const float name_height = 2 * frame.line(Type::caption) + 2 * frame.line(Type::micro) + 10;
    const Rect row = column.take(width + name_height);
    float x = row.x;
    frame.semantics.add(frame.id("references"), Role::list, frame.tr(Str::nearest_pictures), row);
    frame.semantics.open(frame.id("references"));
    for (std::size_t i = 0; i < verdict.references.size(); ++i) {
        const fungi::Reference& reference = verdict.references[i];
        const ReferenceCredit* const credit = credit_of(reference.picture);
        if (credit == nullptr) {
            continue; // a picture without a licence is not shown
        }
        const std::string_view licence =
            credit->licence == "Public domain" ? frame.tr(Str::public_domain) : std::string_view(credit->licence);
        const KeyScope scope(frame, "reference", static_cast<std::int64_t>(i));
        const Rect cell{x, row.y, width, row.h};
        const auto [pressed, node] =
            pressable(frame, "open", Role::link,
                      frame.tr(Str::nearest_name, {{"name", reference.species}, {"licence", licence}}), cell);
        node->href = credit->source_url;
        if (pressed) {
            frame.ask(app::command::OpenReference{std::string(credit->source_url)});
        }
        const std::string key = "reference/" + reference.picture;
        photo(frame, "picture", {cell.x, cell.y, width, width}, key,
              {.rounding = radius::lg, .placeholder = Icon::mushroom});
        TextOptions silent;
        silent.role = Role::none;
        silent.max_lines = 2;
        const float used = text(frame, cell.x, cell.y + width + 6, width, reference.species, Type::caption_italic,
                                Color::text, silent);
        text(frame, cell.x, cell.y + width + 6 + used, width, frame.tr(Str::nearest_credit, {{"licence", licence}}),
             Type::micro, Color::text3, silent);
        x += width + gap;
    }
    frame.semantics.close();
}

} // namespace

float heat_strength(Frame& frame) { return remembered_strength(frame).value; }

const app::Heat* heat_of(const app::State& state, const app::Observation& find, app::Slot slot) {
    const bool shown = state.heat && state.heat->observation == find.id && state.heat->slot == slot &&
                       state.heat->photo == find.photos[app::index_of(slot)].photo;
    return shown ? &*state.heat : nullptr;
}

void looked_at(Frame& frame, Column& column, const app::State& state, const app::Observation& find) {
    if (!find.verdict || find.verdict->references.empty()) {
        return;
    }
    const KeyScope scope(frame, "looked_at");
    if (state.heat && state.heat->observation == find.id) {
        column.gap(20);
        section_header(frame, column, frame.tr(Str::looked_at));
        column.gap(8);
        heat_words(frame, column, *state.heat);
    }
    column.gap(20);
    section_header(frame, column, frame.tr(Str::nearest_pictures));
    column.gap(4);
    text(frame, column, frame.tr(Str::nearest_line, {{"count", std::to_string(std::size(kReferenceCredits))}}),
         Type::caption, Color::text2);
    column.gap(10);
    pictures(frame, column, *find.verdict);
}

} // namespace hypha::ui
