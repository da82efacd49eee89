// The full text of the stories that are kept: FTS5 over title, source and text, accents dropped, answers newest first. It holds words
// only (the text is in news_body) and can be lost: where it is missing it is made from the texts that are here.
// Each word that is asked for is the beginning of a word, but a single letter, which would be the beginning of too many.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/news/story.hpp"

namespace hypha::storage {

class Database;

class StoryWords {
public:
    explicit StoryWords(Database& database) : database_(database) {}

    // Again for a story that is there: the same as once.
    Result<void> put(std::int64_t id, const news::Story& story);
    Result<void> remove(std::int64_t id);
    // False: no story was ever indexed and none is kept; asking it would be an error.
    Result<bool> ready();

    // What FTS5 is asked for these words; empty when there is no word.
    static std::string match_of(std::string_view words);

private:
    Result<bool> exists();
    Result<void> make();
    Result<void> write(std::int64_t id, const news::Story& story);

    Database& database_;
};

} // namespace hypha::storage
