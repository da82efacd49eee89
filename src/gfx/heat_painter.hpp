// Draws heat maps with the shader pair shaders/heat_map, as a callback in ImGui's draw list (UserCallbackData: a HeatQuad).
// The program is made with the first map; forget_heat_painter() after a context loss. A shader that cannot be made draws nothing.
#pragma once

struct ImDrawList;
struct ImDrawCmd;

namespace hypha::gfx {

void paint_heat(const ImDrawList* list, const ImDrawCmd* command);
void forget_heat_painter();

} // namespace hypha::gfx
