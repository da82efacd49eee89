// The sheet that reads another device's code: the camera's picture lies over the canvas, in the square that is left for it
// (Frame::viewfinder); where the camera does not open, words say why and what to do instead.
#include <algorithm>
#include <string>

#include "ui/kit/kit.hpp"
#include "ui/sync_cards.hpp"
#include "ui/words.hpp"

namespace hypha::ui {

namespace command = app::command;

namespace {

std::string words_of(const Context& context, const app::CodeScan& scan) {
    switch (scan.phase) {
    case app::CameraPhase::opening: return std::string(context.tr(Str::camera_opening));
    case app::CameraPhase::live: return std::string(context.tr(Str::sync_scan_line));
    case app::CameraPhase::failed: break;
    }
    return context.tr(Str::sync_scan_failed, {{"problem", context.tr(camera_failure_words(scan.failure).title)}});
}

} // namespace

void scan_sheet(Frame& frame, const app::CodeScan& scan) {
    const bool closed =
        sheet(frame, "scan_sheet", frame.tr(Str::sync_scan), [&frame, scan](Context& inner, Column& column) {
            if (scan.phase != app::CameraPhase::failed) {
                const float side = std::min(column.w, 320.F);
                const Rect row = column.take(side);
                const Rect square{row.x + (row.w - side) / 2, row.y, side, side};
                fill(inner, square, Color::surface2, radius::lg);
                frame.viewfinder = square;
                column.gap(12);
            }
            TextOptions live;
            live.key = "saying";
            live.live = "polite";
            text(inner, column, words_of(inner, scan), Type::body, Color::text, live);
            column.gap(14);
            ButtonOptions cancel;
            cancel.kind = ButtonKind::tonal;
            if (button(inner, "scan_cancel", column.take(button_height(inner)), inner.tr(Str::cancel), cancel)) {
                frame.ask(command::CloseOverlay{});
            }
            column.gap(8);
        });
    if (closed) {
        frame.ask(command::CloseOverlay{});
    }
}

} // namespace hypha::ui
