// The WebGL2 context of the worker's OffscreenCanvas, which app.worker.ts registers with Emscripten as "#canvas".
#pragma once

namespace hypha::browser {

class Surface {
public:
    // Makes the context and makes it current. False without WebGL2.
    bool open();
    void resize(int width_px, int height_px);
    // A lost context is never used again; open() asks the canvas anew and gets the restored one.
    void forget();

private:
    unsigned long context_ = 0;
    int width_px_ = 0, height_px_ = 0;
};

} // namespace hypha::browser
