// Over 300 lines: six short pages of the same few widgets, read more easily side by side.
#include "ui/me_sections.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "core/fungi/genus_table.hpp"
#include "generated/ui/model_card.hpp"
#include "ui/kit/kit.hpp"
#include "ui/notices.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

using app::MeSection;
namespace command = app::command;

constexpr std::array<app::ThemeChoice, 3> kThemes{app::ThemeChoice::system, app::ThemeChoice::light,
                                                  app::ThemeChoice::dark};
constexpr std::array<app::LanguageChoice, 3> kLanguages{app::LanguageChoice::system, app::LanguageChoice::english,
                                                        app::LanguageChoice::spanish};
constexpr std::array<float, 7> kTextScales{0.85F, 1.0F, 1.15F, 1.3F, 1.5F, 1.75F, 2.0F};
constexpr std::array<app::PlacePrivacy, 4> kPrivacies{app::PlacePrivacy::exact, app::PlacePrivacy::one_km,
                                                      app::PlacePrivacy::ten_km, app::PlacePrivacy::hidden};

void paragraph(Frame& frame, Column& column, std::string_view words, Color color = Color::text2) {
    text(frame, column, words, Type::body, color);
}

void heading(Frame& frame, Column& column, Str title) {
    section_header(frame, column, frame.tr(title));
    column.gap(8);
}

std::size_t nearest_scale(float scale) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < kTextScales.size(); ++i) {
        if (std::abs(kTextScales[i] - scale) < std::abs(kTextScales[best] - scale)) {
            best = i;
        }
    }
    return best;
}

bool step_button(Frame& frame, std::string_view key, const Rect& rect, Icon glyph, Str name, bool enabled) {
    const auto [pressed, node] =
        pressable(frame, key, Role::button, frame.tr(name), rect, {.disabled = !enabled, .focus_rounding = rect.h / 2});
    fill(frame, rect, pressed.amount > 0.5F ? Color::surface3 : Color::surface2, rect.h / 2);
    icon(frame, rect.center(), glyph, 20, enabled ? Color::text : Color::text3);
    return pressed.clicked;
}

void look_section(Frame& frame, Column& column, const app::State& state) {
    heading(frame, column, Str::theme);
    std::array<std::string_view, 3> themes{};
    for (std::size_t i = 0; i < kThemes.size(); ++i) {
        themes[i] = frame.tr(theme_label(kThemes[i]));
    }
    const int theme =
        radio_rows(frame, "theme", column, frame.tr(Str::theme), themes, static_cast<int>(state.look.theme_choice));
    if (theme >= 0) {
        frame.ask(command::ChooseTheme{kThemes[static_cast<std::size_t>(theme)]});
    }
    column.gap(24);
    heading(frame, column, Str::text_size);
    const std::size_t at = nearest_scale(state.look.text_scale_choice);
    const Rect row = column.take(std::max(56.F, frame.line(Type::figure)));
    const Rect less{row.x, row.center_y() - 26, 72, 52}, more{row.right() - 72, row.center_y() - 26, 72, 52};
    if (step_button(frame, "smaller", less, Icon::minus, Str::smaller_text, at > 0)) {
        frame.ask(command::ChooseTextScale{kTextScales[at - 1]});
    }
    TextOptions middle;
    middle.align = Align::center;
    middle.key = "scale";
    middle.live = "polite";
    text(frame, less.right() + 8, row.center_y() - frame.line(Type::heading) / 2, more.x - less.right() - 16,
         text_percent(frame, state.look.text_scale_choice), Type::heading, Color::text, middle);
    if (step_button(frame, "larger", more, Icon::plus, Str::larger_text, at + 1 < kTextScales.size())) {
        frame.ask(command::ChooseTextScale{kTextScales[at + 1]});
    }
    column.gap(16);
    auto_card(frame, "sample", column, 92, [&](Context& inner, Column& inside) {
        text(inner, inside, inner.tr(Str::text_sample), Type::title_italic, Color::text);
        text(inner, inside, inner.tr(Str::text_sample_line), Type::body, Color::text2);
    });
}

void language_section(Frame& frame, Column& column, const app::State& state) {
    std::array<std::string_view, 3> labels{};
    for (std::size_t i = 0; i < kLanguages.size(); ++i) {
        labels[i] = frame.tr(language_label(kLanguages[i]));
    }
    const int tapped = radio_rows(frame, "language", column, frame.tr(Str::row_language), labels,
                                  static_cast<int>(state.look.language_choice));
    if (tapped >= 0) {
        frame.ask(command::ChooseLanguage{kLanguages[static_cast<std::size_t>(tapped)]});
    }
}

std::string app_readiness(Frame& frame, const app::Offline& offline) {
    switch (offline.phase) {
    case app::OfflinePhase::ready:
        return frame.tr(Str::ready_app_ok, {{"files", format_number(frame.locale, offline.files)},
                                            {"size", format_bytes(frame.locale, offline.size_bytes)}});
    case app::OfflinePhase::checking: return std::string(frame.tr(Str::ready_app_checking));
    case app::OfflinePhase::failed: return std::string(frame.tr(Str::ready_app_failed));
    case app::OfflinePhase::unchecked: break;
    }
    return std::string(frame.tr(Str::ready_app_unchecked));
}

void state_line(Context& context, Column& column, bool good, bool failed, std::string_view words) {
    // A tick is ink, never a colour that reassures (SPEC §2).
    const Icon glyph = failed ? Icon::warning_circle_fill : good ? Icon::check : Icon::clock;
    icon(context, {column.x + 12, column.y + context.line(Type::body) / 2}, glyph, 22,
         failed ? Color::deadly_text : Color::text2);
    TextOptions live;
    live.live = "polite";
    Column line{column.x + 36, column.y, column.w - 36};
    text(context, line, words, Type::body, Color::text, live);
    column.y = line.y;
}

void field_card(Frame& frame, Column& column, const app::State& state) {
    const app::Field& field = state.field;
    auto_card(frame, "field_card", column, 160, [&](Context& inner, Column& inside) {
        TextOptions title;
        title.role = Role::heading;
        title.level = 2;
        text(inner, inside, inner.tr(Str::ready_model), Type::heading, Color::text, title);
        inside.gap(6);
        if (field.phase == app::FieldPhase::working) {
            const bool known = field.total_bytes > 0;
            const std::string words =
                known ? inner.tr(Str::bytes_of, {{"done", format_bytes(frame.locale, field.done_bytes)},
                                                 {"total", format_bytes(frame.locale, field.total_bytes)}})
                      : "";
            text(inner, inside, inner.tr(Str::ready_model_working), Type::body, Color::text2);
            inside.gap(10);
            progress_bar(inner, "field_progress", inside,
                         known ? static_cast<float>(static_cast<double>(field.done_bytes) /
                                                    static_cast<double>(field.total_bytes))
                               : -1,
                         words, inner.tr(Str::ready_model_working));
            inside.gap(12);
            ButtonOptions cancel;
            cancel.kind = ButtonKind::tonal;
            if (button(inner, "cancel_field", inside.take(button_height(inner)), inner.tr(Str::cancel), cancel)) {
                frame.ask(command::CancelFieldReady{});
            }
            return;
        }
        const bool ready = field.phase == app::FieldPhase::ready, failed = field.phase == app::FieldPhase::failed;
        state_line(inner, inside, ready, failed,
                   inner.tr(ready    ? Str::ready_model_ok
                            : failed ? Str::ready_model_failed
                                     : Str::ready_model_absent));
        if (failed) {
            text(inner, inside, inner.tr(Str::ready_model_failed_line), Type::caption, Color::text2);
        }
        if (ready) {
            return;
        }
        inside.gap(12);
        ButtonOptions make;
        make.icon = Icon::download_simple;
        const bool waits = !state.online;
        make.disabled = waits;
        const std::string label =
            waits ? std::string(inner.tr(Str::ready_offline_wait))
            : field.total_bytes > 0
                ? inner.tr(Str::ready_action, {{"size", format_bytes(frame.locale, field.total_bytes)}})
                : std::string(inner.tr(Str::ready_action_plain));
        if (button(inner, "make_ready", inside.take(button_height(inner)), label, make)) {
            frame.ask(command::MakeFieldReady{});
        }
    });
}

void ready_section(Frame& frame, Column& column, const app::State& state) {
    field_card(frame, column, state);
    column.gap(size::card_gap);
    auto_card(frame, "app_card", column, 130, [&](Context& inner, Column& inside) {
        TextOptions title;
        title.role = Role::heading;
        title.level = 2;
        text(inner, inside, inner.tr(Str::ready_app), Type::heading, Color::text, title);
        inside.gap(6);
        const app::OfflinePhase phase = state.offline.phase;
        state_line(inner, inside, phase == app::OfflinePhase::ready, phase == app::OfflinePhase::failed,
                   app_readiness(frame, state.offline));
        const Rect row = inside.take(inner.grown(size::touch_min, Type::label));
        if (phase != app::OfflinePhase::checking && text_link(inner, "check", row, inner.tr(Str::ready_check),
                                                              Role::button, false, Icon::arrow_clockwise, false)) {
            frame.ask(command::CheckOffline{});
        }
    });
}

void records_section(Frame& frame, Column& column, const app::State& state) {
    notices(frame, column, state);
    auto_card(frame, "space", column, 150, [&](Context& inner, Column& inside) {
        TextOptions title;
        title.role = Role::heading;
        title.level = 2;
        text(inner, inside, inner.tr(Str::data_used_title), Type::heading, Color::text, title);
        inside.gap(6);
        const app::StorageStatus& storage = state.storage;
        text(inner, inside,
             inner.tr_count(Plural::data_finds, static_cast<std::int64_t>(state.journal.counts[0]),
                            {{"size", format_bytes(frame.locale, state.journal.photo_bytes)}}),
             Type::body, Color::text);
        if (storage.persisted) {
            text(inner, inside,
                 inner.tr(Str::data_used, {{"used", format_bytes(frame.locale, storage.used_bytes)},
                                           {"quota", format_bytes(frame.locale, storage.quota_bytes)}}),
                 Type::body, Color::text2);
        }
        inside.gap(4);
        const Str kept = !storage.durable                    ? Str::data_memory
                         : storage.persisted.value_or(false) ? Str::data_persisted
                                                             : Str::data_not_persisted;
        text(inner, inside, inner.tr(kept), Type::caption, Color::text2);
    });
    column.gap(20);
    heading(frame, column, Str::default_place);
    std::array<std::string_view, 4> labels{};
    for (std::size_t i = 0; i < kPrivacies.size(); ++i) {
        labels[i] = frame.tr(privacy_label(kPrivacies[i]));
    }
    const int tapped = segmented(frame, "default_place", column.take(frame.grown(48, Type::label)),
                                 frame.tr(Str::default_place), labels, static_cast<int>(state.default_privacy));
    if (tapped >= 0) {
        frame.ask(command::ChooseDefaultPrivacy{kPrivacies[static_cast<std::size_t>(tapped)]});
    }
    column.gap(8);
    text(frame, column, frame.tr(Str::default_place_line), Type::caption, Color::text2);
    column.gap(24);
    RowOptions options;
    options.icon = Icon::trash;
    options.caption = frame.tr(Str::erase_line);
    options.destructive = true;
    const float height = list_row_height(frame, column.w, frame.tr(Str::erase), options);
    const Rect box = column.take(height + 8);
    card(frame, box, radius::lg);
    if (list_row(frame, "erase", {box.x, box.y + 4, box.w, height}, frame.tr(Str::erase), options)) {
        frame.ask(command::AskErase{});
    }
}

void about_section(Frame& frame, Column& column, const app::State&) {
    paragraph(frame, column, frame.tr(Str::about_what), Color::text);
    column.gap(12);
    paragraph(frame, column, frame.tr(Str::about_private));
    column.gap(12);
    paragraph(frame, column, frame.tr(Str::about_licence));
    column.gap(8);
    const Rect row = column.take(frame.grown(size::touch_min, Type::label));
    if (text_link(frame, "notices", row, frame.tr(Str::about_notices), Role::link, false, Icon::file_text, true)) {
        frame.ask(command::OpenNotices{});
    }
    column.gap(16);
    heading(frame, column, Str::about_sources);
    std::vector<std::string> said;
    for (const fungi::GenusFacts& facts : fungi::all_genera()) {
        for (std::string_view rest = facts.sources; !rest.empty();) {
            const std::size_t end = rest.find("; ");
            const std::string source(rest.substr(0, end));
            rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 2);
            if (std::ranges::find(said, source) == said.end()) {
                said.push_back(source);
            }
        }
    }
    for (const std::string& source : said) {
        text(frame, column, source, Type::caption, Color::text2);
        column.gap(6);
    }
}

void fact_row(Frame& frame, Column& column, Str name, std::string_view value) {
    text(frame, column,
         {{frame.tr(name), Type::caption, Color::text2},
          {"  ", Type::caption, Color::text2},
          {value, Type::caption_strong, Color::text}});
    column.gap(4);
}

void figure(Frame& frame, Column& column, Str title, const ModelFigure& value, bool with_percent = true) {
    const double share = static_cast<double>(value.hits) / static_cast<double>(value.count);
    const std::string percent = format_percent(frame.locale, share);
    const std::string hits = format_number(frame.locale, value.hits), count = format_number(frame.locale, value.count);
    const std::string line = with_percent
                                 ? frame.tr(Str::figure_line, {{"percent", percent}, {"hits", hits}, {"count", count}})
                                 : frame.tr(Str::bytes_of, {{"done", hits}, {"total", count}});
    text(frame, column, frame.tr(title), Type::body, Color::text2);
    text(frame, column, line, Type::body_strong, Color::text);
    text(frame, column,
         frame.tr(Str::figure_interval, {{"low", format_percent(frame.locale, value.low)},
                                         {"high", format_percent(frame.locale, value.high)}}),
         Type::caption, Color::text3);
    column.gap(12);
}

void model_section(Frame& frame, Column& column, const app::State& state) {
    const app::ModelFacts& model = state.model;
    paragraph(frame, column,
              frame.tr(Str::model_what,
                       {{"kinds", format_number(frame.locale, static_cast<std::int64_t>(model.genera.size()))}}),
              Color::text);
    column.gap(8);
    paragraph(frame, column, frame.tr(Str::model_honest));
    column.gap(16);
    fact_row(frame, column, Str::model_name_row, model.name);
    fact_row(frame, column, Str::model_version_row, model.version);
    fact_row(frame, column, Str::model_bytes_row, format_bytes(frame.locale, model.size_bytes));
    fact_row(frame, column, Str::model_licence_row, model.licence);
    fact_row(frame, column, Str::model_hash_row, model.sha256);
    const auto percent = [&](float value) { return format_percent(frame.locale, static_cast<double>(value)); };
    column.gap(12);
    heading(frame, column, Str::model_rules_row);
    paragraph(frame, column,
              frame.tr(Str::model_rules, {{"likely", percent(model.thresholds.likely)},
                                          {"possible", percent(model.thresholds.possible)},
                                          {"not_mushroom", percent(model.thresholds.not_mushroom)}}));
    // Figures of another model than the one that answers say nothing (SAFETY 7).
    if (model.sha256 == kModelCardSha256) {
        column.gap(20);
        heading(frame, column, Str::model_measured);
        figure(frame, column, Str::figure_new_source, kRightGenusNewSource);
        figure(frame, column, Str::figure_likely, kRightWhenLikely);
        figure(frame, column, Str::figure_not_mushroom, kNotMushroomRight);
        figure(frame, column, Str::figure_unseen, kUnseenNotLikely);
        figure(frame, column, Str::figure_deadly, kDeadlyMissed, false);
        text(frame, column, frame.tr(Str::figure_deadly_note), Type::body_strong, Color::deadly_text);
    }
    column.gap(20);
    heading(frame, column, Str::model_genera);
    for (const std::string& genus : model.genera) {
        const std::string_view common = common_name(frame, genus);
        const std::string aside = common.empty() ? "" : "  " + std::string(common);
        text(frame, column, {{genus, Type::subtitle_italic, Color::text}, {aside, Type::caption, Color::text2}});
    }
}

} // namespace

void me_section(Frame& frame, Column& column, const app::State& state) {
    switch (state.route.section) {
    case MeSection::look: return look_section(frame, column, state);
    case MeSection::language: return language_section(frame, column, state);
    case MeSection::ready: return ready_section(frame, column, state);
    case MeSection::records: return records_section(frame, column, state);
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
