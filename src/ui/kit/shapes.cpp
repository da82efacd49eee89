#include "ui/kit/shapes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "imgui_internal.h"
#include "ui/kit/text.hpp"

namespace hypha::ui {

void fill(Context& context, const Rect& rect, Color color, float rounding) {
    context.draw->AddRectFilled(rect.min(), rect.max(), context.color(color), std::min(rounding, rect.h / 2));
}

void ring(Context& context, const Rect& rect, Color color, float width, float rounding) {
    // A stroke lies on the middle of its line: half a width in keeps it inside. (AddRect would add half a pixel of its own.)
    const Rect middle = rect.inset(width / 2);
    context.draw->PathRect(middle.min(), middle.max(), std::max(0.F, std::min(rounding, rect.h / 2) - width / 2));
    context.draw->PathStroke(context.color(color), ImDrawFlags_Closed, width);
}

void hairline(Context& context, float x, float y, float width, Color color) {
    const float top = context.snapped(y);
    context.draw->AddRectFilled({x, top}, {x + width, top + context.px()}, context.color(color));
}

void shadow(Context& context, const Rect& rect, float rounding, int level) {
    if (!context.clip().overlaps(rect.inset(-40))) {
        return;
    }
    const Elevation& layers = elevation(level);
    const ImU32 ink = context.theme->dark ? IM_COL32(0, 0, 0, 255) : IM_COL32(0x14, 0x20, 0x1A, 255);
    for (std::size_t i = 0; i < layers.count; ++i) {
        const ShadowLayer& layer = layers.layers[i];
        const Rect grown = rect.inset(-layer.grow).moved(0, layer.y);
        const auto opacity = static_cast<ImU32>(std::lround(layer.alpha * context.alpha * 255));
        context.draw->AddRectFilled(grown.min(), grown.max(),
                                    (ink & ~static_cast<ImU32>(IM_COL32_A_MASK)) | (opacity << IM_COL32_A_SHIFT),
                                    std::min(rounding, rect.h / 2) + layer.grow);
    }
}

void card(Context& context, const Rect& rect, float rounding, Color color) {
    shadow(context, rect, rounding, 1);
    fill(context, rect, color, rounding);
    ring(context, rect, Color::outline, 1, rounding);
}

void dashed_line(Context& context, float x, float y, float width, float dash, float gap, float thickness, Color color) {
    const ImU32 ink = context.color(color);
    const float top = context.snapped(y - thickness / 2);
    for (float at = 0; at < width; at += dash + gap) {
        context.draw->AddRectFilled({x + at, top}, {x + std::min(at + dash, width), top + thickness}, ink);
    }
}

void arc(Context& context, ImVec2 center, float arc_radius, float from, float to, float width, Color color) {
    const ImU32 ink = context.color(color);
    context.draw->PathArcTo(center, arc_radius, from, to, 0);
    context.draw->PathStroke(ink, 0, width);
    for (const float angle : {from, to}) {
        context.draw->AddCircleFilled(
            {center.x + arc_radius * std::cos(angle), center.y + arc_radius * std::sin(angle)}, width / 2, ink);
    }
}

void scrim(Context& context, const Rect& rect, float top_alpha, float bottom_alpha, float rounding) {
    const ImU32 from = context.color(Color::photo_ink, top_alpha), to = context.color(Color::photo_ink, bottom_alpha);
    if (rounding <= 0) {
        context.draw->AddRectFilledMultiColor(rect.min(), rect.max(), from, from, to, to);
        return;
    }
    const int first = context.draw->VtxBuffer.Size;
    context.draw->AddRectFilled(rect.min(), rect.max(), context.color(Color::photo_ink), rounding,
                                top_alpha > bottom_alpha ? ImDrawFlags_RoundCornersTop
                                                         : ImDrawFlags_RoundCornersBottom);
    const float reach = std::max(rect.h, 1.F);
    for (int i = first; i < context.draw->VtxBuffer.Size; ++i) { // alpha by height; the fringe keeps its own fade
        ImDrawVert& vertex = context.draw->VtxBuffer[i];
        const float t = std::clamp((vertex.pos.y - rect.y) / reach, 0.F, 1.F);
        const auto own = static_cast<float>(vertex.col >> IM_COL32_A_SHIFT);
        const auto faded = static_cast<ImU32>(own * (top_alpha + (bottom_alpha - top_alpha) * t));
        vertex.col = (vertex.col & ~static_cast<ImU32>(IM_COL32_A_MASK)) | (faded << IM_COL32_A_SHIFT);
    }
}

void drawing(Context& context, const Rect& box, Icon glyph, Color color) {
    icon(context, box.center(), glyph, box.h, color);
}

float auto_card(Context& context, std::string_view key, Column& column, float guess,
                const std::function<void(Context&, Column&)>& content, float rounding, float pad, Color color) {
    Remembered& height = context.memory.at(context.id(key), Slot::height);
    if (height.value <= 0) {
        height.value = guess;
    }
    const Rect rect{column.x, column.y, column.w, context.snapped(height.value)};
    if (color == Color::surface) {
        card(context, rect, rounding, color);
    } else {
        fill(context, rect, color, rounding);
    }
    Column inside{rect.x + pad, rect.y + pad, rect.w - 2 * pad};
    content(context, inside);
    const float used = inside.y + pad - rect.y;
    if (std::abs(used - height.value) > 0.01F) {
        height.value = used;
        context.request_frame();
    }
    column.take(rect.h);
    return rect.h;
}

} // namespace hypha::ui
