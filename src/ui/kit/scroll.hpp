// Scroll regions with momentum (SPEC §8): slop 8 decided once per touch, velocity over the last 80 ms, decay 0.998 per ms,
// stop below 12 px/s, a touch stops it at once, rubber band 0.45 up to 96 and a spring back; wheel; PageUp/PageDown/Home/End and
// arrows; a focused node below the fold is scrolled into view. Offsets are remembered by key.
//   { ScrollRegion page(frame, "home", frame.area); Column column = page.column(20); …; page.end(column.y); }
#pragma once

#include "ui/kit/context.hpp"

namespace hypha::ui {

struct ScrollOptions {
    Axis axis = Axis::vertical;
    bool pull_to_refresh = false;              // arms at 72
    bool keys = true;                          // answers PageUp, PageDown, Home, End (one region a screen should)
    float top_padding = 0, bottom_padding = 0; // inside the content
};

class ScrollRegion {
public:
    ScrollRegion(Context& context, std::string_view key, const Rect& view, const ScrollOptions& options = {});
    ~ScrollRegion(); // pops the clip; end() must have been called
    ScrollRegion(const ScrollRegion&) = delete;
    ScrollRegion& operator=(const ScrollRegion&) = delete;

    // Where content starts this frame: the view moved by the offset, `gutter` in from both sides.
    [[nodiscard]] Column column(float gutter = 0) const;
    [[nodiscard]] float content_x() const; // horizontal: x of the first item
    [[nodiscard]] float content_y() const;
    [[nodiscard]] float offset() const { return offset_; } // rubber band included
    [[nodiscard]] const Rect& view() const { return view_; }
    // Says where the content ended (bottom edge of a vertical region, right edge of a horizontal one, in screen pixels).
    void end(float content_end);
    // The first row of [0, count) of `row_height` from screen y `list_top` that shows, and one past the last.
    struct Rows {
        int first, last;
    };
    [[nodiscard]] Rows visible(float list_top, float row_height, int count) const;
    [[nodiscard]] bool shows(const Rect& rect) const { return view_.overlaps(rect); }
    // Pull to refresh: 0..1 while pulling (1 = armed); true once when let go armed.
    [[nodiscard]] float pull() const { return pull_; }
    [[nodiscard]] bool refreshed() const { return refreshed_; }

private:
    Context& context_;
    Rect view_;
    ScrollOptions options_;
    NodeId id_, outer_region_;
    std::optional<Rect> outer_view_;
    float offset_ = 0, pull_ = 0;
    bool refreshed_ = false;
};

void scroll_to_top(Context& context, std::string_view key);
void scroll_to_top(Context& context, NodeId id);
// Without gliding, in the next frame; call it after end(), when the content's length is known.
void scroll_to(Context& context, std::string_view key, float offset);

} // namespace hypha::ui
