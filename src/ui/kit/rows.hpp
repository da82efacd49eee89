// List rows: settings-like rows with an icon, observation rows with a thumbnail, section headers.
#pragma once

#include <optional>

#include "core/fungi/verdict.hpp"
#include "ui/kit/press.hpp"

namespace hypha::ui {

// "Recent" left, optional words right; heading of `level`. Moves the column on.
void section_header(Context& context, Column& column, std::string_view title, std::string_view right = {},
                    int level = 2);

struct RowOptions {
    std::optional<Icon> icon;
    std::string_view caption = {};
    std::string_view value = {}; // right, before the chevron
    bool chevron = true;
    bool destructive = false;
    bool hairline_below = false;
    Role role = Role::button;
    bool disabled = false;
};
// Height from list_row_height; pads 16 inside `rect` (put it edge to edge into a card).
Press list_row(Context& context, std::string_view key, const Rect& rect, std::string_view title,
               const RowOptions& options = {});
float list_row_height(Context& context, float width, std::string_view title, const RowOptions& options = {});

struct ObservationRow {
    std::string_view name; // Latin, or "I don't know"
    bool italic = true;
    std::string_view common_name = {};
    std::string_view words;   // "Likely 81%"
    std::string_view meta;    // " · today · 10 km"
    std::string_view picture; // thumbnail key
    Icon placeholder = Icon::mushroom;
    std::optional<fungi::Risk> risk;
    std::string_view right_words = {}, right_figure = {}; // alternatives: "Possibly" over "46%"
    int position = 0, set_size = 0;
    bool busy = false; // still being read
};
float observation_row_height(const Context& context); // 102 at text scale 1
// role: link in lists. Long press is reported for a context menu; "delete" is offered as a named action when `can_delete`.
Press observation_row(Context& context, std::string_view key, const Rect& rect, const ObservationRow& row,
                      bool can_delete = false);

} // namespace hypha::ui
