#include "app/narrow_finds.hpp"

#include "app/journal_pages.hpp"
#include "app/keep_journal.hpp"

namespace hypha::app {
namespace {

// All that is asked for but for one facet.
Narrowing without(Narrowing narrowing, JournalFacet facet) {
    switch (facet) {
    case JournalFacet::risk: narrowing.risk.reset(); break;
    case JournalFacet::answer: narrowing.answer.reset(); break;
    case JournalFacet::name: narrowing.name.clear(); break;
    case JournalFacet::month: narrowing.year = narrowing.month = 0; break;
    }
    return narrowing;
}

std::optional<storage::FindPart> part_of(JournalFacet facet) {
    switch (facet) {
    case JournalFacet::risk: return storage::FindPart::risk;
    case JournalFacet::answer: return storage::FindPart::answer;
    case JournalFacet::name: return storage::FindPart::name;
    case JournalFacet::month: break;
    }
    return std::nullopt;
}

JournalChoice choice_of(const Narrowing& others, JournalFacet facet, const storage::FindValue& value) {
    JournalChoice choice{others, static_cast<std::size_t>(value.count)};
    if (facet == JournalFacet::risk) {
        choice.to.risk = static_cast<fungi::Risk>(value.number);
    } else if (facet == JournalFacet::answer) {
        choice.to.answer = static_cast<FindAnswer>(value.number);
    } else {
        choice.to.name = value.name;
    }
    return choice;
}

} // namespace

void open_facet(Workplace& work, JournalFacet facet) {
    if (!work.database) {
        return;
    }
    Journal& journal = work.state.journal;
    const Narrowing others = without(journal.narrowing, facet);
    const std::int64_t zone = work.state.look.zone_offset_min;
    storage::Journal stored(*work.database);
    const storage::JournalView view{static_cast<storage::JournalFilter>(journal.filter), true};
    if (!work.keep(finds_index(work).search_with_facts(query_of(journal, others, zone)))) {
        return;
    }
    const auto all = stored.count(view);
    if (!work.keep(all)) {
        return;
    }
    journal.choices.assign(1, {others, static_cast<std::size_t>(*all)});
    if (const auto part = part_of(facet)) {
        const auto values = stored.values(*part, view);
        if (!work.keep(values)) {
            return;
        }
        for (const storage::FindValue& value : *values) {
            journal.choices.push_back(choice_of(others, facet, value));
        }
    } else {
        const auto months = stored.months(zone, view);
        if (!work.keep(months)) {
            return;
        }
        for (const storage::JournalMonth& month : *months) {
            JournalChoice choice{others, static_cast<std::size_t>(month.count)};
            choice.to.year = month.year;
            choice.to.month = month.month;
            journal.choices.push_back(std::move(choice));
        }
    }
    work.state.overlay = FacetSheet{facet};
    work.touch();
}

void narrow_finds(Workplace& work, const Narrowing& to) {
    Journal& journal = work.state.journal;
    if (std::holds_alternative<FacetSheet>(work.state.overlay)) {
        work.state.overlay = std::monostate{};
        journal.choices.clear();
        work.touch();
    }
    if (journal.narrowing == to || !work.database) {
        return;
    }
    journal.narrowing = to;
    journal.pages.clear();
    refresh_journal(work);
}

} // namespace hypha::app
