#include "ui/backup_card.hpp"

#include <array>

#include "ui/kit/kit.hpp"
#include "ui/me_sections.hpp"
#include "ui/rows_card.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

void gathering_card(Frame& frame, Column& column, const app::Backup& backup) {
    auto_card(frame, "backup_working", column, 132, [&](Context& inner, Column& inside) {
        text(inner, inside, inner.tr(Str::backup_working), Type::body_strong, Color::text);
        inside.gap(10);
        const bool counted = backup.total_photos > 0;
        progress_bar(inner, "backup_progress", inside,
                     counted ? static_cast<float>(backup.done_photos) / static_cast<float>(backup.total_photos) : -1,
                     counted ? inner.tr(Str::photos_of, {{"done", format_number(frame.locale, backup.done_photos)},
                                                         {"total", format_number(frame.locale, backup.total_photos)}})
                             : "",
                     inner.tr(Str::backup_working));
        inside.gap(12);
        ButtonOptions cancel;
        cancel.kind = ButtonKind::tonal;
        if (button(inner, "cancel_backup", inside.take(button_height(inner)), inner.tr(Str::cancel), cancel)) {
            frame.ask(command::CancelBackup{});
        }
    });
}

void failed_notice(Frame& frame, Column& column, std::string_view code) {
    Notice notice;
    notice.title = frame.tr(Str::backup_failed);
    notice.line = frame.tr(code == "storage_full" ? Str::backup_failed_full : Str::backup_failed_line);
    notice.action = frame.tr(Str::close);
    if (notice_card(frame, "backup_failed", column, notice)) {
        frame.ask(command::CancelBackup{});
    }
}

CardRow backup_row(const Frame& frame, const app::State& state, bool with_photos) {
    const std::string size = format_bytes(frame.locale, backup_bytes(state, with_photos));
    return {with_photos ? "with_photos" : "without_photos",
            std::string(frame.tr(with_photos ? Str::backup_with : Str::backup_without)),
            frame.tr(with_photos ? Str::backup_with_line : Str::backup_without_line, {{"size", size}}),
            with_photos ? Icon::images : Icon::file_text,
            command::BackUp{with_photos},
            false,
            false,
            !state.storage.durable};
}

} // namespace

std::string last_backup(const Frame& frame, const app::State& state) {
    const std::int64_t last = state.backup.last_ms;
    return last == 0 ? std::string(frame.tr(Str::backup_never))
                     : frame.tr(Str::backup_last, {{"date", format_date(frame.locale, last, frame.zone_offset_min)}});
}

std::int64_t backup_bytes(const app::State& state, bool with_photos) {
    return state.copies.journal_bytes + (with_photos ? state.journal.photo_bytes : 0);
}

void outgoing_card(Frame& frame, Column& column, const app::State& state) {
    if (!state.outgoing) {
        return;
    }
    const app::Outgoing& file = *state.outgoing;
    if (!file.failure.empty()) {
        failed_notice(frame, column, file.failure);
        column.gap(size::card_gap);
        return;
    }
    auto_card(frame, "outgoing", column, 140, [&](Context& inner, Column& inside) {
        const std::string size = format_bytes(frame.locale, file.size_bytes);
        TextOptions live;
        live.live = "polite";
        text(inner, inside, inner.tr(file.ready ? Str::file_ready : Str::file_packing), Type::body_strong, Color::text,
             live);
        if (!file.ready) {
            inside.gap(10);
            progress_bar(
                inner, "outgoing_progress", inside,
                static_cast<float>(static_cast<double>(file.done_bytes) /
                                   static_cast<double>(std::max<std::int64_t>(1, file.size_bytes))),
                inner.tr(Str::bytes_of, {{"done", format_bytes(frame.locale, file.done_bytes)}, {"total", size}}),
                inner.tr(Str::file_packing));
        } else {
            text(inner, inside, inner.tr(Str::file_ready_line, {{"name", file.name}, {"size", size}}), Type::caption,
                 Color::text2);
        }
        const bool is_backup = !file.file.empty(); // else it grew outside
        if (is_backup && state.backup.missing_photos > 0) {
            text(inner, inside, inner.tr_count(Plural::backup_missing, state.backup.missing_photos), Type::caption,
                 Color::text);
        }
        inside.gap(12);
        ButtonOptions cancel;
        cancel.kind = ButtonKind::tonal;
        if (!file.ready) {
            if (button(inner, "cancel_outgoing", inside.take(button_height(inner)), inner.tr(Str::cancel), cancel)) {
                frame.ask(command::CancelBackup{});
            }
            return;
        }
        ButtonOptions save;
        save.icon = Icon::download_simple;
        const int tapped = button_pair(inner, inside, {"discard", inner.tr(Str::file_discard), cancel},
                                       {"save_file", inner.tr(Str::file_save), save});
        if (tapped == 1) {
            frame.ask(command::SaveReadyFile{});
        } else if (tapped == 0) {
            frame.ask(command::CancelBackup{});
        }
    });
    column.gap(size::card_gap);
}

void backup_card(Frame& frame, Column& column, const app::State& state) {
    section_header(frame, column, frame.tr(Str::backup_title), last_backup(frame, state));
    column.gap(4);
    text(frame, column, frame.tr(state.storage.durable ? Str::backup_line : Str::backup_memory_line), Type::caption,
         Color::text2);
    column.gap(10);
    outgoing_card(frame, column, state);
    if (state.backup.phase == app::BackupPhase::gathering) {
        return gathering_card(frame, column, state.backup);
    }
    if (state.backup.phase == app::BackupPhase::failed) {
        failed_notice(frame, column, state.backup.failure);
        column.gap(size::card_gap);
    }
    const std::array rows{backup_row(frame, state, true), backup_row(frame, state, false)};
    rows_card(frame, column, "backup", rows);
}

void backup_reminder(Frame& frame, Column& column, const app::State& state) {
    if (!state.backup.due || state.phase != app::Phase::ready) {
        return;
    }
    auto_card(frame, "reminder", column, 150, [&](Context& inner, Column& inside) {
        const std::string size = format_bytes(frame.locale, backup_bytes(state, true));
        const bool never = state.backup.last_ms == 0;
        const Rect mark{inside.x, inside.y, 24, inner.line(Type::body_strong)};
        icon(inner, mark.center(), Icon::clock, 22, Color::text2);
        Column words{inside.x + 36, inside.y, inside.w - 36};
        TextOptions title;
        title.live = "polite";
        text(inner, words, inner.tr(Str::reminder_title), Type::body_strong, Color::text, title);
        text(inner, words,
             (never ? std::string(inner.tr(Str::reminder_never)) : last_backup(frame, state) + ".") + " " +
                 inner.tr(Str::reminder_size, {{"size", size}}),
             Type::caption, Color::text2);
        inside.y = words.y + 12;
        ButtonOptions later, now;
        later.kind = ButtonKind::tonal;
        now.kind = ButtonKind::outline;
        const int tapped = button_pair(inner, inside, {"later", inner.tr(Str::reminder_later), later},
                                       {"back_up_now", inner.tr(Str::reminder_now), now});
        if (tapped == 1) {
            frame.ask(command::BackUp{true});
            frame.ask(command::GoTo{{app::Screen::me, {}, app::MeSection::records}});
        } else if (tapped == 0) {
            frame.ask(command::PutBackupOff{});
        }
    });
    column.gap(size::card_gap);
}

} // namespace hypha::ui
