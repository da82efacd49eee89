#include "ui/view_stage.hpp"

#include <fstream>
#include <iterator>

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

void settle_textures(bool ending) {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        const bool gone = ending || texture->Status == ImTextureStatus_WantDestroy;
        texture->SetTexID(gone ? ImTextureID_Invalid : 1);
        texture->SetStatus(gone ? ImTextureStatus_Destroyed : ImTextureStatus_OK);
    }
}

} // namespace

ViewStage::ViewStage(ScreenSize size, app::StartFacts facts) : app(facts) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    for (std::size_t i = 0; i < kFaceCount; ++i) {
        const std::vector<char> bytes = read_font(kFaceFiles[i]);
        INFO("face " << kFaceFiles[i] << ", is the target hypha_fonts built?");
        REQUIRE(fonts_.add(static_cast<Face>(i), std::as_bytes(std::span(bytes))));
    }
    fonts_.set_density(2);
    screen_.screen = {0, 0, size.width, size.height};
    screen_.pixel_ratio = 2;
    screen_.fonts = &fonts_;
    screen_.now_ms = 1000;
}

ViewStage::~ViewStage() {
    settle_textures(true);
    ImGui::DestroyContext();
}

void ViewStage::frame(double step_ms) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {screen_.screen.w, screen_.screen.h};
    io.DisplayFramebufferScale = {screen_.pixel_ratio, screen_.pixel_ratio};
    io.DeltaTime = 0.016F;
    ImGui::NewFrame();
    screen_.now_ms += step_ms;
    screen_.delta_ms = static_cast<float>(step_ms);
    screen_.wall_ms = app.clock.wall_ms();
    screen_.draw = ImGui::GetBackgroundDrawList();
    screen_.commands.clear();
    shell_.draw(screen_, app.state());
    ImGui::Render();
    vertices_ = ImGui::GetDrawData()->TotalVtxCount;
    settle_textures(false);
    for (const app::Command& command : screen_.commands) {
        app.app->apply(command);
    }
}

void ViewStage::settle() {
    std::uint64_t drawn = 0;
    for (int i = 0; i < 120; ++i) {
        drawn = app.state().revision;
        frame();
        if (!screen_.wants_frame && drawn == app.state().revision && i > 2) {
            return;
        }
    }
}

void ViewStage::go(app::Screen to, ObservationId id, app::MeSection section) {
    app.ask(app::command::GoTo{{to, id, section}});
    settle();
}

const SemanticsNode* ViewStage::find(Role role, std::string_view name) const {
    for (const SemanticsNode& node : nodes()) {
        if (node.role == role && node.name == name) {
            return &node;
        }
    }
    return nullptr;
}

std::string ViewStage::said() const {
    std::string all;
    for (const SemanticsNode& node : nodes()) {
        all += std::string(role_name(node.role)) + " \"" + node.name + "\"; ";
    }
    return all;
}

void ViewStage::tap(Role role, std::string_view name) {
    const SemanticsNode* node = find(role, name);
    INFO("looked for " << role_name(role) << " \"" << name << "\"; there is: " << said());
    REQUIRE(node != nullptr);
    const float x = node->rect.center_x(), y = node->rect.center_y();
    screen_.input.pointer.push_back({PointerKind::down, PointerType::touch, 1, x, y, screen_.now_ms + 1});
    screen_.input.pointer.push_back({PointerKind::up, PointerType::touch, 1, x, y, screen_.now_ms + 2});
    frame();
    settle();
}

void ViewStage::hold(Role role, std::string_view name) {
    const SemanticsNode* node = find(role, name);
    INFO("looked for " << role_name(role) << " \"" << name << "\"; there is: " << said());
    REQUIRE(node != nullptr);
    const float x = node->rect.center_x(), y = node->rect.center_y();
    screen_.input.pointer.push_back({PointerKind::down, PointerType::touch, 1, x, y, screen_.now_ms + 1});
    for (double held_ms = 0; held_ms < motion_ms::long_press + 60; held_ms += 16) {
        frame(16);
    }
    screen_.input.pointer.push_back({PointerKind::up, PointerType::touch, 1, x, y, screen_.now_ms + 1});
    frame();
    settle();
}

const SemanticsNode* ViewStage::starting(Role role, std::string_view words) const {
    const auto found = std::ranges::find_if(
        nodes(), [&](const SemanticsNode& node) { return node.role == role && node.name.starts_with(words); });
    return found == nodes().end() ? nullptr : &*found;
}

void ViewStage::reach(Role role, std::string_view words) {
    const SemanticsNode* node = starting(role, words);
    INFO("looked for " << role_name(role) << " \"" << words << "…\"; there is: " << said());
    REQUIRE(node != nullptr);
    constexpr float kBar_px = 135; // of navigation, at the bottom
    if (node->rect.center_y() > screen_.screen.h - kBar_px) {
        scroll(node->rect.center_y() - screen_.screen.h / 2);
        settle();
        node = starting(role, words);
        REQUIRE(node != nullptr);
    }
    tap(role, std::string(node->name));
}

void ViewStage::edit(Role role, std::string_view name, std::string_view value) {
    const SemanticsNode* node = find(role, name);
    INFO("looked for " << role_name(role) << " \"" << name << "\"; there is: " << said());
    REQUIRE(node != nullptr);
    screen_.input.edits.push_back({node->id, std::string(value), false});
    frame();
    settle();
}

void ViewStage::focus(Role role, std::string_view name) {
    const SemanticsNode* node = find(role, name);
    REQUIRE(node != nullptr);
    screen_.input.focused = node->id;
    screen_.input.focus_visible = screen_.input.focus_moved = true;
    frame();
    settle();
}

void ViewStage::scroll(float by_px) {
    screen_.input.wheel.push_back({screen_.screen.w / 2, screen_.screen.h / 2, 0, by_px});
    frame();
    settle();
}

void ViewStage::key(std::string_view name) {
    screen_.input.keys.push_back({std::string(name), false, false});
    frame();
    settle();
}

} // namespace hypha::ui
