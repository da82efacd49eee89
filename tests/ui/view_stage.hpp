// A screen with the real shell, views and application behind it: what the root does in the browser, without GPU and worker.
// Taps go through the kit's gestures at the place where the control is; commands that come out are obeyed at once.
#pragma once

#include "fakes/stage.hpp"
#include "ui/kit_stage.hpp"
#include "ui/shell.hpp"

namespace hypha::ui {

struct ScreenSize {
    float width, height;
};

class ViewStage {
public:
    explicit ViewStage(ScreenSize size = {412, 915}, app::StartFacts facts = flow::Stage::default_facts());
    ~ViewStage();
    ViewStage(const ViewStage&) = delete;
    ViewStage& operator=(const ViewStage&) = delete;

    void frame(double step_ms = 16);
    // Frames until nothing asks for another one, or 2 s have gone by (work that is going on turns its ring).
    void settle();
    void go(app::Screen screen, ObservationId id = {}, app::MeSection section = app::MeSection::overview);
    // Taps the control; fails the test when there is none.
    void tap(Role role, std::string_view name);
    // With a finger that stays for longer than a long press takes.
    void hold(Role role, std::string_view name);
    // The same for the first control whose name begins so; scrolls to one that lies below what is seen.
    void reach(Role role, std::string_view words);
    // Types `value` into the field, as the mirror's element reports it.
    void edit(Role role, std::string_view name, std::string_view value);
    // Puts the keyboard's focus on the control.
    void focus(Role role, std::string_view name);
    void scroll(float by_px);
    void key(std::string_view name);

    [[nodiscard]] const std::vector<SemanticsNode>& nodes() const { return screen_.semantics.nodes(); }
    [[nodiscard]] const SemanticsNode* find(Role role, std::string_view name) const;
    [[nodiscard]] const SemanticsNode* starting(Role role, std::string_view words) const;
    // Every node's role and name, for failure messages.
    [[nodiscard]] std::string said() const;
    [[nodiscard]] int vertices() const { return vertices_; }
    [[nodiscard]] bool wants_frame() const { return screen_.wants_frame; }
    // When a frame without input is wanted, on the stage's own clock; 0: never.
    [[nodiscard]] double wakes_at() const { return screen_.wake_ms; }
    [[nodiscard]] const Rect& viewfinder() const { return screen_.viewfinder; }
    [[nodiscard]] std::size_t remembered() const { return screen_.memory.size(); }

    // Pictures come from there; without it none is ever there. Outlives the stage's last frame.
    void draw_pictures_of(Pictures& pictures) { screen_.pictures = &pictures; }

    flow::Stage app;

private:
    Fonts fonts_;
    Shell shell_;
    Frame screen_;
    int vertices_ = 0;
};

} // namespace hypha::ui
