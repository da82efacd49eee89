// A screen for tests: draws the given content frame by frame with real fonts and no GPU, on a clock that the test moves.
// Touches go in as the platform sends them; what came out is in `context.semantics` and the draw list of the last frame.
#pragma once

#include <functional>
#include <string_view>

#include "imgui.h"
#include "ui/kit/kit.hpp"
#include "ui/kit/overlay_stack.hpp"
#include "ui/kit/paragraph_cache.hpp"

namespace hypha::ui {

class KitStage {
public:
    using Content = std::function<void(Context&)>;
    explicit KitStage(float width = 412, float height = 915, float pixel_ratio = 2);
    ~KitStage();
    KitStage(const KitStage&) = delete;
    KitStage& operator=(const KitStage&) = delete;

    // One frame, `step_ms` after the last.
    void frame(const Content& content, double step_ms = 16);
    // Frames until nothing asks for another one; fails the test after `most`.
    void settle(const Content& content, int most = 600);

    void down(float x, float y, PointerType type = PointerType::touch);
    void move(float x, float y, PointerType type = PointerType::touch);
    void up(float x, float y, PointerType type = PointerType::touch);
    void tap(const SemanticsNode& node);

    [[nodiscard]] const SemanticsNode* find(Role role, std::string_view name) const; // null when there is none
    [[nodiscard]] const SemanticsNode& node(Role role,
                                            std::string_view name) const; // fails the test when there is none
    [[nodiscard]] int vertices() const { return vertices_; }

    Context context;

private:
    Fonts fonts_;
    ParagraphCache paragraphs_;
    OverlayStack overlays_;
    int vertices_ = 0;
};

} // namespace hypha::ui
