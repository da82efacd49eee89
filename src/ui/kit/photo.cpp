#include "ui/kit/photo.hpp"

#include <algorithm>

#include "gfx/heat_quad.hpp"
#include "ui/kit/motion.hpp"
#include "ui/kit/shapes.hpp"
#include "ui/kit/text.hpp"

namespace hypha::ui {

namespace {

void heat_over(Context& context, const Rect& target, ImVec2 uv0, ImVec2 uv1, const Picture& found,
               const HeatLayer& heat, float shown) {
    gfx::HeatQuad quad;
    if (heat.cells.size() > quad.cells.size() ||
        heat.cells.size() != static_cast<std::size_t>(heat.columns) * static_cast<std::size_t>(heat.rows)) {
        return;
    }
    quad.left = target.x;
    quad.top = target.y;
    quad.right = target.right();
    quad.bottom = target.bottom();
    quad.screen_w = context.screen.w;
    quad.screen_h = context.screen.h;
    // From shares of the picture to shares of the part that was seen.
    const float side = std::min(found.width_px, found.height_px);
    const float own_w = side / found.width_px, own_h = side / found.height_px;
    const Rect part = heat.seen.empty() ? Rect{(1 - own_w) / 2, (1 - own_h) / 2, own_w, own_h} : heat.seen;
    quad.seen_left = (uv0.x - part.x) / part.w;
    quad.seen_right = (uv1.x - part.x) / part.w;
    quad.seen_top = (uv0.y - part.y) / part.h;
    quad.seen_bottom = (uv1.y - part.y) / part.h;
    quad.strength = heat.strength * shown;
    quad.columns = heat.columns;
    quad.rows = heat.rows;
    std::ranges::copy(heat.cells, quad.cells.begin());
    context.draw->AddCallback(context.paint_heat, &quad, sizeof quad);
    context.draw->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

} // namespace

void photo(Context& context, std::string_view key, const Rect& rect, std::string_view picture,
           const PhotoOptions& options) {
    const NodeId id = context.id(key);
    if (!options.alt.empty()) {
        context.semantics.add(id, Role::image, options.alt, rect);
    }
    if (!context.clip().overlaps(rect)) {
        return;
    }
    const float rounding = std::min(options.rounding, std::min(rect.w, rect.h) / 2);
    const float wanted = std::max(rect.w, rect.h) * context.pixel_ratio;
    const Picture found =
        picture.empty() || context.pictures == nullptr ? Picture{} : context.pictures->find(picture, wanted);
    const float shown = found.texture != 0 ? eased_from(context, id, Slot::enter, 0, 1, motion_ms::fade) : 0;
    if (shown < 1) {
        fill(context, rect, Color::surface2, rounding);
        const float glyph = std::clamp(std::min(rect.w, rect.h) * 0.4F, 16.F, 72.F);
        const bool waiting = !picture.empty() && !found.failed;
        if (!waiting) {
            icon(context, rect.center(), options.placeholder, glyph, Color::text3);
        }
    }
    if (found.texture != 0 && found.width_px > 0 && found.height_px > 0) {
        const float box = rect.w / rect.h, own = found.width_px / found.height_px;
        Rect target = rect;
        ImVec2 uv0{0, 0}, uv1{1, 1};
        if (options.contain) {
            const float scale = std::min(rect.w / found.width_px, rect.h / found.height_px);
            target = {rect.center_x() - found.width_px * scale / 2, rect.center_y() - found.height_px * scale / 2,
                      found.width_px * scale, found.height_px * scale};
        } else if (own > box) {
            const float part = box / own;
            uv0.x = (1 - part) / 2;
            uv1.x = uv0.x + part;
        } else {
            const float part = own / box;
            uv0.y = (1 - part) * options.focus_y;
            uv1.y = uv0.y + part;
        }
        context.draw->AddImageRounded(static_cast<ImTextureID>(found.texture), target.min(), target.max(), uv0, uv1,
                                      context.color(Color::white, shown), rounding);
        if (!options.outline.empty()) {
            const auto place = [&](float x, float y) {
                return ImVec2{target.x + (x - uv0.x) / (uv1.x - uv0.x) * target.w,
                              target.y + (y - uv0.y) / (uv1.y - uv0.y) * target.h};
            };
            const Rect& part = options.outline;
            context.draw->PushClipRect(target.min(), target.max(), true);
            context.draw->AddRect(place(part.x, part.y), place(part.right(), part.bottom()),
                                  context.color(Color::white, 0.9F * shown), 0, 0, 1.5F);
            context.draw->PopClipRect();
        }
        if (options.heat != nullptr && context.paint_heat != nullptr) {
            heat_over(context, target, uv0, uv1, found, *options.heat, shown);
        }
    }
    if (options.top_scrim > 0 && found.texture != 0) {
        scrim(context, rect.top_part(std::min(options.top_scrim, rect.h)), 0.62F, 0, rounding);
    }
}

} // namespace hypha::ui
