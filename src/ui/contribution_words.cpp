#include "ui/contribution_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "ui/kit/locale.hpp"

namespace hypha::ui {
namespace {

using Words = std::pair<std::string_view, Str>;

template <std::size_t Size> Str words_of(const std::array<Words, Size>& table, std::string_view code, Str otherwise) {
    const auto* const found = std::ranges::find(table, code, &Words::first);
    return found == table.end() ? otherwise : found->second;
}

constexpr std::array<Words, 6> kHeld{{{"new_contributor", Str::held_new},
                                      {"rejected_before", Str::held_new},
                                      {"flags", Str::held_flags},
                                      {"links", Str::held_links},
                                      {"resembles", Str::held_resembles},
                                      {"photos", Str::held_photos}}};

constexpr std::array<Words, 13> kProblems{{{"contribution_no_title", Str::write_no_title},
                                           {"contribution_long_title", Str::write_long_title},
                                           {"contribution_no_text", Str::write_no_text},
                                           {"contribution_long_text", Str::write_long_text},
                                           {"contribution_too_large", Str::write_long_text},
                                           {"contribution_long_name", Str::write_long_name},
                                           {"contribution_bad_block", Str::write_bad_block},
                                           {"contribution_bad_photo", Str::write_bad_photo},
                                           {"contribution_many_photos", Str::write_photos_left_out},
                                           {"contribution_bad_region", Str::write_no_region},
                                           {"region_unknown", Str::write_no_region},
                                           {"many_links", Str::write_many_links},
                                           {"duplicate", Str::write_duplicate}}};

constexpr std::array<Words, 6> kFailures{{{"no_network", Str::send_no_network},
                                          {"no_account", Str::send_no_account},
                                          {"signed_out", Str::send_signed_out},
                                          {"revoked", Str::send_signed_out},
                                          {"too_many", Str::send_too_many},
                                          {"not_understood", Str::send_not_understood}}};

constexpr std::array<Words, 4> kLanguages{{{"es", Str::language_spanish},
                                           {"en", Str::language_english},
                                           {"qu", Str::language_quechua},
                                           {"ay", Str::language_aymara}}};

} // namespace

std::string own_standing(const Context& context, const app::OwnStory& story) {
    switch (story.stands) {
    case app::OwnStands::draft: return std::string(context.tr(story.rev > 0 ? Str::own_changed : Str::own_draft));
    case app::OwnStands::waiting: return std::string(context.tr(Str::own_waiting));
    case app::OwnStands::held: return std::string(context.tr(Str::own_held));
    case app::OwnStands::published: return std::string(context.tr(Str::own_published));
    case app::OwnStands::rejected: return std::string(context.tr(Str::own_rejected));
    case app::OwnStands::taking_back: return std::string(context.tr(Str::own_taking_back));
    case app::OwnStands::withdrawn: break;
    }
    return std::string(context.tr(Str::own_withdrawn));
}

std::string held_words(const Context& context, std::string_view held_for) {
    std::string sentences;
    while (!held_for.empty()) {
        const std::string_view word = held_for.substr(0, held_for.find(' '));
        held_for.remove_prefix(std::min(word.size() + 1, held_for.size()));
        const std::string_view sentence = context.tr(words_of(kHeld, word, Str::held_new));
        if (sentences.find(sentence) == std::string::npos) {
            sentences += (sentences.empty() ? "" : " ") + std::string(sentence);
        }
    }
    return sentences;
}

std::string photos_standing(const Context& context, const app::State& state, const app::OwnStory& story) {
    const auto count = [&story](app::PhotoStands stands) -> std::int64_t {
        return std::ranges::count(story.photos, stands, &app::OwnPhoto::stands);
    };
    const std::int64_t total = static_cast<std::int64_t>(story.photos.size()),
                       arrived = count(app::PhotoStands::arrived);
    if (story.stands != app::OwnStands::held || arrived == total) {
        return "";
    }
    std::string said =
        context.tr_count(Plural::own_photos_arrived, total, {{"arrived", format_number(context.locale, arrived)}});
    const auto add = [&](Str words) { said.append(" ").append(context.tr(words)); };
    if (count(app::PhotoStands::refused) > 0) {
        add(Str::own_photo_refused);
    } else if (count(app::PhotoStands::lost) > 0) {
        add(Str::own_photo_lost);
    } else if (state.contributing.photos_wait) {
        add(Str::sync_photos_wifi_wait);
    }
    return said;
}

Str contribution_problem(std::string_view code) { return words_of(kProblems, code, Str::write_refused); }

Str contribution_failure_words(std::string_view code) { return words_of(kFailures, code, Str::send_busy); }

std::string language_word(const Context& context, std::string_view tag) {
    const auto* const found = std::ranges::find(kLanguages, tag, &Words::first);
    return found == kLanguages.end() ? std::string(tag) : std::string(context.tr(found->second));
}

} // namespace hypha::ui
