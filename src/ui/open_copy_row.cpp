#include "ui/open_copy_row.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "ui/kit/kit.hpp"
#include "ui/rows_card.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

constexpr std::array<std::pair<std::string_view, Str>, 6> kReasons{{
    {"not_a_database", Str::copy_not_database},
    {"encrypted", Str::copy_encrypted},
    {"cut_short", Str::copy_cut},
    {"database_corrupt", Str::copy_damaged},
    {"too_large", Str::copy_too_large},
    {"out_of_memory", Str::copy_memory},
}};

Str reason_of(std::string_view code) {
    for (const auto& [known, words] : kReasons) {
        if (known == code) {
            return words;
        }
    }
    return Str::copy_unreadable;
}

void reading(Frame& frame, Column& column, const app::CopyPick& pick) {
    auto_card(frame, "copy_reading", column, 120, [&](Context& inner, Column& inside) {
        const std::string name = inner.tr(Str::copy_reading, {{"name", pick.name}});
        text(inner, inside, name, Type::body_strong);
        inside.gap(10);
        const std::string words = inner.tr(Str::bytes_of, {{"done", format_bytes(inner.locale, pick.done_bytes)},
                                                           {"total", format_bytes(inner.locale, pick.total_bytes)}});
        const auto whole = static_cast<double>(std::max<std::int64_t>(1, pick.total_bytes));
        progress_bar(inner, "copy_progress", inside, static_cast<float>(static_cast<double>(pick.done_bytes) / whole),
                     words, name);
        inside.gap(12);
        ButtonOptions cancel;
        cancel.kind = ButtonKind::tonal;
        if (button(inner, "cancel_copy", inside.take(button_height(inner)), inner.tr(Str::cancel), cancel)) {
            frame.ask(command::CancelCopy{});
        }
    });
}

} // namespace

void open_copy_row(Frame& frame, Column& column, const app::CopyPick& pick) {
    if (pick.phase == app::CopyPick::Phase::reading) {
        reading(frame, column, pick);
        return;
    }
    if (pick.phase == app::CopyPick::Phase::failed) {
        Notice notice;
        const std::string title = frame.tr(Str::copy_failed_title, {{"name", pick.name}});
        notice.title = title;
        notice.line = frame.tr(reason_of(pick.failure));
        notice.action = frame.tr(Str::close);
        if (notice_card(frame, "copy_failed", column, notice)) {
            frame.ask(command::CancelCopy{});
        }
        column.gap(size::card_gap);
    }
    const std::array rows{CardRow{"open_copy", std::string(frame.tr(Str::copy_row)),
                                  std::string(frame.tr(Str::copy_row_line)), Icon::database, command::PickCopy{}}};
    rows_card(frame, column, "copy_rows", rows);
}

} // namespace hypha::ui
