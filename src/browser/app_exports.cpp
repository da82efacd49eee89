// The C face of hypha.wasm: what web/app.worker.ts calls. Pointers are into this instance's memory, taken with hypha_alloc.
// Frequent calls (pointer, wheel, frame) are plain numbers; everything else is a message as JSON.
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <span>
#include <string_view>

#include <emscripten/emscripten.h>

#include "browser/app_root.hpp"

namespace {

using namespace hypha;

browser::AppRoot& root() {
    static browser::AppRoot made;
    return made;
}

std::string_view text(const char* bytes, int length) {
    return {bytes, length > 0 ? static_cast<std::size_t>(length) : 0};
}

} // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void* hypha_alloc(std::size_t bytes) {
    return std::malloc(bytes); // null when memory is out
}

EMSCRIPTEN_KEEPALIVE void hypha_free(void* bytes) { std::free(bytes); }

// 1 when it runs; 0 without WebGL2 or with facts that are none.
EMSCRIPTEN_KEEPALIVE int hypha_start(const char* facts, int length) {
    return root().start(text(facts, length)) ? 1 : 0;
}

// bytes: the message's content; none for most.
EMSCRIPTEN_KEEPALIVE void hypha_receive(const char* json, int length, const void* bytes, int bytes_length) {
    root().receive(text(json, length), {static_cast<const std::byte*>(bytes),
                                        static_cast<std::size_t>(bytes_length > 0 ? bytes_length : 0)});
}

// face: the order of ui::Face. 1 when it is a font.
EMSCRIPTEN_KEEPALIVE int hypha_font(int face, const void* bytes, int length) {
    if (length <= 0 || face < 0) {
        return 0;
    }
    return root().add_font(static_cast<unsigned>(face),
                           {static_cast<const std::byte*>(bytes), static_cast<std::size_t>(length)})
               ? 1
               : 0;
}

EMSCRIPTEN_KEEPALIVE void hypha_pointer(int kind, int pointer, float x_px, float y_px, double time_ms, int button,
                                        int type) {
    if (kind < 0 || kind > 3 || type < 0 || type > 2 || button > 0) {
        return; // only the first button and plain touch act
    }
    root().pointer(
        {static_cast<ui::PointerKind>(kind), static_cast<ui::PointerType>(type), pointer, x_px, y_px, time_ms});
}

EMSCRIPTEN_KEEPALIVE void hypha_wheel(float x_px, float y_px, float dx, float dy, double) {
    root().wheel({x_px, y_px, dx, dy});
}

EMSCRIPTEN_KEEPALIVE int hypha_frame(double time_ms) { return root().frame(time_ms) ? 1 : 0; }

EMSCRIPTEN_KEEPALIVE void hypha_context_lost() { root().context_lost(); }

EMSCRIPTEN_KEEPALIVE void hypha_context_restored() { root().context_restored(); }

} // extern "C"
