#include "ui/kit/progress.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "ui/kit/motion.hpp"
#include "ui/kit/shapes.hpp"
#include "ui/kit/text.hpp"

namespace hypha::ui {

void progress_bar(Context& context, std::string_view key, Column& column, float fraction, std::string_view words,
                  std::string_view name) {
    const NodeId id = context.id(key);
    const float line = std::max(context.line(Type::caption_strong), 18.F);
    const float words_width = words.empty() ? 0 : std::ceil(text_width(context, words, Type::caption_strong)) + 1;
    const bool stacked = words_width > column.w * 0.55F;
    const Rect track{column.x, column.y + (line - 6) / 2,
                     stacked || words.empty() ? column.w : column.w - words_width - 12, 6};
    fill(context, track, Color::track, 3);
    if (fraction >= 0) {
        const float shown = eased(context, id, Slot::value, std::clamp(fraction, 0.F, 1.F), motion_ms::select);
        if (shown > 0) {
            fill(context, {track.x, track.y, std::max(6.F, track.w * shown), track.h}, Color::accent, 3);
        }
    }
    if (!words.empty()) {
        line_in(context,
                stacked ? Rect{column.x, column.y + line, column.w, line}
                        : Rect{column.right() - words_width, column.y, words_width, line},
                words, Type::caption_strong, Color::text);
    }
    SemanticsNode& node = context.semantics.add(id, Role::progress, name, {column.x, column.y, column.w, line});
    if (fraction >= 0) {
        node.now = std::round(fraction * 100);
        node.min = 0;
        node.max = 100;
    }
    node.value_text = words;
    column.gap(stacked ? 2 * line : line);
}

void progress_ring(Context& context, ImVec2 center, float diameter, float width, float fraction, ImU32 color) {
    const float r = diameter / 2 - width / 2;
    constexpr float kTop = -std::numbers::pi_v<float> / 2, kTurn = 2 * std::numbers::pi_v<float>;
    const ImU32 faint =
        (color & ~static_cast<ImU32>(IM_COL32_A_MASK)) | (((color >> IM_COL32_A_SHIFT) * 3 / 10) << IM_COL32_A_SHIFT);
    context.draw->AddCircle(center, r, faint, 0, width);
    const float from = fraction >= 0 ? kTop : kTop + kTurn * looping(context, 900);
    const float to = from + kTurn * (fraction >= 0 ? std::clamp(fraction, 0.02F, 1.F) : 0.3F);
    context.draw->PathArcTo(center, r, from, to);
    context.draw->PathStroke(color, 0, width);
}

void skeleton(Context& context, std::string_view key, const Rect& rect, float rounding) {
    const NodeId id = context.id(key);
    Remembered& seen = context.memory.at(id, Slot::first_seen);
    if (seen.started_ms == 0) {
        seen.started_ms = context.now_ms;
    }
    if (context.now_ms - seen.started_ms < motion_ms::skeleton_delay) {
        context.wake_at(seen.started_ms + motion_ms::skeleton_delay);
        return;
    }
    const ImU32 rest = context.color(Color::skeleton), bright = context.color(Color::skeleton_hi);
    const int first = context.draw->VtxBuffer.Size;
    context.draw->AddRectFilled(rect.min(), rect.max(), rest, std::min(rounding, rect.h / 2));
    if (context.reduced_motion) {
        return;
    }
    const float at = context.screen.w * (looping(context, motion_ms::shimmer) * 1.6F - 0.3F), reach = 120;
    for (int i = first; i < context.draw->VtxBuffer.Size; ++i) {
        ImDrawVert& vertex = context.draw->VtxBuffer[i];
        const float near = 1 - std::min(1.F, std::abs(vertex.pos.x - at) / reach);
        const ImU32 opacity = vertex.col & IM_COL32_A_MASK;
        vertex.col = (mix(rest, bright, near) & ~static_cast<ImU32>(IM_COL32_A_MASK)) | opacity;
    }
}

bool empty_state(Context& context, std::string_view key, Column& column, const EmptyState& state) {
    const KeyScope scope(context, key);
    bool tapped = false;
    auto_card(
        context, "card", column, 132,
        [&](Context& inner, Column& inside) {
            const bool stacked = inner.large_text() || inside.w < 260;
            const float top = inside.y;
            drawing(inner, {inside.x + 8, stacked ? top : top + 6, 72, 72}, state.drawing, Color::text2);
            Column words{stacked ? inside.x : inside.x + 104, stacked ? top + 88 : top,
                         stacked ? inside.w : inside.w - 104};
            TextOptions heading;
            heading.role = Role::heading;
            heading.level = 2;
            text(inner, words, state.title, Type::title, Color::text, heading);
            words.gap(2);
            text(inner, words, state.line, Type::caption, Color::text2);
            if (!state.action.empty()) {
                const float row = inner.grown(48, Type::label);
                const Rect rect = words.take(row);
                PressOptions how;
                how.focus_rounding = 10;
                const float width = text_width(inner, state.action, Type::label) + (state.action_icon ? 30.F : 0) + 2;
                const Rect own{rect.x, rect.y, std::min(width, rect.w), rect.h};
                const auto [pressed, node] = pressable(inner, "action", Role::button, state.action, own, how);
                float x = own.x;
                if (state.action_icon) {
                    icon(inner, {x + 10, own.center_y()}, *state.action_icon, 20, Color::accent_text);
                    x += 28;
                }
                line_in(inner, {x, own.y, own.right() - x, own.h}, state.action, Type::label, Color::accent_text);
                tapped = pressed.clicked;
            }
            inside.y = std::max(words.y, top + 84);
        },
        radius::lg, 20, Color::surface2);
    return tapped;
}

bool notice_card(Context& context, std::string_view key, Column& column, const Notice& notice) {
    const KeyScope scope(context, key);
    bool tapped = false;
    auto_card(context, "card", column, 84, [&](Context& inner, Column& inside) {
        const float action = notice.action.empty() ? 0 : text_width(inner, notice.action, Type::label) + 24;
        const bool below = action > 0 && (inner.large_text() || inside.w - 40 - action < 150);
        Column words{inside.x + 38, inside.y, inside.w - 38 - (below ? 0 : action)};
        const float top = inside.y;
        std::string said(notice.title);
        said += ". ";
        said += notice.line;
        SemanticsNode& node = inner.semantics.add(inner.id("notice"), notice.error ? Role::alert : Role::status, said,
                                                  {inside.x, top, inside.w, 44});
        node.live = notice.error ? "assertive" : "polite";
        TextOptions silent;
        silent.role = Role::none;
        text(inner, words, notice.title, Type::body_strong, Color::text, silent);
        if (!notice.line.empty()) {
            text(inner, words, notice.line, Type::caption, Color::text2, silent);
        }
        inside.y = std::max(words.y, top + 40);
        icon(inner, {inside.x + 12, top + (below ? 12 : (inside.y - top) / 2)}, notice.icon, 24,
             notice.error ? Color::deadly_text : Color::text2);
        if (action > 0) {
            const Rect rect = below ? Rect{inside.x + 38, inside.y, action, 48}
                                    : Rect{inside.right() - action, (top + inside.y) / 2 - 24, action, 48};
            PressOptions how;
            how.focus_rounding = 12;
            const auto [pressed, unused] = pressable(inner, "action", Role::button, notice.action, rect, how);
            line_in(inner, rect.inset(4, 0), notice.action, Type::label, Color::text,
                    below ? Align::left : Align::right);
            tapped = pressed.clicked;
            if (below) {
                inside.gap(48);
            }
        }
    });
    return tapped;
}

BannerAnswer banner(Context& context, std::string_view key, Column& column, const Banner& spec) {
    const KeyScope scope(context, key);
    BannerAnswer answer = BannerAnswer::none;
    auto_card(
        context, "card", column, 60,
        [&](Context& inner, Column& inside) {
            const float action = spec.action.empty() ? 0 : text_width(inner, spec.action, Type::label) + 20;
            const float right = action + (spec.closable ? 40.F : 0);
            const bool below = inner.large_text() || inside.w - 36 - right < 140;
            Column words{inside.x + 36, inside.y, inside.w - 36 - (below ? (spec.closable ? 40.F : 0) : right)};
            const float top = inside.y;
            std::string said(spec.title);
            if (!spec.line.empty()) {
                said += ". ";
                said += spec.line;
            }
            SemanticsNode& node =
                inner.semantics.add(inner.id("banner"), Role::status, said, {inside.x, top, words.w + 36, 40});
            node.live = "polite";
            TextOptions silent;
            silent.role = Role::none;
            text(inner, words, spec.title, Type::body_strong, Color::on_inverse, silent);
            if (!spec.line.empty()) {
                text(inner, words, spec.line, Type::caption, Color::on_inverse, silent);
            }
            inside.y = std::max(words.y, top + 32);
            const float middle = (top + inside.y) / 2;
            icon(inner, {inside.x + 11, middle}, spec.icon, 22, Color::on_inverse);
            if (spec.closable && icon_button(inner, "close", {inside.right() - 8, middle}, Icon::x,
                                             inner.tr(Str::close), Color::on_inverse, 20)) {
                answer = BannerAnswer::closed;
            }
            if (action > 0) {
                const Rect rect = below ? Rect{inside.x + 36, inside.y, action, 48}
                                        : Rect{inside.right() - right, middle - 24, action, 48};
                PressOptions how;
                how.focus_rounding = 12;
                const auto [pressed, unused] = pressable(inner, "action", Role::button, spec.action, rect, how);
                line_in(inner, rect, spec.action, Type::label, inner.theme->dark ? Color::on_inverse : Color::accent,
                        Align::center);
                if (pressed.clicked) {
                    answer = BannerAnswer::action;
                }
                if (below) {
                    inside.gap(48);
                }
            }
        },
        16, 12, Color::inverse);
    return answer;
}

} // namespace hypha::ui
