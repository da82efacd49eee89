#include "app/own_taste.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "app/list_stories.hpp"
#include "app/search_stories.hpp"
#include "app/settings.hpp"
#include "app/show_toast.hpp"
#include "app/story_standing.hpp"
#include "storage/taste_table.hpp"

namespace hypha::app {
namespace {

constexpr const char* kByTime = "taste_by_time";
constexpr const char* kLearns = "taste_learns";
constexpr const char* kLearnsTime = "taste_learns_time";
constexpr const char* kDiversity = "taste_diversity";
constexpr const char* kInterests = "taste_interests_asked";
constexpr std::size_t kMostShown = 24;
constexpr std::size_t kFewestTopics = 2; // to choose among
constexpr std::size_t kPassedOver = 3;   // stories right above one that was opened
constexpr std::int64_t kWeek_ms = 7LL * 24 * 3600 * 1000;
constexpr double kLeft_ms = 10'000; // who leaves sooner did not find what the title promised
constexpr float kLookedAt = 0.3F;   // of a story; further down it was read, however fast

taste::Subject subject_of(const FeedStory& story) { return {story.source, story.topic, story.language, story.title}; }

TasteTrait trait_of(const taste::Weighed& weighed, const taste::Wishes& wishes) {
    const auto turned = wishes.turned.find(weighed.key);
    return {weighed.key, weighed.shown, weighed.weight, turned == wishes.turned.end() ? 0 : turned->second,
            weighed.choices};
}

// What weighs, and what else the listed stories have, so that it can be turned before anything was learned.
std::vector<TasteTrait> traits_of_kind(const taste::TasteModel& model, taste::TraitKind kind,
                                       const std::map<std::string, std::string>& listed) {
    std::vector<TasteTrait> traits;
    for (const taste::Weighed& weighed : model.weights(kind)) {
        traits.push_back(trait_of(weighed, model.wishes()));
    }
    for (const auto& [key, shown] : listed) {
        if (taste::kind_of(key) == kind && !model.wishes().dropped.contains(key) &&
            std::ranges::find(traits, key, &TasteTrait::key) == traits.end()) {
            traits.push_back({key, shown, 0, 0, 0});
        }
    }
    if (traits.size() > kMostShown) {
        traits.resize(kMostShown);
    }
    return traits;
}

// The model anew from all that is kept; false where that could not be read.
bool learn_again(Workplace& work) {
    NewsRun& run = work.memory.news;
    storage::TasteTable table(*work.database);
    auto said = table.said();
    const auto choices = table.choices();
    if (!work.keep(said) || !work.keep(choices)) {
        return false;
    }
    run.taste = taste::TasteModel(std::move(said->wishes));
    run.blocked = std::move(said->blocked);
    for (const taste::Choice& choice : *choices) {
        run.taste.learn(choice);
    }
    return true;
}

// After a wish of the person's: the model, and all lists by it.
void apply_wish(Workplace& work) {
    if (learn_again(work)) {
        read_feed(work);
        search_again(work);
    }
}

bool may_write(const Workplace& work) { return work.database && !work.database->read_only(); }

void choose_switch(Workplace& work, bool& value, const char* key, bool wished) {
    value = wished;
    if (may_write(work)) {
        write_setting(work, key, wished ? "1" : "0");
    }
    work.touch();
}

} // namespace

void show_taste(Workplace& work) {
    OwnTaste& own = work.state.reading.taste;
    const taste::TasteModel& model = work.memory.news.taste;
    std::map<std::string, std::string> listed;
    for (const FeedStory& story : work.state.reading.stories) {
        for (const taste::Trait& trait : taste::traits_of(subject_of(story))) {
            listed.emplace(trait.key, trait.shown);
        }
    }
    own.choices = model.choices();
    own.words.clear();
    for (const taste::Weighed& weighed : model.weights(taste::TraitKind::word)) {
        if (weighed.weight > 0 && own.words.size() < kMostShown) {
            own.words.push_back(trait_of(weighed, model.wishes()));
        }
    }
    own.topics = traits_of_kind(model, taste::TraitKind::topic, listed);
    own.sources = traits_of_kind(model, taste::TraitKind::source, listed);
    own.languages = traits_of_kind(model, taste::TraitKind::language, listed);
    own.interests.clear();
    if (work.memory.news.asks_interests && work.state.reading.topics.size() >= kFewestTopics) {
        for (const std::string& topic : work.state.reading.topics) {
            own.interests.push_back(trait_of({"t:" + topic, topic, 0, 0}, model.wishes()));
        }
    }
    own.dropped.assign(model.wishes().dropped.begin(), model.wishes().dropped.end());
    own.blocked.assign(work.memory.news.blocked.begin(), work.memory.news.blocked.end());
    work.touch();
}

void read_taste(Workplace& work) {
    OwnTaste& own = work.state.reading.taste;
    own.by_time = read_setting(work, kByTime) == "1";
    own.learns = read_setting(work, kLearns) != "0";
    own.learns_time = read_setting(work, kLearnsTime) == "1";
    own.diversity = read_choice(work, kDiversity, taste::kMostDiversity + 1).value_or(own.diversity);
    if (learn_again(work)) {
        work.memory.news.asks_interests =
            read_setting(work, kInterests) != "1" && !work.memory.news.taste.knows_anything();
    }
}

void learn(Workplace& work, taste::Did did, const FeedStory& story) {
    if (!may_write(work) || !work.state.reading.taste.learns) {
        return;
    }
    const taste::Choice choice{work.clock.wall_ms(), did, subject_of(story)};
    if (work.keep(storage::TasteTable(*work.database).add({choice}))) {
        work.memory.news.taste.learn(choice);
        work.memory.news.order_is_old = true;
        show_taste(work);
    }
}

void unlearn(Workplace& work, taste::Did did, const FeedStory& story) {
    if (may_write(work) && work.keep(storage::TasteTable(*work.database).take_back(did, subject_of(story))) &&
        learn_again(work)) {
        work.memory.news.order_is_old = true;
        show_taste(work);
    }
}

void learn_opening(Workplace& work, const FeedStory& story) {
    const Reading& reading = work.state.reading;
    if (!may_write(work) || !reading.taste.learns) {
        return;
    }
    std::vector<taste::Choice> choices;
    const std::int64_t now_ms = work.clock.wall_ms();
    const auto opened = std::ranges::find(reading.stories, story.hash, &FeedStory::hash);
    if (opened != reading.stories.end()) {
        for (auto above = opened; above != reading.stories.begin() && choices.size() < kPassedOver;) {
            --above;
            if (!above->opened && !above->saved) {
                choices.push_back({now_ms, taste::Did::skipped, subject_of(*above)});
            }
        }
    }
    choices.push_back({now_ms, taste::Did::opened, subject_of(story)});
    if (work.keep(storage::TasteTable(*work.database).add(choices))) {
        for (const taste::Choice& choice : choices) {
            work.memory.news.taste.learn(choice);
        }
        work.memory.news.order_is_old = true;
        show_taste(work);
    }
}

void learn_reading_time(Workplace& work) {
    const OpenStory& open = work.state.reading.open;
    const double since_ms = std::exchange(work.memory.news.in_sight_since_ms, -1);
    if (since_ms < 0 || open.phase != StoryPhase::ready || !work.state.reading.taste.learns_time) {
        return;
    }
    const double spent_ms = work.clock.monotonic_ms() - since_ms;
    FeedStory story;
    story.title = open.story.title;
    story.source = open.story.source;
    story.language = open.story.language;
    story.topic = open.topic;
    if (spent_ms >= 30'000.0 * static_cast<double>(open.minutes)) { // half of what reading takes
        learn(work, taste::Did::stayed, story);
    } else if (spent_ms < kLeft_ms && open.progress < kLookedAt) {
        learn(work, taste::Did::left, story);
    }
}

void choose_story_order(Workplace& work, bool by_time) {
    Reading& reading = work.state.reading;
    choose_switch(work, reading.taste.by_time, kByTime, by_time);
    reading.topic.clear();
    reading.saved_only = false;
    read_feed(work);
}

void choose_diversity(Workplace& work, int steps) {
    OwnTaste& own = work.state.reading.taste;
    own.diversity = std::clamp(steps, 0, taste::kMostDiversity);
    if (may_write(work)) {
        write_setting(work, kDiversity, std::to_string(own.diversity));
    }
    read_feed(work);
}

void choose_learning(Workplace& work, const command::ChooseLearning& wish) {
    OwnTaste& own = work.state.reading.taste;
    choose_switch(work, wish.from_time ? own.learns_time : own.learns, wish.from_time ? kLearnsTime : kLearns, wish.on);
}

void turn_trait(Workplace& work, const std::string& key, int steps) {
    if (work.database &&
        work.keep(
            storage::TasteTable(*work.database).turn(key, std::clamp(steps, -taste::kMostSteps, taste::kMostSteps)))) {
        work.memory.news.taste.turn(key, steps);
        read_feed(work);
    }
}

void close_interests(Workplace& work) {
    work.memory.news.asks_interests = false;
    if (may_write(work)) {
        write_setting(work, kInterests, "1");
    }
    show_taste(work);
}

void drop_trait(Workplace& work, const std::string& key, bool dropped) {
    if (work.database && work.keep(storage::TasteTable(*work.database).drop(key, dropped))) {
        apply_wish(work);
        if (dropped) {
            show_toast(work, {.kind = ToastKind::trait_dropped, .can_undo = true, .code = key});
        }
    }
}

void edit_unwanted(Workplace& work, const std::string& text) {
    work.state.reading.taste.typed = text;
    work.touch();
}

void block_word(Workplace& work, const std::string& word, bool blocked) {
    const std::string plain = taste::plain_word(word);
    work.state.reading.taste.typed.clear();
    work.touch();
    if (work.database && !plain.empty() && work.keep(storage::TasteTable(*work.database).block(plain, blocked))) {
        apply_wish(work);
    }
}

void forget_week(Workplace& work) {
    work.state.overlay = std::monostate{};
    if (!work.database) {
        return;
    }
    const auto gone = storage::TasteTable(*work.database).forget(work.clock.wall_ms() - kWeek_ms);
    if (work.keep(gone)) {
        apply_wish(work);
        show_toast(work, {.kind = ToastKind::taste_forgotten});
    }
}

void forget_taste(Workplace& work) {
    work.state.overlay = std::monostate{};
    if (work.database && work.keep(storage::TasteTable(*work.database).erase())) {
        work.memory.news.asks_interests = true;
        write_setting(work, kInterests, "0");
        apply_wish(work);
        show_toast(work, {.kind = ToastKind::taste_forgotten});
    }
}

void ask_why(Workplace& work, const std::string& hash) {
    if (auto why = why_of_story(work, hash)) {
        work.state.overlay = *std::move(why);
        work.touch();
    }
}

} // namespace hypha::app
