#include "ui/facets.hpp"

#include <array>
#include <string>
#include <vector>

#include "ui/kit/kit.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;
using app::JournalFacet;

struct Facet {
    JournalFacet facet;
    std::string_view key;
    Str label;
};
constexpr std::array<Facet, 4> kFacets{{{JournalFacet::risk, "risk", Str::facet_risk},
                                        {JournalFacet::answer, "answer", Str::facet_answer},
                                        {JournalFacet::name, "name", Str::facet_name},
                                        {JournalFacet::month, "month", Str::facet_month}}};

Str answer_words(app::FindAnswer answer) {
    constexpr std::array kWords{Str::facet_by_you,   Str::facet_by_model, Str::i_dont_know,
                                Str::not_a_mushroom, Str::not_identified, Str::facet_no_photo};
    return kWords[static_cast<std::size_t>(answer)];
}

// What of this facet is asked for; empty: nothing.
std::string value_words(const Frame& frame, const app::Narrowing& narrowing, JournalFacet facet) {
    switch (facet) {
    case JournalFacet::risk: return narrowing.risk ? std::string(risk_words(frame, *narrowing.risk)) : "";
    case JournalFacet::answer: return narrowing.answer ? std::string(frame.tr(answer_words(*narrowing.answer))) : "";
    case JournalFacet::name: return narrowing.name;
    case JournalFacet::month: break;
    }
    return narrowing.year == 0 ? "" : format_month(frame.locale, narrowing.year, narrowing.month);
}

} // namespace

std::string narrowed_words(const Frame& frame, const app::Narrowing& narrowing) {
    std::string all;
    for (const Facet& facet : kFacets) {
        const std::string value = value_words(frame, narrowing, facet.facet);
        all += all.empty() || value.empty() ? value : ", " + value;
    }
    return all;
}

void facet_chips(Frame& frame, Column& column, const app::Journal& journal, float gutter) {
    std::array<std::string, kFacets.size()> labels;
    std::vector<ChipSpec> chips;
    const bool any = journal.narrowing.any();
    if (any) { // first: the row may be wider than the screen
        chips.push_back({"clear", frame.tr(Str::facet_clear), Icon::x});
    }
    for (std::size_t i = 0; i < kFacets.size(); ++i) {
        const Facet& facet = kFacets[i];
        const std::string value = value_words(frame, journal.narrowing, facet.facet);
        labels[i] = value.empty() ? std::string(frame.tr(facet.label))
                                  : frame.tr(Str::facet_is, {{"facet", frame.tr(facet.label)}, {"value", value}});
        chips.push_back({facet.key, labels[i], {}, !value.empty(), true});
    }
    const ChipRowResult row =
        filter_chips(frame, "facets", {column.x - gutter, column.y, column.w + 2 * gutter, size::touch_min}, gutter,
                     chips, frame.tr(Str::filter_name));
    column.take(row.height);
    const int facet = row.tapped - (any ? 1 : 0);
    if (row.tapped >= 0 && facet < 0) {
        frame.ask(command::NarrowFinds{});
        scroll_to_top(frame, "finds");
    } else if (row.tapped >= 0) {
        frame.ask(command::OpenFacet{kFacets[static_cast<std::size_t>(facet)].facet});
    }
}

void facet_sheet(Frame& frame, const app::State& state, JournalFacet facet) {
    const Str title = kFacets[static_cast<std::size_t>(facet)].label;
    const bool closed = sheet(frame, "facet", frame.tr(title), [&frame, &state, facet](Context& inner, Column& column) {
        const app::Journal& journal = state.journal;
        column.gap(8); // below the way out
        std::int64_t number = 0;
        for (const app::JournalChoice& choice : journal.choices) {
            const KeyScope scope(inner, "choice", ++number);
            const std::string value = value_words(frame, choice.to, facet);
            const std::string count = format_number(frame.locale, static_cast<std::int64_t>(choice.rows));
            RowOptions row;
            row.value = count;
            row.chevron = false;
            row.hairline_below = number < static_cast<std::int64_t>(journal.choices.size());
            if (choice.to == journal.narrowing) {
                row.icon = Icon::check;
            }
            const std::string_view title = value.empty() ? inner.tr(Str::facet_any) : value;
            const Rect rect = column.take(list_row_height(inner, column.w + 32, title, row));
            if (list_row(inner, "row", {rect.x - 16, rect.y, rect.w + 32, rect.h}, title, row)) {
                frame.ask(command::NarrowFinds{choice.to});
            }
        }
    });
    if (closed) {
        frame.ask(command::CloseOverlay{});
    }
}

} // namespace hypha::ui
