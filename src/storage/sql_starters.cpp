#include "storage/sql_starters.hpp"

#include <algorithm>

#include <sqlite3.h>

namespace hypha::storage {

std::vector<std::string> sql_starters() {
    return {
        "SELECT strftime('%Y-%m', created_ms / 1000, 'unixepoch') AS month, count(*) AS finds\n"
        "FROM observation\nWHERE saved = 1\nGROUP BY month\nORDER BY month DESC",
        "SELECT i.name, count(*) AS finds, round(avg(i.probability), 2) AS mean_probability\n"
        "FROM observation AS o JOIN identification AS i ON i.id = o.identification_id\n"
        "WHERE o.saved = 1\nGROUP BY i.name\nORDER BY finds DESC",
        "SELECT observation_id, slot, width_px, height_px, size_bytes\n"
        "FROM photo\nORDER BY size_bytes DESC\nLIMIT 20",
    };
}

std::string sql_name(const std::string& name) {
    const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    const bool plain = !name.empty() && is_plain(name.front()) &&
                       std::ranges::all_of(name, [&](char c) { return is_plain(c) || (c >= '0' && c <= '9'); });
    if (plain && sqlite3_keyword_check(name.c_str(), static_cast<int>(name.size())) == 0) {
        return name;
    }
    std::string quoted = "\"";
    for (const char c : name) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + "\"";
}

std::string sql_browse(const std::string& table) { return "SELECT * FROM " + sql_name(table) + " LIMIT 100"; }

} // namespace hypha::storage
