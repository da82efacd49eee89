// The sections of Me: look, language, ready for the field, storage and place, about, the model.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

void me_section(Frame& frame, Column& column, const app::State& state);

Str section_title(app::MeSection section);
Str theme_label(app::ThemeChoice choice);
Str language_label(app::LanguageChoice choice);
// What still has to be done before there is no signal.
Str ready_caption(const app::State& state);
// 150%
std::string text_percent(const Context& context, float scale);

} // namespace hypha::ui
