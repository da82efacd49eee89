#include "ui/taste_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/taste/story_traits.hpp"
#include "ui/news_words.hpp"

namespace hypha::ui {
namespace {

constexpr double kMuch = 1, kSome = 0.4; // logits: odds times 2.7, and half as much again

// In themselves, as who reads them calls them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kLanguages{{
    {"es", "Español"},
    {"en", "English"},
    {"qu", "Runasimi"},
    {"ay", "Aymar aru"},
    {"pt", "Português"},
    {"fr", "Français"},
    {"de", "Deutsch"},
    {"it", "Italiano"},
}};

} // namespace

std::string trait_label(const Context& context, std::string_view key, std::string_view shown) {
    const taste::TraitKind kind = taste::kind_of(key);
    if (kind == taste::TraitKind::topic) {
        if (const auto label = topic_label(shown)) {
            return std::string(context.tr(*label));
        }
    }
    if (kind == taste::TraitKind::language) {
        const auto* const found =
            std::ranges::find(kLanguages, shown, &std::pair<std::string_view, std::string_view>::first);
        if (found != kLanguages.end()) {
            return std::string(found->second);
        }
    }
    return std::string(shown);
}

std::string_view speaks_words(const Context& context, double value) {
    const double size = std::abs(value);
    const bool speaks_for = value >= 0;
    if (size >= kMuch) {
        return context.tr(speaks_for ? Str::for_much : Str::against_much);
    }
    if (size >= kSome) {
        return context.tr(speaks_for ? Str::for_some : Str::against_some);
    }
    return context.tr(speaks_for ? Str::for_little : Str::against_little);
}

std::string_view turned_words(const Context& context, int steps) {
    constexpr std::array kWords{Str::turn_much_less, Str::turn_less, Str::turn_same, Str::turn_more,
                                Str::turn_much_more};
    return context.tr(kWords[static_cast<std::size_t>(std::clamp(steps + 2, 0, 4))]);
}

} // namespace hypha::ui
