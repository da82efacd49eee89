#include "ui/restore_card.hpp"

#include <array>
#include <utility>
#include <vector>

#include "ui/kit/kit.hpp"
#include "ui/me_sections.hpp"
#include "ui/rows_card.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

constexpr std::array<std::pair<std::string_view, FailureWords>, 5> kFailures{{
    {"not_a_database", {Str::restore_not_ours, Str::restore_not_ours_line}},
    {"foreign_database", {Str::restore_not_ours, Str::restore_not_ours_line}},
    {"database_corrupt", {Str::restore_damaged, Str::restore_damaged_line}},
    {"newer_database", {Str::restore_newer, Str::restore_newer_line}},
    {"storage_full", {Str::restore_full, Str::restore_full_line}},
}};

FailureWords words_of(const app::Restore& restore) {
    for (const auto& [code, words] : kFailures) {
        if (restore.failure == code) {
            return words;
        }
    }
    return restore.from_damaged ? FailureWords{Str::aside_unreadable, Str::aside_unreadable_line}
                                : FailureWords{Str::restore_failed, Str::restore_failed_line};
}

void working_card(Frame& frame, Column& column, const app::Restore& restore) {
    auto_card(frame, "restore_working", column, 132, [&](Context& inner, Column& inside) {
        const bool reading = restore.phase == app::RestorePhase::reading;
        const Str what = reading ? Str::restore_reading : Str::restore_photos;
        text(inner, inside, inner.tr(what), Type::body_strong, Color::text);
        inside.gap(10);
        const std::string done = format_bytes(frame.locale, restore.done_bytes),
                          total = format_bytes(frame.locale, restore.size_bytes);
        const bool known = reading && restore.size_bytes > 0;
        progress_bar(inner, "restore_progress", inside,
                     known ? static_cast<float>(static_cast<double>(restore.done_bytes) /
                                                static_cast<double>(restore.size_bytes))
                           : -1,
                     reading ? inner.tr(Str::bytes_of, {{"done", done}, {"total", total}})
                             : inner.tr_count(Plural::files_kept, restore.done_photos),
                     inner.tr(what));
        inside.gap(12);
        ButtonOptions cancel;
        cancel.kind = ButtonKind::tonal;
        if (button(inner, "cancel_restore", inside.take(button_height(inner)), inner.tr(Str::cancel), cancel)) {
            frame.ask(command::CancelRestore{});
        }
    });
}

} // namespace

std::string facts_words(const Context& context, const app::CopyFacts& facts) {
    return context.tr_count(Plural::finds, facts.finds) + ", " + context.tr_count(Plural::photos_count, facts.photos);
}

void restore_card(Frame& frame, Column& column, const app::State& state) {
    const app::Restore& restore = state.restore;
    if (restore.phase == app::RestorePhase::reading || restore.phase == app::RestorePhase::keeping) {
        return working_card(frame, column, restore);
    }
    if (restore.phase == app::RestorePhase::failed) {
        const FailureWords words = words_of(restore);
        Notice notice;
        notice.title = frame.tr(words.title);
        notice.line = frame.tr(words.line);
        notice.action = frame.tr(Str::close);
        if (notice_card(frame, "restore_failed", column, notice)) {
            frame.ask(command::CancelRestore{});
        }
        column.gap(size::card_gap);
    }
    std::vector<CardRow> rows{{"restore", std::string(frame.tr(Str::restore_row)),
                               std::string(frame.tr(Str::restore_row_line)), Icon::arrow_counter_clockwise,
                               command::PickBackup{}, false, false, !state.storage.durable}};
    if (state.copies.can_undo_restore) {
        rows.push_back({"undo_restore", std::string(frame.tr(Str::restore_undo)),
                        std::string(frame.tr(Str::restore_undo_line)), Icon::arrow_left, command::UndoRestore{}});
    }
    rows_card(frame, column, "restore_rows", rows);
    if (restore.missing_photos > 0) {
        column.gap(8);
        text(frame, column, frame.tr_count(Plural::restore_missing, restore.missing_photos), Type::caption,
             Color::text);
    }
}

void set_aside_cards(Frame& frame, Column& column, const app::State& state) {
    if (state.copies.set_aside.empty()) {
        return;
    }
    section_header(frame, column, frame.tr(Str::aside_title));
    column.gap(4);
    text(frame, column, frame.tr(Str::aside_line), Type::caption, Color::text2);
    for (const app::SetAside& aside : state.copies.set_aside) {
        const KeyScope scope(frame, aside.file);
        column.gap(14);
        TextOptions name;
        name.role = Role::heading;
        name.level = 3;
        text(frame, column, aside.file, Type::body_strong, Color::text, name);
        text(frame, column,
             frame.tr(Str::aside_found, {{"date", format_date(frame.locale, aside.found_ms, frame.zone_offset_min)},
                                         {"size", format_bytes(frame.locale, aside.size_bytes)}}),
             Type::caption, Color::text2);
        column.gap(8);
        const std::array rows{CardRow{"save",
                                      std::string(frame.tr(Str::aside_save)),
                                      {},
                                      Icon::download_simple,
                                      command::SaveSetAside{aside.file}},
                              CardRow{"read",
                                      std::string(frame.tr(Str::aside_read)),
                                      {},
                                      Icon::arrow_clockwise,
                                      command::ReadSetAside{aside.file}},
                              CardRow{"delete",
                                      std::string(frame.tr(Str::aside_delete)),
                                      {},
                                      Icon::trash,
                                      command::AskDeleteSetAside{aside.file},
                                      false,
                                      true}};
        rows_card(frame, column, "rows", rows);
    }
    column.gap(24);
}

DialogSpec restore_question(Frame& frame, const app::State& state) {
    const app::Restore& restore = state.restore;
    const std::string inside = facts_words(frame, restore.facts);
    const std::string present = frame.tr_count(Plural::finds, static_cast<std::int64_t>(state.journal.counts[0]));
    DialogSpec spec;
    spec.icon = Icon::arrow_counter_clockwise;
    spec.title = frame.tr(Str::restore_question);
    spec.body =
        restore.from_damaged
            ? frame.tr(Str::restore_inside_damaged, {{"inside", inside}})
            : frame.tr(Str::restore_inside,
                       {{"inside", inside},
                        {"date", format_date_time(frame.locale, restore.facts.made_ms, frame.zone_offset_min)}});
    spec.body += " " + frame.tr(Str::restore_present, {{"present", present}});
    spec.first = frame.tr(Str::restore_yes);
    spec.second = frame.tr(Str::restore_no);
    return spec;
}

} // namespace hypha::ui
