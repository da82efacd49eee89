#include "ui/kit/chips.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/kit/motion.hpp"
#include "ui/kit/scroll.hpp"
#include "ui/kit/shapes.hpp"
#include "ui/kit/text.hpp"

namespace hypha::ui {

std::string_view risk_words(const Context& context, fungi::Risk risk) {
    switch (risk) {
    case fungi::Risk::deadly: return context.tr(Str::risk_deadly);
    case fungi::Risk::deadly_lookalikes: return context.tr(Str::risk_deadly_lookalikes);
    case fungi::Risk::poisonous: return context.tr(Str::risk_poisonous);
    case fungi::Risk::unknown: break;
    }
    return context.tr(Str::risk_unknown);
}

std::string_view confidence_words(const Context& context, fungi::Confidence confidence) {
    return context.tr(confidence == fungi::Confidence::likely     ? Str::likely
                      : confidence == fungi::Confidence::possibly ? Str::possibly
                                                                  : Str::not_sure);
}

std::string_view rank_words(const Context& context, fungi::Rank rank) {
    return context.tr(rank == fungi::Rank::family  ? Str::rank_family
                      : rank == fungi::Rank::genus ? Str::rank_genus
                                                   : Str::rank_species);
}

float risk_chip_height(const Context& context) { return context.grown(size::chip_risk, Type::caption_strong); }

float risk_chip_width(Context& context, fungi::Risk risk) {
    return std::ceil(8 + 16 + 5 + text_width(context, risk_words(context, risk), Type::caption_strong) + 11);
}

float risk_chip(Context& context, std::string_view key, float x, float y, fungi::Risk risk, bool part_of_name) {
    const std::string_view words = risk_words(context, risk);
    const Rect rect{x, y, risk_chip_width(context, risk), risk_chip_height(context)};
    const float rounding = rect.h / 2;
    Color ink = Color::on_unknown;
    Icon glyph = Icon::question;
    if (risk == fungi::Risk::deadly || risk == fungi::Risk::deadly_lookalikes) {
        fill(context, rect, Color::deadly, rounding);
        ink = Color::on_deadly;
        glyph = Icon::skull_fill;
    } else if (risk == fungi::Risk::poisonous) {
        fill(context, rect, Color::deadly_soft, rounding);
        ring(context, rect, Color::deadly_text, 1.5F, rounding);
        ink = Color::deadly_text;
        glyph = Icon::warning_fill;
    } else {
        fill(context, rect, Color::unknown, rounding);
        ring(context, rect, Color::outline_strong, 1, rounding);
    }
    icon(context, {rect.x + 8 + 8, rect.center_y()}, glyph, size::icon_small, ink);
    line_in(context, {rect.x + 29, rect.y, rect.w - 29, rect.h}, words, Type::caption_strong, ink);
    if (!part_of_name) {
        context.semantics.add(context.id(key), Role::image, context.tr(Str::risk_name, {{"risk", words}}), rect);
    }
    return rect.w;
}

float tag(Context& context, float x, float y, std::string_view words, TagKind kind, std::optional<Icon> glyph,
          bool tall, bool semantics) {
    const Type type = tall ? Type::caption_strong : Type::micro;
    const float pad = tall ? 12 : 8, height = context.grown(tall ? size::chip_risk : size::tag, type);
    const float width = std::ceil(text_width(context, words, type) + 2 * pad + (glyph ? 19.F : 0));
    const Rect rect{x, y, width, height};
    const bool ink = kind == TagKind::ink;
    fill(context, rect, ink ? Color::inverse : Color::surface2, tall || ink ? height / 2 : radius::tag);
    const Color color = ink ? Color::on_inverse : Color::text2;
    float at = x + pad;
    if (glyph) {
        icon(context, {at + 7, rect.center_y()}, *glyph, 15, color);
        at += 19;
    }
    line_in(context, {at, y, rect.right() - at, height}, words, type, color);
    if (semantics) {
        context.semantics.add(context.id(words), Role::text, words, rect);
    }
    return width;
}

ChipRowResult filter_chips(Context& context, std::string_view key, const Rect& rect, float gutter,
                           std::span<const ChipSpec> chips, std::string_view choice_name) {
    const NodeId id = context.id(key);
    const bool group = std::ranges::none_of(chips, &ChipSpec::opens);
    context.semantics.add(id, group ? Role::radio_group : Role::toolbar, choice_name, rect);
    context.semantics.open(id);
    const float chip_height = context.grown(size::chip, Type::label), row = std::max(size::touch_min, chip_height + 16);
    const auto width_of = [&](const ChipSpec& chip) {
        return std::ceil(text_width(context, chip.label, Type::label) + 26 + (chip.icon ? 24.F : 0) +
                         (chip.opens ? 18.F : 0));
    };
    ChipRowResult result{-1, row};
    const auto draw_chip = [&](const ChipSpec& chip, const Rect& slot, int index) {
        const Rect shape = Rect{slot.x, slot.center_y() - chip_height / 2, slot.w, chip_height};
        PressOptions how;
        how.focus_rounding = chip_height / 2;
        how.draw_focus = false;
        how.exact = true;
        const NodeId chip_id = context.id(chip.key);
        const Press pressed = press(context, chip_id, slot.inset(-4, 0), how);
        SemanticsNode& node = context.semantics.add(chip_id, group ? Role::radio : Role::button, chip.label, slot);
        if (group) {
            node.checked = chip.on;
        }
        const float on = eased(context, chip_id, Slot::select, chip.on ? 1 : 0, motion_ms::select);
        const ImU32 base = mix(context.color(Color::surface), context.color(Color::primary), on);
        context.draw->AddRectFilled(shape.min(), shape.max(),
                                    mix(base, context.color(Color::surface2), pressed.amount * (1 - on)),
                                    chip_height / 2);
        if (on < 0.5F) {
            ring(context, shape, Color::outline, 1, chip_height / 2);
        }
        if (pressed.focused) {
            focus_ring(context, shape, chip_height / 2);
        }
        const Color ink = on > 0.5F ? Color::on_primary : Color::text2;
        float x = shape.x + 13;
        if (chip.icon) {
            icon(context, {x + 8, shape.center_y()}, *chip.icon, 17, ink);
            x += 24;
        }
        line_in(context, {x, shape.y, shape.right() - x, shape.h}, chip.label, Type::label, ink);
        if (chip.opens) {
            icon(context, {shape.right() - 17, shape.center_y()}, Icon::caret_down, 14, ink);
        }
        if (pressed.clicked) {
            result.tapped = index;
        }
    };
    if (context.large_text()) {
        float x = rect.x + gutter, y = rect.y;
        for (std::size_t i = 0; i < chips.size(); ++i) {
            const float width = std::min(width_of(chips[i]), rect.w - 2 * gutter);
            if (x + width > rect.right() - gutter && x > rect.x + gutter) {
                x = rect.x + gutter;
                y += row;
            }
            draw_chip(chips[i], {x, y, width, row}, static_cast<int>(i));
            x += width + 8;
        }
        result.height = y + row - rect.y;
    } else {
        ScrollOptions options;
        options.axis = Axis::horizontal;
        options.keys = false;
        options.top_padding = gutter;
        options.bottom_padding = gutter;
        const std::string strip = std::string(key) + ".strip";
        ScrollRegion region(context, strip, {rect.x, rect.y, rect.w, row}, options);
        float x = region.content_x();
        for (std::size_t i = 0; i < chips.size(); ++i) {
            const float width = width_of(chips[i]);
            draw_chip(chips[i], {x, rect.y, width, row}, static_cast<int>(i));
            x += width + (i + 1 < chips.size() ? 8.F : 0);
        }
        region.end(x);
    }
    context.semantics.close();
    return result;
}

} // namespace hypha::ui
