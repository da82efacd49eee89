// Fields of a line that tabs divide; used by fetch_export and fetch_journal alone.
#pragma once

#include <algorithm>
#include <string_view>

namespace hypha::taste {

// The next field, taken off the line; empty where there is none left.
inline std::string_view take_field(std::string_view& line) {
    const std::size_t end = std::min(line.find('\t'), line.size());
    const std::string_view field = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return field;
}

} // namespace hypha::taste
