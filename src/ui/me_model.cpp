// Me, Model: which model answers here, by which rules, and how often it was right. Figures of another model say nothing.
#include "ui/me_sections.hpp"

#include <string>

#include "generated/ui/model_card.hpp"
#include "ui/kit/kit.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

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

} // namespace

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
        figure(frame, column, Str::figure_milder, kMilderThanItIs, false);
        text(frame, column, frame.tr(Str::figure_deadly_note), Type::body_strong, Color::deadly_text);
    }
    column.gap(20);
    heading(frame, column, Str::model_genera);
    for (const std::string& genus : model.genera) {
        const std::string_view common = common_name(frame, genus);
        const std::string aside = common.empty() ? "" : "  " + std::string(common);
        text(frame, column, {{genus, Type::subtitle_italic, Color::text}, {aside, Type::caption, Color::text2}});
    }
    if (!model.few_genera.empty()) {
        column.gap(20);
        heading(frame, column, Str::model_few);
        paragraph(frame, column, frame.tr(Str::model_few_line));
        column.gap(8);
        std::string names;
        for (const std::string& genus : model.few_genera) {
            names += (names.empty() ? "" : ", ") + genus;
        }
        text(frame, column, names, Type::caption_italic, Color::text2);
    }
}

} // namespace hypha::ui
