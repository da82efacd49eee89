#version 300 es
// Where the network looked: a small grid of 0..1, smoothed by a cubic B-spline, through the ramp `heat` of the design's tokens, over
// a veil of ink that makes the bright parts readable on any photo.
precision highp float;
precision highp sampler2D;
uniform sampler2D cells;
uniform ivec2 grid;
uniform float strength; // 0..1
in vec2 place;
out vec4 color;

const vec4 ramp[6] = vec4[6](
    vec4(0.227, 0.090, 0.000, 0.0), vec4(0.478, 0.180, 0.039, 0.4), vec4(0.761, 0.341, 0.102, 0.6),
    vec4(0.941, 0.584, 0.239, 0.7), vec4(1.000, 0.816, 0.541, 0.8), vec4(1.000, 0.953, 0.859, 0.9));
const vec4 veil = vec4(0.043, 0.067, 0.055, 0.42);

vec4 spline(float t) {
    float s = 1.0 - t;
    return vec4(s * s * s, 3.0 * t * t * t - 6.0 * t * t + 4.0, 3.0 * s * s * s - 6.0 * s * s + 4.0, t * t * t) / 6.0;
}

float heat_at(vec2 at) {
    vec2 cell = at * vec2(grid) - 0.5;
    ivec2 first = ivec2(floor(cell)) - 1;
    vec4 across = spline(fract(cell.x)), down = spline(fract(cell.y));
    float sum = 0.0;
    for (int j = 0; j < 4; ++j) {
        for (int i = 0; i < 4; ++i) {
            sum += across[i] * down[j] * texelFetch(cells, clamp(first + ivec2(i, j), ivec2(0), grid - 1), 0).r;
        }
    }
    return sum;
}

void main() {
    bool inside = all(greaterThanEqual(place, vec2(0.0))) && all(lessThanEqual(place, vec2(1.0)));
    float heat = inside ? clamp(heat_at(place), 0.0, 1.0) * 5.0 : 0.0;
    int stop = min(int(heat), 4);
    vec4 glow = mix(ramp[stop], ramp[stop + 1], heat - float(stop));
    float glow_alpha = glow.a * strength, veil_alpha = veil.a * strength * (1.0 - glow_alpha);
    float alpha = glow_alpha + veil_alpha;
    color = vec4((glow.rgb * glow_alpha + veil.rgb * veil_alpha) / max(alpha, 0.001), alpha);
}
