// Bringing a journal in: from a file, back from the last restore, out of a damaged file that was set aside.
#pragma once

#include <string>

#include "ui/frame.hpp"
#include "ui/kit/overlay.hpp"

namespace hypha::ui {

// "12 finds, 30 photos"
std::string facts_words(const Context& context, const app::CopyFacts& facts);
void restore_card(Frame& frame, Column& column, const app::State& state);
void set_aside_cards(Frame& frame, Column& column, const app::State& state);
// The question before the present journal is replaced.
DialogSpec restore_question(Frame& frame, const app::State& state);

} // namespace hypha::ui
