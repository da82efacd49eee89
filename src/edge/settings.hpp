// Every setting of hypha-edge as a row: what it is called, what it is without being said, what it is for, and how it is taken. A flag
// --name, the variable HYPHA_EDGE_NAME and the key `name` of a configuration file are the same setting.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "edge/options.hpp"

namespace hypha::edge {

struct Setting {
    std::string_view name;
    std::string_view wants;    // of its value: N, DIR; empty: a switch, on or off, and as a flag without a value
    std::string_view fallback; // as it would be said
    std::string_view purpose;
    // The Error's detail is what the value has to be; the code is "bad_value".
    Result<void> (*take)(Options& options, std::string_view value);
};

std::span<const Setting> settings();
const Setting* find_setting(std::string_view name);
// HYPHA_EDGE_METRICS_PORT of metrics-port.
std::string variable_of(std::string_view name);

} // namespace hypha::edge
