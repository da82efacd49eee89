#include "ui/observation_parts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "ui/kit/kit.hpp"
#include "ui/names_card.hpp"
#include "ui/note_field.hpp"
#include "ui/share_card.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

using app::PlacePrivacy;
namespace command = app::command;

constexpr std::array<PlacePrivacy, 4> kPrivacies{PlacePrivacy::exact, PlacePrivacy::one_km, PlacePrivacy::ten_km,
                                                 PlacePrivacy::hidden};

// An honest picture instead of a map: the grid, the square that others would get, its size.
void place_grid(Frame& frame, Column& column, const app::Observation& find) {
    const Rect box = column.take(104);
    fill(frame, box, Color::surface2, radius::md);
    const float step = 44;
    frame.draw->PushClipRect(box.min(), box.max(), true);
    for (float x = box.center_x() - step / 2 - 6 * step; x < box.right(); x += step) {
        frame.draw->AddRectFilled({x, box.y}, {x + frame.px(), box.bottom()},
                                  frame.color(Color::outline_strong, 0.45F));
    }
    for (float y = box.center_y() - step / 2 - 2 * step; y < box.bottom(); y += step) {
        frame.draw->AddRectFilled({box.x, y}, {box.right(), y + frame.px()}, frame.color(Color::outline_strong, 0.45F));
    }
    frame.draw->PopClipRect();
    const Rect square = Rect{box.center_x(), box.center_y(), 0, 0}.at_least(step);
    const bool is_square = find.privacy == PlacePrivacy::one_km || find.privacy == PlacePrivacy::ten_km;
    if (is_square) {
        fill(frame, square, Color::accent_soft, 6);
        ring(frame, square, Color::accent, 2, 6);
        frame.draw->AddRectFilled({box.x + 16, box.bottom() - 18}, {box.x + 16 + step, box.bottom() - 16},
                                  frame.color(Color::text));
        TextOptions silent;
        silent.role = Role::none;
        text(frame, box.x + 16 + step + 8, box.bottom() - 17 - frame.line(Type::micro) / 2, 120,
             frame.tr(privacy_label(find.privacy)), Type::micro, Color::text, silent);
    } else if (find.privacy == PlacePrivacy::exact) {
        icon(frame, box.center(), Icon::map_pin, 32, Color::accent_text);
    } else {
        icon(frame, box.center(), Icon::eye_slash, 32, Color::text2);
    }
}

void kept_place(Frame& frame, Column& column, const app::Observation& find) {
    std::array<std::string_view, 4> labels{};
    for (std::size_t i = 0; i < kPrivacies.size(); ++i) {
        labels[i] = frame.tr(privacy_label(kPrivacies[i]));
    }
    const int tapped = segmented(frame, "privacy", column.take(frame.grown(48, Type::label)),
                                 frame.tr(Str::place_title), labels, static_cast<int>(find.privacy));
    if (tapped >= 0) {
        frame.ask(command::ChoosePrivacy{find.id, kPrivacies[static_cast<std::size_t>(tapped)]});
    }
    column.gap(8);
    place_grid(frame, column, find);
    column.gap(10);
    text(frame, column, frame.tr(privacy_says(find.privacy)), Type::caption, Color::text2);
    column.gap(6);
    const app::Place& place = *find.place;
    const auto square = app::shared_square(place, find.privacy);
    const bool is_square = find.privacy == PlacePrivacy::one_km || find.privacy == PlacePrivacy::ten_km;
    if (square && is_square) {
        const int decimals = find.privacy == PlacePrivacy::one_km ? 3 : 2;
        text(frame, column,
             frame.tr(Str::place_square, {{"latitude", degrees(frame, square->latitude(), true, decimals)},
                                          {"longitude", degrees(frame, square->longitude(), false, decimals)}}),
             Type::caption, Color::text);
    } else {
        const std::string accuracy = format_number(frame.locale, std::llround(std::min(place.accuracy_m, 1e6)));
        text(frame, column,
             frame.tr(Str::place_point, {{"latitude", degrees(frame, place.latitude, true, 5)},
                                         {"longitude", degrees(frame, place.longitude, false, 5)},
                                         {"accuracy", accuracy}}),
             Type::caption, Color::text);
    }
    const Rect row = column.take(frame.grown(size::touch_min, Type::label));
    if (text_link(frame, "forget_place", row, frame.tr(Str::place_remove), Role::button, false, Icon::x, false)) {
        frame.ask(command::ForgetPlace{find.id});
    }
}

void no_place(Frame& frame, Column& column, const app::Observation& find) {
    text(frame, column, frame.tr(Str::place_none), Type::body, Color::text2);
    column.gap(10);
    if (!find.place_failure.empty()) {
        const bool denied = find.place_failure == "denied";
        TextOptions live;
        live.live = "assertive";
        live.key = "place_failure";
        text(frame, column,
             {{frame.tr(denied ? Str::place_denied : Str::place_failed), Type::body_strong, Color::deadly_text},
              {". ", Type::body, Color::text2},
              {frame.tr(denied ? Str::place_denied_line : Str::place_failed_line), Type::body, Color::text2}},
             live);
        column.gap(10);
    }
    const bool asking = find.place_ticket != 0;
    ButtonOptions add;
    add.kind = ButtonKind::tonal;
    add.busy = asking;
    add.icon = Icon::map_pin;
    if (button(frame, "add_place", column.take(button_height(frame)),
               frame.tr(asking ? Str::place_asking : Str::place_add), add)) {
        frame.ask(command::AskPlaceReason{find.id});
    }
}

} // namespace

void place_card(Frame& frame, Column& column, const app::Observation& find) {
    auto_card(frame, "place", column, find.place ? 300.F : 150.F, [&](Context&, Column& inside) {
        const float top = inside.y;
        TextOptions heading;
        heading.role = Role::heading;
        heading.level = 2;
        Column title{inside.x, inside.y, inside.w - 32};
        text(frame, title, frame.tr(Str::place_title), Type::heading, Color::text, heading);
        icon(frame, {inside.right() - 10, top + 12}, Icon::lock_simple, 20, Color::text2);
        inside.y = title.y + 10;
        if (find.place) {
            kept_place(frame, inside, find);
        } else {
            no_place(frame, inside, find);
        }
    });
}

void observation_details(Frame& frame, Column& column, const app::State& state, const app::Observation& find) {
    names_card(frame, column, find);
    column.gap(8);
    note_field(frame, column, find);
    column.gap(16);
    place_card(frame, column, find);
    column.gap(8);
    if (find.saved) {
        share_card(frame, column, state, find);
    }
    const Rect row = column.take(frame.grown(size::touch_min, Type::label));
    if (text_link(frame, "delete", row, frame.tr(Str::delete_find), Role::button, false, Icon::trash, false)) {
        frame.ask(command::AskDelete{find.id});
    }
}

ResultActions observation_actions(Frame& frame, const app::Observation& find) {
    ResultActions actions;
    const auto add = [&](std::string_view key, std::string_view label, ButtonKind kind, Icon glyph,
                         app::Command asked) {
        ButtonOptions options;
        options.kind = kind;
        options.icon = glyph;
        actions.buttons.push_back({key, label, options});
        actions.commands.push_back(std::move(asked));
    };
    if (app::is_working(find)) {
        add("cancel", frame.tr(Str::cancel), ButtonKind::outline, Icon::x, command::CancelPhotos{find.id});
        return actions;
    }
    const auto next = app::most_useful_missing(find);
    if (!find.verdict) {
        add("again", frame.tr(Str::read_again), next ? ButtonKind::outline : ButtonKind::filled, Icon::arrow_clockwise,
            command::RetryPhotos{find.id});
    }
    if (next) {
        add("add", frame.tr(Str::add_a_view), ButtonKind::filled, Icon::camera_plus, command::ShowSlot{find.id, *next});
    }
    return actions;
}

} // namespace hypha::ui
