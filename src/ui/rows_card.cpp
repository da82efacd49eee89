#include "ui/rows_card.hpp"

#include <vector>

#include "ui/kit/kit.hpp"

namespace hypha::ui {
namespace {

RowOptions options_of(const CardRow& row, bool last) {
    RowOptions options;
    options.icon = row.icon;
    options.caption = row.caption;
    options.role = row.is_link ? Role::link : Role::button;
    options.chevron = row.is_link;
    options.destructive = row.destructive;
    options.disabled = row.disabled;
    options.hairline_below = !last;
    return options;
}

} // namespace

void rows_card(Frame& frame, Column& column, std::string_view key, std::span<const CardRow> rows) {
    const KeyScope scope(frame, key);
    float height = 8;
    std::vector<float> heights;
    heights.reserve(rows.size());
    for (const CardRow& row : rows) {
        heights.push_back(list_row_height(frame, column.w, row.title, options_of(row, &row == &rows.back())));
        height += heights.back();
    }
    const Rect box = column.take(height);
    card(frame, box, radius::lg);
    Column inside{box.x, box.y + 4, box.w};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (list_row(frame, rows[i].key, inside.take(heights[i]), rows[i].title,
                     options_of(rows[i], i + 1 == rows.size()))) {
            frame.commands.push_back(rows[i].asked);
        }
    }
}

} // namespace hypha::ui
