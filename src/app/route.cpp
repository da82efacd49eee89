// Addresses are short and fixed, so a table and one number are all there is to parse.
#include "app/route.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

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
constexpr std::array<std::pair<std::string_view, MeSection>, 6> kSections{{
    {"look", MeSection::look},
    {"language", MeSection::language},
    {"ready", MeSection::ready},
    {"data", MeSection::records},
    {"about", MeSection::about},
    {"model", MeSection::model},
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
    if (head == "journal" && !second.empty()) {
        const auto id = parse_id(second);
        return id ? Route{Screen::observation, *id, {}} : Route{Screen::journal, {}, {}};
    }
    if (head == "lab" && second == "sql") {
        return Route{rest == "copy" ? Screen::sql_copy : Screen::sql, {}, {}};
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
    if (route.screen == Screen::observation) {
        return "#/journal/" + std::to_string(route.observation.value);
    }
    if (route.screen == Screen::sql || route.screen == Screen::sql_copy) {
        return route.screen == Screen::sql ? "#/lab/sql" : "#/lab/sql/copy";
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
    case Screen::observation: return Route{Screen::journal, {}, {}};
    case Screen::me: return Route{Screen::me, {}, MeSection::overview};
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
