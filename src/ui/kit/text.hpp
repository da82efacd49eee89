// Paragraphs of styled runs: greedy wrap, ellipsis, italics inside sentences, baselines on whole pixels. No kerning, no hyphenation
// (what ImGui can draw). Words longer than the line are broken between characters; "\n" breaks the line.
// Laid-out paragraphs are cached by content, width, text scale and fonts.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/kit/context.hpp"

namespace hypha::ui {

enum class Align : std::uint8_t { left, center, right };

struct Run {
    std::string_view text;
    Type type = Type::body;
    Color color = Color::text;
};

struct TextOptions {
    Align align = Align::left;
    int max_lines = 0;          // 0 = as many as it takes; the last one ends in … when cut
    Role role = Role::text;     // Role::none: no semantics node (the text is part of a widget's name)
    int level = 0;              // for Role::heading
    std::string_view key = {};  // node key; empty: hash of the text
    std::string_view live = {}; // "polite" | "assertive"
};

// Width of one unwrapped line.
float text_width(const Context& context, std::string_view text, Type type);

// Height the runs need in `width`.
float measure_text(Context& context, float width, std::span<const Run> runs, int max_lines = 0);
float measure_text(Context& context, float width, std::string_view text, Type type, int max_lines = 0);

// Draws with the top left of the first line box at (x, y); answers the height used.
float text(Context& context, float x, float y, float width, std::span<const Run> runs, const TextOptions& options = {});
float text(Context& context, float x, float y, float width, std::initializer_list<Run> runs,
           const TextOptions& options = {});
float text(Context& context, float x, float y, float width, std::string_view words, Type type,
           Color color = Color::text, const TextOptions& options = {});
// In a column: draws and moves it on.
void text(Context& context, Column& column, std::string_view words, Type type, Color color = Color::text,
          const TextOptions& options = {});
void text(Context& context, Column& column, std::initializer_list<Run> runs, const TextOptions& options = {});

// Where text() puts the runs when it draws them at (x, y), aligned left: a rectangle for each run on each of its lines.
struct RunBox {
    std::uint32_t run;
    Rect rect;
};
std::vector<RunBox> run_boxes(Context& context, float x, float y, float width, std::span<const Run> runs);

// One line, vertically centred in `box`, cut with … when too long. No semantics node: for the inside of widgets.
void line_in(Context& context, const Rect& box, std::string_view words, Type type, Color color,
             Align align = Align::left);

void icon(Context& context, ImVec2 center, Icon glyph, float size, Color color);
void icon(Context& context, ImVec2 center, Icon glyph, float size, ImU32 color);

} // namespace hypha::ui
