#include "ui/sql_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace hypha::ui {
namespace {

constexpr SqlFailureWords refused(Str line) { return {Str::sql_refused_title, line, false}; }

constexpr std::array<std::pair<std::string_view, SqlFailureWords>, 15> kWords{{
    {"several_statements", refused(Str::sql_many)},
    {"nothing_to_run", refused(Str::sql_empty)},
    {"sql_too_long", refused(Str::sql_long)},
    {"refused_attach", refused(Str::sql_attach)},
    {"refused_pragma", refused(Str::sql_pragma)},
    {"refused_schema", refused(Str::sql_schema)},
    {"refused_temporary", refused(Str::sql_temporary)},
    {"refused_transaction", refused(Str::sql_transaction)},
    {"refused_vacuum", refused(Str::sql_vacuum)},
    {"explains_already", refused(Str::sql_explains)},
    {"needs_switch", refused(Str::sql_needs_switch)},
    {"read_only", refused(Str::sql_read_only)},
    {"too_slow", {Str::sql_slow_title, Str::sql_slow, false}},
    {"database_corrupt", {Str::sql_failed_title, Str::sql_damaged, true}},
    {"storage_unavailable", {Str::sql_failed_title, Str::sql_storage, true}},
}};

} // namespace

SqlFailureWords sql_failure_words(std::string_view code) {
    const auto found = std::ranges::find(kWords, code, [](const auto& each) { return each.first; });
    return found == kWords.end() ? SqlFailureWords{Str::sql_failed_title, Str::sql_failed_fix, true} : found->second;
}

} // namespace hypha::ui
