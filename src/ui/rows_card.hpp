// A card of rows that each ask for one thing: how Me lists what can be done.
#pragma once

#include <span>
#include <string>

#include "ui/frame.hpp"

namespace hypha::ui {

struct CardRow {
    std::string_view key;
    std::string title;
    std::string caption;
    Icon icon;
    app::Command asked;
    bool is_link = false; // leads to another screen
    bool destructive = false;
    bool disabled = false;
};
void rows_card(Frame& frame, Column& column, std::string_view key, std::span<const CardRow> rows);

} // namespace hypha::ui
