#include "gfx/picture_table.hpp"

#include <algorithm>
#include <array>

namespace hypha::gfx {

namespace {

// Sizes pictures are decoded to: a few, so that a picture drawn at two sizes is decoded once or twice, not each time anew.
int size_class(float max_px) {
    constexpr std::array<int, 4> kSizes{256, 512, 1024, 2048};
    for (const int size : kSizes) {
        if (max_px <= static_cast<float>(size)) {
            return size;
        }
    }
    return kSizes.back();
}

} // namespace

PictureTexture PictureTable::find(std::string_view key, float max_px) {
    Entry& entry = entries_[std::string(key)];
    entry.drawn_frame = frame_;
    const int wanted = size_class(max_px);
    if (entry.state == State::ready && wanted > entry.asked_px) {
        entry.asked_px = wanted; // keeps the small one on screen until the larger one has come
        entry.state = State::wished;
    } else if (entry.state == State::wished) {
        entry.asked_px = std::max(entry.asked_px, wanted);
    } else if (entry.state == State::failed && frame_ - entry.failed_frame > kRetryFrames) {
        entry.state = State::wished;
    }
    return entry.texture;
}

void PictureTable::loaded(const std::string& key, std::uint32_t texture, std::uint32_t width_px,
                          std::uint32_t height_px) {
    const auto found = entries_.find(key);
    if (found == entries_.end() || found->second.state != State::loading) {
        drop_(texture); // nobody waits for it any more
        return;
    }
    Entry& entry = found->second;
    --loading_;
    release(entry);
    entry.state = State::ready;
    entry.texture = {texture, static_cast<float>(width_px), static_cast<float>(height_px), false};
    entry.bytes = std::size_t{4} * width_px * height_px * 4 / 3; // with its smaller levels
    bytes_ += entry.bytes;
}

void PictureTable::failed(const std::string& key) {
    const auto found = entries_.find(key);
    if (found != entries_.end() && found->second.state == State::loading) {
        --loading_;
        found->second.state = State::failed;
        found->second.failed_frame = frame_;
        found->second.texture.failed = found->second.texture.texture == 0;
    }
}

void PictureTable::release(Entry& entry) {
    if (entry.texture.texture != 0) {
        drop_(entry.texture.texture);
        bytes_ -= entry.bytes;
        entry.bytes = 0;
        entry.texture = {};
    }
}

void PictureTable::end_frame() {
    for (auto& [key, entry] : entries_) {
        if (loading_ >= kAtOnce) {
            break;
        }
        if (entry.state == State::wished && entry.drawn_frame == frame_) {
            entry.state = State::loading;
            ++loading_;
            load_(key, entry.asked_px);
        }
    }
    while (bytes_ > kBudgetBytes) {
        auto oldest = entries_.end();
        for (auto at = entries_.begin(); at != entries_.end(); ++at) {
            if (at->second.texture.texture != 0 && at->second.drawn_frame != frame_ &&
                (oldest == entries_.end() || at->second.drawn_frame < oldest->second.drawn_frame)) {
                oldest = at;
            }
        }
        if (oldest == entries_.end()) {
            break; // all of it is on screen
        }
        release(oldest->second);
        if (oldest->second.state != State::loading) {
            entries_.erase(oldest);
        }
    }
    ++frame_;
}

void PictureTable::forget_all() {
    std::erase_if(entries_, [](const auto& entry) { return entry.second.state != State::loading; });
    for (auto& [key, entry] : entries_) {
        entry.texture = {};
        entry.bytes = 0;
    }
    bytes_ = 0;
}

void PictureTable::forget(std::string_view key) {
    const auto found = entries_.find(std::string(key));
    if (found != entries_.end()) {
        release(found->second);
        if (found->second.state == State::loading) {
            return;
        }
        entries_.erase(found);
    }
}

} // namespace hypha::gfx
