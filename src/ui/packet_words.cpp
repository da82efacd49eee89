#include "ui/packet_words.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/kit/kit.hpp"
#include "ui/names_card.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

using Line = exchange::PacketWords::Line;

Line answer_line(const Context& context, const app::Opinion& opinion, std::string label) {
    if (!opinion.by_person) {
        label += ", " + opinion_certainty(context, opinion);
    }
    return {std::move(label), opinion_words(context, opinion), opinion.state == fungi::VerdictState::answered};
}

} // namespace

std::string place_words(const Context& context, const app::Observation& find) {
    const auto square = find.place ? app::shared_square(*find.place, find.privacy) : std::nullopt;
    if (!square) {
        return "";
    }
    if (find.privacy == app::PlacePrivacy::exact) {
        const std::string accuracy =
            format_number(context.locale, std::llround(std::clamp(find.place->accuracy_m, 0.0, 1e6)));
        return context.tr(Str::place_point, {{"latitude", degrees(context, find.place->latitude, true, 5)},
                                             {"longitude", degrees(context, find.place->longitude, false, 5)},
                                             {"accuracy", accuracy}});
    }
    const int decimals = find.privacy == app::PlacePrivacy::one_km ? 3 : 2;
    return context.tr(Str::place_square, {{"latitude", degrees(context, square->latitude(), true, decimals)},
                                          {"longitude", degrees(context, square->longitude(), false, decimals)}}) +
           " (" + std::string(context.tr(privacy_label(find.privacy))) + ")";
}

exchange::PacketWords packet_words(const Context& context, const app::Observation& find, const std::string& question) {
    exchange::PacketWords words;
    words.language = context.locale == Locale::es ? "es" : "en";
    words.title = context.tr(Str::packet_title);
    words.question_label = context.tr(Str::ask_field);
    words.question = question;
    words.orientation =
        std::string(context.tr(Str::orientation_title)) + " " + std::string(context.tr(Str::orientation_line));
    const auto add = [&](Str label, std::string text) {
        if (!text.empty()) {
            words.lines.push_back({std::string(context.tr(label)), std::move(text)});
        }
    };
    const auto model = std::find_if(find.opinions.rbegin(), find.opinions.rend(),
                                    [](const app::Opinion& opinion) { return !opinion.by_person; });
    if (model != find.opinions.rend()) {
        words.lines.push_back(answer_line(context, *model, context.tr(Str::packet_model, {{"model", model->model}})));
    }
    if (const app::Opinion* person = app::given_by_person(find)) {
        words.lines.push_back(answer_line(context, *person, std::string(context.tr(Str::packet_person))));
    }
    words.lines.push_back({.label = std::string(context.tr(Str::packet_risk)),
                           .text = std::string(risk_words(context, app::shown_risk(find))),
                           .risk = true});
    add(Str::packet_date, format_date(context.locale, find.created_ms, context.zone_offset_min));
    add(Str::packet_place, place_words(context, find));
    add(Str::note_label, find.note);
    for (const app::Slot slot : app::kSlots) {
        words.views[app::index_of(slot)] = context.tr(slot_words(slot).name);
    }
    return words;
}

} // namespace hypha::ui
