// The sentences for what a console refuses or fails at, by the code that storage gives. SQLite's own sentence is shown beside them.
#pragma once

#include <string_view>

#include "generated/ui/strings.hpp"

namespace hypha::ui {

struct SqlFailureWords {
    Str title, line;
    bool with_detail = false; // SQLite's sentence belongs to it
};
SqlFailureWords sql_failure_words(std::string_view code);

} // namespace hypha::ui
