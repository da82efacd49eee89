// The sentence on everything that leaves the app (SAFETY 2). The screens' own is in assets/strings_*.json; a test holds them equal.
#pragma once

#include <string_view>

namespace hypha::exchange {

enum class Tongue { english, spanish };

constexpr std::string_view orientation_of(Tongue tongue) {
    return tongue == Tongue::spanish ? "Solo orientación. Nunca comas una seta por lo que diga una app."
                                     : "Orientation only. Never eat a mushroom because of an app.";
}

} // namespace hypha::exchange
