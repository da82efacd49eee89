// Lab, Models: the card of the mushroom model as measured, by people who want to know how far to trust it. The same JSON as
// models/*.card.json. Figures of another model than the one that answers are not shown (SAFETY 7).
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "generated/ui/model_card.hpp"
#include "ui/kit/kit.hpp"
#include "ui/screen_layout.hpp"
#include "ui/views.hpp"
#include "ui/words.hpp"

namespace hypha::ui {
namespace {

double share_of(const ModelFigure& figure) {
    return figure.count == 0 ? 0 : static_cast<double>(figure.hits) / static_cast<double>(figure.count);
}

std::string percent_of(const Frame& frame, const ModelFigure& figure) {
    return format_percent(frame.locale, share_of(figure));
}

TextOptions silent_text() {
    TextOptions silent;
    silent.role = Role::none;
    return silent;
}

// The share that is right, big, and beside it how it falls as the model answers more.
void headline(Frame& frame, Column& column) {
    const std::string percent = percent_of(frame, kKnownTop1);
    const std::string line =
        frame.tr(Str::card_right_first, {{"count", format_number(frame.locale, kKnownTop1.count)}});
    const float curve = std::min(96.F, column.w * 0.26F);
    const float width = column.w - curve - 16, top = column.y;
    frame.semantics.add(frame.id("headline"), Role::text, percent + " " + line, {column.x, top, width, 90});
    float y = top + text(frame, column.x, top, width, percent, Type::display, Color::text, silent_text());
    y += text(frame, column.x, y, width, line, Type::body, Color::text2, silent_text());
    const Rect box{column.right() - curve, top + 8, curve, std::max(40.F, y - top - 16)};
    const auto half = std::ranges::find_if(kCoverage, [](const CoveragePoint& at) { return at.coverage >= 0.5F; });
    frame.semantics.add(
        frame.id("curve"), Role::image,
        frame.tr(Str::card_curve_name,
                 {{"half", format_percent(frame.locale, static_cast<double>(half->accuracy))},
                  {"all", format_percent(frame.locale, static_cast<double>(std::end(kCoverage)[-1].accuracy))}}),
        box);
    for (const CoveragePoint& at : kCoverage) {
        // From half to all right; what is worse lies on the floor.
        const float up = std::clamp((at.accuracy - 0.5F) * 2, 0.F, 1.F);
        frame.draw->PathLineTo({box.x + box.w * at.coverage, box.bottom() - box.h * up});
    }
    frame.draw->PathStroke(frame.color(Color::text), 0, 2.5F);
    const float last = std::clamp((std::end(kCoverage)[-1].accuracy - 0.5F) * 2, 0.F, 1.F);
    frame.draw->AddCircleFilled({box.right(), box.bottom() - box.h * last}, 5, frame.color(Color::accent));
    column.y = std::max(y, box.bottom()) + 4;
}

struct SetWords {
    std::string_view key;
    Str title;
};
constexpr std::array kSetWords{SetWords{"new_source", Str::set_new_source},
                               SetWords{"same_source", Str::set_same_source},
                               SetWords{"few_photos", Str::set_few_photos}, SetWords{"unseen", Str::set_unseen}};

void sets(Frame& frame, Column& column) {
    section_header(frame, column, frame.tr(Str::card_sets));
    column.gap(8);
    for (const ModelSet& set : kModelSets) {
        const auto* const words = std::ranges::find(kSetWords, set.key, &SetWords::key);
        if (words == kSetWords.end()) {
            continue;
        }
        text(frame, column, frame.tr(words->title), Type::body_strong, Color::text);
        const bool asked = set.top1.count > 0;
        text(frame, column,
             asked ? frame.tr(Str::card_set_line, {{"top1", percent_of(frame, set.top1)},
                                                   {"top3", percent_of(frame, set.top3)},
                                                   {"answered", percent_of(frame, set.answered)},
                                                   {"right", percent_of(frame, set.right)}})
                   : frame.tr(Str::card_unseen_line, {{"silent", percent_of(frame, kUnseenNotNamed)},
                                                      {"cautious", percent_of(frame, kUnseenNotLikely)}}),
             Type::body, Color::text2);
        const ModelFigure& interval = asked ? set.top1 : kUnseenNotNamed;
        text(frame, column,
             frame.tr(Str::figure_interval, {{"low", format_percent(frame.locale, interval.low)},
                                             {"high", format_percent(frame.locale, interval.high)}}),
             Type::caption, Color::text3);
        column.gap(12);
    }
}

ImU32 cell_color(const Frame& frame, int count, bool right) {
    if (count == 0) {
        return frame.color(Color::surface2);
    }
    if (right) {
        return frame.color(Color::primary, count >= 10 ? 1.F : 0.82F);
    }
    return frame.color(Color::accent, count >= 4 ? 1.F : count >= 2 ? 0.55F : 0.28F);
}

// Three letters, or as many more as tell it from the others.
std::string_view abbreviation(int at) {
    std::size_t letters = 3;
    const auto clashes = [&] {
        return std::ranges::count_if(kMixedGenera, [&](std::string_view other) {
                   return other.substr(0, letters) == kMixedGenera[at].substr(0, letters);
               }) > 1;
    };
    while (letters < kMixedGenera[at].size() && clashes()) {
        ++letters;
    }
    return kMixedGenera[at].substr(0, letters);
}

void mixed_up(Frame& frame, Context& inner, Column& column) {
    text(inner, column, frame.tr(Str::card_mixed), Type::label, Color::text);
    text(inner, column, frame.tr(Str::card_mixed_how), Type::caption, Color::text2);
    column.gap(8);
    constexpr int kSide = static_cast<int>(std::size(kMixedGenera));
    const float name = std::min(52.F * std::min(frame.text_scale, 1.4F), column.w * 0.2F), gap = 3;
    const float side = (column.w - name) / static_cast<float>(kSide + 1), head = frame.line(Type::micro) + 6;
    const Rect table = column.take(head + side * kSide);
    SemanticsNode& node = frame.semantics.add(frame.id("mixed"), Role::table, frame.tr(Str::card_mixed), table);
    node.rows = kSide;
    node.columns = kSide + 1;
    frame.semantics.open(frame.id("mixed"));
    const auto short_name = [&](int at) { return at < kSide ? abbreviation(at) : frame.tr(Str::card_else); };
    for (int across = 0; across <= kSide; ++across) {
        line_in(frame, {table.x + name + side * static_cast<float>(across), table.y, side, head}, short_name(across),
                Type::micro, Color::text2, Align::center);
    }
    for (int down = 0; down < kSide; ++down) {
        const float y = table.y + head + side * static_cast<float>(down);
        const KeyScope scope(frame, "row", down);
        SemanticsNode& row =
            frame.semantics.add(frame.id("row"), Role::row, kMixedGenera[down], {table.x, y, table.w, side});
        row.row_number = down + 1;
        frame.semantics.open(frame.id("row"));
        line_in(frame, {table.x, y, name, side}, short_name(down), Type::caption, Color::text2, Align::left);
        for (int across = 0; across <= kSide; ++across) {
            const int count = kMixedUp[down][across];
            const bool right = across == down;
            const Rect cell{table.x + name + side * static_cast<float>(across) + gap / 2, y + gap / 2, side - gap,
                            side - gap};
            const ImU32 paint =
                across == kSide && count > 0 ? frame.color(Color::surface3) : cell_color(frame, count, right);
            frame.draw->AddRectFilled(cell.min(), cell.max(), paint, 9);
            const std::string number = std::to_string(count);
            const Color ink = count == 0 || across == kSide ? Color::text2
                              : right                       ? Color::on_primary
                              : count >= 4                  ? Color::on_accent
                                                            : Color::text;
            line_in(frame, cell, count == 0 ? "\xC2\xB7" : number, Type::label, ink, Align::center);
            const KeyScope inside(frame, "cell", across);
            frame.semantics.add(
                frame.id("cell"), Role::cell,
                frame.tr(Str::card_cell, {{"truth", kMixedGenera[down]},
                                          {"answer", across < kSide ? kMixedGenera[across] : frame.tr(Str::card_else)},
                                          {"count", number}}),
                cell);
        }
        frame.semantics.close();
    }
    frame.semantics.close();
    column.gap(8);
    text(inner, column, frame.tr(Str::card_more_mixed), Type::caption, Color::text3);
}

// Said against right, bin by bin; the line is where both are the same.
void how_sure(Frame& frame, Context& inner, Column& column) {
    text(inner, column, frame.tr(Str::card_sure), Type::label, Color::text);
    column.gap(4);
    text(inner, column,
         frame.tr(Str::card_sure_line, {{"error", format_percent(frame.locale, kCalibrationError)},
                                        {"all", format_percent(frame.locale, kOpenCalibrationError)}}),
         Type::caption, Color::text2);
    column.gap(10);
    const Rect box = column.take(132);
    const float width = box.w / static_cast<float>(std::size(kCalibration));
    frame.semantics.add(frame.id("sure"), Role::list, frame.tr(Str::card_sure), box);
    frame.semantics.open(frame.id("sure"));
    for (std::size_t i = 0; i < std::size(kCalibration); ++i) {
        const CalibrationStep& step = kCalibration[i];
        if (step.count == 0) {
            continue;
        }
        const float x = box.x + width * static_cast<float>(i);
        const float right = box.h * step.accuracy, says = box.h * step.confidence;
        fill(frame, {x + 2, box.bottom() - right, width - 4, right}, Color::primary, 4);
        frame.draw->AddLine({x, box.bottom() - says}, {x + width, box.bottom() - says}, frame.color(Color::accent), 3);
        const KeyScope scope(frame, "bar", static_cast<std::int64_t>(i));
        frame.semantics.add(
            frame.id("bar"), Role::list_item,
            frame.tr(Str::card_sure_bar, {{"said", format_percent(frame.locale, static_cast<double>(step.confidence))},
                                          {"right", format_percent(frame.locale, static_cast<double>(step.accuracy))},
                                          {"count", format_number(frame.locale, step.count)}}),
            {x, box.y, width, box.h});
    }
    frame.semantics.close();
    hairline(frame, box.x, box.bottom(), box.w);
}

} // namespace

void view_models(Frame& frame, const app::State& state) {
    const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
    const Rect below = pushed_bar(frame, area, frame.tr(Str::models_title), false);
    ScrollRegion page(frame, "page", below);
    Column column = page.column(centred_gutter(frame, area.w));
    text(frame, column, state.model.name + " " + state.model.version, Type::caption_strong, Color::text2);
    column.gap(4);
    if (state.model.sha256 != kModelCardSha256) {
        text(frame, column, frame.tr(Str::card_other_model), Type::body, Color::text);
        page.end(column.y + 24);
        return;
    }
    headline(frame, column);
    column.gap(20);
    auto_card(frame, "mixed_card", column, 420,
              [&](Context& inner, Column& inside) { mixed_up(frame, inner, inside); });
    column.gap(24);
    sets(frame, column);
    column.gap(8);
    text(frame, column, frame.tr(Str::card_not_mushroom), Type::body_strong, Color::text);
    text(frame, column,
         frame.tr(Str::card_not_mushroom_line,
                  {{"rejected", percent_of(frame, kNotMushroomRight)}, {"kept", percent_of(frame, kMushroomsKept)}}),
         Type::body, Color::text2);
    column.gap(20);
    auto_card(frame, "sure_card", column, 260, [&](Context& inner, Column& inside) { how_sure(frame, inner, inside); });
    column.gap(16);
    text(frame, column, frame.tr(Str::figure_deadly_note), Type::body_strong, Color::deadly_text);
    page.end(column.y + 24);
}

} // namespace hypha::ui
