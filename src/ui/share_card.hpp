// The ways of one find to other people: a picture, and a question to an expert.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

void share_card(Frame& frame, Column& column, const app::State& state, const app::Observation& find);
// What the picture says: the name with who says it, the worst risk that is shown, day and place as the person lets them go.
app::command::SharePicture picture_of(const Context& context, const app::Observation& find);

} // namespace hypha::ui
