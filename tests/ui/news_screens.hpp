// Read, the reader and its settings in every state that they can be in, for the table of all screens.
#pragma once

#include <vector>

#include "fakes/news_worker.hpp"
#include "ui/view_screens.hpp"

namespace hypha::ui {

std::vector<NamedScreen> news_screens();

// A story with every kind of block, links, and a byline.
news::Story every_block();
// With a picture above its text and at its three figures, which the edge serves; not published yet.
news::Story illustrated(flow::NewsWorker& edge);

} // namespace hypha::ui
