// Me, Ready: whether the app and the model are on this device, each checked, and how to get there.
#include "ui/me_sections.hpp"

#include <string>

#include "ui/kit/kit.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

std::string app_readiness(Frame& frame, const app::Offline& offline) {
    switch (offline.phase) {
    case app::OfflinePhase::ready:
        return frame.tr(Str::ready_app_ok, {{"files", format_number(frame.locale, offline.files)},
                                            {"size", format_bytes(frame.locale, offline.size_bytes)}});
    case app::OfflinePhase::checking: return std::string(frame.tr(Str::ready_app_checking));
    case app::OfflinePhase::failed: return std::string(frame.tr(Str::ready_app_failed));
    case app::OfflinePhase::unchecked: break;
    }
    return std::string(frame.tr(Str::ready_app_unchecked));
}

void state_line(Context& context, Column& column, bool good, bool failed, std::string_view words) {
    // A tick is ink, never a colour that reassures (SPEC §2).
    const Icon glyph = failed ? Icon::warning_circle_fill : good ? Icon::check : Icon::clock;
    icon(context, {column.x + 12, column.y + context.line(Type::body) / 2}, glyph, 22,
         failed ? Color::deadly_text : Color::text2);
    TextOptions live;
    live.live = "polite";
    Column line{column.x + 36, column.y, column.w - 36};
    text(context, line, words, Type::body, Color::text, live);
    column.y = line.y;
}

void field_card(Frame& frame, Column& column, const app::State& state) {
    const app::Field& field = state.field;
    auto_card(frame, "field_card", column, 160, [&](Context& inner, Column& inside) {
        TextOptions title;
        title.role = Role::heading;
        title.level = 2;
        text(inner, inside, inner.tr(Str::ready_model), Type::heading, Color::text, title);
        inside.gap(6);
        if (field.phase == app::FieldPhase::working) {
            const bool known = field.total_bytes > 0;
            const std::string words =
                known ? inner.tr(Str::bytes_of, {{"done", format_bytes(frame.locale, field.done_bytes)},
                                                 {"total", format_bytes(frame.locale, field.total_bytes)}})
                      : "";
            text(inner, inside, inner.tr(Str::ready_model_working), Type::body, Color::text2);
            inside.gap(10);
            progress_bar(inner, "field_progress", inside,
                         known ? static_cast<float>(static_cast<double>(field.done_bytes) /
                                                    static_cast<double>(field.total_bytes))
                               : -1,
                         words, inner.tr(Str::ready_model_working));
            inside.gap(12);
            ButtonOptions cancel;
            cancel.kind = ButtonKind::tonal;
            if (button(inner, "cancel_field", inside.take(button_height(inner)), inner.tr(Str::cancel), cancel)) {
                frame.ask(command::CancelFieldReady{});
            }
            return;
        }
        const bool ready = field.phase == app::FieldPhase::ready, failed = field.phase == app::FieldPhase::failed;
        state_line(inner, inside, ready, failed,
                   inner.tr(ready    ? Str::ready_model_ok
                            : failed ? Str::ready_model_failed
                                     : Str::ready_model_absent));
        if (failed) {
            text(inner, inside, inner.tr(Str::ready_model_failed_line), Type::caption, Color::text2);
        }
        if (ready) {
            return;
        }
        inside.gap(12);
        ButtonOptions make;
        make.icon = Icon::download_simple;
        const bool waits = !state.online;
        make.disabled = waits;
        const std::string label =
            waits ? std::string(inner.tr(Str::ready_offline_wait))
            : field.total_bytes > 0
                ? inner.tr(Str::ready_action, {{"size", format_bytes(frame.locale, field.total_bytes)}})
                : std::string(inner.tr(Str::ready_action_plain));
        if (button(inner, "make_ready", inside.take(button_height(inner)), label, make)) {
            frame.ask(command::MakeFieldReady{});
        }
    });
}

} // namespace

void ready_section(Frame& frame, Column& column, const app::State& state) {
    field_card(frame, column, state);
    column.gap(size::card_gap);
    auto_card(frame, "app_card", column, 130, [&](Context& inner, Column& inside) {
        TextOptions title;
        title.role = Role::heading;
        title.level = 2;
        text(inner, inside, inner.tr(Str::ready_app), Type::heading, Color::text, title);
        inside.gap(6);
        const app::OfflinePhase phase = state.offline.phase;
        state_line(inner, inside, phase == app::OfflinePhase::ready, phase == app::OfflinePhase::failed,
                   app_readiness(frame, state.offline));
        const Rect row = inside.take(inner.grown(size::touch_min, Type::label));
        if (phase != app::OfflinePhase::checking && text_link(inner, "check", row, inner.tr(Str::ready_check),
                                                              Role::button, false, Icon::arrow_clockwise, false)) {
            frame.ask(command::CheckOffline{});
        }
    });
}

} // namespace hypha::ui
