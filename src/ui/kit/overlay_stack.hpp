// What is open above the view this frame, in the order it was asked for: drawn by the shell at the end, answered next frame.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "ui/kit/overlay.hpp"

namespace hypha::ui {

class OverlayStack {
public:
    struct Open {
        NodeId id = 0;
        bool modal = true;
        // Draws; answers what the person chose (a DialogAnswer, 1/-1 for a sheet, ToastAnswer for a toast).
        std::function<int(Context&)> draw;
        std::string name;
    };
    static constexpr int kNoAnswer = -100;
    // Asked for during the view; the answer is that of the last frame, 0-initialised as `none`.
    int ask(Open open, int none);
    // True when the last frame had a modal: the view below is blocked.
    [[nodiscard]] bool blocking() const { return blocking_; }
    // Draws all that was asked for. Nodes and targets below the first modal are dropped.
    void draw(Context& context);

private:
    std::vector<Open> open_;
    std::unordered_map<NodeId, int> answers_;
    bool blocking_ = false;
};

} // namespace hypha::ui
