// Where the person is, and the address that stands for it ("#/journal/42"), so that back, reload and links work.
// parse_route is total: an address nobody knows is Identify. path_of(parse_route(p)) == p for every address of ours.
#pragma once

#include <string>
#include <string_view>

#include "core/base/id.hpp"

namespace hypha::app {

enum class Screen {
    identify,
    camera,
    result,
    journal,
    changes,
    observation,
    crop,
    name,
    ask,
    read,
    story,
    news_settings,
    taste,
    own_stories,
    write_story,
    papers,
    lab,
    models,
    sql,
    sql_copy,
    me
};
enum class MeSection { overview, look, language, ready, records, sync, about, model, moderation };

struct Route {
    Screen screen = Screen::identify;
    ObservationId observation{}; // of camera (may be 0), result, observation, crop, name and ask
    MeSection section = MeSection::overview;
    std::string story{}; // of story: the hash that names it; of write_story: the id
    bool operator==(const Route&) const = default;
};

Route parse_route(std::string_view path);
std::string path_of(const Route& route);

// The screen that "up" leads to; the start screen leads to itself.
Route parent_of(const Route& route);

} // namespace hypha::app
