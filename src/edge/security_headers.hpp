// Fields that every answer carries, errors too.
// COOP + COEP + CORP isolate the page (threads for the runtime); the content policy allows our own files and WebAssembly
// and nothing inline. Permissions name only features that browsers know, so that nothing is logged in the console.
#pragma once

#include <array>
#include <string_view>
#include <utility>

namespace hypha::edge {

inline constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kSecurityHeaders{{
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Embedder-Policy", "require-corp"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Content-Security-Policy",
     "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; "
     "img-src 'self' blob: data:; style-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; "
     "frame-ancestors 'none'; form-action 'self'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Permissions-Policy",
     "camera=(self), geolocation=(self), accelerometer=(), autoplay=(), display-capture=(), "
     "encrypted-media=(), fullscreen=(self), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), "
     "midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), "
     "usb=(), "
     "xr-spatial-tracking=()"},
}};

} // namespace hypha::edge
