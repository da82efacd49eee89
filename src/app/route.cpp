// Addresses are short and fixed, so a table and one number or hash are all there is to parse.
#include "app/route.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "core/base/sha256_hex.hpp"
#include "core/news/contribution.hpp"

namespace hypha::app {
namespace {

constexpr std::array<std::pair<std::string_view, Screen>, 6> kPlain{{
    {"identify", Screen::identify},
    {"journal", Screen::journal},
    {"read", Screen::read},
    {"papers", Screen::papers},
    {"lab", Screen::lab},
    {"me", Screen::me},
}};

// The word "data" stands in addresses; code calls the section by what it holds.
constexpr std::array<std::pair<std::string_view, MeSection>, 8> kSections{{
    {"look", MeSection::look},
    {"language", MeSection::language},
    {"ready", MeSection::ready},
    {"data", MeSection::records},
    {"sync", MeSection::sync},
    {"about", MeSection::about},
    {"model", MeSection::model},
    {"moderation", MeSection::moderation},
}};

std::optional<ObservationId> parse_id(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool canonical = !text.empty() && text.front() != '0' && text.front() != '-';
    if (!canonical || error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return ObservationId{value};
}

// Takes the text up to the next '/' off the front of `rest`.
std::string_view take_part(std::string_view& rest) {
    const std::size_t slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
    return part;
}

} // namespace

Route parse_route(std::string_view path) {
    const std::size_t start = path.find_first_not_of("#/");
    std::string_view rest = start == std::string_view::npos ? std::string_view{} : path.substr(start);
    rest = rest.substr(0, rest.find('?'));
    const std::string_view head = take_part(rest);
    const std::string_view second = take_part(rest);
    if (head == "identify" && second == "result") {
        const auto id = parse_id(rest);
        return id ? Route{Screen::result, *id, {}} : Route{};
    }
    if (head == "journal" && second == "changes") {
        return Route{Screen::changes, {}, {}};
    }
    if (head == "identify" && second == "camera") {
        return Route{Screen::camera, parse_id(rest).value_or(ObservationId{}), {}};
    }
    if (head == "journal" && !second.empty()) {
        const auto id = parse_id(second);
        const Screen screen = rest == "name"   ? Screen::name
                              : rest == "ask"  ? Screen::ask
                              : rest == "crop" ? Screen::crop
                                               : Screen::observation;
        return id ? Route{screen, *id, {}} : Route{Screen::journal, {}, {}};
    }
    if (head == "read" && second == "settings") {
        return Route{Screen::news_settings, {}, {}};
    }
    if (head == "read" && second == "taste") {
        return Route{Screen::taste, {}, {}};
    }
    if (head == "read" && second == "own") {
        return is_hex(rest, news::kContributionId_digits) ? Route{Screen::write_story, {}, {}, std::string(rest)}
                                                          : Route{Screen::own_stories, {}, {}};
    }
    if (head == "read" && is_sha256_hex(second)) {
        return Route{Screen::story, {}, {}, std::string(second)};
    }
    if (head == "lab" && second == "sql") {
        return Route{rest == "copy" ? Screen::sql_copy : Screen::sql, {}, {}};
    }
    if (head == "lab" && second == "models") {
        return Route{Screen::models, {}, {}};
    }
    Route route;
    for (const auto& [name, screen] : kPlain) {
        if (head == name) {
            route.screen = screen;
        }
    }
    for (const auto& [name, section] : kSections) {
        if (route.screen == Screen::me && second == name) {
            route.section = section;
        }
    }
    return route;
}

std::string path_of(const Route& route) {
    if (route.screen == Screen::result) {
        return "#/identify/result/" + std::to_string(route.observation.value);
    }
    if (route.screen == Screen::camera) {
        return route.observation ? "#/identify/camera/" + std::to_string(route.observation.value) : "#/identify/camera";
    }
    if (route.screen == Screen::observation) {
        return "#/journal/" + std::to_string(route.observation.value);
    }
    if (route.screen == Screen::changes) {
        return "#/journal/changes";
    }
    if (route.screen == Screen::crop) {
        return "#/journal/" + std::to_string(route.observation.value) + "/crop";
    }
    if (route.screen == Screen::name || route.screen == Screen::ask) {
        return "#/journal/" + std::to_string(route.observation.value) +
               (route.screen == Screen::name ? "/name" : "/ask");
    }
    if (route.screen == Screen::story || route.screen == Screen::news_settings) {
        return route.screen == Screen::story ? "#/read/" + route.story : "#/read/settings";
    }
    if (route.screen == Screen::taste) {
        return "#/read/taste";
    }
    if (route.screen == Screen::own_stories || route.screen == Screen::write_story) {
        return route.screen == Screen::own_stories ? "#/read/own" : "#/read/own/" + route.story;
    }
    if (route.screen == Screen::sql || route.screen == Screen::sql_copy) {
        return route.screen == Screen::sql ? "#/lab/sql" : "#/lab/sql/copy";
    }
    if (route.screen == Screen::models) {
        return "#/lab/models";
    }
    std::string path = "#/identify";
    for (const auto& [name, screen] : kPlain) {
        if (screen == route.screen) {
            path = "#/" + std::string(name);
        }
    }
    for (const auto& [name, section] : kSections) {
        if (route.screen == Screen::me && section == route.section) {
            path += "/" + std::string(name);
        }
    }
    return path;
}

Route parent_of(const Route& route) {
    switch (route.screen) {
    case Screen::result:
    case Screen::journal: return Route{};
    case Screen::camera: return route.observation ? Route{Screen::result, route.observation, {}} : Route{};
    case Screen::changes:
    case Screen::observation: return Route{Screen::journal, {}, {}};
    case Screen::crop:
    case Screen::name:
    case Screen::ask: return Route{Screen::observation, route.observation, {}};
    case Screen::me: return Route{Screen::me, {}, MeSection::overview};
    case Screen::story:
    case Screen::taste:
    case Screen::own_stories:
    case Screen::news_settings: return Route{Screen::read, {}, {}};
    case Screen::write_story: return Route{Screen::own_stories, {}, {}};
    case Screen::models:
    case Screen::sql: return Route{Screen::lab, {}, {}};
    case Screen::sql_copy: return Route{Screen::me, {}, MeSection::records};
    case Screen::identify:
    case Screen::read:
    case Screen::papers:
    case Screen::lab: break;
    }
    return Route{route.screen, {}, {}};
}

} // namespace hypha::app
