#include "ui/export_card.hpp"

#include <array>
#include <vector>

#include "ui/kit/kit.hpp"
#include "ui/me_sections.hpp"
#include "ui/rows_card.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;
using app::ExportKind;

void progress_card(Frame& frame, Column& column, std::string_view key, std::string_view title, float fraction,
                   const std::string& words, app::Command cancel) {
    const KeyScope scope(frame, key);
    auto_card(frame, "card", column, 132, [&](Context& inner, Column& inside) {
        text(inner, inside, title, Type::body_strong, Color::text);
        inside.gap(10);
        progress_bar(inner, "progress", inside, fraction, words, title);
        inside.gap(12);
        ButtonOptions tonal;
        tonal.kind = ButtonKind::tonal;
        if (button(inner, "cancel", inside.take(button_height(inner)), inner.tr(Str::cancel), tonal)) {
            frame.commands.push_back(std::move(cancel));
        }
    });
    column.gap(size::card_gap);
}

float share_of(std::int64_t done, std::int64_t total) {
    return total <= 0 ? -1 : static_cast<float>(static_cast<double>(done) / static_cast<double>(total));
}

CardRow export_row(const Frame& frame, std::string_view key, Str title, Str line, Icon icon, ExportKind kind,
                   bool disabled) {
    return {key,
            std::string(frame.tr(title)),
            std::string(frame.tr(line)),
            icon,
            command::ExportFinds{kind},
            false,
            false,
            disabled};
}

// What a file that went out does not hold, or holds in another form.
void left_out(Frame& frame, Column& column, const app::FindsExport& made) {
    const auto say = [&](Plural words, std::int64_t count) {
        if (count > 0) {
            text(frame, column, frame.tr_count(words, count), Type::caption, Color::text);
            column.gap(6);
        }
    };
    say(Plural::export_reduced, made.reduced_photos);
    say(Plural::export_missing, made.missing_photos);
    say(Plural::export_left_out, made.left_out);
}

struct Failure {
    Str title, line;
};
Failure import_failure(std::string_view code) {
    if (code == "find_newer") {
        return {Str::import_newer, Str::import_newer_line};
    }
    if (code == "storage_full") {
        return {Str::restore_full, Str::import_full_line};
    }
    return code == "not_our_zip" || code == "too_large" || code == "damaged"
               ? Failure{Str::import_refused, Str::import_refused_line}
               : Failure{Str::restore_failed, Str::restore_failed_line};
}

} // namespace

void export_progress(Frame& frame, Column& column, const app::State& state) {
    const app::FindsExport& made = state.finds_export;
    if (made.phase == app::ExportPhase::failed) {
        Notice notice;
        notice.title = frame.tr(Str::export_failed);
        notice.line = frame.tr(Str::export_failed_line);
        notice.action = frame.tr(Str::close);
        if (notice_card(frame, "export_failed", column, notice)) {
            frame.ask(command::CancelExport{});
        }
        column.gap(size::card_gap);
    } else if (made.phase == app::ExportPhase::gathering) {
        const std::string words = frame.tr(Str::finds_of, {{"done", format_number(frame.locale, made.done_finds)},
                                                           {"total", format_number(frame.locale, made.total_finds)}});
        progress_card(frame, column, "exporting", frame.tr(Str::export_working),
                      share_of(made.done_finds, made.total_finds), words, command::CancelExport{});
    } else {
        left_out(frame, column, made);
    }
}

void export_card(Frame& frame, Column& column, const app::State& state) {
    section_header(frame, column, frame.tr(Str::export_title));
    column.gap(4);
    text(frame, column, frame.tr(Str::export_line), Type::caption, Color::text2);
    column.gap(10);
    export_progress(frame, column, state);
    if (state.finds_export.phase == app::ExportPhase::gathering) {
        return;
    }
    const bool none = state.journal.counts[0] == 0;
    const std::array rows{
        export_row(frame, "zip", Str::export_zip, Str::export_zip_line, Icon::images, ExportKind::zip, none),
        export_row(frame, "darwin_core", Str::export_table, Str::export_table_line, Icon::file_text,
                   ExportKind::darwin_core, none),
        export_row(frame, "geo_json", Str::export_map, Str::export_map_line, Icon::map_pin, ExportKind::geo_json,
                   none)};
    rows_card(frame, column, "exports", rows);
}

void import_card(Frame& frame, Column& column, const app::State& state) {
    const app::FindsImport& import = state.finds_import;
    if (import.phase == app::ImportPhase::checking || import.phase == app::ImportPhase::adding) {
        const bool checking = import.phase == app::ImportPhase::checking;
        const std::string words =
            checking ? frame.tr(Str::bytes_of, {{"done", format_bytes(frame.locale, import.done_bytes)},
                                                {"total", format_bytes(frame.locale, import.size_bytes)}})
                     : frame.tr(Str::finds_of, {{"done", format_number(frame.locale, import.added)},
                                                {"total", format_number(frame.locale, import.finds - import.known)}});
        return progress_card(frame, column, "importing", frame.tr(checking ? Str::import_checking : Str::import_adding),
                             checking ? share_of(import.done_bytes, import.size_bytes)
                                      : share_of(import.added, import.finds - import.known),
                             words, command::CancelImport{});
    }
    if (import.phase == app::ImportPhase::failed) {
        const Failure words = import_failure(import.failure);
        Notice notice;
        notice.title = frame.tr(words.title);
        const std::string line =
            std::string(frame.tr(words.line)) +
            (import.added > 0 ? " " + frame.tr_count(Plural::import_kept, import.added) : std::string());
        notice.line = line;
        notice.action = frame.tr(Str::close);
        if (notice_card(frame, "import_failed", column, notice)) {
            frame.ask(command::CancelImport{});
        }
        column.gap(size::card_gap);
    }
    const std::array rows{CardRow{"import", std::string(frame.tr(Str::import_row)),
                                  std::string(frame.tr(Str::import_row_line)), Icon::plus_circle, command::PickFinds{},
                                  false, false, false}};
    rows_card(frame, column, "import_rows", rows);
}

DialogSpec add_question(Frame& frame, const app::State& state) {
    const app::FindsImport& import = state.finds_import;
    const std::int64_t fresh = import.finds - import.known;
    DialogSpec spec;
    spec.icon = Icon::plus_circle;
    spec.title =
        fresh > 0 ? frame.tr_count(Plural::import_question, fresh) : std::string(frame.tr(Str::import_nothing));
    spec.body = frame.tr(Str::import_inside, {{"finds", frame.tr_count(Plural::finds, import.finds)},
                                              {"photos", frame.tr_count(Plural::photos_count, import.photos)}});
    if (import.known > 0) {
        spec.body += " " + frame.tr_count(Plural::import_known, import.known);
    }
    spec.body += " " + std::string(frame.tr(Str::import_keeps));
    if (fresh > 0) {
        spec.first = frame.tr(Str::import_yes);
        spec.second = frame.tr(Str::import_no);
    } else {
        spec.first = frame.tr(Str::close);
    }
    return spec;
}

} // namespace hypha::ui
