// Instead of any screen while another tab owns the storage: says so, loses nothing, offers to go on here, and shows what of
// this tab still waits to be written there.
#include "ui/kit/kit.hpp"
#include "ui/notices.hpp"
#include "ui/screen_layout.hpp"
#include "ui/views.hpp"

namespace hypha::ui {

namespace {

void handover(Frame& frame, Column& column, const app::Handover& handover) {
    const auto line = [&](std::string_view key, std::string_view sentence) {
        TextOptions live;
        live.role = Role::status;
        live.live = "polite";
        live.key = key;
        column.gap(16);
        text(frame, column, sentence, Type::body, Color::text, live);
    };
    if (handover.owner_asleep) {
        line("owner_asleep", frame.tr(Str::other_tab_asleep));
    }
    if (handover.waiting > 0) {
        line("waiting", frame.tr_count(Plural::handover_waiting, static_cast<std::int64_t>(handover.waiting)));
    } else if (handover.settled > 0) {
        line("settled", frame.tr_count(Plural::handover_settled, static_cast<std::int64_t>(handover.settled)));
    }
}

} // namespace

void view_other_tab(Frame& frame, const app::State& state) {
    const float width = std::min(frame.area.w - 2 * frame.gutter(), 420.F);
    const bool waiting = state.phase == app::Phase::starting;
    const Rect area{frame.area.center_x() - width / 2, frame.area.y + frame.safe.top, width,
                    frame.area.h - frame.safe.top - frame.safe.bottom};
    ScrollRegion page(frame, "page", area);
    Column column = page.column(0);
    column.gap(std::max(24.F, area.h * 0.22F));
    icon(frame, {column.x + 24, column.y + 24}, Icon::devices, 48, Color::text2);
    column.gap(64);
    TextOptions heading;
    heading.role = Role::heading;
    heading.level = 1;
    text(frame, column, frame.tr(waiting ? Str::starting : Str::other_tab_title), Type::headline, Color::text, heading);
    if (!waiting) {
        column.gap(8);
        text(frame, column, frame.tr(Str::other_tab_line), Type::body, Color::text2);
        column.gap(24);
        if (button(frame, "take_over", column.take(button_height(frame)), frame.tr(Str::other_tab_action))) {
            frame.ask(app::command::TakeStorageOver{});
        }
    }
    handover(frame, column, state.handover);
    column.gap(16);
    if (!state.storage.failure.empty()) {
        notices(frame, column, state);
    }
    page.end(column.y + 24);
}

} // namespace hypha::ui
