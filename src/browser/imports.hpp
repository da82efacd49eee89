// The JavaScript imports of the app worker, defined in hypha_library.js (the storage pool's are in pool_file.cpp).
#pragma once

extern "C" {
// Makes the worker's canvas known to Emscripten as "#canvas".
void hypha_adopt_canvas();
void hypha_resize_canvas(int width_px, int height_px);
// A message as JSON for another thread; web/app.worker.ts routes it by its type.
// `bytes` is the message's content, copied before this returns.
void hypha_emit(const char* json, int length, const void* bytes, int bytes_length);
double hypha_wall_ms();
double hypha_monotonic_ms();
// 32 unpredictable bits.
unsigned hypha_random_bits();
// One animation frame; asking twice before it comes is asking once.
void hypha_request_frame();
// One frame in so many milliseconds, for the end of a toast; a later call replaces an earlier one, below 0 takes it back.
void hypha_wake_in(double delay_ms);
// Loads the picture `key` no larger than max_px and answers with PictureLoaded or PictureFailed.
void hypha_load_picture(const char* key, int length, int max_px);
void hypha_drop_picture(unsigned texture);
}
