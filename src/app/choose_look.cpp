#include "app/choose_look.hpp"

#include <algorithm>
#include <cmath>

#include "app/keep_journal.hpp"
#include "app/settings.hpp"

namespace hypha::app {
namespace {

// The `bg` of tokens.json, which the page outside the canvas must share.
constexpr const char* kLightBackground = "#F3EEE3";
constexpr const char* kDarkBackground = "#0D1411";

Language device_language(const std::vector<std::string>& wished) {
    for (const std::string& tag : wished) {
        if (tag.starts_with("es")) {
            return Language::spanish;
        }
        if (tag.starts_with("en")) {
            return Language::english;
        }
    }
    return Language::english;
}

void settle(Workplace& work) {
    Look& look = work.state.look;
    look.language = look.language_choice == LanguageChoice::spanish   ? Language::spanish
                    : look.language_choice == LanguageChoice::english ? Language::english
                                                                      : device_language(work.memory.languages);
    look.dark =
        look.theme_choice == ThemeChoice::dark || (look.theme_choice == ThemeChoice::system && work.memory.device_dark);
    look.text_scale =
        std::clamp(look.text_scale_choice * work.memory.device_text_scale, kSmallestTextScale, kLargestTextScale);
    work.postbox.send(ports::ShowLook{look.language == Language::spanish ? "es" : "en", look.dark,
                                      look.dark ? kDarkBackground : kLightBackground});
    work.touch();
}

} // namespace

void read_look(Workplace& work) {
    Look& look = work.state.look;
    if (const auto choice = read_choice(work, "language", 3)) {
        look.language_choice = static_cast<LanguageChoice>(*choice);
    }
    if (const auto choice = read_choice(work, "theme", 3)) {
        look.theme_choice = static_cast<ThemeChoice>(*choice);
    }
    if (const auto percent = read_setting(work, "text_percent");
        percent && percent->size() <= 3 && !percent->empty() &&
        std::ranges::all_of(*percent, [](char c) { return c >= '0' && c <= '9'; })) {
        int value = 0;
        for (const char digit : *percent) {
            value = value * 10 + (digit - '0');
        }
        look.text_scale_choice = std::clamp(static_cast<float>(value) / 100, kSmallestTextScale, kLargestTextScale);
    }
    settle(work);
}

void choose_language(Workplace& work, LanguageChoice choice) {
    work.state.look.language_choice = choice;
    write_setting(work, "language", std::to_string(static_cast<int>(choice)));
    settle(work);
}

void choose_theme(Workplace& work, ThemeChoice choice) {
    work.state.look.theme_choice = choice;
    write_setting(work, "theme", std::to_string(static_cast<int>(choice)));
    settle(work);
}

void choose_text_scale(Workplace& work, float scale) {
    if (!std::isfinite(scale)) {
        return;
    }
    work.state.look.text_scale_choice = std::clamp(scale, kSmallestTextScale, kLargestTextScale);
    write_setting(work, "text_percent", std::to_string(std::lround(work.state.look.text_scale_choice * 100)));
    settle(work);
}

void appearance_changed(Workplace& work, const ports::AppearanceChanged& appearance) {
    work.memory.device_dark = appearance.dark;
    work.memory.device_text_scale = appearance.text_scale > 0 ? appearance.text_scale : 1;
    work.state.look.reduced_motion = appearance.reduced_motion;
    settle(work);
}

void languages_changed(Workplace& work, const ports::LanguagesChanged& languages) {
    work.memory.languages.clear();
    std::string tag;
    for (const char c : languages.languages + ",") {
        if (c == ',' || c == ' ') {
            if (!tag.empty()) {
                work.memory.languages.push_back(tag);
            }
            tag.clear();
        } else {
            tag += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    const bool moved = work.state.look.zone_offset_min != languages.zone_offset_min;
    work.state.look.zone_offset_min = languages.zone_offset_min;
    settle(work);
    if (moved) {
        refresh_journal(work); // months follow local time
    }
}

} // namespace hypha::app
