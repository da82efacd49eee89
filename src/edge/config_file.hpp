// A configuration file: lines of `key = value`, blank around both ignored; empty lines and lines that begin with # are skipped. No
// quotes, no sections, no includes: a value is all that stands behind the first equals sign.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"

namespace hypha::edge {

struct ConfigLine {
    int number = 0;
    std::string key;
    std::string value;
};

// Errors: "bad_config", with the line, where a line is none of these, or says a key again.
Result<std::vector<ConfigLine>> parse_config(std::string_view text, const std::string& name);
// Errors: "unreadable_file" too.
Result<std::vector<ConfigLine>> read_config(const std::filesystem::path& path);

} // namespace hypha::edge
