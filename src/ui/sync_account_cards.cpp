// Me, Sync, before this device is in an account: begin, join another device, restore from words; and what went wrong.
#include <string>

#include "ui/kit/kit.hpp"
#include "ui/me_sections.hpp"
#include "ui/sync_cards.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;
using app::AccountAsk;

std::string device_name(const Frame& frame) {
    return frame.tr(Str::sync_device_name, {{"date", format_date(frame.locale, frame.wall_ms, frame.zone_offset_min)}});
}

struct WayIn {
    std::string_view key;
    Str title, line, field, yes;
    AccountAsk ask;
    bool restoring;
};

void scan_button(Frame& frame, Column& column, const app::Syncing& sync) {
    ButtonOptions options;
    options.kind = ButtonKind::tonal;
    options.icon = Icon::camera;
    options.disabled = sync.asking;
    if (button(frame, "scan", column.take(button_height(frame)), frame.tr(Str::sync_scan), options)) {
        frame.ask(command::ScanCode{device_name(frame)});
    }
    column.gap(14);
}

void way_in(Frame& frame, Column& column, const app::State& state, const WayIn& way) {
    const KeyScope scope(frame, way.key);
    const app::Syncing& sync = state.sync;
    heading(frame, column, way.title);
    text(frame, column, frame.tr(way.line), Type::caption, Color::text2);
    column.gap(10);
    if (state.reads_codes && !way.restoring) {
        scan_button(frame, column, sync);
    }
    const std::string_view typed = sync.restoring == way.restoring ? std::string_view(sync.typed) : std::string_view{};
    TextFieldOptions field;
    field.label = frame.tr(way.field);
    field.show_label = true;
    field.code = true;
    const Rect rect = column.take(text_field_height(frame) + frame.line(Type::label) + 6);
    if (const auto edit = text_field(frame, "words", rect, typed, field)) {
        frame.ask(command::EditPairing{edit->value, way.restoring});
    }
    column.gap(10);
    ButtonOptions options;
    options.kind = ButtonKind::tonal;
    options.disabled = typed.empty() || sync.asking;
    options.busy = sync.asking && sync.asked == way.ask;
    if (button(frame, "go", column.take(button_height(frame)), frame.tr(way.yes), options)) {
        frame.ask(command::AskAccount{.ask = way.ask, .value = std::string(typed), .name = device_name(frame)});
    }
    column.gap(24);
}

} // namespace

std::string problem_words(const Frame& frame, std::string_view code) {
    struct Words {
        std::string_view code;
        Str words;
    };
    static constexpr std::array kWords{
        Words{"no_network", Str::problem_network},
        Words{"no_offer", Str::problem_offer},
        Words{"pairing_text", Str::problem_words},
        Words{"pairing_words", Str::problem_words},
        Words{"words_count", Str::problem_words},
        Words{"words_unknown", Str::problem_words},
        Words{"words_checksum", Str::problem_words},
        Words{"device_revoked", Str::problem_revoked},
        Words{"revoked", Str::problem_revoked},
        Words{"signed_out", Str::problem_revoked},
        Words{"words_closed", Str::problem_offer},
        Words{"registration_closed", Str::problem_closed},
        Words{"busy", Str::problem_busy},
        Words{"not_understood", Str::problem_portal},
        Words{"malformed", Str::problem_portal},
        Words{"storage_full", Str::problem_storage},
    };
    for (const Words& each : kWords) {
        if (each.code == code) {
            return std::string(frame.tr(each.words));
        }
    }
    return frame.tr(Str::problem_other, {{"code", code}});
}

void problem_line(Frame& frame, Column& column, std::string_view code) {
    if (!code.empty()) {
        TextOptions live;
        live.key = "problem";
        live.live = "assertive";
        text(frame, column, problem_words(frame, code), Type::body, Color::deadly_text, live);
        column.gap(14);
    }
}

void sync_ways_in(Frame& frame, Column& column, const app::State& state) {
    const app::Syncing& sync = state.sync;
    paragraph(frame, column, frame.tr(Str::sync_line));
    column.gap(16);
    problem_line(frame, column, sync.problem);
    ButtonOptions begin;
    begin.icon = Icon::devices;
    begin.disabled = sync.asking;
    begin.busy = sync.asking && sync.asked == AccountAsk::begin;
    if (button(frame, "begin", column.take(button_height(frame)), frame.tr(Str::sync_begin), begin)) {
        frame.ask(command::AskAccount{.ask = AccountAsk::begin, .name = device_name(frame)});
    }
    column.gap(28);
    way_in(frame, column, state,
           {"join", Str::sync_join, Str::sync_join_line, Str::sync_join_field, Str::sync_join_yes, AccountAsk::take,
            false});
    way_in(frame, column, state,
           {"restore", Str::sync_restore, Str::sync_restore_line, Str::sync_restore_field, Str::sync_restore_yes,
            AccountAsk::restore, true});
}

} // namespace hypha::ui
