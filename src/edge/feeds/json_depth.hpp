// nlohmann/json reads and frees recursively, so brackets are counted before it sees a text of strangers.
#pragma once

#include <cstddef>
#include <string_view>

namespace hypha::edge::feeds {

inline constexpr std::size_t kMostJsonDepth = 50;

constexpr bool json_is_too_deep(std::string_view text) {
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (in_string) {
            if (c == '\\') ++at;
            else if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            if (++depth > kMostJsonDepth) return true;
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
        }
    }
    return false;
}

} // namespace hypha::edge::feeds
