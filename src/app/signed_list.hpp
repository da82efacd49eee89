// Whether a list of stories is believed: signed, by the key that was pinned with the first list, of the region that was asked for. Who
// exchanges the edge, or changes a letter on the way, is noticed; who accepts another key does so knowingly.
#pragma once

#include "app/workplace.hpp"
#include "core/news/story_index.hpp"

namespace hypha::app {

// Errors: not_understood, bad_signature, new_key (which then waits in Reading::new_key).
Result<news::StoryIndex> believed_list(Workplace& work, std::string_view bytes, const std::string& region);
void pin_key(Workplace& work, const std::string& key);
// 64 hexadecimal digits; empty before the first list.
std::string pinned_key(Workplace& work);

} // namespace hypha::app
