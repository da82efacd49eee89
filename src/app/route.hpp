// Where the person is, and the address that stands for it ("#/journal/42"), so that back, reload and links work.
// parse_route is total: an address nobody knows is Identify. path_of(parse_route(p)) == p for every address of ours.
#pragma once

#include <string>
#include <string_view>

#include "core/base/id.hpp"

namespace hypha::app {

enum class Screen { identify, result, journal, observation, read, papers, lab, sql, sql_copy, me };
enum class MeSection { overview, look, language, ready, records, about, model };

struct Route {
    Screen screen = Screen::identify;
    ObservationId observation{}; // of result and observation
    MeSection section = MeSection::overview;
    bool operator==(const Route&) const = default;
};

Route parse_route(std::string_view path);
std::string path_of(const Route& route);

// The screen that "up" leads to; the start screen leads to itself.
Route parent_of(const Route& route);

} // namespace hypha::app
