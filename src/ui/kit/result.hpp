// What a result is made of: header, confidence meter, rank ladder, look-alike card, orientation strip, spread of guesses.
// "I don't know" uses the same header, weight and actions as a name (SPEC §1).
#pragma once

#include <array>
#include <optional>
#include <span>

#include "core/fungi/verdict.hpp"
#include "ui/kit/press.hpp"

namespace hypha::ui {

struct ResultHeader {
    std::string_view rank_tag = {};  // "Genus"; empty: none
    std::optional<fungi::Risk> risk; // none in "Not a mushroom"
    std::string_view name;           // the heading
    bool italic = true;
    std::string_view common_name = {};
    std::string_view words = {}, percent = {}; // right block: "Likely" over "81%"; empty: none
    std::string_view accessible = {};          // "Agaricus, genus. Likely, 81 percent"
    std::string_view live = {};                // "polite": a change is spoken
    int level = 1;                             // of the heading; 2 in a pane beside a list
};
void result_header(Context& context, Column& column, const ResultHeader& header);

// Track of 30:40:30, marker at `probability`, three labels; `value_words` = "Likely, 81 percent".
void confidence_meter(Context& context, std::string_view key, Column& column, float probability,
                      std::string_view value_words);

struct LadderColumn {
    std::string_view rank; // "Genus · answer"
    std::string_view taxon;
    bool italic = true;
    std::string_view percent; // "46%, too low"
    bool reached = false, is_answer = false;
    std::string_view accessible = {};
};
// Vertical when text is large.
void rank_ladder(Context& context, std::string_view key, Column& column, std::span<const LadderColumn> columns);

struct CompareTile {
    Icon drawing;
    std::string_view title, line1, line2;
    bool danger = false;
};
// Oxblood-soft region with an octagon; tiles may be empty.
void lookalike_card(Context& context, std::string_view key, Column& column, std::string_view region_name,
                    std::string_view title, std::string_view body, std::span<const CompareTile> tiles = {});

// "Orientation only. Never eat a mushroom because of an app." Docked across `rect` (height orientation_height) or rounded 14 in a pane.
// Draw it after the scroll region, before the action dock.
float orientation_height(Context& context, float width);
void orientation_strip(Context& context, const Rect& rect, bool rounded = false);

// Bars of the guesses against the dashed line where an answer starts.
void guess_bars(Context& context, std::string_view key, Column& column, std::span<const float> probabilities,
                float answer_at, std::string_view title, std::string_view limit_label, std::string_view left_label,
                std::string_view right_label, std::string_view accessible);

} // namespace hypha::ui
