#include "ui/notices.hpp"

#include <string>

#include "ui/backup_card.hpp"
#include "ui/kit/kit.hpp"
#include "ui/look_again_card.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

void newer_notice(Frame& frame, Column& column, const app::State& state) {
    Notice notice;
    notice.icon = Icon::lock_simple;
    notice.error = false;
    notice.title = frame.tr(Str::storage_newer_title);
    notice.line = frame.tr(Str::storage_newer_line);
    notice.action = frame.tr(state.updating             ? Str::updating
                             : state.looking_for_update ? Str::update_looking
                                                        : Str::update_get);
    if (notice_card(frame, "newer", column, notice)) {
        frame.ask(app::command::LookForUpdate{});
    }
    column.gap(size::card_gap);
}

void waiting_notice(Frame& frame, Column& column) {
    Notice notice;
    notice.icon = Icon::hard_drives;
    notice.error = false;
    notice.title = frame.tr(Str::recovery_waits);
    notice.line = frame.tr(Str::recovery_waits_line);
    notice.action = frame.tr(Str::recovery_decide);
    if (notice_card(frame, "recovery_waits", column, notice)) {
        frame.ask(app::command::DecideNow{});
    }
    column.gap(size::card_gap);
}

// What was dropped and how it comes back; files of older versions are nobody's loss and are not named.
void room_made_notice(Frame& frame, Column& column, const app::LetGo& let_go) {
    if (!let_go.any()) {
        return;
    }
    std::string line;
    const auto say = [&line](bool dropped, const std::string& sentence) {
        line += !dropped ? "" : line.empty() ? sentence : " " + sentence;
    };
    say(let_go.field_kit, frame.tr(Str::room_made_field, {{"size", format_bytes(frame.locale, let_go.freed_bytes)}}));
    say(let_go.thumbnails, std::string(frame.tr(Str::room_made_thumbnails)));
    say(let_go.snapshot, std::string(frame.tr(Str::room_made_snapshot)));
    Notice notice;
    notice.icon = Icon::hard_drives;
    notice.error = false;
    notice.title = frame.tr(Str::room_made_title);
    notice.line = line;
    notice.action = frame.tr(Str::room_made_close);
    if (notice_card(frame, "room_made", column, notice)) {
        frame.ask(app::command::DismissLetGo{});
    }
    column.gap(size::card_gap);
}

} // namespace

void journal_notices(Frame& frame, Column& column, const app::State& state) {
    if (state.storage.read_only) {
        newer_notice(frame, column, state);
    }
    look_again_card(frame, column, state);
    backup_reminder(frame, column, state);
}

void storage_notices(Frame& frame, Column& column, const app::State& state) {
    if (!state.storage.failure.empty()) {
        const FailureWords words = storage_words(state.storage.failure);
        const bool counted = state.storage.failure == "storage_full" && state.storage.short_bytes > 0;
        const std::string missing = format_bytes(frame.locale, state.storage.short_bytes);
        const std::string line =
            counted ? frame.tr(Str::storage_full_short, {{"size", missing}}) : std::string(frame.tr(words.line));
        Notice notice;
        notice.title = frame.tr(words.title);
        notice.line = line;
        notice.action = frame.tr(Str::close);
        if (notice_card(frame, "storage_failure", column, notice)) {
            frame.ask(app::command::DismissStorageFailure{});
        }
        column.gap(size::card_gap);
    }
    room_made_notice(frame, column, state.storage.let_go);
}

void notices(Frame& frame, Column& column, const app::State& state) {
    storage_notices(frame, column, state);
    if (state.phase == app::Phase::damaged) {
        waiting_notice(frame, column);
    } else if (state.storage.read_only) {
        newer_notice(frame, column, state);
    } else if (state.storage.failure.empty() && state.phase == app::Phase::ready && !state.storage.durable) {
        Banner spec;
        spec.icon = Icon::hard_drives;
        spec.title = frame.tr(Str::storage_memory_title);
        spec.line = frame.tr(Str::storage_memory_line);
        banner(frame, "memory_only", column, spec);
        column.gap(size::card_gap);
    }
    if (!state.waiting_update.empty() && !state.storage.read_only) {
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
