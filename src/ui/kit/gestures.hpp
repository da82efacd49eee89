// Decides what a touch means, once: tap, long press, vertical scroll, horizontal strip, drag of a sheet, swipe back (SPEC §8).
// Hits are looked up in the targets of the frame that is on screen, the last registered on top: what was seen is what is hit, in
// the frame the event arrives, and a tap between two frames is not lost. (That is why ImGui's InvisibleButton is not used: it
// needs a frame of hovering before overlapping items and a frame between move and press.)
#pragma once

#include <unordered_map>
#include <vector>

#include "ui/kit/geometry.hpp"
#include "ui/kit/input.hpp"
#include "ui/kit/scroll_physics.hpp"

namespace hypha::ui {

constexpr float kSlop = 8;
constexpr float kSwipeEdge = 20;
constexpr float kPullArms = 72; // finger distance past the top

struct HitTarget {
    NodeId id = 0;
    Rect rect{};
    bool long_press = false;
    bool drag = false; // follows the finger (sheet, card) instead of scrolling what is below
};

struct Drag {
    bool active = false, ended = false;
    float dx = 0, dy = 0;
    float vx = 0, vy = 0; // px per second, at the end
};

enum class Axis : std::uint8_t { vertical, horizontal };

// A scroll region as it was last drawn, with its physics.
struct RegionState {
    Rect view{};
    Axis axis = Axis::vertical;
    bool keys = false;
    ScrollPhysics physics;
    float pull = 0; // finger's pull past the top, before the rubber band
    bool pull_enabled = false, pull_released = false;
    std::uint64_t seen_frame = 0;
    int depth = 0;    // order of registration: later lies inside
    NodeId outer = 0; // region it lies in
};

class Gestures {
public:
    // Reads the events of the frame against what is on screen; `now_ms` drives momentum and long press.
    void begin_frame(Input& input, double now_ms, float screen_width, bool reduced_motion);
    // What was registered becomes what is on screen.
    void end_frame();

    void add_target(const HitTarget& target) { building_.push_back(target); }
    // Takes away what was registered since `mark`: content that turned out to lie below a modal.
    [[nodiscard]] std::size_t mark() const { return building_.size(); }
    void drop_before(std::size_t mark);
    RegionState& region(NodeId id, const Rect& view, Axis axis);
    [[nodiscard]] RegionState* find_region(NodeId id);
    // True when `inner` is `outer` or lies in it.
    [[nodiscard]] bool within(NodeId inner, NodeId outer) const;

    [[nodiscard]] bool clicked(NodeId id) const;
    [[nodiscard]] bool held(NodeId id) const { return active_ == id && id != 0 && inside_; }
    [[nodiscard]] bool hovered(NodeId id) const { return hovered_ == id && id != 0; }
    [[nodiscard]] bool long_pressed(NodeId id) const { return long_pressed_ == id && id != 0; }
    [[nodiscard]] Drag drag_of(NodeId id) const { return dragged_ == id ? drag_ : Drag{}; }
    [[nodiscard]] const Drag& swipe_back() const { return swipe_; }
    // True while fingers or momentum move something: another frame is wanted.
    [[nodiscard]] bool moving() const { return moving_; }
    [[nodiscard]] bool pointer_down() const { return mode_ != Mode::none; }

    bool swipe_back_allowed = false; // set by the shell each frame

private:
    enum class Mode : std::uint8_t { none, undecided, scroll, drag, swipe, dead };
    void down(const PointerEvent& event);
    void move(const PointerEvent& event);
    void up(const PointerEvent& event, bool cancelled);
    void decide(const PointerEvent& event);
    void track(const PointerEvent& event);
    [[nodiscard]] ImVec2 velocity(double now_ms) const;
    [[nodiscard]] const HitTarget* top_target(float x, float y) const;
    [[nodiscard]] RegionState* inner_region(float x, float y, Axis axis, NodeId* id);

    std::vector<HitTarget> on_screen_, building_;
    std::unordered_map<NodeId, RegionState> regions_;
    std::uint64_t frame_ = 0;
    int depth_ = 0;

    Mode mode_ = Mode::none;
    PointerType type_ = PointerType::mouse;
    std::int32_t pointer_ = -1;
    PointerEvent start_{}, last_{};
    std::vector<PointerEvent> trail_; // of the last 80 ms
    NodeId active_ = 0, hovered_ = 0, long_pressed_ = 0, dragged_ = 0, scrolled_ = 0;
    Rect active_rect_{};
    bool active_long_ = false, inside_ = false, long_done_ = false;
    std::vector<NodeId> clicks_;
    Drag drag_{}, swipe_{};
    bool moving_ = false;
    double last_ms_ = 0;
};

} // namespace hypha::ui
