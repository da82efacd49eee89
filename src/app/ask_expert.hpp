// The question to an expert while it is typed. It lives as long as its screen; the page that goes out is made by export_finds.
#pragma once

#include <string>

#include "app/workplace.hpp"

namespace hypha::app {

// Of the screen that is arrived at.
void begin_asking(Workplace& work);
void edit_question(Workplace& work, const std::string& text);

} // namespace hypha::app
