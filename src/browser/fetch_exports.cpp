// The C face of fetch.wasm, called by service-worker/fetch_judge.ts: whether texts may come now, whether a list is the pinned key's, and
// which texts to fetch, by the same code as the app. It imports nothing from JavaScript but what makes memory grow. The caller takes a
// buffer for each part with fetch_buffer and fills it; an answer lives until the next call.
//   parts: 0 plan (core/taste/fetch_export.hpp), 1 journal (core/taste/fetch_journal.hpp; empty: none), 2 signed list, 3 whole hashes that
//   are kept, 64 digits each, 4 story file
// Answers are fields that tabs divide:
//   fetch_may     "go" day left region left-for-pictures / "wait" hold minute / "no_plan" code
//   fetch_believe "list" made / "no_list" code: not_understood, bad_signature, new_key, older
//   fetch_choose  lines of hash bytes source LF, in the order they are to come; empty: none
//   fetch_pictures lines of hash bytes LF, those of part 4 that the person wants without a tap
#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "core/base/hex.hpp"
#include "core/base/local_day.hpp"
#include "core/news/story_file.hpp"
#include "core/news/story_index.hpp"
#include "core/taste/fetch_export.hpp"
#include "core/taste/wanted_pictures.hpp"
#include "keys/signature.hpp"

namespace {

using namespace hypha;

constexpr std::size_t kPlan = 0, kJournal = 1, kList = 2, kHashes = 3, kStory = 4;
constexpr std::size_t kHash = 64;
constexpr std::size_t kMostHashes_bytes = std::size_t{4} << 20;
constexpr std::size_t kSigned_bytes = 400; // the line before the index
constexpr std::array kMost{taste::kMostExport_bytes, taste::kMostJournal_bytes, news::kMostIndex_bytes + kSigned_bytes,
                           kMostHashes_bytes, news::kMostStory_bytes};

std::string& part(std::size_t number) {
    static std::array<std::string, kMost.size()> parts;
    return parts[number];
}

std::string& answer() {
    static std::string text;
    return text;
}

std::uint32_t answered(std::string text) {
    answer() = std::move(text);
    return static_cast<std::uint32_t>(answer().size());
}

struct Moment {
    std::int64_t now_ms = 0, zone_min = 0;
    taste::Line line = taste::Line::unknown;
    bool saves_data = false;
};

// What JavaScript says, as far as it makes sense.
Moment moment_of(double now_ms, double zone_min, std::uint32_t line, std::uint32_t saves_data) {
    constexpr double kLast_ms = 8.64e15; // of a Date
    const bool sound = now_ms >= 0 && now_ms <= kLast_ms && zone_min >= -taste::kDay_min && zone_min <= taste::kDay_min;
    return {sound ? static_cast<std::int64_t>(now_ms) : 0, sound ? static_cast<std::int64_t>(zone_min) : 0,
            line <= 3 ? static_cast<taste::Line>(line) : taste::Line::unknown, saves_data != 0};
}

struct Judged {
    std::int64_t day = 0;
    taste::FetchAnswer may;
    std::int64_t pictures_left_bytes = 0;
};

Judged judge(const taste::FetchExport& plan, const Moment& at) {
    const std::int64_t day = local_day(at.now_ms, at.zone_min);
    const auto journal = taste::parse_journal(part(kJournal));
    const std::int64_t spent = taste::spent_bytes(plan, journal ? &*journal : nullptr, day);
    // No service worker is told whether the device charges.
    const taste::FetchMoment moment{taste::minute_of_day(at.now_ms, at.zone_min), at.line, taste::Power::unknown,
                                    at.saves_data, spent};
    return {day, taste::may_fetch(plan.rules, moment), taste::pictures_left_bytes(plan.rules, moment)};
}

std::string_view word_of(taste::FetchHold hold) {
    using taste::FetchHold;
    switch (hold) {
    case FetchHold::none: return "none";
    case FetchHold::paused: return "paused";
    case FetchHold::never: return "never";
    case FetchHold::connection: return "connection";
    case FetchHold::save_data: return "save_data";
    case FetchHold::quiet: return "quiet";
    case FetchHold::outside_cheap: return "outside_cheap";
    case FetchHold::on_battery: return "on_battery";
    case FetchHold::power_unknown: return "power_unknown";
    case FetchHold::no_budget: return "no_budget";
    case FetchHold::wifi: return "wifi";
    case FetchHold::tomorrow: return "tomorrow";
    }
    return "none";
}

// The index of a list that this plan's key signed, of its region; else the code of what is wrong.
Result<news::StoryIndex> believed(const taste::FetchExport& plan) {
    const auto parts = news::parse_signed(part(kList));
    if (!parts) {
        return failure("not_understood");
    }
    if (!keys::verify(parts->key, parts->body, parts->signature)) {
        return failure("bad_signature");
    }
    if (to_hex(parts->key) != plan.key) {
        return failure("new_key");
    }
    auto index = news::parse_index(parts->body);
    if (!index || index->region != plan.region) {
        return failure("not_understood");
    }
    if (index->made_s < plan.made_s) {
        return failure("older");
    }
    return index;
}

std::set<std::string, std::less<>> kept_hashes() {
    std::set<std::string, std::less<>> hashes;
    const std::string_view all = part(kHashes);
    for (std::size_t at = 0; at + kHash <= all.size(); at += kHash) {
        hashes.emplace(all.substr(at, kHash));
    }
    return hashes;
}

} // namespace

#define HYPHA_EXPORT(name) __attribute__((export_name(#name)))

extern "C" {

// Null where the part is too large.
HYPHA_EXPORT(fetch_buffer) char* fetch_buffer(std::uint32_t number, std::uint32_t bytes) {
    if (number >= kMost.size() || bytes > kMost[number]) {
        return nullptr;
    }
    part(number).assign(bytes, '\0');
    return part(number).data();
}

// `line`: 0 none, 1 unknown, 2 metered, 3 unmetered.
HYPHA_EXPORT(fetch_may)
std::uint32_t fetch_may(double now_ms, double zone_min, std::uint32_t line, std::uint32_t saves_data) {
    const auto plan = taste::parse_export(part(kPlan));
    if (!plan) {
        return answered("no_plan\t" + plan.error().code);
    }
    const auto [day, may, pictures_left_bytes] = judge(*plan, moment_of(now_ms, zone_min, line, saves_data));
    if (may.hold != taste::FetchHold::none) {
        return answered("wait\t" + std::string(word_of(may.hold)) + '\t' + std::to_string(may.until_min));
    }
    return answered("go\t" + std::to_string(day) + '\t' + std::to_string(may.left_bytes) + '\t' + plan->region + '\t' +
                    std::to_string(pictures_left_bytes));
}

HYPHA_EXPORT(fetch_believe) std::uint32_t fetch_believe() {
    const auto plan = taste::parse_export(part(kPlan));
    const auto index = plan ? believed(*plan) : failure(plan.error().code);
    return answered(index ? "list\t" + std::to_string(index->made_s) : "no_list\t" + index.error().code);
}

HYPHA_EXPORT(fetch_choose)
std::uint32_t fetch_choose(double now_ms, double zone_min, std::uint32_t line, std::uint32_t saves_data) {
    const auto plan = taste::parse_export(part(kPlan));
    const auto index = plan ? believed(*plan) : failure(plan.error().code);
    std::string text;
    if (index) {
        const Moment at = moment_of(now_ms, zone_min, line, saves_data);
        const taste::FetchAnswer may = judge(*plan, at).may;
        for (const taste::WantedText& wanted :
             taste::choose_fetches(*plan, *index, kept_hashes(), at.now_ms / 1000, may.left_bytes)) {
            text += wanted.hash + '\t' + std::to_string(wanted.bytes) + '\t' + wanted.source + '\n';
        }
    }
    return answered(std::move(text));
}

HYPHA_EXPORT(fetch_pictures) std::uint32_t fetch_pictures() {
    const auto plan = taste::parse_export(part(kPlan));
    const auto story = news::parse_story(part(kStory));
    std::string text;
    if (plan && story) {
        for (const news::PictureFile& file : taste::wanted_pictures(*story, plan->rules.pictures)) {
            text += file.sha256 + '\t' + std::to_string(file.bytes) + '\n';
        }
    }
    return answered(std::move(text));
}

HYPHA_EXPORT(fetch_answer) const char* fetch_answer() { return answer().data(); }

} // extern "C"
