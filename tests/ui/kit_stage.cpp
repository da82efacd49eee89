#include "ui/kit_stage.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "imgui_internal.h"

namespace hypha::ui {

namespace {

constexpr const char* kFaceFiles[] = {"sans",  "sans_strong", "serif_italic", "serif_strong", "serif_strong_italic",
                                      "serif", "icon"};

std::vector<char> read_font(const std::string& name) {
    std::ifstream file(std::string(HYPHA_BINARY_DIR) + "/generated/fonts/" + name + ".ttf", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Says yes to every texture, as a renderer would.
void accept_textures() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_WantCreate) {
            texture->SetTexID(1);
        }
        if (texture->Status == ImTextureStatus_WantDestroy) {
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_Destroyed);
        } else {
            texture->SetStatus(ImTextureStatus_OK);
        }
    }
}

} // namespace

KitStage::KitStage(float width, float height, float pixel_ratio) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    for (std::size_t i = 0; i < kFaceCount; ++i) {
        const std::vector<char> bytes = read_font(kFaceFiles[i]);
        INFO("face " << kFaceFiles[i] << ", is the target hypha_fonts built?");
        REQUIRE(fonts_.add(static_cast<Face>(i), std::as_bytes(std::span(bytes))));
    }
    fonts_.set_density(pixel_ratio);
    context.screen = {0, 0, width, height};
    context.area = context.screen;
    context.layout = layout_class(width);
    context.pixel_ratio = pixel_ratio;
    context.theme = &light_theme();
    context.fonts = &fonts_;
    context.paragraphs = &paragraphs_;
    context.overlays = &overlays_;
    context.now_ms = 1000;
}

KitStage::~KitStage() {
    accept_textures();
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
    ImGui::DestroyContext();
}

void KitStage::frame(const Content& content, double step_ms) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {context.screen.w, context.screen.h};
    io.DisplayFramebufferScale = {context.pixel_ratio, context.pixel_ratio};
    io.DeltaTime = 0.016F;
    ImGui::NewFrame();
    context.now_ms += step_ms;
    context.delta_ms = static_cast<float>(step_ms);
    context.draw = ImGui::GetBackgroundDrawList();
    paragraphs_.begin_frame();
    context.begin_frame();
    context.blocked = overlays_.blocking();
    content(context);
    overlays_.draw(context);
    context.end_frame();
    ImGui::Render();
    vertices_ = ImGui::GetDrawData()->TotalVtxCount;
    accept_textures();
}

void KitStage::settle(const Content& content, int most) {
    for (int i = 0; i < most; ++i) {
        frame(content);
        if (!context.wants_frame) {
            return;
        }
    }
    FAIL("the screen never rests");
}

void KitStage::down(float x, float y, PointerType type) {
    context.input.pointer.push_back({PointerKind::down, type, 1, x, y, context.now_ms + 1});
}

void KitStage::move(float x, float y, PointerType type) {
    context.input.pointer.push_back({PointerKind::move, type, 1, x, y, context.now_ms + 1});
}

void KitStage::up(float x, float y, PointerType type) {
    context.input.pointer.push_back({PointerKind::up, type, 1, x, y, context.now_ms + 2});
}

void KitStage::tap(const SemanticsNode& target) {
    down(target.rect.center_x(), target.rect.center_y());
    up(target.rect.center_x(), target.rect.center_y());
}

const SemanticsNode* KitStage::find(Role role, std::string_view name) const {
    for (const SemanticsNode& entry : context.semantics.nodes()) {
        if (entry.role == role && entry.name == name) {
            return &entry;
        }
    }
    return nullptr;
}

const SemanticsNode& KitStage::node(Role role, std::string_view name) const {
    const SemanticsNode* found = find(role, name);
    std::string there;
    for (const SemanticsNode& entry : context.semantics.nodes()) {
        there += std::string(role_name(entry.role)) + " \"" + entry.name + "\"; ";
    }
    INFO("looked for " << role_name(role) << " \"" << name << "\"; there is: " << there);
    REQUIRE(found != nullptr);
    return *found;
}

} // namespace hypha::ui
