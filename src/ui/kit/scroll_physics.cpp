#include "ui/kit/scroll_physics.hpp"

#include <algorithm>
#include <cmath>

namespace hypha::ui {

namespace {

// Finger distance past the end -> what is shown: slope 0.45 at first, never more than the limit.
float rubber(float over) {
    const float limit = ScrollPhysics::kRubberLimit;
    const float pulled = std::abs(over) * ScrollPhysics::kRubber;
    return std::copysign(limit * (1 - std::exp(-pulled / limit)), over);
}

} // namespace

void ScrollPhysics::set_max(float max) {
    max_ = std::max(0.F, max);
    if (position_ > max_) {
        position_ = max_;
    }
    if (gliding_) {
        glide_target_ = std::clamp(glide_target_, 0.F, max_);
    }
}

float ScrollPhysics::offset() const { return position_ + rubber(over_); }

void ScrollPhysics::grab() {
    grabbed_ = true;
    gliding_ = false;
    velocity_ = 0;
    over_velocity_ = 0;
}

void ScrollPhysics::drag_by(float finger_delta) {
    // Distance past an end is undone before the content moves again.
    const float wanted = position_ + over_ - finger_delta;
    position_ = std::clamp(wanted, 0.F, max_);
    over_ = wanted - position_;
}

void ScrollPhysics::release(float finger_velocity) {
    grabbed_ = false;
    velocity_ = over_ == 0 ? -finger_velocity : 0;
    over_velocity_ = 0;
    if (std::abs(velocity_) < kStopSpeed) {
        velocity_ = 0;
    }
}

void ScrollPhysics::scroll_by(float delta) {
    gliding_ = false;
    velocity_ = 0;
    over_ = 0;
    position_ = std::clamp(position_ + delta, 0.F, max_);
}

void ScrollPhysics::glide_to(float target, bool at_once) {
    velocity_ = 0;
    over_ = 0;
    glide_target_ = std::clamp(target, 0.F, max_);
    gliding_ = !at_once;
    if (at_once) {
        position_ = glide_target_;
    }
}

void ScrollPhysics::step(float delta_ms) {
    if (grabbed_ || delta_ms <= 0) {
        return;
    }
    if (gliding_) {
        position_ += (glide_target_ - position_) * (1 - std::exp(-delta_ms / 60));
        if (std::abs(glide_target_ - position_) < 0.5F) {
            position_ = glide_target_;
            gliding_ = false;
        }
        return;
    }
    if (velocity_ != 0) {
        // The exact integral of v * 0.998^t, so that the distance does not depend on the frame rate.
        const float decay = std::pow(kDecayPerMs, delta_ms);
        const float moved = velocity_ / 1000 * (1 - decay) / -std::log(kDecayPerMs);
        const float wanted = position_ + moved;
        position_ = std::clamp(wanted, 0.F, max_);
        velocity_ *= decay;
        if (wanted != position_) {
            over_velocity_ = velocity_ * 0.25F; // hits the end: a small overshoot that the spring takes back
            over_ = wanted - position_;
            velocity_ = 0;
        } else if (std::abs(velocity_) < kStopSpeed) {
            velocity_ = 0;
        }
    }
    if (over_ != 0) {
        float left_ms = delta_ms;
        while (left_ms > 0) { // stiff spring: steps of at most 4 ms stay stable
            const float dt = std::min(left_ms, 4.F) / 1000;
            over_velocity_ += (-320 * over_ - 30 * over_velocity_) * dt;
            over_ += over_velocity_ * dt;
            left_ms -= 4;
        }
        if (std::abs(over_) < 0.4F && std::abs(over_velocity_) < 20) {
            over_ = 0;
            over_velocity_ = 0;
        }
    }
}

} // namespace hypha::ui
