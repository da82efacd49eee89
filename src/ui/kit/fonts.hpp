// The faces, by Face. Bytes arrive one face at a time (hypha_font); until a face is there its text is not drawn, but
// measured as empty. ImGui bakes glyphs at size x pixel ratio when they are first drawn.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "ui/kit/tokens.hpp"

namespace hypha::ui {

class Fonts {
public:
    // Takes a copy of the bytes. A serif face borrows the letters that it lacks from the sans face. False when they are not a font (too short, no TrueType table directory).
    bool add(Face face, std::span<const std::byte> bytes);
    [[nodiscard]] ImFont* get(Face face) const { return fonts_[static_cast<std::size_t>(face)]; }
    [[nodiscard]] bool complete() const;
    // Glyphs are baked for this many device pixels a CSS pixel.
    void set_density(float pixel_ratio) { density_ = pixel_ratio; }
    // The baked face at ImGui size `size` (CSS em size x imgui_size_factor); null when the face is not there. Valid for this frame.
    [[nodiscard]] ImFontBaked* baked(Face face, float size) const;
    // Grows with every add(): cached layouts depend on it.
    [[nodiscard]] unsigned generation() const { return generation_; }

private:
    void borrow(ImFont* font) const;

    std::array<ImFont*, kFaceCount> fonts_{};
    std::span<std::byte> sans_; // the atlas owns it
    unsigned generation_ = 0;
    float density_ = 1;
};

} // namespace hypha::ui
