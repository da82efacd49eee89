#include "ui/ledger_kinds.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ui/kit/kit.hpp"

namespace hypha::ui {
namespace {

using taste::ReceivedKind;

constexpr std::array kKinds{ReceivedKind::texts, ReceivedKind::pages, ReceivedKind::pictures, ReceivedKind::lists,
                            ReceivedKind::app};
constexpr float kMark = 14;

struct Sum {
    std::int64_t bytes = 0, answers = 0;
};

std::array<Sum, taste::kReceivedKinds> sums_of(const app::Reading& reading) {
    std::array<Sum, taste::kReceivedKinds> sums{};
    for (const app::LedgerEntry& entry : reading.ledger) {
        Sum& sum = sums[static_cast<std::size_t>(entry.kind)];
        sum.bytes += entry.bytes;
        sum.answers += entry.answers;
    }
    return sums;
}

void kind_row(Frame& frame, Column& column, ReceivedKind kind, const Sum& sum, bool first) {
    const KeyScope scope(frame, "kind", static_cast<std::int64_t>(kind));
    const Rect row = column.take(frame.grown(48, Type::body));
    if (!first) {
        hairline(frame, row.x, row.y, row.w);
    }
    const std::string bytes = format_bytes(frame.locale, sum.bytes);
    const std::string answers =
        frame.tr_count(Plural::ledger_answers, sum.answers, {{"count", format_number(frame.locale, sum.answers)}});
    const std::string_view name = frame.tr(words_of(kind));
    frame.semantics.add(frame.id("entry"), Role::text, std::string(name) + ", " + answers + ", " + bytes, row);
    fill(frame, {row.x, row.center_y() - kMark / 2, kMark, kMark}, color_of(kind), 4);
    const float size_width = text_width(frame, bytes, Type::body_strong) + 2;
    const float count_width = text_width(frame, answers, Type::caption) + 2;
    const float left = row.x + kMark + 12;
    const bool has_room = !frame.large_text();
    line_in(frame, {left, row.y, row.right() - left - size_width - (has_room ? count_width + 24 : 12), row.h}, name,
            Type::body, Color::text);
    if (has_room) {
        line_in(frame, {row.right() - size_width - count_width - 12, row.y, count_width, row.h}, answers, Type::caption,
                Color::text2, Align::right);
    }
    line_in(frame, row.right_part(size_width), bytes, Type::body_strong, Color::text, Align::right);
}

} // namespace

Color color_of(ReceivedKind kind) {
    switch (kind) {
    case ReceivedKind::lists: return Color::text3;
    case ReceivedKind::texts: return Color::primary;
    case ReceivedKind::pages: return Color::accent;
    case ReceivedKind::pictures: return Color::accent_text;
    case ReceivedKind::app: break;
    }
    return Color::outline_strong;
}

Str words_of(ReceivedKind kind) {
    switch (kind) {
    case ReceivedKind::lists: return Str::ledger_lists;
    case ReceivedKind::texts: return Str::ledger_texts;
    case ReceivedKind::pages: return Str::ledger_pages;
    case ReceivedKind::pictures: return Str::ledger_pictures;
    case ReceivedKind::app: break;
    }
    return Str::ledger_app;
}

void ledger_kinds(Frame& frame, Column& column, const app::Reading& reading) {
    const auto sums = sums_of(reading);
    if (std::ranges::none_of(sums, [](const Sum& sum) { return sum.answers > 0; })) {
        text(frame, column, frame.tr(Str::ledger_nothing), Type::body, Color::text2);
        return;
    }
    auto_card(
        frame, "kinds", column, 120,
        [&](Context&, Column& inside) {
            bool first = true;
            for (const ReceivedKind kind : kKinds) {
                if (const Sum& sum = sums[static_cast<std::size_t>(kind)]; sum.answers > 0) {
                    kind_row(frame, inside, kind, sum, std::exchange(first, false));
                }
            }
        },
        radius::lg, 16);
}

void ledger_sources(Frame& frame, Column& column, const app::Reading& reading) {
    std::map<std::string, std::int64_t> sums;
    for (const app::LedgerEntry& entry : reading.ledger) {
        if (!entry.source.empty()) {
            sums[entry.source] += entry.bytes;
        }
    }
    if (sums.empty()) {
        return;
    }
    std::vector<std::pair<std::string, std::int64_t>> sources(sums.begin(), sums.end());
    std::ranges::sort(sources, [](const auto& one, const auto& other) {
        return one.second != other.second ? one.second > other.second : one.first < other.first;
    });
    column.gap(12);
    section_header(frame, column, frame.tr(Str::ledger_by_source));
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const KeyScope scope(frame, "ledger", static_cast<std::int64_t>(i));
        const auto& [name, size_bytes] = sources[i];
        const std::string bytes = format_bytes(frame.locale, size_bytes);
        const Rect row = column.take(frame.grown(40, Type::body));
        std::string said = name;
        said.append(", ").append(bytes);
        frame.semantics.add(frame.id("entry"), Role::text, said, row);
        const float width = text_width(frame, bytes, Type::caption) + 2;
        line_in(frame, {row.x, row.y, row.w - width - 12, row.h}, name, Type::body, Color::text);
        line_in(frame, row.right_part(width), bytes, Type::caption, Color::text2, Align::right);
        hairline(frame, row.x, row.bottom() - frame.px(), row.w);
    }
}

} // namespace hypha::ui
