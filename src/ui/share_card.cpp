#include "ui/share_card.hpp"

#include "ui/backup_card.hpp"
#include "ui/kit/kit.hpp"
#include "ui/names_card.hpp"
#include "ui/packet_words.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

void way(Frame& frame, Column& column, std::string_view key, Str label, Icon glyph, app::Command asked) {
    const Rect row = column.take(frame.grown(size::touch_min, Type::label));
    if (text_link(frame, key, row, frame.tr(label), Role::button, false, glyph, false)) {
        frame.commands.push_back(std::move(asked));
    }
}

} // namespace

command::SharePicture picture_of(const Context& context, const app::Observation& find) {
    command::SharePicture picture;
    picture.observation = find.id;
    const app::Opinion* person = app::given_by_person(find);
    if (person != nullptr) {
        picture.name = opinion_words(context, *person);
        picture.latin = person->state == fungi::VerdictState::answered;
        picture.said = context.tr(Str::picture_by_person);
    } else {
        const FindName name = find_name(context, find);
        picture.name = name.words;
        picture.latin = name.italic;
        const std::string words = certainty(context, find);
        picture.said = words.empty() ? "" : context.tr(Str::picture_by_model, {{"certainty", words}});
    }
    picture.common = picture.latin ? common_name(context, picture.name) : "";
    picture.risk_words = risk_words(context, app::shown_risk(find));
    picture.day_place = format_date(context.locale, find.created_ms, context.zone_offset_min);
    if (const std::string place = place_words(context, find); !place.empty()) {
        picture.day_place += "  \xC2\xB7  " + place;
    }
    picture.orientation = context.tr(Str::orientation_title);
    picture.orientation_line = context.tr(Str::orientation_line);
    return picture;
}

void share_card(Frame& frame, Column& column, const app::State& state, const app::Observation& find) {
    const app::SharedPicture& picture = state.picture;
    const bool ours = picture.observation == find.id;
    if (ours && !picture.failure.empty()) {
        Notice notice;
        notice.title = frame.tr(Str::picture_failed);
        notice.line = frame.tr(Str::picture_failed_line);
        notice.action = frame.tr(Str::close);
        if (notice_card(frame, "picture_failed", column, notice)) {
            frame.ask(command::CloseFailedPicture{});
        }
    } else if (ours && picture.ticket != 0) {
        const Rect row = column.take(frame.grown(size::touch_min, Type::label));
        TextOptions live;
        live.live = "polite";
        text(frame, row.x, row.center_y() - frame.line(Type::label) / 2, row.w, frame.tr(Str::picture_drawing),
             Type::label, Color::text2, live);
    } else if (ours && state.outgoing && state.outgoing->name.ends_with(".jpg")) {
        outgoing_card(frame, column, state);
    } else if (!app::cover_photo(find).empty()) {
        way(frame, column, "share_picture", Str::picture_share, Icon::image, picture_of(frame, find));
        text(frame, column, frame.tr(Str::picture_line), Type::caption, Color::text2);
        column.gap(4);
    }
    way(frame, column, "ask", Str::ask_expert, Icon::share_network, command::GoTo{{app::Screen::ask, find.id, {}}});
}

} // namespace hypha::ui
