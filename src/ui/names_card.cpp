#include "ui/names_card.hpp"

#include "ui/kit/kit.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;
using fungi::VerdictState;

app::Command name_screen(const app::Observation& find) { return command::GoTo{{app::Screen::name, find.id, {}}}; }

void nobody_yet(Frame& frame, Column& column, const app::Observation& find) {
    const bool answered = find.verdict && find.verdict->state == VerdictState::answered;
    text(frame, column, frame.tr(answered ? Str::name_none_answered : Str::name_none), Type::body, Color::text2);
    column.gap(12);
    ButtonOptions name;
    name.kind = ButtonKind::tonal;
    name.icon = Icon::pencil_simple;
    if (!answered) {
        if (button(frame, "give_name", column.take(button_height(frame)), frame.tr(Str::name_give), name)) {
            frame.commands.push_back(name_screen(find));
        }
        return;
    }
    ButtonOptions confirm;
    confirm.kind = ButtonKind::outline;
    confirm.icon = Icon::check;
    const std::string accessible = frame.tr(Str::name_confirm_name, {{"name", find.verdict->name}});
    confirm.name = accessible;
    const int tapped = button_pair(frame, column, {"correct_name", frame.tr(Str::name_correct), name},
                                   {"confirm_name", frame.tr(Str::name_confirm), confirm});
    if (tapped == 0) {
        frame.commands.push_back(name_screen(find));
    } else if (tapped == 1) {
        frame.ask(command::GiveName{find.id, find.verdict->name});
    }
}

void somebody(Frame& frame, Column& column, const app::Observation& find, const app::Opinion& said) {
    text(frame, column, opinion_words(frame, said),
         said.state == VerdictState::answered ? Type::subtitle_italic : Type::subtitle);
    const std::string_view common = common_name(frame, said.name);
    const std::string day = format_date(frame.locale, said.created_ms, frame.zone_offset_min);
    text(frame, column,
         (common.empty() ? "" : std::string(common) + "  \xC2\xB7  ") + frame.tr(Str::said_by_you_on, {{"date", day}}),
         Type::caption, Color::text2);
    column.gap(8);
    risk_chip(frame, "shown_risk", column.x, column.y, app::shown_risk(find));
    column.gap(risk_chip_height(frame) + 14);
    ButtonOptions other, back;
    other.kind = ButtonKind::tonal;
    other.icon = Icon::pencil_simple;
    back.kind = ButtonKind::outline;
    const int tapped = button_pair(frame, column, {"remove_name", frame.tr(Str::name_remove), back},
                                   {"change_name", frame.tr(Str::name_change), other});
    if (tapped == 0) {
        frame.ask(command::RemoveName{find.id});
    } else if (tapped == 1) {
        frame.commands.push_back(name_screen(find));
    }
}

void everything_said(Frame& frame, Column& column, const app::Observation& find) {
    column.gap(16);
    hairline(frame, column.x, column.y, column.w);
    column.gap(14);
    TextOptions heading;
    heading.role = Role::heading;
    heading.level = 3;
    text(frame, column, frame.tr(Str::all_answers), Type::label, Color::text2, heading);
    column.gap(6);
    std::int64_t number = 0;
    for (const app::Opinion& opinion : find.opinions) {
        const KeyScope scope(frame, "opinion", ++number);
        const bool taken_back = opinion.by_person && opinion.state == VerdictState::unknown;
        const std::string who = opinion.by_person ? std::string(frame.tr(Str::by_you))
                                                  : frame.tr(Str::by_model, {{"model", opinion.model}});
        const std::string certainty = opinion.by_person ? "" : opinion_certainty(frame, opinion);
        column.gap(8);
        TextOptions line;
        line.key = "name";
        const Type type = opinion.state == VerdictState::answered ? Type::subtitle_italic : Type::body_strong;
        text(frame, column, taken_back ? std::string(frame.tr(Str::name_taken_back)) : opinion_words(frame, opinion),
             type, Color::text, line);
        line.key = "who";
        text(frame, column,
             who + "  \xC2\xB7  " + (certainty.empty() ? "" : certainty + "  \xC2\xB7  ") +
                 format_date(frame.locale, opinion.created_ms, frame.zone_offset_min),
             Type::caption, Color::text2, line);
    }
}

} // namespace

std::string opinion_words(const Context& context, const app::Opinion& opinion) {
    switch (opinion.state) {
    case VerdictState::answered: return opinion.name;
    case VerdictState::unknown: return std::string(context.tr(Str::i_dont_know));
    case VerdictState::not_mushroom: break;
    }
    return std::string(context.tr(Str::not_a_mushroom));
}

std::string opinion_certainty(const Context& context, const app::Opinion& opinion) {
    if (opinion.by_person) {
        return std::string(context.tr(Str::your_answer));
    }
    app::JournalRow row;
    row.has_verdict = true;
    row.verdict = opinion.state;
    row.probability = opinion.probability;
    row.confidence = opinion.confidence;
    return certainty(context, row);
}

void names_card(Frame& frame, Column& column, const app::Observation& find) {
    const app::Opinion* said = app::given_by_person(find);
    auto_card(frame, "names", column, said == nullptr ? 160.F : 220.F, [&](Context&, Column& inside) {
        TextOptions heading;
        heading.role = Role::heading;
        heading.level = 2;
        text(frame, inside, frame.tr(Str::name_title), Type::heading, Color::text, heading);
        inside.gap(8);
        if (said == nullptr) {
            nobody_yet(frame, inside, find);
        } else {
            somebody(frame, inside, find, *said);
        }
        if (find.opinions.size() > 1) {
            everything_said(frame, inside, find);
        }
    });
}

} // namespace hypha::ui
