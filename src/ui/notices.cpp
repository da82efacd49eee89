#include "ui/notices.hpp"

#include "ui/kit/kit.hpp"
#include "ui/words.hpp"

namespace hypha::ui {

void notices(Frame& frame, Column& column, const app::State& state) {
    if (!state.storage.failure.empty()) {
        const FailureWords words = storage_words(state.storage.failure);
        Notice notice;
        notice.title = frame.tr(words.title);
        notice.line = frame.tr(words.line);
        notice.action = frame.tr(Str::close);
        if (notice_card(frame, "storage_failure", column, notice)) {
            frame.ask(app::command::DismissStorageFailure{});
        }
        column.gap(size::card_gap);
    } else if (state.phase == app::Phase::ready && !state.storage.durable) {
        Banner spec;
        spec.icon = Icon::hard_drives;
        spec.title = frame.tr(Str::storage_memory_title);
        spec.line = frame.tr(Str::storage_memory_line);
        banner(frame, "memory_only", column, spec);
        column.gap(size::card_gap);
    }
    if (!state.waiting_update.empty()) {
        Notice notice;
        notice.icon = Icon::arrow_clockwise;
        notice.error = false;
        const std::string line = frame.tr(Str::row_update_line, {{"version", state.waiting_update}});
        notice.title = frame.tr(Str::row_update);
        notice.line = line;
        notice.action = frame.tr(state.updating ? Str::updating : Str::row_update_action);
        if (notice_card(frame, "update", column, notice)) {
            frame.ask(app::command::ApplyUpdate{});
        }
        column.gap(size::card_gap);
    }
}

void failure_notice(Frame& frame, Column& column, std::string_view key, std::string_view code) {
    const FailureWords words = failure_words(code);
    Notice notice;
    notice.title = frame.tr(words.title);
    notice.line = frame.tr(words.line);
    notice_card(frame, key, column, notice);
}

} // namespace hypha::ui
