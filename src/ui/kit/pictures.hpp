// Pictures by key, as textures. find() never blocks: a picture that is not there yet has texture 0, is being loaded, and a frame
// is asked for when it has come. Keys: "thumbnails/<sha256>", "photos/<sha256>", "reference/<name>", "news/<sha256>".
// Two implementations: gfx/picture_table (browser) and none (tests draw the placeholder).
#pragma once

#include <cstdint>
#include <string_view>

namespace hypha::ui {

struct Picture {
    std::uint32_t texture = 0; // 0: not there (yet)
    float width_px = 0, height_px = 0;
    bool failed = false;
};

class Pictures {
public:
    virtual ~Pictures() = default;
    // `max_px`: longest side that is wanted, in device pixels.
    virtual Picture find(std::string_view key, float max_px) = 0;
};

} // namespace hypha::ui
