// The C face of decode.wasm, called by web/cli/photo_pixels.mjs. One photo is held at a time, until the next call or decode_drop.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "cli/photo_decoder.hpp"

namespace {

using namespace hypha;

cli::DecodedPhoto& held() {
    static cli::DecodedPhoto photo;
    return photo;
}

} // namespace

extern "C" {

[[gnu::used]] void* decode_alloc(std::uint32_t bytes) { return std::malloc(bytes); }

[[gnu::used]] void decode_free(void* memory) { std::free(memory); }

// facts: width, height, orientation. Returns "" or the failure code; the text lives until the next call.
[[gnu::used]] const char* decode_file(const std::uint8_t* file, std::uint32_t size, std::uint32_t* facts) {
    static std::string code;
    held() = {};
    auto photo = cli::decode_photo(vision::Bytes(file, size));
    code = photo ? "" : photo.error().code;
    if (photo) {
        facts[0] = static_cast<std::uint32_t>(photo->width);
        facts[1] = static_cast<std::uint32_t>(photo->height);
        facts[2] = static_cast<std::uint32_t>(photo->orientation);
        held() = std::move(*photo);
    }
    return code.c_str();
}

[[gnu::used]] const std::uint8_t* decode_pixels() { return held().rgba.get(); }

[[gnu::used]] void decode_drop() { held() = {}; }
}
