// A question to an expert: what is asked, what goes along, and one page that the browser shares or saves. What goes is shown before.
#include "ui/backup_card.hpp"
#include "ui/export_card.hpp"
#include "ui/kit/kit.hpp"
#include "ui/packet_words.hpp"
#include "ui/screen_layout.hpp"
#include "ui/sheet_screen.hpp"
#include "ui/views.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

void what_goes(Frame& frame, Column& column, const exchange::PacketWords& words, const app::Observation& find) {
    section_header(frame, column, frame.tr(Str::ask_goes));
    column.gap(8);
    auto_card(frame, "goes", column, 220, [&](Context&, Column& inside) {
        std::int64_t number = 0;
        for (const exchange::PacketWords::Line& line : words.lines) {
            const KeyScope scope(frame, "line", ++number);
            TextOptions key;
            key.key = "label";
            text(frame, inside, line.label, Type::caption, Color::text2, key);
            if (line.risk) {
                inside.gap(4);
                risk_chip(frame, "risk", inside.x, inside.y, app::shown_risk(find));
                inside.gap(risk_chip_height(frame) + 8);
                continue;
            }
            key.key = "text";
            text(frame, inside, line.text, line.latin ? Type::subtitle_italic : Type::body, Color::text, key);
            inside.gap(8);
        }
        text(frame, inside, frame.tr_count(Plural::photos_count, static_cast<std::int64_t>(app::photo_count(find))),
             Type::body_strong, Color::text);
        text(frame, inside, frame.tr(Str::ask_photos_line), Type::caption, Color::text2);
        if (find.place && find.privacy == app::PlacePrivacy::hidden) {
            inside.gap(8);
            text(frame, inside, frame.tr(Str::place_hidden_says), Type::caption, Color::text2);
        }
    });
}

} // namespace

void view_ask(Frame& frame, const app::State& state) {
    const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
    const Rect below = pushed_bar(frame, area, frame.tr(Str::ask_title), true);
    const app::Observation* find = state.shown();
    if (find == nullptr) {
        return missing_find(frame, below, false);
    }
    const float gutter = centred_gutter(frame, area.w);
    const float strip = orientation_height(frame, below.w - 2 * gutter) + 12;
    const exchange::PacketWords words = packet_words(frame, *find, state.asking.question);
    {
        ScrollRegion page(frame, "page", {below.x, below.y, below.w, below.h - strip - 8});
        Column column = page.column(gutter);
        column.gap(8);
        TextFieldOptions field;
        field.label = frame.tr(Str::ask_field);
        field.show_label = true;
        field.placeholder = frame.tr(Str::ask_placeholder);
        field.multiline = true;
        const Rect rect = column.take(text_field_height(frame, true) + frame.line(Type::label) + 6);
        if (const auto edit = text_field(frame, "question", rect, state.asking.question, field)) {
            frame.ask(command::EditQuestion{edit->value});
        }
        column.gap(16);
        export_progress(frame, column, state);
        outgoing_card(frame, column, state);
        if (state.finds_export.phase != app::ExportPhase::gathering && !state.outgoing) {
            ButtonOptions share;
            share.icon = Icon::share_network;
            if (button(frame, "make_packet", column.take(button_height(frame)), frame.tr(Str::ask_make), share)) {
                frame.ask(command::MakePacket{find->id, words});
            }
            column.gap(8);
            text(frame, column, frame.tr(Str::ask_make_line), Type::caption, Color::text2);
            column.gap(20);
        }
        what_goes(frame, column, words, *find);
        page.end(column.y + 24);
    }
    orientation_strip(frame, {below.x + gutter, below.bottom() - strip, below.w - 2 * gutter, strip - 12}, true);
}

} // namespace hypha::ui
