// Eased values keyed by node: ask each frame for the value on its way to a target. Duration and curve are the design's
// (0.2, 0, 0, 1); with reduced motion every change is a 90 ms fade. A moving value asks for the next frame by itself.
#pragma once

#include "ui/kit/context.hpp"

namespace hypha::ui {

// Cubic Bézier from (0,0) to (1,1) with the design's control points, at t in 0..1.
float ease_out(float t);
float ease_in_out(float t);

// The value of (id, slot) moving to `target`. The first time it starts at `start` (default: at the target).
float eased(Context& context, NodeId id, Slot slot, float target, float duration_ms);
float eased_from(Context& context, NodeId id, Slot slot, float start, float target, float duration_ms);

// 0..1 since the first frame that asked (after `delay_ms`): entrances, ladder dots. 1 at once with reduced motion.
float entrance(Context& context, NodeId id, float duration_ms, float delay_ms = 0);
// Plays the entrance again.
void restart_entrance(Context& context, NodeId id);

// 0..1, repeating; asks for frames. Still at 0.5 with reduced motion. Only for work that is really going on.
float looping(Context& context, float period_ms);

// Critically-near spring 320/30; keeps velocity in the memory of (id, slot).
float sprung(Context& context, NodeId id, float target);

// Colour between a and b.
ImU32 mix(ImU32 a, ImU32 b, float t);

} // namespace hypha::ui
