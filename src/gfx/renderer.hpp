// Draws Dear ImGui's draw data with WebGL2 through ImGui's OpenGL 3 backend, which also keeps the dynamic font textures.
// The context must be current in this thread. After a context loss everything on the GPU is gone: forget(), then start() again
// once there is a new one; fonts are uploaded anew, pictures are the picture table's concern.
#pragma once

#include <cstdint>

struct ImDrawData;

namespace hypha::gfx {

class Renderer {
public:
    // False when the shaders cannot be made.
    bool start();
    void forget();
    [[nodiscard]] bool started() const { return started_; }
    void begin_frame();
    // Clears to `background` (IM_COL32 order) and draws.
    void draw(ImDrawData* lists, int width_px, int height_px, std::uint32_t background);

private:
    bool started_ = false;
};

} // namespace hypha::gfx
