#include "edge/log.hpp"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "native/clock.hpp"

namespace hypha::edge {

void log_event(std::string_view event, const std::vector<std::pair<std::string_view, std::string_view>>& facts) {
    nlohmann::ordered_json line{{"time_ms", native::PosixClock().wall_ms()}, {"event", event}};
    for (const auto& [name, value] : facts) {
        line[std::string(name)] = value;
    }
    // A name that is no UTF-8 is replaced, not thrown for. One write a line.
    const std::string text = line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    std::fwrite(text.data(), 1, text.size(), stderr);
}

} // namespace hypha::edge
