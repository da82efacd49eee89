// The frame around the views: navigation bar or rail, safe areas, the view of the route, page transitions, swipe back, overlays.
// Draws one frame from the state into an ImGui frame that is already open; keeps only what an animation needs.
// `main` and `navigation` are the landmarks of the semantics; while a dialog is open it is all there is.
#pragma once

#include "app/state.hpp"
#include "ui/frame.hpp"
#include "ui/kit/overlay_stack.hpp"
#include "ui/kit/paragraph_cache.hpp"

namespace hypha::ui {

class Shell {
public:
    // Lays out and draws; commands are in frame.commands afterwards.
    void draw(Frame& frame, const app::State& state);

private:
    void draw_page(Frame& frame, const app::State& state);
    void start_transition(const Frame& frame, const app::Route& to);

    enum class Transition { none, push, pop, fade };
    OverlayStack overlays_;
    ParagraphCache paragraphs_;
    app::Route route_;
    bool drawn_ = false;
    Transition transition_ = Transition::none;
    double transition_start_ms_ = 0;
    float swipe_from_ = 0; // where the finger left the page
};

} // namespace hypha::ui
