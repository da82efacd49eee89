// A publisher who edits a story puts another in its place: another hash, the same source, and its title or the second of its publishing.
// What a person has not read yet is replaced by it; what they read, saved or put away stays theirs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/news/story_index.hpp"

namespace hypha::storage {

class Database;

// `index` has been taken, and `added` are its stories that were new. Numbers of the unread stories that these replace, whose texts are to
// go. The edition of one that was put away is put away.
Result<std::vector<std::int64_t>> replaced_editions(Database& database, const news::StoryIndex& index,
                                                    const std::vector<const news::Listed*>& added);

} // namespace hypha::storage
