// Pictures of a story, where its text has them. One that is here is drawn. One that is not is a place of its shape and a button that says
// what the picture would cost: nothing comes before it is pressed. Where only the small one is here it is shown, with a button for the large. What a picture shows is said in words either way.
#pragma once

#include "app/reading.hpp"
#include "core/news/article_blocks.hpp"
#include "ui/frame.hpp"

namespace hypha::ui {

// The picture above the text. Nothing where the story names none, or where a figure of its text is the same one.
void story_lead(Frame& frame, Column& column, const app::OpenStory& open);
// A block of kind figure. `picture`: null where the story names none for it; then there are words alone.
void story_figure(Frame& frame, Column& column, const news::Block& block, const app::OpenPicture* picture);

} // namespace hypha::ui
