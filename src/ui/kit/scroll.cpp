#include "ui/kit/scroll.hpp"

#include <algorithm>
#include <cmath>

namespace hypha::ui {

namespace {
constexpr float kLine = 56, kFocusMargin = 24;
}

ScrollRegion::ScrollRegion(Context& context, std::string_view key, const Rect& view, const ScrollOptions& options)
    : context_(context),
      view_(view),
      options_(options),
      id_(context.id(key)),
      outer_region_(context.region),
      outer_view_(context.semantics.view) {
    RegionState& state = context.gestures.region(id_, view, options.axis);
    state.outer = outer_region_;
    // Offsets outlive the region (tabs keep their place); a region seen again takes up where it was.
    Remembered& kept = context.memory.at(id_, Slot::scroll);
    if (kept.to > 0) { // a request of scroll_to_top or scroll_to
        state.physics.glide_to(kept.to > 1 ? kept.from : 0, true);
        kept.to = 0;
    }
    state.pull_enabled = options.pull_to_refresh && !context.blocked;
    refreshed_ = state.pull_released;
    pull_ = std::min(1.F, state.pull / kPullArms);
    if (!context.blocked && options.keys && options.axis == Axis::vertical) {
        const float page = view.h * 0.9F;
        const float target = state.physics.position();
        const bool jump = context.reduced_motion;
        if (context.input.take_key("PageDown")) {
            state.physics.glide_to(target + page, jump);
        } else if (context.input.take_key("PageUp")) {
            state.physics.glide_to(target - page, jump);
        } else if (context.input.take_key("Home")) {
            state.physics.glide_to(0, jump);
        } else if (context.input.take_key("End")) {
            state.physics.glide_to(state.physics.max(), jump);
        } else if (context.input.take_key("ArrowDown")) {
            state.physics.glide_to(target + kLine, jump);
        } else if (context.input.take_key("ArrowUp")) {
            state.physics.glide_to(target - kLine, jump);
        }
        if (!state.physics.resting() && !context.gestures.pointer_down()) {
            context.request_frame();
        }
    }
    offset_ = context.snapped(state.physics.offset());
    context.region = context.semantics.region = id_;
    context.draw->PushClipRect(view.min(), view.max(), true);
    context.semantics.view = context.clip();
}

Column ScrollRegion::column(float gutter) const { return {view_.x + gutter, content_y(), view_.w - 2 * gutter}; }

float ScrollRegion::content_x() const {
    return view_.x + options_.top_padding - (options_.axis == Axis::horizontal ? offset_ : 0);
}

float ScrollRegion::content_y() const {
    return view_.y + (options_.axis == Axis::vertical ? options_.top_padding - offset_ : 0);
}

void ScrollRegion::end(float content_end) {
    RegionState* state = context_.gestures.find_region(id_);
    const bool vertical = options_.axis == Axis::vertical;
    const float start = (vertical ? view_.y : view_.x) - offset_;
    const float length = content_end + options_.bottom_padding - start;
    const float before = state->physics.max();
    state->physics.set_max(length - (vertical ? view_.h : view_.w));
    if (before != state->physics.max()) {
        context_.request_frame(); // heights were guessed: draw once more with what is known now
    }
    // A focused node below the fold or above it comes into view. (Only when focus moved: the person may scroll away again.)
    // Focus by a screen reader or a script counts as well; a finger's own focus must not move what is under it.
    if (context_.input.focus_moved && !context_.gestures.pointer_down() && !context_.blocked) {
        for (const SemanticsNode& node : context_.semantics.nodes()) {
            if (node.id != context_.input.focused || !context_.gestures.within(node.region, id_)) {
                continue;
            }
            const float low = vertical ? node.rect.y : node.rect.x,
                        high = vertical ? node.rect.bottom() : node.rect.right();
            const float view_low = (vertical ? view_.y : view_.x) + kFocusMargin;
            const float view_high = (vertical ? view_.bottom() : view_.right()) - kFocusMargin;
            const float position = state->physics.position();
            const bool out = high < view_low || low > view_high;
            if (!context_.input.focus_visible && !out) {
                continue;
            }
            if (low < view_low) {
                state->physics.glide_to(position + low - view_low, context_.reduced_motion);
                context_.request_frame();
            } else if (high > view_high) {
                state->physics.glide_to(position + std::min(high - view_high, low - view_low), context_.reduced_motion);
                context_.request_frame();
            }
        }
    }
}

ScrollRegion::~ScrollRegion() {
    context_.draw->PopClipRect();
    context_.region = context_.semantics.region = outer_region_;
    context_.semantics.view = outer_view_;
}

ScrollRegion::Rows ScrollRegion::visible(float list_top, float row_height, int count) const {
    constexpr int kOverscan = 1; // so that Tab finds the next row
    const int first = static_cast<int>(std::floor((view_.y - list_top) / row_height)) - kOverscan;
    const int last = static_cast<int>(std::ceil((view_.bottom() - list_top) / row_height)) + kOverscan;
    return {std::clamp(first, 0, count), std::clamp(last, 0, count)};
}

void scroll_to_top(Context& context, NodeId id) {
    context.memory.at(id, Slot::scroll).to = 1;
    context.request_frame();
}

void scroll_to(Context& context, std::string_view key, float offset) {
    Remembered& kept = context.memory.at(context.id(key), Slot::scroll);
    kept.from = offset;
    kept.to = 2;
    context.request_frame();
}

void scroll_to_top(Context& context, std::string_view key) { scroll_to_top(context, context.id(key)); }

} // namespace hypha::ui
