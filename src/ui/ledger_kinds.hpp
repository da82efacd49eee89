// What the network cost today, by what it was and by whom: a card with a mark of each kind's colour, as the week's columns have them.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

Color color_of(taste::ReceivedKind kind);
Str words_of(taste::ReceivedKind kind);
void ledger_kinds(Frame& frame, Column& column, const app::Reading& reading);
void ledger_sources(Frame& frame, Column& column, const app::Reading& reading);

} // namespace hypha::ui
