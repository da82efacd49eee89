// Over 300 lines because the parts of a result share their measures (marker, dots, lines) and are only ever used together.
#include "ui/kit/result.hpp"

#include <algorithm>
#include <cmath>

#include "ui/kit/buttons.hpp"
#include "ui/kit/chips.hpp"
#include "ui/kit/motion.hpp"
#include "ui/kit/shapes.hpp"
#include "ui/kit/text.hpp"

namespace hypha::ui {

void result_header(Context& context, Column& column, const ResultHeader& header) {
    const std::string accessible(header.accessible.empty() ? header.name : header.accessible);
    float tags = 0;
    if (!header.rank_tag.empty() || header.risk) {
        float x = column.x;
        if (!header.rank_tag.empty()) {
            x += tag(context, x, column.y, header.rank_tag, TagKind::stone, {}, true, false) + 8;
        }
        const float chip_height = risk_chip_height(context);
        // The whole of the risk is always on screen: where it does not fit beside the rank it takes a line of its own.
        const bool wraps = header.risk && x > column.x && x + risk_chip_width(context, *header.risk) > column.right();
        tags = chip_height + 8 + (wraps ? chip_height + 6 : 0);
        column.gap(tags);
        // The heading comes before the chip in reading order, the chip is drawn above it.
        const float chip_x = wraps ? column.x : x, chip_y = column.y - 8 - chip_height;
        const bool has_right = !header.percent.empty() || !header.words.empty();
        const float right_width = has_right ? std::max(text_width(context, header.words, Type::body_strong),
                                                       text_width(context, header.percent, Type::figure)) +
                                                  2
                                            : 0;
        const bool stacked = context.large_text();
        const float left_width = column.w - (stacked || !has_right ? 0 : right_width + 16);
        const Type type = header.italic ? Type::display_italic : Type::display;
        const float name_height = measure_text(context, left_width, header.name, type);
        SemanticsNode& node = context.semantics.add(context.id("result"), Role::heading, accessible,
                                                    {column.x, column.y, left_width, name_height});
        node.level = header.level;
        node.live = header.live;
        if (header.risk) {
            risk_chip(context, "risk", chip_x, chip_y, *header.risk);
        }
    } else {
        SemanticsNode& node = context.semantics.add(context.id("result"), Role::heading, accessible,
                                                    {column.x, column.y, column.w, context.line(Type::display)});
        node.level = header.level;
        node.live = header.live;
    }
    TextOptions silent;
    silent.role = Role::none;
    const bool has_right = !header.percent.empty() || !header.words.empty();
    const bool stacked = context.large_text();
    const float right_width = has_right ? std::max(text_width(context, header.words, Type::body_strong),
                                                   text_width(context, header.percent, Type::figure)) +
                                              2
                                        : 0;
    const float left_width = column.w - (stacked || !has_right ? 0 : right_width + 16);
    const float top = column.y;
    float left = text(context, column.x, top, left_width, header.name,
                      header.italic ? Type::display_italic : Type::display, Color::text, silent);
    if (!header.common_name.empty()) {
        left += text(context, column.x, top + left + 2, left_width, header.common_name, Type::body, Color::text2) + 2;
    }
    if (has_right && !stacked) {
        TextOptions right = silent;
        right.align = Align::right;
        const float words = context.line(Type::body_strong), figure = context.line(Type::figure);
        const float height = std::max(left, words + figure);
        text(context, column.right() - right_width, top + height - figure - words, right_width, header.words,
             Type::body_strong, Color::text, right);
        text(context, column.right() - right_width, top + height - figure, right_width, header.percent, Type::figure,
             Color::text, right);
        left = height;
    } else if (has_right) {
        left += text(context, column.x, top + left + 6, column.w,
                     {{header.words, Type::body_strong, Color::text},
                      {"  ", Type::body, Color::text},
                      {header.percent, Type::figure, Color::text}},
                     silent) +
                6;
    }
    column.gap(left);
}

void confidence_meter(Context& context, std::string_view key, Column& column, float probability,
                      std::string_view value_words) {
    const NodeId id = context.id(key);
    const float label_line = context.line(Type::micro);
    const Rect rect{column.x, column.y, column.w, 16 + 8 + label_line};
    SemanticsNode& node = context.semantics.add(id, Role::meter, context.tr(Str::confidence), rect);
    node.now = std::round(probability * 100);
    node.min = 0;
    node.max = 100;
    node.value_text = value_words;
    constexpr float kGap = 3, kHeight = 8;
    const float unit = (column.w - 2 * kGap) / 100, middle = column.y + 8;
    struct Part {
        float from, width;
        Str label;
        bool on;
    };
    const std::array<Part, 3> parts{{{0, 30, Str::not_sure, probability < 0.30F},
                                     {30, 40, Str::possibly, probability >= 0.30F && probability < 0.70F},
                                     {70, 30, Str::likely, probability >= 0.70F}}};
    const auto x_of = [&](float percent) {
        return column.x + percent * unit + (percent >= 70 ? 2 * kGap : percent >= 30 ? kGap : 0);
    };
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Part& part = parts[i];
        const float x = x_of(part.from);
        const ImDrawFlags corners = i == 0   ? ImDrawFlags_RoundCornersLeft
                                    : i == 2 ? ImDrawFlags_RoundCornersRight
                                             : ImDrawFlags_RoundCornersNone;
        context.draw->AddRectFilled({x, middle - kHeight / 2}, {x + part.width * unit, middle + kHeight / 2},
                                    context.color(Color::track), i == 1 ? 0 : kHeight / 2, corners);
        TextOptions silent;
        silent.role = Role::none;
        silent.max_lines = 1;
        text(context, x, middle + 8 + 6, part.width * unit, context.tr(part.label), Type::micro,
             part.on ? Color::text : Color::text3, silent);
    }
    const float shown = std::clamp(probability, 0.F, 1.F) * 100 * entrance(context, id, motion_ms::select, 120);
    const float marker = std::clamp(x_of(shown), column.x + 8, column.right() - 8);
    context.draw->AddCircleFilled({marker, middle}, 8, context.color(Color::text));
    context.draw->AddCircleFilled({marker, middle}, 4, context.color(Color::bg));
    column.gap(16 + 6 + label_line);
}

void rank_ladder(Context& context, std::string_view key, Column& column, std::span<const LadderColumn> columns) {
    if (columns.empty()) {
        return;
    }
    const bool vertical = context.large_text();
    const NodeId id = context.id(key);
    const float rank_line = context.line(Type::micro), taxon_line = context.line(Type::subtitle),
                caption_line = context.line(Type::caption);
    const auto count = static_cast<float>(columns.size());
    const float step = vertical ? rank_line + taxon_line + caption_line + 12 : column.w / count;
    const float height = vertical ? step * count : 24 + 6 + rank_line + taxon_line + caption_line;
    context.semantics.add(id, Role::list, context.tr(Str::ranks), {column.x, column.y, column.w, height});
    context.semantics.open(id);
    TextOptions silent;
    silent.role = Role::none;
    silent.max_lines = 1;
    const auto dot_of = [&](std::size_t i) {
        const auto n = static_cast<float>(i);
        return vertical ? ImVec2{column.x + 10, column.y + step * n + 14}
                        : ImVec2{column.x + step * n + 6, column.y + 12};
    };
    for (std::size_t i = 0; i + 1 < columns.size(); ++i) { // lines first, dots on top
        const ImVec2 from = dot_of(i), to = dot_of(i + 1);
        const Color color = columns[i + 1].reached ? Color::text : Color::outline;
        if (vertical) {
            context.draw->AddRectFilled({from.x - 1, from.y}, {from.x + 1, to.y}, context.color(color));
        } else {
            context.draw->AddRectFilled({from.x, from.y - 1}, {to.x, from.y + 1}, context.color(color));
        }
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const LadderColumn& entry = columns[i];
        ImVec2 dot = dot_of(i);
        if (!vertical && entry.is_answer) {
            dot.x += 4;
        }
        const float grown = entrance(context, node_id(id, entry.rank), motion_ms::select, 60 * static_cast<float>(i));
        if (entry.is_answer) {
            context.draw->AddCircleFilled(dot, 10 * grown, context.color(Color::accent));
            context.draw->AddCircleFilled(dot, 5 * grown, context.color(Color::on_accent));
        } else if (entry.reached) {
            context.draw->AddCircleFilled(dot, 6 * grown, context.color(Color::text));
        } else {
            context.draw->AddCircleFilled(dot, 6, context.color(Color::bg));
            context.draw->AddCircle(dot, 5, context.color(Color::outline_strong), 0, 2);
        }
        const float x = vertical ? column.x + 32 : column.x + step * static_cast<float>(i);
        const float width = vertical ? column.w - 32 : step - 6;
        float y = vertical ? column.y + step * static_cast<float>(i) : column.y + 24 + 2;
        const float top = y;
        text(context, x, y, width, entry.rank, Type::micro, entry.is_answer ? Color::accent_text : Color::text3,
             silent);
        y += rank_line;
        const Type taxon = entry.italic ? Type::subtitle_italic : Type::body;
        text(context, x, y + (taxon_line - context.line(taxon)) / 2, width, entry.taxon, taxon,
             entry.reached ? Color::text : Color::text2, silent);
        y += taxon_line;
        text(context, x, y, width, entry.percent, Type::caption, Color::text2, silent);
        context.semantics.add(node_id(id, entry.rank), Role::list_item,
                              entry.accessible.empty() ? entry.taxon : entry.accessible,
                              {x, top, width, rank_line + taxon_line + caption_line});
    }
    context.semantics.close();
    column.gap(height);
}

void lookalike_card(Context& context, std::string_view key, Column& column, std::string_view region_name,
                    std::string_view title, std::string_view body, std::span<const CompareTile> tiles) {
    const Group group(context, key, Role::region, region_name, {column.x, column.y, column.w, 80});
    const KeyScope scope(context, key);
    auto_card(
        context, "card", column, 200,
        [&](Context& inner, Column& inside) {
            Column words{inside.x + 38, inside.y + 2, inside.w - 38};
            icon(inner, {inside.x + 13, inside.y + 2 + inner.line(Type::heading) / 2}, Icon::warning_octagon_fill, 26,
                 Color::deadly_text);
            TextOptions heading;
            heading.role = Role::heading;
            heading.level = 2;
            text(inner, words, title, Type::heading, Color::text, heading);
            words.gap(2);
            text(inner, words, body, Type::body, Color::text2);
            inside.y = words.y;
            if (!tiles.empty()) {
                inside.gap(14);
                const bool stacked = inner.large_text();
                const auto across = stacked ? 1.F : static_cast<float>(tiles.size());
                const float width = (inside.w - 8 * (across - 1)) / across;
                float tallest = 0, y = inside.y;
                std::vector<float> heights;
                for (const CompareTile& tile : tiles) {
                    const float text_w = width - 61 - 14;
                    float lines = measure_text(inner, text_w, tile.title, Type::label);
                    lines += tile.line1.empty() ? 0 : measure_text(inner, text_w, tile.line1, Type::caption);
                    lines += tile.line2.empty() ? 0 : measure_text(inner, text_w, tile.line2, Type::caption);
                    heights.push_back(std::max(80.F, lines + 26));
                    tallest = std::max(tallest, heights.back());
                }
                for (std::size_t i = 0; i < tiles.size(); ++i) {
                    const CompareTile& tile = tiles[i];
                    const Rect box{inside.x + (stacked ? 0 : (width + 8) * static_cast<float>(i)), y, width,
                                   stacked ? heights[i] : tallest};
                    fill(inner, box, Color::surface, 16);
                    drawing(inner, {box.x + 10, box.center_y() - 30, 45, 60}, tile.drawing,
                            tile.danger ? Color::deadly_text : Color::text2);
                    Column column_of{box.x + 61, box.center_y() - (heights[i] - 26) / 2, width - 61 - 14};
                    text(inner, column_of, tile.title, Type::label, tile.danger ? Color::deadly_text : Color::text);
                    if (!tile.line1.empty()) {
                        text(inner, column_of, tile.line1, Type::caption, Color::text2);
                    }
                    if (!tile.line2.empty()) {
                        text(inner, column_of, tile.line2, Type::caption, Color::text2);
                    }
                    y += stacked ? box.h + 8 : 0;
                }
                inside.y = stacked ? y - 8 : inside.y + tallest;
            }
        },
        radius::lg, 16, Color::deadly_soft);
}

namespace {

float strip_text_width(const Context& context, float width) {
    return std::min(width - 2 * context.gutter() - 36, size::column_max);
}

} // namespace

float orientation_height(Context& context, float width) {
    const float inner = strip_text_width(context, width);
    return std::max(56.F, measure_text(context, inner, context.tr(Str::orientation_title), Type::label) +
                              measure_text(context, inner, context.tr(Str::orientation_line), Type::caption) + 18);
}

void orientation_strip(Context& context, const Rect& rect, bool rounded) {
    fill(context, rect, Color::accent_soft, rounded ? radius::md : 0);
    if (!rounded) {
        hairline(context, rect.x, rect.y, rect.w);
    }
    const float pad = rounded ? 16 : context.gutter(), content = std::min(rect.w - 2 * pad, size::column_max + 36);
    const float x = rounded ? rect.x + pad : rect.center_x() - content / 2;
    icon(context, {x + 12, rect.center_y()}, Icon::hand_palm_fill, 24, Color::on_accent_soft);
    const std::string_view title = context.tr(Str::orientation_title), line = context.tr(Str::orientation_line);
    TextOptions silent;
    silent.role = Role::none;
    const float width = content - 36;
    const float title_h = measure_text(context, width, title, Type::label),
                line_h = measure_text(context, width, line, Type::caption);
    const float top = context.snapped(rect.center_y() - (title_h + line_h) / 2);
    text(context, x + 36, top, width, title, Type::label, Color::on_accent_soft, silent);
    text(context, x + 36, top + title_h, width, line, Type::caption, Color::on_accent_soft, silent);
    context.semantics.add(context.id("orientation"), Role::note, std::string(title) + " " + std::string(line), rect);
}

void guess_bars(Context& context, std::string_view key, Column& column, std::span<const float> probabilities,
                float answer_at, std::string_view title, std::string_view limit_label, std::string_view left_label,
                std::string_view right_label, std::string_view accessible) {
    const KeyScope scope(context, key);
    auto_card(context, "card", column, 150, [&](Context& inner, Column& inside) {
        const float title_line = inner.line(Type::label), labels = inner.line(Type::micro);
        TextOptions silent;
        silent.role = Role::none;
        TextOptions right = silent;
        right.align = Align::right;
        const float limit_w = text_width(inner, limit_label, Type::caption) + 4;
        const bool stacked = limit_w + text_width(inner, title, Type::label) + 12 > inside.w;
        TextOptions heading;
        heading.role = Role::heading;
        heading.level = 2;
        const Rect whole{inside.x, inside.y, inside.w, 120};
        inside.gap(text(inner, inside.x, inside.y, stacked ? inside.w : inside.w - limit_w, title, Type::label,
                        Color::text, heading));
        if (stacked) {
            inside.gap(text(inner, inside.x, inside.y, inside.w, limit_label, Type::caption, Color::text2, silent));
        } else {
            text(inner, inside.right() - limit_w, inside.y - title_line + 1, limit_w, limit_label, Type::caption,
                 Color::text2, right);
        }
        inside.gap(18);
        constexpr float kHeight = 68; // to the line where an answer starts
        const float base = inside.y + kHeight;
        dashed_line(inner, inside.x, inside.y, inside.w, 4, 3, 1.5F, Color::text3);
        const auto count = std::min<std::size_t>(probabilities.size(), 24);
        const float step = inside.w / static_cast<float>(std::max<std::size_t>(count, 12)),
                    bar = std::min(9.F, step * 0.62F);
        const float grown = entrance(inner, inner.id("bars"), motion_ms::select);
        for (std::size_t i = 0; i < count; ++i) {
            const float height = std::max(2.F, std::min(probabilities[i] / answer_at, 1.F) * kHeight * grown);
            const float x = inside.x + step * static_cast<float>(i);
            inner.draw->AddRectFilled({x, base - height}, {x + bar, base},
                                      inner.color(probabilities[i] >= 0.10F ? Color::text2 : Color::surface3),
                                      std::min(3.F, height / 2));
        }
        inside.y = base + 6;
        const float half = inside.w / 2;
        text(inner, inside.x, inside.y, half, left_label, Type::micro, Color::text2, silent);
        text(inner, inside.x + half, inside.y, half, right_label, Type::micro, Color::text2, right);
        inside.gap(labels);
        inner.semantics.add(inner.id("bars"), Role::image, accessible, whole);
    });
}

} // namespace hypha::ui
