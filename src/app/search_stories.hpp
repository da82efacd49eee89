// A search over the stories whose texts are here, of every region. What a person does not want, a source, a story or a word of a title, is
// in no answer.
#pragma once

#include <string>

#include "app/workplace.hpp"

namespace hypha::app {

// Empty words end the search.
void search_news(Workplace& work, const std::string& words);
// What is searched for, if anything is.
void search_again(Workplace& work);

} // namespace hypha::app
