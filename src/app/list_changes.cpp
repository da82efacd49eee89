#include "app/list_changes.hpp"

#include <memory>
#include <utility>
#include <vector>

#include "core/fungi/judge.hpp"
#include "storage/identification_table.hpp"
#include "storage/photo_table.hpp"

namespace hypha::app {
namespace {

constexpr std::size_t kMostMissesShown = 200;

Opinion opinion_of(const storage::Said& said, bool by_person) {
    Opinion opinion;
    opinion.by_person = by_person;
    opinion.state = said.state;
    opinion.name = said.name;
    opinion.probability = said.probability;
    opinion.confidence = said.confidence;
    opinion.risk = said.risk;
    return opinion;
}

std::vector<AnswerMiss> misses_of(Workplace& work) {
    std::vector<AnswerMiss> misses;
    const storage::AnswerSource now = source_of(work);
    storage::AnswerChanges stored(*work.database, now);
    for (const ObservationId id : work.memory.look_again.missed) {
        if (misses.size() == kMostMissesShown) {
            break;
        }
        const auto is_left = stored.is_left(id);
        const auto answer = storage::IdentificationTable(*work.database).latest(id);
        const auto photos = storage::PhotoTable(*work.database).of(id);
        if (is_left && *is_left && answer && photos) {
            misses.push_back(
                {id, photos->empty() ? "" : photos->front().sha256, answer->verdict.name, answer->verdict.state});
        }
    }
    return misses;
}

} // namespace

storage::AnswerSource source_of(const Workplace& work) {
    return {work.manifest.sha256, fungi::rules_of(work.manifest)};
}

void count_changes(Workplace& work) {
    const storage::AnswerSource now = source_of(work);
    const auto changed = storage::AnswerChanges(*work.database, now).count_changes();
    if (work.keep(changed)) {
        work.state.other_answers.changed = static_cast<std::size_t>(*changed);
    }
}

void read_changes(Workplace& work) {
    OtherAnswers& answers = work.state.other_answers;
    if (work.state.route.screen != Screen::changes || !work.database) {
        answers.changes.reset();
        answers.misses.reset();
        return;
    }
    const storage::AnswerSource now = source_of(work);
    const auto stored = storage::AnswerChanges(*work.database, now).changes();
    if (!work.keep(stored)) {
        return;
    }
    std::vector<AnswerChange> changes;
    changes.reserve(stored->size());
    for (const storage::AnswerChange& change : *stored) {
        changes.push_back({change.find, change.photo_sha256, opinion_of(change.before, false),
                           opinion_of(change.now, false), std::nullopt});
        if (change.person) {
            changes.back().person = opinion_of(*change.person, true);
        }
    }
    answers.changes = std::make_shared<const std::vector<AnswerChange>>(std::move(changes));
    answers.misses = std::make_shared<const std::vector<AnswerMiss>>(misses_of(work));
    work.touch();
}

} // namespace hypha::app
