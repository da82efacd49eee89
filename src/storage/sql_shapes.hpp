// What a person's own SQL answers, as plain values that screens can show. Every text is valid UTF-8 in one line.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/statement.hpp"

namespace hypha::storage {

struct SqlColumn {
    std::string name;
    std::string declared_type; // empty for an expression
};

struct SqlValue {
    ColumnType type = ColumnType::null;
    std::string text;            // of a blob its first bytes in hex; empty for NULL
    std::int64_t size_bytes = 0; // of the whole value
    bool cut = false;            // there is more than `text` shows
};

using SqlRow = std::vector<SqlValue>;

struct SqlTable {
    std::string name;
    bool view = false;
    std::vector<SqlColumn> columns;
};

struct SqlPlanLine {
    int depth = 0; // 0 at the root
    std::string text;
};

} // namespace hypha::storage
