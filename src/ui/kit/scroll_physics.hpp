// One axis of scrolling as people know it: finger one to one, momentum decaying by 0.998 a millisecond, a rubber band of 0.45 up to
// 96 past the ends and a spring back (320/30). Pure arithmetic, tested without a screen.
#pragma once

namespace hypha::ui {

class ScrollPhysics {
public:
    static constexpr float kDecayPerMs = 0.998F, kStopSpeed = 12, kRubber = 0.45F, kRubberLimit = 96;

    // Content may scroll from 0 to `max`. A shorter content pulls the offset back at once.
    void set_max(float max);
    [[nodiscard]] float max() const { return max_; }
    // Where the content is, rubber band included.
    [[nodiscard]] float offset() const;
    // Where it would rest within the ends.
    [[nodiscard]] float position() const { return position_; }

    void grab();                               // a finger stops it
    void drag_by(float finger_delta);          // finger moved down by +delta: content follows
    void release(float finger_velocity);       // px per second
    void scroll_by(float delta);               // wheel: at once, clamped
    void glide_to(float target, bool at_once); // keys, focus: eased
    void step(float delta_ms);                 // momentum, spring, glide
    [[nodiscard]] bool resting() const { return !grabbed_ && velocity_ == 0 && over_ == 0 && !gliding_; }
    [[nodiscard]] float velocity() const { return velocity_; }
    [[nodiscard]] float over() const { return over_; } // finger distance past an end; below 0 above the top

private:
    float position_ = 0, max_ = 0;
    float over_ = 0, over_velocity_ = 0;
    float velocity_ = 0; // of the offset, px per second
    bool grabbed_ = false, gliding_ = false;
    float glide_target_ = 0;
};

} // namespace hypha::ui
