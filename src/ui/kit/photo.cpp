#include "ui/kit/photo.hpp"

#include <algorithm>

#include "ui/kit/motion.hpp"
#include "ui/kit/shapes.hpp"
#include "ui/kit/text.hpp"

namespace hypha::ui {

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
    }
    if (options.top_scrim > 0 && found.texture != 0) {
        scrim(context, rect.top_part(std::min(options.top_scrim, rect.h)), 0.62F, 0, rounding);
    }
}

} // namespace hypha::ui
