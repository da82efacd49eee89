#include "ui/kit/context.hpp"

#include <algorithm>
#include <cmath>

#include "ui/kit/locale.hpp"

namespace hypha::ui {

LayoutClass layout_class(float width_px) {
    return width_px < 600 ? LayoutClass::phone : width_px < 1024 ? LayoutClass::medium : LayoutClass::wide;
}

ImU32 Context::color(Color c, float with_alpha) const {
    const ImU32 base = (*theme)[c];
    const float a = alpha * with_alpha;
    if (a >= 1) {
        return base;
    }
    const auto opacity =
        static_cast<ImU32>(std::lround(static_cast<float>(base >> IM_COL32_A_SHIFT) * std::max(a, 0.F)));
    return (base & ~static_cast<ImU32>(IM_COL32_A_MASK)) | (opacity << IM_COL32_A_SHIFT);
}

float Context::line(Type type) const { return snapped(type_style(type).line * text_scale); }

float Context::grown(float base, Type type, int lines) const {
    const float extra = type_style(type).line * static_cast<float>(lines) * (text_scale - 1);
    return base + std::max(0.F, snapped(extra));
}

float Context::gutter() const { return layout == LayoutClass::wide ? size::gutter_wide : size::gutter; }

std::string Context::tr(Str key, std::initializer_list<Placeholder> values) const {
    std::string out(tr(key));
    for (const Placeholder& value : values) {
        const std::string name = "{" + std::string(value.name) + "}";
        for (std::size_t at = out.find(name); at != std::string::npos; at = out.find(name, at + value.value.size())) {
            out.replace(at, name.size(), value.value);
        }
    }
    return out;
}

std::string Context::tr_count(Plural key, std::int64_t count, std::initializer_list<Placeholder> more) const {
    std::string out(ui::tr(locale, key, plural_form(locale, count)));
    const std::string number = format_number(locale, count);
    const auto put = [&out](std::string_view name, std::string_view value) {
        const std::string braced = "{" + std::string(name) + "}";
        for (std::size_t at = out.find(braced); at != std::string::npos; at = out.find(braced, at + value.size())) {
            out.replace(at, braced.size(), value);
        }
    };
    put("count", number);
    for (const Placeholder& value : more) {
        put(value.name, value.value);
    }
    return out;
}

void Context::wake_at(double monotonic_ms) { wake_ms = wake_ms == 0 ? monotonic_ms : std::min(wake_ms, monotonic_ms); }

Rect Context::clip() const {
    const ImVec2 low = draw->GetClipRectMin(), high = draw->GetClipRectMax();
    return {low.x, low.y, high.x - low.x, high.y - low.y};
}

void Context::begin_frame() {
    memory.begin_frame();
    semantics.clear();
    wants_frame = false;
    wake_ms = 0;
    scope = 0;
    region = 0;
    alpha = 1;
    gestures.begin_frame(input, now_ms, screen.w, reduced_motion);
    if (gestures.moving()) {
        request_frame();
    }
}

void Context::end_frame() {
    gestures.end_frame();
    input.end_frame();
}

KeyScope::KeyScope(Context& context, std::string_view key, std::int64_t number)
    : context_(context), before_(context.scope) {
    context.scope = node_id(node_id(before_, key), std::to_string(number));
}

Group::Group(Context& context, std::string_view key, Role role, std::string_view name, const Rect& rect)
    : context_(context) {
    const NodeId id = context.id(key);
    context.semantics.add(id, role, name, rect);
    context.semantics.open(id);
}

Group::~Group() { context_.semantics.close(); }

} // namespace hypha::ui
