#include "browser/surface.hpp"

#include <emscripten/html5.h>

#include "browser/imports.hpp"

namespace hypha::browser {

bool Surface::open() {
    hypha_adopt_canvas();
    EmscriptenWebGLContextAttributes wanted;
    emscripten_webgl_init_context_attributes(&wanted);
    wanted.majorVersion = 2;
    wanted.minorVersion = 0;
    wanted.alpha = false;
    wanted.depth = false;
    wanted.stencil = false;
    wanted.antialias = false; // ImGui draws its own soft edges
    wanted.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
    wanted.enableExtensionsByDefault = false;
    const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE made = emscripten_webgl_create_context("#canvas", &wanted);
    if (made <= 0) {
        return false;
    }
    context_ = static_cast<unsigned long>(made);
    return emscripten_webgl_make_context_current(made) == EMSCRIPTEN_RESULT_SUCCESS;
}

void Surface::resize(int width_px, int height_px) {
    if (width_px != width_px_ || height_px != height_px_) {
        width_px_ = width_px;
        height_px_ = height_px;
        hypha_resize_canvas(width_px, height_px);
    }
}

void Surface::forget() {
    if (context_ != 0) {
        emscripten_webgl_destroy_context(static_cast<EMSCRIPTEN_WEBGL_CONTEXT_HANDLE>(context_));
        context_ = 0;
    }
}

} // namespace hypha::browser
