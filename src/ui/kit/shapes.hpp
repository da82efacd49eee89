// Cards, hairlines, rings, dashes, arcs, scrims: the drawing that widgets share. Nothing here answers input or leaves a node.
#pragma once

#include "ui/kit/context.hpp"

namespace hypha::ui {

void fill(Context& context, const Rect& rect, Color color, float rounding = 0);
void ring(Context& context, const Rect& rect, Color color, float width, float rounding); // inside the edge
void hairline(Context& context, float x, float y, float width,
              Color color = Color::outline); // horizontal, one device pixel
void shadow(Context& context, const Rect& rect, float rounding, int level);
// Shadow 1, surface, outline 1.
void card(Context& context, const Rect& rect, float rounding = radius::lg, Color color = Color::surface);
void dashed_line(Context& context, float x, float y, float width, float dash, float gap, float thickness, Color color);
// Arc with round ends; angles in radians, clockwise from the right.
void arc(Context& context, ImVec2 center, float arc_radius, float from, float to, float width, Color color);
// Vertical gradient of ink from `top_alpha` to `bottom_alpha`, on square or rounded corners.
void scrim(Context& context, const Rect& rect, float top_alpha, float bottom_alpha, float rounding = 0);
// One of the view drawings, line art of 72 x 72 scaled to `box`; stroke 2.
void drawing(Context& context, const Rect& box, Icon glyph, Color color);

// A card is drawn before its content, so its height must be known: measured last frame under `key`, first frame `guess`.
// `content` fills the column and leaves it at its end. Answers the whole height.
float auto_card(Context& context, std::string_view key, Column& column, float guess,
                const std::function<void(Context&, Column&)>& content, float rounding = radius::lg, float pad = 16,
                Color color = Color::surface);

} // namespace hypha::ui
