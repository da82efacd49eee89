// Me, Sync: how the journal stands between this device, the edge and the others, in words first; then what can be done about it.
#include <string>

#include "ui/kit/kit.hpp"
#include "ui/me_sections.hpp"
#include "ui/sync_cards.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

std::string date_time(const Frame& frame, std::int64_t wall_ms) {
    return format_date_time(frame.locale, wall_ms, frame.zone_offset_min);
}

std::int64_t devices_in(const app::Syncing& sync) {
    return std::ranges::count(sync.devices, 0, &app::SyncDevice::revoked_ms);
}

void line(Frame& frame, Column& column, std::string_view words) {
    text(frame, column, words, Type::caption, Color::text2);
}

void standing(Frame& frame, Column& column, const app::State& state) {
    const app::Syncing& sync = state.sync;
    auto_card(frame, "standing", column, 190, [&](Context&, Column& inside) {
        TextOptions live;
        live.key = "standing";
        live.live = "polite";
        text(frame, inside, sync_words(frame, state), Type::body_strong, Color::text, live);
        if (sync.phase == app::SyncPhase::failed) {
            text(frame, inside, problem_words(frame, sync.failure), Type::caption, Color::text);
        }
        line(frame, inside,
             sync.last_ms == 0 ? std::string(frame.tr(Str::sync_never))
                               : frame.tr(Str::sync_last, {{"date", date_time(frame, sync.last_ms)}}));
        if (sync.photos_up > 0) {
            line(frame, inside, frame.tr_count(Plural::sync_photos_up, sync.photos_up));
        }
        if (sync.photos_down > 0) {
            line(frame, inside, frame.tr_count(Plural::sync_photos_down, sync.photos_down));
        }
        if (sync.photos_wait) {
            line(frame, inside, frame.tr(Str::sync_photos_wifi_wait));
        }
        if (sync.refused > 0) {
            line(frame, inside, frame.tr_count(Plural::sync_refused, sync.refused));
        }
        line(frame, inside,
             frame.tr(Str::sync_bytes, {{"sent", format_bytes(frame.locale, sync.sent_bytes)},
                                        {"received", format_bytes(frame.locale, sync.received_bytes)}}));
        inside.gap(12);
        ButtonOptions now;
        now.icon = Icon::arrow_clockwise;
        now.busy = sync.phase == app::SyncPhase::working;
        now.disabled = sync.paused || now.busy;
        if (button(frame, "sync_now", inside.take(button_height(frame)), frame.tr(Str::sync_now), now)) {
            frame.ask(command::SyncNow{});
        }
    });
    column.gap(12);
    const float row = frame.grown(56, Type::body);
    if (switch_row(frame, "pause", column.take(row), frame.tr(Str::sync_pause), sync.paused)) {
        frame.ask(command::PauseSync{!sync.paused});
    }
    if (switch_row(frame, "photos_wifi", column.take(row), frame.tr(Str::sync_photos_wifi), !sync.photos_anywhere)) {
        frame.ask(command::LetPhotosGoAnywhere{!sync.photos_anywhere});
    }
    column.gap(20);
}

void version(Frame& frame, Column& column, std::string_view title, std::string_view words) {
    text(frame, column, title, Type::caption_strong, Color::text2);
    text(frame, column, words, Type::body, Color::text);
    column.gap(8);
}

void conflict(Frame& frame, Column& column, const app::TextConflict& two) {
    auto_card(frame, "conflict", column, 260, [&](Context&, Column& inside) {
        TextOptions title;
        title.role = Role::heading;
        title.level = 2;
        text(frame, inside, frame.tr(Str::sync_conflict), Type::body_strong, Color::text, title);
        line(frame, inside, frame.tr(Str::sync_conflict_line));
        inside.gap(8);
        version(frame, inside, frame.tr(Str::sync_conflict_now), two.now);
        version(frame, inside, frame.tr(Str::sync_conflict_lost, {{"date", date_time(frame, two.written_ms)}}),
                two.lost);
        ButtonOptions tonal;
        tonal.kind = ButtonKind::tonal;
        const int tapped = button_pair(frame, inside, {"keep_now", frame.tr(Str::sync_keep_now), tonal},
                                       {"keep_lost", frame.tr(Str::sync_keep_lost), tonal});
        inside.gap(8);
        if (tapped >= 0) {
            frame.ask(
                command::SettleConflict{two.copy, tapped == 0 ? command::NoteChoice::now : command::NoteChoice::lost});
        }
        if (button(frame, "keep_both", inside.take(button_height(frame)), frame.tr(Str::sync_keep_both), tonal)) {
            frame.ask(command::SettleConflict{two.copy, command::NoteChoice::both});
        }
    });
    column.gap(size::card_gap);
}

} // namespace

std::string sync_words(const Frame& frame, const app::State& state) {
    const app::Syncing& sync = state.sync;
    if (!sync.here) {
        return std::string(frame.tr(Str::sync_off));
    }
    if (sync.paused) {
        return std::string(frame.tr(Str::sync_paused));
    }
    if (sync.phase == app::SyncPhase::working) {
        return std::string(frame.tr(Str::sync_working));
    }
    const bool offline = !state.online || sync.phase == app::SyncPhase::no_connection;
    if (sync.waiting > 0) {
        return frame.tr_count(offline ? Plural::sync_waiting_connection : Plural::sync_waiting, sync.waiting);
    }
    if (sync.phase == app::SyncPhase::failed) {
        return std::string(frame.tr(Str::sync_failed));
    }
    if (offline) {
        return std::string(frame.tr(Str::sync_offline));
    }
    if (sync.last_ms == 0) {
        return std::string(frame.tr(Str::sync_never));
    }
    if (sync.devices.empty()) { // not asked yet
        return std::string(frame.tr(Str::sync_safe_all));
    }
    return frame.tr_count(Plural::sync_safe, devices_in(sync));
}

void sync_section(Frame& frame, Column& column, const app::State& state) {
    if (state.phase == app::Phase::other_tab) {
        return paragraph(frame, column, frame.tr(Str::sync_other_tab));
    }
    if (!state.storage.durable) {
        return paragraph(frame, column, frame.tr(Str::sync_memory));
    }
    if (!state.sync.here) {
        return sync_ways_in(frame, column, state);
    }
    standing(frame, column, state);
    for (const app::TextConflict& two : state.sync.conflicts) {
        const KeyScope scope(frame, two.copy);
        conflict(frame, column, two);
    }
    sync_devices(frame, column, state);
}

} // namespace hypha::ui
