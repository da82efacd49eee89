#include "ui/news_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/news/contribution.hpp"
#include "ui/kit/locale.hpp"
#include "ui/taste_words.hpp"

namespace hypha::ui {
namespace {

constexpr std::int64_t kMinute_s = 60, kHour_s = 3600, kDay_s = 24 * kHour_s;

constexpr std::array<std::pair<std::string_view, Str>, 8> kTopics{{
    {"politics", Str::topic_politics},
    {"world", Str::topic_world},
    {"society", Str::topic_society},
    {"economy", Str::topic_economy},
    {"technology", Str::topic_technology},
    {"science", Str::topic_science},
    {"sports", Str::topic_sports},
    {"culture", Str::topic_culture},
}};

Str waiting_words(app::FetchWait why) {
    switch (why) {
    case app::FetchWait::wifi: return Str::story_waits_wifi;
    case app::FetchWait::tomorrow: return Str::story_waits_tomorrow;
    case app::FetchWait::connection: return Str::story_waits_connection;
    case app::FetchWait::paused: return Str::story_waits_paused;
    case app::FetchWait::hours: return Str::story_waits_hours;
    case app::FetchWait::save_data: return Str::story_waits_save_data;
    case app::FetchWait::charging: return Str::story_waits_charging;
    case app::FetchWait::not_allowed:
    case app::FetchWait::none: break;
    }
    return Str::story_not_here;
}

} // namespace

std::optional<Str> topic_label(std::string_view topic) {
    const auto* const found = std::ranges::find(kTopics, topic, &std::pair<std::string_view, Str>::first);
    return found == kTopics.end() ? std::nullopt : std::optional(found->second);
}

std::string_view source_words(const Context& context, std::string_view source) {
    return source == news::kContributedSource ? context.tr(Str::source_people) : source;
}

std::string story_age(const Context& context, std::int64_t published_s) {
    if (published_s <= 0) {
        return "";
    }
    const std::int64_t age_s = context.wall_ms / 1000 - published_s;
    if (age_s < kMinute_s) {
        return std::string(context.tr(Str::age_now));
    }
    if (age_s < kHour_s) {
        return context.tr(Str::age_minutes, {{"count", format_number(context.locale, age_s / kMinute_s)}});
    }
    if (age_s < kDay_s) {
        return context.tr(Str::age_hours, {{"count", format_number(context.locale, age_s / kHour_s)}});
    }
    return format_relative_day(context.locale, published_s * 1000, context.wall_ms, context.zone_offset_min);
}

std::string story_why(const Context& context, const app::FeedStory& story) {
    const auto named = [&](Str words) {
        return context.tr(words, {{"name", trait_label(context, story.reason_key, story.reason_shown)}});
    };
    switch (story.reason) {
    case taste::Reason::word: return named(Str::why_word);
    case taste::Reason::source: return named(Str::why_source);
    case taste::Reason::topic: return named(Str::why_topic);
    case taste::Reason::language: return named(Str::why_language);
    case taste::Reason::wished: return named(Str::why_wished);
    case taste::Reason::change: return std::string(context.tr(Str::why_change));
    case taste::Reason::by_order: break;
    }
    switch (story.why) {
    case news::Why::told_by_several:
        return context.tr_count(Plural::why_told, static_cast<std::int64_t>(story.other_sources));
    case news::Why::newest_of_source: return context.tr(Str::why_newest, {{"source", story.source}});
    case news::Why::by_time: break;
    }
    return std::string(context.tr(Str::why_time));
}

std::string story_standing(const Context& context, const app::FeedStory& story, const app::Reading& reading) {
    const std::string size = format_bytes(context.locale, story.size_bytes);
    const Str words = story.kept             ? Str::story_ready
                      : !context.online      ? Str::story_waits_connection
                      : reading.fetching > 0 ? Str::story_coming
                                             : waiting_words(reading.waits);
    return context.tr(words, {{"size", size}});
}

NewsFailure list_failure(std::string_view code) {
    if (code == "no_network") {
        return {Str::news_no_network, Str::news_no_network_line};
    }
    if (code == "busy") {
        return {Str::news_busy, Str::news_busy_line};
    }
    if (code == "not_found") {
        return {Str::news_gone, Str::news_gone_line};
    }
    if (code == "bad_signature") {
        return {Str::news_bad_signature, Str::news_bad_signature_line};
    }
    if (code == "new_key") {
        return {Str::news_new_key, Str::news_new_key_line};
    }
    if (code == "not_understood" || code == "too_large") {
        return {Str::news_not_understood, Str::news_not_understood_line};
    }
    return {Str::news_failed, Str::news_failed_line};
}

NewsFailure story_failure(std::string_view code) {
    if (code == "no_network") {
        return {Str::story_no_network, Str::story_no_network_line};
    }
    if (code == "not_found") {
        return {Str::story_gone, Str::story_gone_line};
    }
    if (code == "newer_story") {
        return {Str::story_newer, Str::story_newer_line};
    }
    if (code == "busy") {
        return {Str::news_busy, Str::news_busy_line};
    }
    return {Str::story_damaged, Str::story_damaged_line};
}

Str picture_failure(std::string_view code) {
    if (code == "no_network") {
        return Str::picture_no_network;
    }
    if (code == "not_found") {
        return Str::picture_gone;
    }
    return code == "busy" ? Str::picture_busy : Str::picture_damaged;
}

std::string_view host_of(std::string_view address) {
    const std::size_t start = address.find("://");
    std::string_view host = start == std::string_view::npos ? address : address.substr(start + 3);
    host = host.substr(0, host.find_first_of("/?#"));
    const std::size_t name = host.rfind('@'); // what stands before it is not where the address leads
    host = name == std::string_view::npos ? host : host.substr(name + 1);
    return host.starts_with("www.") ? host.substr(4) : host;
}

} // namespace hypha::ui
