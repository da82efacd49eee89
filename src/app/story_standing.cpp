#include "app/story_standing.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string_view>

#include "core/taste/fetch_export.hpp"
#include "core/taste/rank_stories.hpp"

namespace hypha::app {
namespace {

using taste::kMostJudged;

taste::Subject subject_of(const storage::StoryRow& row) { return {row.source, row.topic, row.language, row.title}; }

// `rows`: newest first.
std::vector<taste::Rankable> rankable(std::span<const storage::StoryRow> rows) {
    std::vector<taste::Rankable> all;
    all.reserve(rows.size());
    for (const storage::StoryRow& row : rows) {
        all.push_back({{row.hash, row.source, row.told_with, row.published_s}, subject_of(row), row.opened_ms > 0});
    }
    return all;
}

std::vector<storage::StoryRow> wanted_rows(Workplace& work) {
    auto rows = storage::StoryTable(*work.database).newest(work.state.reading.region, kMostJudged);
    if (!work.keep(rows)) {
        return {};
    }
    std::erase_if(*rows, [&work](const storage::StoryRow& row) { return is_blocked(work.memory.news, row); });
    return *std::move(rows);
}

// From 1; nothing where another story tells the same and stands for it.
std::optional<std::size_t> place_of(std::span<const taste::Ranked> ranked, std::size_t story) {
    const auto found = std::ranges::find(ranked, story, &taste::Ranked::story);
    return found == ranked.end() ? std::nullopt : std::optional<std::size_t>(found - ranked.begin() + 1);
}

} // namespace

bool is_blocked(const NewsRun& run, const storage::StoryRow& row) {
    return !run.blocked.empty() && taste::has_word_of(row.title, row.language, run.blocked);
}

std::vector<Standing> stand_in_order(const Workplace& work, const std::vector<storage::StoryRow>& rows) {
    const std::span judged = std::span(rows).first(std::min(rows.size(), kMostJudged));
    const OwnTaste& own = work.state.reading.taste;
    const std::vector<taste::Rankable> stories = rankable(judged);
    const auto ranked = taste::rank_stories(stories, work.memory.news.taste, work.clock.wall_ms() / 1000,
                                            own.knows ? own.diversity : 0);
    std::vector<news::Orderable> places;
    places.reserve(rows.size());
    for (const storage::StoryRow& row : rows) {
        places.push_back({row.hash, row.source, row.told_with, row.published_s});
    }
    const std::vector<news::Placed> by_time = news::order_stories(places);
    std::vector<Standing> standing;
    std::map<std::size_t, double> scores;
    std::set<std::string_view> told; // that stand already
    for (const taste::Ranked& one : ranked) {
        scores.emplace(one.story, one.score);
        if (own.knows && !own.by_time) {
            const storage::StoryRow& row = rows[one.story];
            told.insert(row.told_with);
            standing.push_back({row.hash, one.other_sources, one.why, one.reason, one.key, one.shown, one.score});
        }
    }
    const double least = ranked.empty() ? 0 : std::ranges::min_element(ranked, {}, &taste::Ranked::score)->score;
    for (const news::Placed& placed : by_time) {
        const storage::StoryRow& row = rows[placed.story];
        if (!told.contains(row.told_with)) {
            const auto found = scores.find(placed.story);
            standing.push_back({row.hash, placed.other_sources, placed.why, taste::Reason::by_order, "", "",
                                found == scores.end() ? least : found->second});
        }
    }
    return standing;
}

std::optional<WhyStory> why_of_story(Workplace& work, const std::string& hash) {
    if (!work.database) {
        return std::nullopt;
    }
    const auto found = storage::StoryTable(*work.database).find(hash);
    if (!work.keep(found) || !*found) {
        return std::nullopt;
    }
    const taste::TasteModel& model = work.memory.news.taste;
    const taste::Subject about = subject_of(**found);
    WhyStory why{hash, (*found)->title, model.contributions(about), {}, {}};
    const std::vector<storage::StoryRow> rows = wanted_rows(work);
    const auto row = std::ranges::find(rows, hash, &storage::StoryRow::hash);
    const auto story = static_cast<std::size_t>(row - rows.begin());
    const std::vector<taste::Rankable> stories = rankable(rows);
    const auto place_by = [&](const taste::TasteModel& by) {
        return place_of(
            taste::rank_stories(stories, by, work.clock.wall_ms() / 1000, work.state.reading.taste.diversity), story);
    };
    why.place = row == rows.end() ? std::nullopt : place_by(model);
    if (why.place && !why.contributions.empty()) {
        why.place_without = place_by(model.without(why.contributions.front().key));
    }
    return why;
}

} // namespace hypha::app
