#version 300 es
// A quad over a photo. corner: 0..1 within the quad; `quad` and `seen` are left, top, right, bottom.
precision highp float;
layout(location = 0) in vec2 corner;
uniform vec4 quad; // clip space
uniform vec4 seen; // of the square that the network saw, as 0..1; beyond it nothing was seen
out vec2 place;

void main() {
    place = mix(seen.xy, seen.zw, corner);
    gl_Position = vec4(mix(quad.x, quad.z, corner.x), mix(quad.y, quad.w, corner.y), 0.0, 1.0);
}
