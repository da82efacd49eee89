// Over 300 lines because writer, reader and chooser share one form.
#include "core/taste/fetch_export.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "core/base/sha256_hex.hpp"
#include "core/news/named_lines.hpp"
#include "core/news/story_file.hpp"
#include "core/taste/fetch_plan.hpp"
#include "core/taste/rank_stories.hpp"
#include "core/taste/tab_fields.hpp"

namespace hypha::taste {
namespace {

constexpr std::string_view kFirstLine = "hypha-fetch 1";
constexpr std::string_view kAnyVersion = "hypha-fetch ";
constexpr std::size_t kMostHere = 8'000, kMostNames = 1'000, kMostWeights = 3'000, kMostWanted = 300;
constexpr std::size_t kMostName_bytes = 200; // of a source, a word, the key of a trait
constexpr double kMillionths = 1e6;
constexpr double kUnknown = 1.1; // logits: read one time in four
constexpr std::int64_t kHeaviest = 1'000'000'000;

std::optional<std::int64_t> signed_number(std::string_view text) {
    const bool below = text.starts_with('-');
    const auto number = news::whole_number(text.substr(below ? 1 : 0));
    if (!number || *number > kHeaviest || (below && *number == 0)) {
        return std::nullopt;
    }
    return below ? -*number : *number;
}

std::string window_text(const DayWindow& window) {
    return std::to_string(window.from_min) + '-' + std::to_string(window.to_min);
}

bool read_window(std::string_view text, DayWindow& window) {
    const std::size_t dash = text.find('-');
    const auto from = news::whole_number(text.substr(0, dash));
    const auto to = dash == std::string_view::npos ? std::nullopt : news::whole_number(text.substr(dash + 1));
    if (!from || !to || *from >= kDay_min || *to >= kDay_min) {
        return false;
    }
    window = {static_cast<int>(*from), static_cast<int>(*to)};
    return true;
}

bool read_flag(std::string_view text, bool& flag) {
    flag = text == "1";
    return flag || text == "0";
}

constexpr std::array<std::string_view, 3> kWishes{"never", "small", "all"}; // by PictureWish

bool read_wish(std::string_view text, PictureWish& wish) {
    const auto found = std::ranges::find(kWishes, text);
    if (found != kWishes.end()) {
        wish = static_cast<PictureWish>(found - kWishes.begin());
    }
    return found != kWishes.end();
}

bool read_count(std::string_view text, std::int64_t& count) {
    const auto number = news::whole_number(text);
    count = number.value_or(0);
    return number.has_value();
}

bool is_here_digits(std::string_view text) {
    return text.size() == kHereDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool read_journal_mark(std::string_view text, FetchExport& plan) {
    const std::size_t blank = text.find(' ');
    const std::string_view id = text.substr(0, blank);
    if (blank == std::string_view::npos || id.size() != 32 ||
        id.find_first_not_of("0123456789abcdef") != std::string_view::npos) {
        return false;
    }
    plan.journal = id;
    return read_count(text.substr(blank + 1), plan.counted);
}

bool read_named(std::string_view name, std::string_view value, FetchExport& plan) {
    FetchRules& rules = plan.rules;
    if (name == "region") {
        plan.region = value;
        return news::is_region_name(value);
    }
    if (name == "key") {
        plan.key = value;
        return is_sha256_hex(value); // as many digits
    }
    return name == "made"        ? read_count(value, plan.made_s)
           : name == "day"       ? read_count(value, plan.day)
           : name == "spent"     ? read_count(value, plan.spent_bytes)
           : name == "journal"   ? read_journal_mark(value, plan)
           : name == "paused"    ? read_flag(value, rules.paused)
           : name == "charging"  ? read_flag(value, rules.only_charging)
           : name == "free"      ? read_flag(value, rules.unknown_is_free)
           : name == "quiet"     ? read_window(value, rules.quiet)
           : name == "cheap"     ? read_window(value, rules.cheap)
           : name == "pictures"  ? read_wish(value, rules.pictures)
           : name == "unmetered" ? read_count(value, rules.unmetered_bytes)
           : name == "other"     ? read_count(value, rules.other_bytes)
                                 : true;
}

bool read_wanted(std::string_view line, FetchExport& plan) {
    WantedText wanted;
    wanted.hash = take_field(line);
    const auto bytes = news::whole_number(take_field(line));
    wanted.source = take_field(line);
    if (!is_sha256_hex(wanted.hash) || !bytes || *bytes > static_cast<std::int64_t>(news::kMostStory_bytes) ||
        !news::is_one_line(wanted.source, kMostName_bytes) || plan.wanted.size() == kMostWanted) {
        return false;
    }
    wanted.bytes = *bytes;
    plan.wanted.push_back(std::move(wanted));
    return true;
}

bool read_known(std::string_view line, FetchExport& plan) {
    const std::string_view key = take_field(line);
    const auto weight = signed_number(take_field(line)), steps = signed_number(take_field(line));
    if (key.empty() || !news::is_one_line(key, kMostName_bytes) || !weight || !steps || *steps < -kMostSteps ||
        *steps > kMostSteps || plan.weights.size() == kMostWeights) {
        return false;
    }
    plan.weights.push_back({std::string(key), static_cast<double>(*weight) / kMillionths});
    if (*steps != 0) {
        plan.turned[std::string(key)] = static_cast<int>(*steps);
    }
    return true;
}

bool read_line(std::string_view line, FetchExport& plan) {
    const std::string_view kind = take_field(line);
    if (kind == "here") {
        plan.here.emplace(line);
        return is_here_digits(line) && plan.here.size() <= kMostHere;
    }
    if (kind == "hide" || kind == "word") {
        std::set<std::string>& names = kind == "hide" ? plan.hidden_sources : plan.blocked;
        names.emplace(line);
        return !line.empty() && news::is_one_line(line, kMostName_bytes) && names.size() <= kMostNames;
    }
    return kind == "want" ? read_wanted(line, plan) : kind == "know" ? read_known(line, plan) : true;
}

void add_names(std::string& text, std::string_view kind, const std::set<std::string>& names) {
    std::size_t left = kMostNames;
    for (const std::string& name : names) {
        if (left-- == 0) {
            break;
        }
        if (!name.empty() && news::is_one_line(name, kMostName_bytes)) {
            text.append(kind).append("\t").append(name).append("\n");
        }
    }
}

void add_weights(std::string& text, const FetchExport& plan) {
    std::map<std::string, std::pair<std::int64_t, int>, std::less<>> rows;
    for (const KnownWeight& known : plan.weights) {
        rows[known.key].first = std::llround(std::clamp(known.weight, -900.0, 900.0) * kMillionths);
    }
    for (const auto& [key, steps] : plan.turned) {
        rows[key].second = steps;
    }
    std::vector<const std::pair<const std::string, std::pair<std::int64_t, int>>*> heaviest;
    for (const auto& row : rows) {
        if ((row.second.first != 0 || row.second.second != 0) && news::is_one_line(row.first, kMostName_bytes)) {
            heaviest.push_back(&row);
        }
    }
    // What the person said comes first: it is never cut.
    std::ranges::sort(heaviest, [](const auto* one, const auto* other) {
        const auto& [weight, steps] = one->second;
        const auto& [other_weight, other_steps] = other->second;
        const bool said = steps != 0, other_said = other_steps != 0;
        return said != other_said                           ? said
               : std::abs(weight) != std::abs(other_weight) ? std::abs(weight) > std::abs(other_weight)
                                                            : one->first < other->first;
    });
    heaviest.resize(std::min(heaviest.size(), kMostWeights));
    for (const auto* row : heaviest) {
        text += "know\t" + row->first + '\t' + std::to_string(row->second.first) + '\t' +
                std::to_string(row->second.second) + '\n';
    }
}

} // namespace

std::string write_export(const FetchExport& plan) {
    const FetchRules& rules = plan.rules;
    const auto flag = [](bool on) { return on ? "1" : "0"; };
    std::string text = std::string(kFirstLine) + "\nregion: " + plan.region + "\nkey: " + plan.key +
                       "\nmade: " + std::to_string(plan.made_s) + "\nday: " + std::to_string(plan.day) +
                       "\nspent: " + std::to_string(plan.spent_bytes) + '\n';
    if (!plan.journal.empty()) {
        text += "journal: " + plan.journal + ' ' + std::to_string(plan.counted) + '\n';
    }
    text += std::string("paused: ") + flag(rules.paused) + "\ncharging: " + flag(rules.only_charging) +
            "\nfree: " + flag(rules.unknown_is_free) + "\nquiet: " + window_text(rules.quiet) +
            "\ncheap: " + window_text(rules.cheap) + "\nunmetered: " + std::to_string(rules.unmetered_bytes) +
            "\nother: " + std::to_string(rules.other_bytes) +
            "\npictures: " + std::string(kWishes[static_cast<std::size_t>(rules.pictures)]) + "\n\n";
    std::size_t left = kMostHere;
    for (const std::string& digits : plan.here) {
        if (left-- == 0) {
            break;
        }
        text += "here\t" + digits + '\n';
    }
    add_names(text, "hide", plan.hidden_sources);
    add_names(text, "word", plan.blocked);
    for (std::size_t i = 0; i < std::min(plan.wanted.size(), kMostWanted); ++i) {
        const WantedText& wanted = plan.wanted[i];
        text += "want\t" + wanted.hash + '\t' + std::to_string(wanted.bytes) + '\t' +
                news::one_line(wanted.source, kMostName_bytes) + '\n';
    }
    add_weights(text, plan);
    return text;
}

Result<FetchExport> parse_export(std::string_view bytes) {
    if (bytes.size() > kMostExport_bytes) {
        return failure("plan_too_large", std::to_string(bytes.size()) + " bytes");
    }
    if (!is_utf8(bytes)) {
        return failure("plan_not_utf8");
    }
    std::size_t line_number = 1;
    const auto malformed = [&line_number] { return failure("plan_malformed", "line " + std::to_string(line_number)); };
    const auto first = news::take_line(bytes);
    if (!first || !first->starts_with(kAnyVersion)) {
        return malformed();
    }
    if (*first != kFirstLine) {
        return failure("plan_newer", std::string(first->substr(0, 40)));
    }
    const auto head = news::take_named_lines(bytes, kMostName_bytes, line_number);
    if (!head) {
        return malformed();
    }
    FetchExport plan;
    std::set<std::string_view> seen;
    for (const auto& [name, value] : *head) {
        if (!seen.insert(name).second || !read_named(name, value, plan)) {
            return malformed();
        }
    }
    if (plan.region.empty() || plan.key.empty()) {
        return malformed();
    }
    while (!bytes.empty()) {
        ++line_number;
        const auto line = news::take_line(bytes);
        if (!line || !read_line(*line, plan)) {
            return malformed();
        }
    }
    return plan;
}

std::int64_t spent_bytes(const FetchExport& plan, const FetchJournal* journal, std::int64_t day) {
    const std::int64_t said = plan.day == day ? plan.spent_bytes : 0;
    if (journal == nullptr) {
        return said;
    }
    return said + spent_bytes(*journal, day, journal->id == plan.journal ? plan.counted : 0);
}

double reading_chance(double score) { return 1 / (1 + std::exp(kUnknown - score)); }

std::vector<WantedText> choose_fetches(const FetchExport& plan, const news::StoryIndex& index,
                                       const std::set<std::string, std::less<>>& cached, std::int64_t now_s,
                                       std::int64_t left_bytes) {
    std::vector<WantedText> awaited;
    std::vector<Fetchable> fetchable;
    const auto is_here = [&](const std::string& hash) {
        return cached.contains(hash) || plan.here.contains(std::string_view(hash).substr(0, kHereDigits));
    };
    std::set<std::string_view> saved;
    for (const WantedText& wanted : plan.wanted) {
        if (!is_here(wanted.hash) && saved.insert(wanted.hash).second) {
            awaited.push_back(wanted);
            fetchable.push_back({kSavedValue, wanted.bytes});
        }
    }
    std::vector<Rankable> stories;
    std::vector<const news::Listed*> listed;
    for (const news::Listed& story : index.stories) {
        const std::string& source = index.sources[story.source];
        if (listed.size() == kMostJudged || plan.hidden_sources.contains(source) ||
            has_word_of(story.title, story.language, plan.blocked)) {
            continue;
        }
        stories.push_back({{story.hash, source, index.stories[story.group].hash, story.published_s},
                           {source, story.topic, story.language, story.title}});
        listed.push_back(&story);
    }
    const TasteModel model(Wishes{plan.turned, {}}, plan.weights);
    for (const Ranked& ranked : rank_stories(stories, model, now_s, 0)) {
        const news::Listed& story = *listed[ranked.story];
        const bool old = story.published_s > 0 && story.published_s < now_s - kAhead_s;
        if (!old && !is_here(story.hash) && !saved.contains(story.hash)) {
            awaited.push_back({story.hash, index.sources[story.source], story.bytes});
            fetchable.push_back({reading_chance(ranked.score), story.bytes});
        }
    }
    const std::vector<bool> chosen = fetch_plan(fetchable, left_bytes);
    std::vector<WantedText> fetches;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (chosen[i]) {
            fetches.push_back(std::move(awaited[i]));
        }
    }
    return fetches;
}

} // namespace hypha::taste
