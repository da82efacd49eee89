#include "app/name_find.hpp"

#include "app/follow_route.hpp"
#include "app/given_name.hpp"
#include "app/keep_journal.hpp"
#include "app/records.hpp"
#include "app/show_toast.hpp"
#include "app/suggest_names.hpp"
#include "core/fungi/risk.hpp"
#include "storage/identification_table.hpp"

namespace hypha::app {
namespace {

constexpr std::int64_t kNamesGivenBefore = 200;

void suggest(Workplace& work) {
    Naming& naming = work.state.naming;
    const Observation* find = work.open(naming.observation);
    const auto given = storage::IdentificationTable(*work.database).given_names(kNamesGivenBefore);
    if (find == nullptr || !work.keep(given)) {
        return;
    }
    std::vector<fungi::Candidate> candidates;
    if (find->verdict && find->verdict->state == fungi::VerdictState::answered) {
        candidates.push_back({find->verdict->name, find->verdict->rank, 0, fungi::Risk::unknown});
    }
    if (find->verdict) {
        candidates.insert(candidates.end(), find->verdict->candidates.begin(), find->verdict->candidates.end());
    }
    naming.suggestions = suggest_names(naming.text, {candidates, *given, work.state.model.species});
    work.touch();
}

// False when nothing was kept.
bool keep_opinion(Workplace& work, ObservationId id, fungi::VerdictState state, const GivenName& name,
                  ToastKind toast) {
    Observation* find = open_observation(work, id);
    if (find == nullptr) {
        return false;
    }
    storage::IdentificationRow row;
    row.observation = id;
    row.created_ms = work.clock.wall_ms();
    row.by = storage::IdentifiedBy::person;
    row.verdict.state = state;
    row.verdict.rank = name.rank;
    row.verdict.name = name.latin;
    row.verdict.risk = fungi::risk_of_kind(name.latin);
    const auto added = storage::IdentificationTable(*work.database).add(row);
    if (!work.keep(added) || !read_opinions(work, *find)) {
        return false;
    }
    show_toast(work, {.kind = toast, .observation = id, .can_undo = true, .identification = *added});
    refresh_journal(work);
    return true;
}

void leave_naming(Workplace& work, ObservationId id) {
    if (work.state.route.screen == Screen::name && work.state.route.observation == id) {
        go_back(work);
    }
}

} // namespace

void begin_naming(Workplace& work) {
    const bool there = work.state.route.screen == Screen::name && work.database;
    if (!there) {
        work.state.naming = Naming{};
    } else if (work.state.naming.observation != work.state.route.observation) {
        work.state.naming = Naming{.observation = work.state.route.observation, .text = {}, .suggestions = {}};
        suggest(work);
    }
}

void edit_name(Workplace& work, const std::string& text) {
    Naming& naming = work.state.naming;
    if (!naming.observation || !work.database || naming.text == text) {
        return;
    }
    naming.text = text;
    naming.refused = false;
    suggest(work);
}

void give_name(Workplace& work, const command::GiveName& wish) {
    const auto name = given_name_of(wish.name);
    if (!name) {
        work.state.naming.refused = work.state.naming.observation == wish.observation;
        work.touch();
        return;
    }
    const Observation* find = open_observation(work, wish.observation);
    const Opinion* said = find == nullptr ? nullptr : given_by_person(*find);
    const bool same = said != nullptr && said->name == name->latin; // once more is nothing new
    if (same || keep_opinion(work, wish.observation, fungi::VerdictState::answered, *name, ToastKind::named)) {
        leave_naming(work, wish.observation);
    }
}

void say_no_mushroom(Workplace& work, ObservationId id) {
    if (keep_opinion(work, id, fungi::VerdictState::not_mushroom, {}, ToastKind::named)) {
        leave_naming(work, id);
    }
}

void remove_name(Workplace& work, ObservationId id) {
    const Observation* find = open_observation(work, id);
    if (find != nullptr && given_by_person(*find) != nullptr) {
        keep_opinion(work, id, fungi::VerdictState::unknown, {}, ToastKind::name_removed);
    }
}

void take_name_back(Workplace& work, const Toast& undone) {
    if (!work.database || !work.keep(storage::IdentificationTable(*work.database).take_back(undone.identification))) {
        return;
    }
    if (Observation* find = work.open(undone.observation)) {
        read_opinions(work, *find);
    }
    refresh_journal(work);
}

} // namespace hypha::app
