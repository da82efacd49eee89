#include "ui/kit/motion.hpp"

#include <algorithm>
#include <cmath>

namespace hypha::ui {

namespace {

// y of the cubic Bézier (0,0) (x1,y1) (x2,y2) (1,1) at abscissa x: bisection, exact to 1e-4.
float bezier(float x1, float y1, float x2, float y2, float x) {
    const auto at = [](float a, float b, float t) {
        const float u = 1 - t;
        return 3 * u * u * t * a + 3 * u * t * t * b + t * t * t;
    };
    float low = 0, high = 1;
    for (int i = 0; i < 14; ++i) {
        const float middle = (low + high) / 2;
        (at(x1, x2, middle) < x ? low : high) = middle;
    }
    return at(y1, y2, (low + high) / 2);
}

float progress_of(Context& context, const Remembered& value, float duration_ms) {
    const float duration = context.reduced_motion ? std::min(duration_ms, motion_ms::reduced) : duration_ms;
    return duration <= 0 ? 1 : std::clamp(static_cast<float>(context.now_ms - value.started_ms) / duration, 0.F, 1.F);
}

} // namespace

float ease_out(float t) { return t <= 0 ? 0 : t >= 1 ? 1 : bezier(0.2F, 0, 0, 1, t); }

float ease_in_out(float t) { return t <= 0 ? 0 : t >= 1 ? 1 : bezier(0.4F, 0, 0.2F, 1, t); }

float eased_from(Context& context, NodeId id, Slot slot, float start, float target, float duration_ms) {
    Remembered& value = context.memory.at(id, slot);
    if (value.fresh && value.started_ms == 0) {
        value.from = value.value = start;
        value.to = target;
        value.started_ms = context.now_ms;
    } else if (value.to != target) {
        value.from = value.value;
        value.to = target;
        value.started_ms = context.now_ms;
    }
    const float progress = value.from == value.to ? 1 : progress_of(context, value, duration_ms);
    value.value = progress >= 1 ? value.to : value.from + (value.to - value.from) * ease_out(progress);
    if (progress < 1) {
        context.request_frame();
    }
    return value.value;
}

float eased(Context& context, NodeId id, Slot slot, float target, float duration_ms) {
    return eased_from(context, id, slot, target, target, duration_ms);
}

float entrance(Context& context, NodeId id, float duration_ms, float delay_ms) {
    Remembered& value = context.memory.at(id, Slot::enter);
    if (value.started_ms == 0) {
        value.started_ms = context.now_ms;
    }
    const float delay = context.reduced_motion ? 0 : delay_ms;
    const float duration = context.reduced_motion ? 0 : duration_ms;
    const auto age = static_cast<float>(context.now_ms - value.started_ms) - delay;
    if (age >= duration) {
        return 1;
    }
    context.request_frame();
    return age <= 0 ? 0 : ease_out(age / duration);
}

void restart_entrance(Context& context, NodeId id) { context.memory.forget(id, Slot::enter); }

float looping(Context& context, float period_ms) {
    if (context.reduced_motion) {
        return 0.5F;
    }
    context.request_frame();
    return static_cast<float>(std::fmod(context.now_ms, static_cast<double>(period_ms))) / period_ms;
}

float sprung(Context& context, NodeId id, float target) {
    Remembered& value = context.memory.at(id, Slot::value); // from: velocity per second
    if (value.started_ms == 0) {
        value.started_ms = 1;
        value.value = target;
    }
    if (context.reduced_motion) {
        value.value = target;
        value.from = 0;
        return target;
    }
    for (float left_ms = context.delta_ms; left_ms > 0; left_ms -= 4) {
        const float dt = std::min(left_ms, 4.F) / 1000;
        value.from += (320 * (target - value.value) - 30 * value.from) * dt;
        value.value += value.from * dt;
    }
    if (std::abs(target - value.value) < 0.3F && std::abs(value.from) < 8) {
        value.value = target;
        value.from = 0;
    } else {
        context.request_frame();
    }
    return value.value;
}

ImU32 mix(ImU32 a, ImU32 b, float t) {
    const float k = std::clamp(t, 0.F, 1.F);
    ImU32 out = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        const auto ca = static_cast<float>((a >> shift) & 0xFF), cb = static_cast<float>((b >> shift) & 0xFF);
        out |= static_cast<ImU32>(std::lround(ca + (cb - ca) * k)) << shift;
    }
    return out;
}

} // namespace hypha::ui
