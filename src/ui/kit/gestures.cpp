#include "ui/kit/gestures.hpp"

#include <algorithm>
#include <cmath>
#include <ranges>

namespace hypha::ui {

namespace {

constexpr double kVelocityWindowMs = 80, kLongPressMs = 450;
constexpr std::uint64_t kForgetFrames = 100000;

} // namespace

bool Input::take_key(std::string_view key) {
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const KeyStroke& k) { return k.key == key; });
    if (found == keys.end()) {
        return false;
    }
    keys.erase(found);
    return true;
}

const TextEdit* Input::edit_of(NodeId node) const {
    for (const TextEdit& edit : std::views::reverse(edits)) {
        if (edit.node == node) {
            return &edit;
        }
    }
    return nullptr;
}

void Input::end_frame() {
    pointer.clear();
    wheel.clear();
    keys.clear();
    activations.clear();
    edits.clear();
    focus_moved = false;
}

const HitTarget* Gestures::top_target(float x, float y) const {
    for (const HitTarget& target : std::views::reverse(on_screen_)) {
        if (target.rect.contains(x, y)) {
            return &target;
        }
    }
    return nullptr;
}

RegionState* Gestures::inner_region(float x, float y, Axis axis, NodeId* id) {
    RegionState* best = nullptr;
    for (auto& [region_id, state] : regions_) {
        if (state.seen_frame + 1 >= frame_ && state.axis == axis && state.view.contains(x, y) &&
            (best == nullptr || state.depth > best->depth)) {
            best = &state;
            *id = region_id;
        }
    }
    return best;
}

RegionState& Gestures::region(NodeId id, const Rect& view, Axis axis) {
    RegionState& state = regions_[id];
    state.view = view;
    state.axis = axis;
    state.seen_frame = frame_;
    state.depth = ++depth_;
    return state;
}

RegionState* Gestures::find_region(NodeId id) {
    const auto found = regions_.find(id);
    return found == regions_.end() ? nullptr : &found->second;
}

bool Gestures::within(NodeId inner, NodeId outer) const {
    for (int depth = 0; inner != 0 && depth < 8; ++depth) {
        if (inner == outer) {
            return true;
        }
        const auto found = regions_.find(inner);
        inner = found == regions_.end() ? 0 : found->second.outer;
    }
    return false;
}

void Gestures::drop_before(std::size_t mark) {
    building_.erase(building_.begin(),
                    building_.begin() + static_cast<std::ptrdiff_t>(std::min(mark, building_.size())));
}

bool Gestures::clicked(NodeId id) const { return std::find(clicks_.begin(), clicks_.end(), id) != clicks_.end(); }

void Gestures::track(const PointerEvent& event) {
    last_ = event;
    trail_.push_back(event);
    std::erase_if(trail_, [&](const PointerEvent& e) { return event.time_ms - e.time_ms > kVelocityWindowMs; });
}

ImVec2 Gestures::velocity(double now_ms) const {
    const auto first = std::find_if(trail_.begin(), trail_.end(),
                                    [&](const PointerEvent& e) { return now_ms - e.time_ms <= kVelocityWindowMs; });
    if (first == trail_.end() || trail_.back().time_ms - first->time_ms < 1) {
        return {0, 0};
    }
    const auto seconds = static_cast<float>((trail_.back().time_ms - first->time_ms) / 1000);
    return {(trail_.back().x - first->x) / seconds, (trail_.back().y - first->y) / seconds};
}

void Gestures::down(const PointerEvent& event) {
    if (mode_ != Mode::none) {
        return; // a second finger changes nothing
    }
    mode_ = Mode::undecided;
    pointer_ = event.pointer;
    type_ = event.type;
    start_ = event;
    trail_.clear();
    track(event);
    bool stopped = false;
    for (auto& [id, state] : regions_) {
        // A touch stops momentum at once, and is then no tap.
        if (state.view.contains(event.x, event.y) && std::abs(state.physics.velocity()) > 0 &&
            type_ != PointerType::mouse) {
            state.physics.grab();
            state.physics.release(0);
            stopped = true;
        }
    }
    const HitTarget* target = stopped ? nullptr : top_target(event.x, event.y);
    active_ = target != nullptr ? target->id : 0;
    active_rect_ = target != nullptr ? target->rect : Rect{};
    active_long_ = target != nullptr && target->long_press;
    dragged_ = target != nullptr && target->drag ? target->id : 0;
    inside_ = active_ != 0;
    long_done_ = false;
    drag_ = {};
    swipe_ = {};
}

void Gestures::decide(const PointerEvent& event) {
    const float dx = event.x - start_.x, dy = event.y - start_.y;
    if (std::max(std::abs(dx), std::abs(dy)) < kSlop) {
        return;
    }
    const bool horizontal = std::abs(dx) > std::abs(dy);
    NodeId id = 0;
    if (dragged_ != 0) {
        mode_ = Mode::drag;
    } else if (type_ == PointerType::mouse) {
        return; // a mouse has a wheel; its press stays a press
    } else if (horizontal && dx > 0 && swipe_back_allowed && start_.x <= kSwipeEdge) {
        mode_ = Mode::swipe;
        swipe_.active = true;
    } else if (inner_region(start_.x, start_.y, horizontal ? Axis::horizontal : Axis::vertical, &id) != nullptr) {
        mode_ = Mode::scroll;
        scrolled_ = id;
        regions_[id].physics.grab();
        last_ = start_; // the slop is not lost: content is under the finger from the start
    } else {
        mode_ = Mode::dead;
    }
    active_ = 0;
    inside_ = false;
}

void Gestures::move(const PointerEvent& event) {
    if (mode_ == Mode::none || event.pointer != pointer_) {
        return;
    }
    if (mode_ == Mode::undecided) {
        decide(event);
    }
    if (mode_ == Mode::undecided) {
        inside_ = active_ != 0 && active_rect_.inset(-16).contains(event.x, event.y);
    } else if (mode_ == Mode::scroll) {
        RegionState& state = regions_[scrolled_];
        const float delta = state.axis == Axis::vertical ? event.y - last_.y : event.x - last_.x;
        state.physics.drag_by(delta);
        state.pull = state.pull_enabled ? std::max(0.F, -state.physics.over()) : 0;
    } else if (mode_ == Mode::drag) {
        drag_.active = true;
        drag_.dx = event.x - start_.x;
        drag_.dy = event.y - start_.y;
    } else if (mode_ == Mode::swipe) {
        swipe_.dx = std::max(0.F, event.x - start_.x);
    }
    track(event);
}

void Gestures::up(const PointerEvent& event, bool cancelled) {
    if (mode_ == Mode::none || event.pointer != pointer_) {
        return;
    }
    if (!cancelled) {
        move(event);
    }
    const ImVec2 speed = cancelled ? ImVec2{0, 0} : velocity(event.time_ms);
    if (mode_ == Mode::undecided && inside_ && !cancelled && !long_done_) {
        clicks_.push_back(active_);
    } else if (mode_ == Mode::scroll) {
        RegionState& state = regions_[scrolled_];
        state.pull_released = state.pull_enabled && !cancelled && state.pull >= kPullArms;
        state.pull = 0;
        state.physics.release(state.axis == Axis::vertical ? speed.y : speed.x);
    } else if (mode_ == Mode::drag) {
        drag_.active = false;
        drag_.ended = true;
        drag_.vx = speed.x;
        drag_.vy = speed.y;
    } else if (mode_ == Mode::swipe) {
        swipe_.active = false;
        swipe_.ended = true;
        swipe_.vx = cancelled ? 0 : speed.x;
        swipe_.dx = cancelled ? 0 : swipe_.dx;
    }
    mode_ = Mode::none;
    pointer_ = -1;
    active_ = 0;
    inside_ = false;
    if (event.type != PointerType::mouse) {
        hovered_ = 0;
    }
}

void Gestures::begin_frame(Input& input, double now_ms, float screen_width, bool reduced_motion) {
    (void)screen_width;
    ++frame_;
    depth_ = 0;
    clicks_.clear();
    long_pressed_ = 0;
    if (drag_.ended) {
        drag_ = {};
        dragged_ = 0;
    }
    if (swipe_.ended) {
        swipe_ = {};
    }
    for (auto& [id, state] : regions_) {
        state.pull_released = false;
    }
    for (const PointerEvent& event : input.pointer) {
        switch (event.kind) {
        case PointerKind::down: down(event); break;
        case PointerKind::move: move(event); break;
        case PointerKind::up: up(event, false); break;
        case PointerKind::cancel: up(event, true); break;
        }
        if (event.type == PointerType::mouse) {
            const HitTarget* target = top_target(event.x, event.y);
            hovered_ = target != nullptr ? target->id : 0;
        }
    }
    for (const WheelEvent& wheel : input.wheel) {
        NodeId id = 0;
        const bool sideways = std::abs(wheel.dx) > std::abs(wheel.dy);
        RegionState* state = inner_region(wheel.x, wheel.y, sideways ? Axis::horizontal : Axis::vertical, &id);
        if (state != nullptr) {
            state->physics.scroll_by(sideways ? wheel.dx : wheel.dy);
        }
    }
    if (mode_ == Mode::undecided && active_long_ && inside_ && !long_done_ && now_ms - start_.time_ms >= kLongPressMs) {
        long_pressed_ = active_;
        long_done_ = true; // letting go is then no tap
    }
    const auto delta_ms = static_cast<float>(std::clamp(now_ms - last_ms_, 0.0, 50.0));
    last_ms_ = now_ms;
    moving_ = mode_ == Mode::undecided ? active_long_ && !long_done_ : false;
    for (auto& [id, state] : regions_) {
        if (!state.physics.resting()) {
            state.physics.step(reduced_motion && mode_ != Mode::scroll ? 1000.F : delta_ms);
        }
        const bool fingers = mode_ == Mode::scroll && scrolled_ == id;
        moving_ = moving_ || (!fingers && !state.physics.resting());
    }
    std::erase_if(regions_, [&](const auto& entry) { return frame_ - entry.second.seen_frame > kForgetFrames; });
}

void Gestures::end_frame() {
    on_screen_.swap(building_);
    building_.clear();
}

} // namespace hypha::ui
