// Chips and tags. Risk chips are exactly four, never tappable, always icon and words (SPEC §2).
#pragma once

#include <optional>
#include <span>

#include "core/fungi/verdict.hpp"
#include "ui/kit/press.hpp"

namespace hypha::ui {

std::string_view risk_words(const Context& context, fungi::Risk risk);
// "Likely" | "Possibly" | "Not sure"
std::string_view confidence_words(const Context& context, fungi::Confidence confidence);
std::string_view rank_words(const Context& context, fungi::Rank rank);

// Draws at (x, y), height 28 (more with larger text); answers its width. Node: img "Risk: …" unless `part_of_name`.
float risk_chip(Context& context, std::string_view key, float x, float y, fungi::Risk risk, bool part_of_name = false);
float risk_chip_width(Context& context, fungi::Risk risk);
float risk_chip_height(const Context& context);

enum class TagKind : std::uint8_t { stone, ink };
// Height 24 (28 with `tall`, as beside a risk chip); answers its width.
float tag(Context& context, float x, float y, std::string_view words, TagKind kind = TagKind::stone,
          std::optional<Icon> glyph = {}, bool tall = false, bool semantics = true);

struct ChipSpec {
    std::string_view key;
    std::string_view label;
    std::optional<Icon> icon;
    bool on = false;
    bool opens = false; // a sheet: with a caret
};
// A row of filter chips, 48 high, scrolling sideways and bleeding off both edges of `rect` (wraps when text is large; the height
// is the answer's second). `choice_name` names the radio group; with chips that open sheets it is a toolbar. Answers the tapped index or -1.
struct ChipRowResult {
    int tapped;
    float height;
};
ChipRowResult filter_chips(Context& context, std::string_view key, const Rect& rect, float gutter,
                           std::span<const ChipSpec> chips, std::string_view choice_name);

} // namespace hypha::ui
