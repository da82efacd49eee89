// Language, theme and text size: the user's choice, else what the device asks for. The window is told the language and the
// colour behind everything, for the page itself and the browser's own bars.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

inline constexpr float kSmallestTextScale = 0.85F;
inline constexpr float kLargestTextScale = 2.0F;

void read_look(Workplace& work);
void choose_language(Workplace& work, LanguageChoice choice);
void choose_theme(Workplace& work, ThemeChoice choice);
void choose_text_scale(Workplace& work, float scale);
void appearance_changed(Workplace& work, const ports::AppearanceChanged& appearance);
void languages_changed(Workplace& work, const ports::LanguagesChanged& languages);

} // namespace hypha::app
