#include "ui/kit/fonts.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "imgui_internal.h"

namespace hypha::ui {
namespace {

constexpr std::array kSerif{Face::serif_italic, Face::serif_strong, Face::serif_strong_italic, Face::serif};

} // namespace

bool Fonts::add(Face face, std::span<const std::byte> bytes) {
    constexpr std::array<unsigned char, 4> kTrueType{0, 1, 0, 0};
    if (bytes.size() < 64 || std::memcmp(bytes.data(), kTrueType.data(), kTrueType.size()) != 0 || face >= Face::end_) {
        return false;
    }
    void* kept = ImGui::MemAlloc(bytes.size()); // the atlas frees it
    std::memcpy(kept, bytes.data(), bytes.size());
    ImFontConfig config;
    config.FontDataOwnedByAtlas = true;
    config.PixelSnapH = false;
    ImFont* font = ImGui::GetIO().Fonts->AddFontFromMemoryTTF(kept, static_cast<int>(bytes.size()), 16, &config);
    if (font == nullptr) {
        return false;
    }
    fonts_[static_cast<std::size_t>(face)] = font;
    if (face == Face::sans) {
        sans_ = {static_cast<std::byte*>(kept), bytes.size()};
        for (const Face serif : kSerif) {
            borrow(get(serif));
        }
    } else if (std::ranges::find(kSerif, face) != kSerif.end()) {
        borrow(font);
    }
    ++generation_;
    return true;
}

// What `font` lacks comes from the sans face, whichever of the two came first.
void Fonts::borrow(ImFont* font) const {
    if (font == nullptr || sans_.empty()) {
        return;
    }
    ImFontConfig config;
    config.MergeMode = true;
    config.DstFont = font;
    config.FontDataOwnedByAtlas = false;
    config.PixelSnapH = false;
    ImGui::GetIO().Fonts->AddFontFromMemoryTTF(sans_.data(), static_cast<int>(sans_.size()), 16, &config);
}

bool Fonts::complete() const {
    for (const ImFont* font : fonts_) {
        if (font == nullptr) {
            return false;
        }
    }
    return true;
}

ImFontBaked* Fonts::baked(Face face, float size) const {
    ImFont* font = get(face);
    if (font == nullptr || size <= 0) {
        return nullptr;
    }
    // ImGui bakes at whole sizes only; a density of its own makes the bitmap exactly size x pixel ratio high all the same, so
    // that drawing it at `size` maps texels to device pixels one to one.
    font->CurrentRasterizerDensity = density_ * size / ImGui::GetRoundedFontSize(size);
    return font->GetFontBaked(size);
}

} // namespace hypha::ui
