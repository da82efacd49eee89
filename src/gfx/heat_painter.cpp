#include "gfx/heat_painter.hpp"

#include <array>
#include <cmath>
#include <cstdio>

#include <GLES3/gl3.h>

#include "generated/gfx/shaders.hpp"
#include "gfx/heat_quad.hpp"
#include "imgui.h"

namespace hypha::gfx {
namespace {

struct Program {
    GLuint program = 0, corners = 0, array = 0, cells = 0;
    GLint quad = -1, seen = -1, grid = -1, strength = -1, sampler = -1;
    bool tried = false;
};

Program& held() {
    static Program program;
    return program;
}

GLuint compiled(GLenum kind, const char* source) {
    const GLuint shader = glCreateShader(kind);
    glShaderSource(shader, 1, &source, nullptr);
    glCompileShader(shader);
    GLint done = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &done);
    if (done == 0) {
        std::array<char, 512> words{};
        glGetShaderInfoLog(shader, static_cast<GLsizei>(words.size()), nullptr, words.data());
        std::fprintf(stderr, "hypha: the heat map's shader does not compile: %s\n", words.data());
    }
    return shader;
}

void make(Program& made) {
    made.tried = true;
    const GLuint program = glCreateProgram();
    const GLuint vertex = compiled(GL_VERTEX_SHADER, kHeatMapVert);
    const GLuint fragment = compiled(GL_FRAGMENT_SHADER, kHeatMapFrag);
    glAttachShader(program, vertex);
    glAttachShader(program, fragment);
    glLinkProgram(program);
    glDeleteShader(vertex);
    glDeleteShader(fragment);
    GLint linked = 0;
    glGetProgramiv(program, GL_LINK_STATUS, &linked);
    if (linked == 0) {
        glDeleteProgram(program);
        return;
    }
    made.program = program;
    made.quad = glGetUniformLocation(program, "quad");
    made.seen = glGetUniformLocation(program, "seen");
    made.grid = glGetUniformLocation(program, "grid");
    made.strength = glGetUniformLocation(program, "strength");
    made.sampler = glGetUniformLocation(program, "cells");
    constexpr std::array<float, 8> kCorners{0, 0, 1, 0, 0, 1, 1, 1};
    glGenVertexArrays(1, &made.array);
    glGenBuffers(1, &made.corners);
    glBindVertexArray(made.array);
    glBindBuffer(GL_ARRAY_BUFFER, made.corners);
    glBufferData(GL_ARRAY_BUFFER, sizeof kCorners, kCorners.data(), GL_STATIC_DRAW);
    glEnableVertexAttribArray(0);
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, 0, nullptr);
    glGenTextures(1, &made.cells);
    glBindTexture(GL_TEXTURE_2D, made.cells);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
}

// ImGui's backend leaves the scissor of the command before.
void clip_to(const ImVec4& rect, float screen_h) {
    const ImVec2 scale = ImGui::GetIO().DisplayFramebufferScale;
    glScissor(static_cast<GLint>(std::lround(rect.x * scale.x)),
              static_cast<GLint>(std::lround((screen_h - rect.w) * scale.y)),
              static_cast<GLsizei>(std::lround((rect.z - rect.x) * scale.x)),
              static_cast<GLsizei>(std::lround((rect.w - rect.y) * scale.y)));
}

} // namespace

void paint_heat(const ImDrawList*, const ImDrawCmd* command) {
    const HeatQuad& heat = *static_cast<const HeatQuad*>(command->UserCallbackData);
    Program& made = held();
    if (!made.tried) {
        make(made);
    }
    if (made.program == 0 || heat.columns < 1 || heat.rows < 1 || heat.screen_w <= 0 || heat.screen_h <= 0) {
        return;
    }
    clip_to(command->ClipRect, heat.screen_h);
    glUseProgram(made.program);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, made.cells);
    glBindSampler(0, 0);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R32F, heat.columns, heat.rows, 0, GL_RED, GL_FLOAT, heat.cells.data());
    const auto across = [&](float x) { return 2 * x / heat.screen_w - 1; };
    const auto down = [&](float y) { return 1 - 2 * y / heat.screen_h; };
    glUniform4f(made.quad, across(heat.left), down(heat.top), across(heat.right), down(heat.bottom));
    glUniform4f(made.seen, heat.seen_left, heat.seen_top, heat.seen_right, heat.seen_bottom);
    glUniform2i(made.grid, heat.columns, heat.rows);
    glUniform1f(made.strength, heat.strength);
    glUniform1i(made.sampler, 0);
    glBindVertexArray(made.array);
    glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
}

void forget_heat_painter() { held() = {}; }

} // namespace hypha::gfx
