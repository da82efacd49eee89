#include "ui/words.hpp"

#include <array>
#include <cmath>
#include <utility>

#include "core/fungi/genus_table.hpp"
#include "core/fungi/judge.hpp"
#include "ui/kit/locale.hpp"

namespace hypha::ui {
namespace {

constexpr std::array<SlotWords, app::kSlotCount> kSlots{{
    {Str::slot_underside, Str::slot_underside_how, Str::slot_underside_short, Str::add_underside_view,
     Str::hint_next_underside, Icon::view_underside},
    {Str::slot_profile, Str::slot_profile_how, Str::slot_profile_short, Str::add_profile_view, Str::hint_next_profile,
     Icon::view_profile},
    {Str::slot_base, Str::slot_base_how, Str::slot_base_short, Str::add_base_view, Str::hint_next_base,
     Icon::view_base},
    {Str::slot_habitat, Str::slot_habitat_how, Str::slot_habitat_short, Str::add_habitat_view, Str::hint_next_habitat,
     Icon::view_habitat},
}};

constexpr std::array<std::pair<std::string_view, FailureWords>, 14> kFailures{{
    {"empty_file", {Str::fail_empty_file, Str::fail_empty_file_line}},
    {"not_an_image", {Str::fail_not_an_image, Str::fail_not_an_image_line}},
    {"unsupported_format", {Str::fail_unsupported_format, Str::fail_unsupported_format_line}},
    {"too_large", {Str::fail_too_large, Str::fail_too_large_line}},
    {"too_small", {Str::fail_too_small, Str::fail_too_small_line}},
    {"decode_failed", {Str::fail_decode_failed, Str::fail_decode_failed_line}},
    {"model_unavailable", {Str::fail_model_unavailable, Str::fail_model_unavailable_line}},
    {"model_corrupt", {Str::fail_model_corrupt, Str::fail_model_corrupt_line}},
    {"model_mismatch", {Str::fail_model_mismatch, Str::fail_model_mismatch_line}},
    {"out_of_memory", {Str::fail_out_of_memory, Str::fail_out_of_memory_line}},
    {"storage_full", {Str::fail_storage_full, Str::fail_storage_full_line}},
    {"storage_unavailable", {Str::fail_storage_unavailable, Str::fail_storage_unavailable_line}},
    {"cancelled", {Str::fail_cancelled, Str::fail_cancelled_line}},
    {"runtime_failed", {Str::fail_runtime_failed, Str::fail_runtime_failed_line}},
}};

constexpr std::array<std::pair<std::string_view, FailureWords>, 5> kStorageFailures{{
    {"storage_full", {Str::storage_full_title, Str::storage_full_line}},
    {"database_corrupt", {Str::storage_corrupt_title, Str::storage_corrupt_line}},
    {"read_only", {Str::storage_newer_title, Str::storage_newer_line}},
    {"newer_database", {Str::storage_newer_title, Str::storage_newer_line}},
    {"storage_unavailable", {Str::storage_unavailable_title, Str::storage_unavailable_line}},
}};

FindName name_of(const Context& context, fungi::VerdictState state, std::string_view latin) {
    switch (state) {
    case fungi::VerdictState::answered: return {std::string(latin), true};
    case fungi::VerdictState::unknown: return {std::string(context.tr(Str::i_dont_know)), false};
    case fungi::VerdictState::not_mushroom: break;
    }
    return {std::string(context.tr(Str::not_a_mushroom)), false};
}

std::string certainty_of(const Context& context, fungi::VerdictState state, fungi::Confidence confidence,
                         float probability) {
    if (state == fungi::VerdictState::unknown) {
        return std::string(context.tr(Str::not_sure));
    }
    if (state == fungi::VerdictState::not_mushroom) {
        return format_percent(context.locale, static_cast<double>(probability));
    }
    return context.tr(Str::word_and_percent,
                      {{"word", confidence_words(context, confidence)},
                       {"percent", format_percent(context.locale, static_cast<double>(probability))}});
}

} // namespace

const SlotWords& slot_words(app::Slot slot) { return kSlots[app::index_of(slot)]; }

FindName find_name(const Context& context, const app::Observation& observation) {
    return observation.verdict ? name_of(context, observation.verdict->state, observation.verdict->name)
                               : FindName{std::string(context.tr(Str::not_identified)), false};
}

FindName find_name(const Context& context, const app::JournalRow& row) {
    return row.has_verdict ? name_of(context, row.verdict, row.name)
                           : FindName{std::string(context.tr(Str::not_identified)), false};
}

std::string certainty(const Context& context, const app::Observation& observation) {
    const auto& verdict = observation.verdict;
    return verdict ? certainty_of(context, verdict->state, verdict->confidence, verdict->probability) : "";
}

std::string certainty(const Context& context, const app::JournalRow& row) {
    if (row.by_person) {
        return std::string(context.tr(Str::your_answer));
    }
    return row.has_verdict ? certainty_of(context, row.verdict, row.confidence, row.probability) : "";
}

fungi::Confidence confidence_of(const app::State& state, float probability) {
    return fungi::confidence_of(probability, state.model.thresholds);
}

std::string_view genus_of(std::string_view latin) { return latin.substr(0, latin.find(' ')); }

std::string_view common_name(const Context& context, std::string_view latin) {
    const fungi::GenusFacts* facts = fungi::find_genus(genus_of(latin));
    return facts == nullptr ? std::string_view{} : context.locale == Locale::es ? facts->common_es : facts->common_en;
}

FailureWords failure_words(std::string_view code) {
    for (const auto& [name, words] : kFailures) {
        if (name == code) {
            return words;
        }
    }
    return {Str::fail_runtime_failed, Str::fail_runtime_failed_line};
}

FailureWords camera_failure_words(std::string_view code) {
    if (code == "denied") {
        return {Str::camera_denied, Str::camera_denied_line};
    }
    if (code == "absent") {
        return {Str::camera_absent, Str::camera_absent_line};
    }
    if (code == "busy") {
        return {Str::camera_busy, Str::camera_busy_line};
    }
    if (code == "insecure") {
        return {Str::camera_insecure, Str::camera_insecure_line};
    }
    return code == "ended" ? FailureWords{Str::camera_ended, Str::camera_ended_line}
                           : FailureWords{Str::camera_failed, Str::camera_failed_line};
}

FailureWords storage_words(std::string_view code) {
    for (const auto& [name, words] : kStorageFailures) {
        if (name == code) {
            return words;
        }
    }
    return {Str::storage_unavailable_title, Str::storage_unavailable_line};
}

Str privacy_label(app::PlacePrivacy privacy) {
    constexpr std::array kLabels{Str::place_exact, Str::place_one_km, Str::place_ten_km, Str::place_hidden};
    return kLabels[static_cast<std::size_t>(privacy)];
}

Str privacy_short(app::PlacePrivacy privacy) {
    constexpr std::array kLabels{Str::place_short_exact, Str::place_short_one_km, Str::place_short_ten_km,
                                 Str::place_short_hidden};
    return kLabels[static_cast<std::size_t>(privacy)];
}

Str privacy_says(app::PlacePrivacy privacy) {
    constexpr std::array kLabels{Str::place_exact_says, Str::place_square_says, Str::place_square_says,
                                 Str::place_hidden_says};
    return kLabels[static_cast<std::size_t>(privacy)];
}

std::string degrees(const Context& context, double value, bool latitude, int decimals) {
    const char* west = context.locale == Locale::es ? "O" : "W";
    const char* side = latitude ? (value < 0 ? "S" : "N") : value < 0 ? west : "E";
    return format_decimal(context.locale, std::abs(value), decimals) + "\xC2\xB0 " + side;
}

std::string thumbnail_key(std::string_view photo) { return photo.empty() ? "" : "thumbnails/" + std::string(photo); }

std::string photo_key(std::string_view photo) { return photo.empty() ? "" : "photos/" + std::string(photo); }

} // namespace hypha::ui
