#include "ui/kit/memory.hpp"

namespace hypha::ui {

namespace {
constexpr std::uint64_t kKeepFrames = 600, kSweepEvery = 128;
std::uint64_t key_of(NodeId id, Slot slot) {
    return (static_cast<std::uint64_t>(id) << 8) | static_cast<std::uint64_t>(slot);
}
} // namespace

Remembered& Memory::at(NodeId id, Slot slot) {
    Remembered& value = values_[key_of(id, slot)];
    if (value.touched_frame != frame_) {
        value.fresh = value.touched_frame == 0;
    }
    value.touched_frame = frame_;
    return value;
}

void Memory::begin_frame() {
    if (++frame_ % kSweepEvery == 0) {
        std::erase_if(values_, [this](const auto& entry) {
            const auto slot = static_cast<Slot>(entry.first & 0xFF);
            return slot != Slot::scroll && frame_ - entry.second.touched_frame > kKeepFrames;
        });
    }
}

void Memory::forget(NodeId id, Slot slot) { values_.erase(key_of(id, slot)); }

} // namespace hypha::ui
