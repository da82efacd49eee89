// What people say that a find is, beside what a model answered and never instead of it (SAFETY 10): confirm, name, take back, and all
// that was ever said, each with who said it. The chip is the worst of all that is shown (SAFETY 3).
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

void names_card(Frame& frame, Column& column, const app::Observation& find);
// "Agaricus augustus", "Not a mushroom", "I don't know".
std::string opinion_words(const Context& context, const app::Opinion& opinion);
// "Likely 81%" of a model, "Your answer" of a person.
std::string opinion_certainty(const Context& context, const app::Opinion& opinion);

} // namespace hypha::ui
