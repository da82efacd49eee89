#include "core/taste/rank_stories.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <numbers>
#include <numeric>
#include <string_view>
#include <utility>

namespace hypha::taste {
namespace {

constexpr double kHalfLife_s = 24.0 * 3600;
constexpr double kNoDate_s = 2 * kHalfLife_s; // who does not say when is taken for two days old
constexpr double kTold = 0.4;                 // times the logarithm of how many sources tell it
constexpr double kOpened = 1.5;               // logits
constexpr double kGivesWay = 0.25;            // logits a step of diversity, for each of the last few like it
constexpr std::size_t kLastFew = 4;
constexpr std::size_t kCandidates = 48; // of the best; further down nothing could come first
constexpr double kSpeaks = 0.15;        // logits that are worth a sentence
constexpr std::size_t kLifted = 3;      // places that giving way must have lifted it

double by_age(std::int64_t published_s, std::int64_t now_s) {
    const double age_s = published_s <= 0 ? kNoDate_s : std::max(0.0, static_cast<double>(now_s - published_s));
    return -std::numbers::ln2 * age_s / kHalfLife_s;
}

Reason reason_of(const Contribution& best) {
    if (best.wished) {
        return Reason::wished;
    }
    switch (kind_of(best.key)) {
    case TraitKind::source: return Reason::source;
    case TraitKind::topic: return Reason::topic;
    case TraitKind::language: return Reason::language;
    case TraitKind::word: break;
    }
    return Reason::word;
}

// How alike a story is to those that were placed last: one for each of the same source, one for each of the same topic.
double likeness(const Subject& story, const std::deque<const Subject*>& last) {
    double alike = 0;
    for (const Subject* other : last) {
        alike += story.source == other->source ? 1 : 0;
        alike += !story.topic.empty() && story.topic != "other" && story.topic == other->topic ? 1 : 0;
    }
    return alike;
}

// `common`: the key of the language most stories are in, which says nothing of one of them.
void give_reason(Ranked& ranked, const std::vector<Contribution>& contributions, bool lifted, std::string_view common) {
    const auto best = std::ranges::find_if(
        contributions, [common](const Contribution& each) { return each.value > 0 && each.key != common; });
    if (best != contributions.end() && best->value >= kSpeaks) {
        ranked.reason = reason_of(*best);
        ranked.key = best->key;
        ranked.shown = best->shown;
    } else if (lifted) {
        ranked.reason = Reason::change;
    }
}

std::string common_language(std::span<const Rankable> stories) {
    std::map<std::string, std::size_t> counts;
    for (const Rankable& story : stories) {
        const std::string key = language_key(story.about.language);
        if (++counts[key] * 2 > stories.size()) {
            return key;
        }
    }
    return "";
}

} // namespace

std::vector<Ranked> rank_stories(std::span<const Rankable> stories, const TasteModel& model, std::int64_t now_s,
                                 int diversity) {
    std::vector<news::Orderable> places;
    places.reserve(stories.size());
    for (const Rankable& story : stories) {
        places.push_back(story.place);
    }
    std::vector<Ranked> waiting;
    for (const news::Placed& placed : news::order_stories(places)) {
        const Rankable& story = stories[placed.story];
        const double told = kTold * std::log1p(static_cast<double>(placed.other_sources));
        waiting.push_back(
            {placed.story,
             placed.other_sources,
             Reason::by_order,
             placed.why,
             {},
             {},
             model.score(story.about) + by_age(story.place.published_s, now_s) + told - (story.opened ? kOpened : 0)});
    }
    std::vector<std::size_t> turn(waiting.size()); // newest first
    std::iota(turn.begin(), turn.end(), std::size_t{0});
    std::ranges::sort(turn, [&waiting](std::size_t one, std::size_t other) {
        return waiting[one].score != waiting[other].score ? waiting[one].score > waiting[other].score : one < other;
    });

    const std::string common = common_language(stories);
    const double step = kGivesWay * std::clamp(diversity, 0, kMostDiversity);
    std::vector<Ranked> placed;
    placed.reserve(waiting.size());
    std::deque<const Subject*> last;
    // The pool holds the best that are left, in order; the first of them is always in it.
    std::vector<std::pair<std::size_t, double>> pool; // place by score alone, score
    std::size_t next = 0;
    while (placed.size() < waiting.size()) {
        while (pool.size() < kCandidates && next < waiting.size()) {
            pool.emplace_back(next, waiting[turn[next]].score);
            ++next;
        }
        const auto best = std::ranges::max_element(pool, {}, [&](const auto& each) {
            return each.second - step * likeness(stories[waiting[turn[each.first]].story].about, last);
        });
        Ranked ranked = std::move(waiting[turn[best->first]]);
        const Subject& about = stories[ranked.story].about;
        give_reason(ranked, model.contributions(about), best->first >= placed.size() + kLifted, common);
        pool.erase(best);
        last.push_back(&about);
        if (last.size() > kLastFew) {
            last.pop_front();
        }
        placed.push_back(std::move(ranked));
    }
    return placed;
}

} // namespace hypha::taste
