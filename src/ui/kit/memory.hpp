// What widgets remember between frames (eased values, scroll offsets, measured heights), keyed by node id and a purpose.
// A value that no frame has touched for 600 frames is dropped (scroll offsets stay), so that 10,000 scrolled rows do not stay.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "ui/kit/semantics.hpp"

namespace hypha::ui {

enum class Slot : std::uint8_t { press, hover, select, toggle, enter, scroll, height, first_seen, value, other };

struct Remembered {
    float value = 0, from = 0, to = 0;
    double started_ms = 0;
    std::uint64_t touched_frame = 0;
    bool fresh = true; // true until the first frame is over
};

class Memory {
public:
    Remembered& at(NodeId id, Slot slot);
    void begin_frame();
    void forget(NodeId id, Slot slot);
    [[nodiscard]] std::size_t size() const { return values_.size(); }

private:
    std::unordered_map<std::uint64_t, Remembered> values_;
    std::uint64_t frame_ = 1; // 0 = never touched
};

} // namespace hypha::ui
