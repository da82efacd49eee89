#include "ui/kit/overlay.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "ui/kit/motion.hpp"
#include "ui/kit/overlay_stack.hpp"
#include "ui/kit/press.hpp"
#include "ui/kit/scroll.hpp"
#include "ui/kit/shapes.hpp"
#include "ui/kit/text.hpp"

namespace hypha::ui {

int OverlayStack::ask(Open open, int none) {
    const auto found = answers_.find(open.id);
    if (found == answers_.end()) {
        open_.push_back(std::move(open));
        return none;
    }
    const int answer = found->second; // answered: it is not drawn again unless it is asked for in the next frame
    answers_.erase(found);
    return answer;
}

void OverlayStack::draw(Context& context) {
    std::vector<Open> open;
    open.swap(open_);
    const bool was_blocking = blocking_;
    blocking_ = false;
    context.blocked = false;
    answers_.clear(); // an answer nobody asked for is of something that closed
    for (Open& entry : open) {
        if (entry.modal) {
            context.semantics.drop_before(context.semantics.mark());
            context.gestures.drop_before(context.gestures.mark());
            blocking_ = true;
        }
        const KeyScope scope(context, "overlay", static_cast<std::int64_t>(entry.id));
        const int answer = entry.draw(context);
        if (answer != kNoAnswer) {
            answers_[entry.id] = answer;
            context.request_frame();
        }
    }
    if (was_blocking != blocking_) {
        context.request_frame(); // what lies below answers again, or no longer
    }
}

namespace {

// Dims the screen; true when it was tapped outside `keep`.
bool draw_scrim(Context& context, NodeId id, float amount) {
    context.draw->PushClipRectFullScreen();
    context.draw->AddRectFilled(context.screen.min(), context.screen.max(), context.color(Color::scrim, amount));
    context.draw->PopClipRect();
    context.gestures.add_target({node_id(id, "scrim"), context.screen, false, false});
    return context.gestures.clicked(node_id(id, "scrim"));
}

} // namespace

DialogAnswer dialog(Context& context, std::string_view key, DialogSpec spec) {
    const NodeId id = context.id(key);
    OverlayStack::Open open;
    open.id = id;
    open.draw = [id, spec = std::move(spec)](Context& inner) -> int {
        const float shown = entrance(inner, id, motion_ms::select);
        int answer = draw_scrim(inner, id, shown) || inner.input.take_key("Escape")
                         ? static_cast<int>(DialogAnswer::dismissed)
                         : OverlayStack::kNoAnswer;
        const float width = std::min(360.F, inner.screen.w - 40), text_w = width - 48, gap = 8;
        const float button = button_height(inner);
        const float title_h = measure_text(inner, text_w, spec.title, Type::title),
                    body_h = measure_text(inner, text_w, spec.body, Type::body);
        const float height = 24 + (spec.icon ? 40.F : 0) + title_h + 8 + body_h + 20 + button +
                             (spec.second.empty() ? 0 : button + gap) + 24;
        const float limit = inner.screen.h - inner.safe.top - inner.safe.bottom - 24;
        const Rect box = Rect{inner.screen.center_x() - width / 2,
                              inner.screen.center_y() - std::min(height, limit) / 2, width, std::min(height, limit)}
                             .moved(0, inner.reduced_motion ? 0 : 16 * (1 - shown));
        SemanticsNode& node = inner.semantics.add(id, Role::dialog, spec.title, box);
        node.modal = true;
        inner.semantics.open(id);
        const float before = std::exchange(inner.alpha, inner.alpha * shown);
        inner.gestures.add_target({node_id(id, "box"), box, false, false}); // a tap beside the buttons does nothing
        shadow(inner, box, radius::xl, 3);
        fill(inner, box, Color::surface, radius::xl);
        ScrollOptions options;
        options.keys = height > limit;
        {
            ScrollRegion region(inner, "content", box, options);
            Column column{box.x + 24, region.content_y() + 24, text_w};
            if (spec.icon) {
                icon(inner, {column.x + 14, column.y + 14}, *spec.icon, 28,
                     spec.destructive ? Color::deadly_text : Color::text);
                column.gap(40);
            }
            TextOptions heading;
            heading.role = Role::heading;
            heading.level = 2;
            text(inner, column, spec.title, Type::title, Color::text, heading);
            column.gap(8);
            text(inner, column, spec.body, Type::body, Color::text2);
            column.gap(20);
            ButtonOptions first;
            first.kind = spec.destructive ? ButtonKind::destructive_filled : ButtonKind::filled;
            if (ui::button(inner, "first", column.take(button), spec.first, first)) {
                answer = static_cast<int>(DialogAnswer::first);
            }
            if (!spec.second.empty()) {
                column.gap(gap);
                ButtonOptions second;
                second.kind = ButtonKind::tonal;
                if (ui::button(inner, "second", column.take(button), spec.second, second)) {
                    answer = static_cast<int>(DialogAnswer::second);
                }
            }
            region.end(column.y + 24);
        }
        inner.alpha = before;
        inner.semantics.close();
        return answer;
    };
    return static_cast<DialogAnswer>(context.overlays->ask(std::move(open), static_cast<int>(DialogAnswer::none)));
}

bool sheet(Context& context, std::string_view key, std::string_view title,
           std::function<void(Context&, Column&)> content) {
    const NodeId id = context.id(key);
    OverlayStack::Open open;
    open.id = id;
    open.draw = [id, name = std::string(title), content = std::move(content)](Context& inner) -> int {
        const float shown = entrance(inner, id, motion_ms::sheet);
        const Drag drag = inner.gestures.drag_of(node_id(id, "grab"));
        Remembered& height = inner.memory.at(id, Slot::height);
        const bool centred = inner.layout == LayoutClass::wide;
        const float width = inner.layout == LayoutClass::phone ? inner.screen.w : std::min(480.F, inner.screen.w - 40);
        const float bottom_pad = centred ? 20 : 12 + std::max(8.F, inner.safe.bottom);
        const float most = inner.screen.h * 0.88F;
        const float tall = std::min(height.value > 0 ? height.value : 320.F, most);
        float pulled = 0;
        bool closed = false;
        if (drag.active) {
            pulled = std::max(0.F, drag.dy);
        } else if (drag.ended) {
            closed = drag.dy > tall * 0.3F || drag.vy > 600;
            inner.memory.at(id, Slot::value).value = std::max(0.F, drag.dy);
            inner.memory.at(id, Slot::value).started_ms = 1;
        }
        if (!drag.active) {
            pulled = sprung(inner, id, 0);
        }
        closed = draw_scrim(inner, id, shown * (1 - std::min(0.6F, pulled / std::max(tall, 1.F)))) || closed ||
                 inner.input.take_key("Escape");
        const float rise = inner.reduced_motion ? 0 : (1 - shown) * (centred ? 24.F : tall);
        const Rect box = centred ? Rect{inner.screen.center_x() - width / 2,
                                        inner.screen.center_y() - tall / 2 + rise + pulled, width, tall}
                                 : Rect{inner.screen.center_x() - width / 2,
                                        inner.screen.bottom() - tall + rise + pulled, width, tall};
        SemanticsNode& node = inner.semantics.add(id, Role::dialog, name, box);
        node.modal = true;
        inner.semantics.open(id);
        const float before =
            std::exchange(inner.alpha, inner.reduced_motion || centred ? inner.alpha * shown : inner.alpha);
        inner.gestures.add_target({node_id(id, "box"), box, false, false});
        shadow(inner, box, radius::xl, 3);
        inner.draw->AddRectFilled(box.min(), {box.right(), box.bottom() + (centred ? 0.F : 40.F)},
                                  inner.color(Color::surface), radius::xl,
                                  centred ? ImDrawFlags_RoundCornersAll : ImDrawFlags_RoundCornersTop);
        if (!centred) {
            fill(inner, {box.center_x() - 20, box.y + 10, 40, 4}, Color::outline_strong, 2);
        }
        ScrollOptions options;
        options.keys = true;
        {
            ScrollRegion region(inner, "content", {box.x, box.y + 18, box.w, box.h - 18}, options);
            Column column{box.x + 20, region.content_y() + 8, box.w - 40};
            TextOptions heading;
            heading.role = Role::heading;
            heading.level = 2;
            const float title_w = column.w - 44;
            const float used = text(inner, column.x, column.y, title_w, name, Type::title, Color::text, heading);
            column.gap(used + 4);
            content(inner, column);
            const float needed = column.y + bottom_pad - region.content_y() + 18;
            if (std::abs(needed - height.value) > 0.5F) {
                height.value = needed;
                inner.request_frame();
            }
            region.end(column.y + bottom_pad);
        }
        // The head is what is dragged; the close button does the same for everyone else.
        inner.gestures.add_target({node_id(id, "grab"), {box.x, box.y, box.w - 56, 48}, false, true});
        if (icon_button(inner, "close", {box.right() - 32, box.y + 38}, Icon::x, inner.tr(Str::close), Color::text2,
                        22)) {
            closed = true;
        }
        inner.alpha = before;
        inner.semantics.close();
        if (closed) {
            inner.memory.forget(id, Slot::enter);
        }
        return closed ? 1 : OverlayStack::kNoAnswer;
    };
    return context.overlays->ask(std::move(open), 0) == 1;
}

ToastAnswer toast(Context& context, float bottom, const ToastSpec& spec) {
    const NodeId id = context.id(spec.key);
    OverlayStack::Open open;
    open.id = id;
    open.modal = false;
    open.draw = [id, bottom, spec](Context& inner) -> int {
        Remembered& life = inner.memory.at(id, Slot::first_seen);
        if (life.started_ms == 0) {
            life.started_ms = inner.now_ms;
        }
        const NodeId action_id = node_id(id, "action");
        const bool kept = inner.input.focused == action_id; // does not go while a keyboard is on it
        if (kept) {
            life.started_ms = inner.now_ms;
        }
        const double ends = life.started_ms + motion_ms::toast;
        inner.wake_at(ends);
        const float shown = entrance(inner, id, motion_ms::fade);
        const float action_w = spec.action.empty() ? 0 : text_width(inner, spec.action, Type::label) + 36;
        const float width = std::min(inner.screen.w - 40, 480.F);
        const float words_w = width - 40 - action_w;
        const float height = std::max(52.F, measure_text(inner, words_w, spec.words, Type::body) + 26);
        const Rect area = inner.area.empty() ? inner.screen : inner.area;
        const Rect box{area.center_x() - width / 2,
                       bottom - 12 - height + (inner.reduced_motion ? 0 : 12 * (1 - shown)), width, height};
        const float before = std::exchange(inner.alpha, inner.alpha * shown);
        shadow(inner, box, 16, 3);
        fill(inner, box, Color::inverse, 16);
        TextOptions said;
        said.role = Role::status;
        said.live = "polite";
        said.key = spec.key;
        const float words_h = measure_text(inner, words_w, spec.words, Type::body);
        text(inner, box.x + 20, inner.snapped(box.center_y() - words_h / 2), words_w, spec.words, Type::body,
             Color::on_inverse, said);
        int answer = inner.now_ms >= ends ? static_cast<int>(ToastAnswer::expired) : OverlayStack::kNoAnswer;
        if (action_w > 0) {
            const Rect rect{box.right() - action_w, box.y, action_w, box.h};
            PressOptions how;
            how.focus_rounding = 12;
            const Press pressed = press(inner, action_id, rect.inset(4), how);
            inner.semantics.add(action_id, Role::button, spec.action, rect);
            line_in(inner, rect, spec.action, Type::label, inner.theme->dark ? Color::on_inverse : Color::accent,
                    Align::center);
            if (pressed.clicked) {
                answer = static_cast<int>(ToastAnswer::action);
            }
        }
        inner.alpha = before;
        return answer;
    };
    return static_cast<ToastAnswer>(context.overlays->ask(std::move(open), static_cast<int>(ToastAnswer::none)));
}

} // namespace hypha::ui
