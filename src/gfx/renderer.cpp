#include "gfx/renderer.hpp"

#include <GLES3/gl3.h>

#include "gfx/heat_painter.hpp"
#include "imgui.h"
#include "imgui_impl_opengl3.h"

namespace hypha::gfx {

bool Renderer::start() {
    started_ = ImGui_ImplOpenGL3_Init("#version 300 es");
    return started_;
}

void Renderer::forget() {
    if (started_) {
        forget_heat_painter();
        ImGui_ImplOpenGL3_Shutdown(); // deletes of a lost context do nothing; textures are marked to be made again
        started_ = false;
    }
}

void Renderer::begin_frame() { ImGui_ImplOpenGL3_NewFrame(); }

void Renderer::draw(ImDrawData* lists, int width_px, int height_px, std::uint32_t background) {
    const auto part = [background](int shift) { return static_cast<float>((background >> shift) & 0xFF) / 255; };
    glViewport(0, 0, width_px, height_px);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(part(0), part(8), part(16), 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(lists);
}

} // namespace hypha::gfx
