#include "ui/me_sections.hpp"

#include <array>
#include <cmath>

#include "ui/kit/kit.hpp"

namespace hypha::ui {

using app::MeSection;

void paragraph(Frame& frame, Column& column, std::string_view words, Color color) {
    text(frame, column, words, Type::body, color);
}

void heading(Frame& frame, Column& column, Str title) {
    section_header(frame, column, frame.tr(title));
    column.gap(8);
}

void me_section(Frame& frame, Column& column, const app::State& state) {
    switch (state.route.section) {
    case MeSection::look: return look_section(frame, column, state);
    case MeSection::language: return language_section(frame, column, state);
    case MeSection::ready: return ready_section(frame, column, state);
    case MeSection::records: return records_section(frame, column, state);
    case MeSection::sync: return sync_section(frame, column, state);
    case MeSection::moderation: return moderation_section(frame, column, state);
    case MeSection::about: return about_section(frame, column, state);
    case MeSection::model: return model_section(frame, column, state);
    case MeSection::overview: break;
    }
}

Str section_title(MeSection section) {
    switch (section) {
    case MeSection::look: return Str::row_look;
    case MeSection::language: return Str::row_language;
    case MeSection::ready: return Str::row_ready;
    case MeSection::records: return Str::row_data;
    case MeSection::sync: return Str::row_sync;
    case MeSection::moderation: return Str::mod_title;
    case MeSection::about: return Str::row_about;
    case MeSection::model: return Str::row_model;
    case MeSection::overview: break;
    }
    return Str::me_title;
}

Str theme_label(app::ThemeChoice choice) {
    constexpr std::array kLabels{Str::theme_system, Str::theme_light, Str::theme_dark};
    return kLabels[static_cast<std::size_t>(choice)];
}

Str language_label(app::LanguageChoice choice) {
    constexpr std::array kLabels{Str::language_system, Str::language_english, Str::language_spanish};
    return kLabels[static_cast<std::size_t>(choice)];
}

Str ready_caption(const app::State& state) {
    return state.field.phase == app::FieldPhase::ready ? Str::ready_app_unchecked : Str::ready_caption_open;
}

std::string text_percent(const Context& context, float scale) {
    return std::to_string(std::lround(scale * 100)) + (context.locale == Locale::es ? "\xC2\xA0%" : "%");
}

} // namespace hypha::ui
