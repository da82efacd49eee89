// The sections of Me: look, language, ready for the field, storage and place, about, the model.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

void me_section(Frame& frame, Column& column, const app::State& state);
// Each in me_<name>.cpp.
void look_section(Frame& frame, Column& column, const app::State& state);
void language_section(Frame& frame, Column& column, const app::State& state);
void ready_section(Frame& frame, Column& column, const app::State& state);
void records_section(Frame& frame, Column& column, const app::State& state);
void sync_section(Frame& frame, Column& column, const app::State& state);
void moderation_section(Frame& frame, Column& column, const app::State& state);
void about_section(Frame& frame, Column& column, const app::State& state);
void model_section(Frame& frame, Column& column, const app::State& state);

void paragraph(Frame& frame, Column& column, std::string_view words, Color color = Color::text2);
void heading(Frame& frame, Column& column, Str title);

Str section_title(app::MeSection section);
Str theme_label(app::ThemeChoice choice);
Str language_label(app::LanguageChoice choice);
// What still has to be done before there is no signal.
Str ready_caption(const app::State& state);
// 150%
std::string text_percent(const Context& context, float scale);

} // namespace hypha::ui
