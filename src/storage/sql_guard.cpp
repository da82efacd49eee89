#include "storage/sql_guard.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include <sqlite3.h>

#include "storage/database.hpp"
#include "storage/migrations.hpp"
#include "storage/statement.hpp"

namespace hypha::storage {
namespace {

constexpr int kTurnSteps = 1000; // between two looks at the budget

// SQLite's own defaults are 1000, 500, 1000 and 250 million: more than half a megabyte of stack holds.
constexpr std::array<std::pair<int, int>, 5> kLimits{{
    {SQLITE_LIMIT_LENGTH, 100'000'000},
    {SQLITE_LIMIT_EXPR_DEPTH, 100},
    {SQLITE_LIMIT_COMPOUND_SELECT, 50},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 50},
    {SQLITE_LIMIT_VDBE_OP, 1'000'000},
}};

// Pragmas that answer a question; with an argument they still only name what is asked about.
constexpr std::array<const char*, 16> kQuestions{
    "table_info",       "table_xinfo",    "table_list",      "index_list",        "index_info",  "index_xinfo",
    "foreign_key_list", "collation_list", "function_list",   "module_list",       "pragma_list", "database_list",
    "compile_options",  "quick_check",    "integrity_check", "foreign_key_check",
};
// These answer when they stand alone, and change something with an argument.
constexpr std::array<const char*, 12> kStates{
    "user_version",   "application_id", "page_size",   "page_count",   "freelist_count", "encoding",
    "schema_version", "journal_mode",   "auto_vacuum", "foreign_keys", "cache_size",     "data_version",
};

constexpr std::array<std::pair<const char*, const char*>, 9> kRefusedWords{{
    {"attach", "refused_attach"},
    {"detach", "refused_attach"},
    {"vacuum", "refused_vacuum"},
    {"begin", "refused_transaction"},
    {"commit", "refused_transaction"},
    {"end", "refused_transaction"},
    {"rollback", "refused_transaction"},
    {"savepoint", "refused_transaction"},
    {"release", "refused_transaction"},
}};

// Every name in a schema that the migrations made: tables, indexes and triggers, in lower case as we write them.
std::set<std::string, std::less<>> names_of_migrations() {
    std::set<std::string, std::less<>> names;
    const auto made = Database::open(DatabasePlace::in_memory());
    auto listed = made ? (*made)->prepare("SELECT name FROM sqlite_schema") : std::unexpected(made.error());
    while (listed && listed->step().value_or(false)) {
        names.insert(listed->text(0));
    }
    return names;
}

bool is_ours(const char* name) {
    static const std::set<std::string, std::less<>> ours = names_of_migrations();
    return name != nullptr && std::ranges::any_of(ours, [name](const std::string& each) {
               return sqlite3_stricmp(each.c_str(), name) == 0;
           });
}

// What syncing keeps is written by the program, and by triggers of ours where a person changes a find.
bool is_sync_table(const char* name) { return is_ours(name) && sqlite3_strnicmp(name, "sync_", 5) == 0; }

template <std::size_t kCount> bool is_among(const std::array<const char*, kCount>& names, const char* name) {
    return std::ranges::any_of(names, [name](const char* each) { return sqlite3_stricmp(each, name) == 0; });
}

// Without the blanks, semicolons and comments that it begins with.
std::string_view from_first_word(std::string_view sql) {
    for (;;) {
        const std::size_t start = sql.find_first_not_of(" \t\r\n\f;");
        sql = start == std::string_view::npos ? std::string_view() : sql.substr(start);
        std::size_t end = 0;
        if (sql.starts_with("--")) {
            end = sql.find('\n');
        } else if (sql.starts_with("/*")) {
            end = sql.find("*/", 2);
            end = end == std::string_view::npos ? end : end + 2;
        } else {
            return sql;
        }
        sql = end == std::string_view::npos ? std::string_view() : sql.substr(end);
    }
}

const char* refusal_of(std::string_view sql) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const std::string first(sql.begin(), std::ranges::find_if_not(sql, is_letter));
    for (const auto& [word, code] : kRefusedWords) {
        if (sqlite3_stricmp(first.c_str(), word) == 0) {
            return code;
        }
    }
    return nullptr;
}

const char* refusal_of(int action, const char* first, const char* second, const char* trigger) {
    switch (action) {
    case SQLITE_ATTACH:
    case SQLITE_DETACH: return "refused_attach";
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT: return "refused_transaction";
    case SQLITE_PRAGMA:
        return is_among(kQuestions, first) || (second == nullptr && is_among(kStates, first)) ? nullptr
                                                                                              : "refused_pragma";
    case SQLITE_FUNCTION: return sqlite3_stricmp(second, "load_extension") == 0 ? "refused_attach" : nullptr;
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE: return is_sync_table(first) && !is_ours(trigger) ? "refused_schema" : nullptr;
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_TRIGGER:
    case SQLITE_DROP_INDEX: return is_ours(first) ? "refused_schema" : nullptr;
    case SQLITE_ALTER_TABLE:
    case SQLITE_CREATE_TRIGGER: return is_ours(second) ? "refused_schema" : nullptr;
    case SQLITE_CREATE_TEMP_INDEX:
    case SQLITE_CREATE_TEMP_TABLE:
    case SQLITE_CREATE_TEMP_TRIGGER:
    case SQLITE_CREATE_TEMP_VIEW: return "refused_temporary";
    default: return nullptr;
    }
}

} // namespace

void FinalizeSql::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

std::int64_t work_of(sqlite3_stmt* statement) { return sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 0); }

struct SqlGuard::Limits {
    std::array<int, kLimits.size()> values{};
};

SqlGuard::SqlGuard(Database& database) : handle_(database.handle_), before_(std::make_unique<Limits>()) {
    for (std::size_t i = 0; i < kLimits.size(); ++i) {
        before_->values[i] = sqlite3_limit(handle_, kLimits[i].first, kLimits[i].second);
    }
    // No writing to pages or to the tables behind a search index, whatever is allowed otherwise.
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_set_authorizer(handle_, authorize, this);
    sqlite3_progress_handler(handle_, kTurnSteps, count_work, this);
}

SqlGuard::~SqlGuard() {
    sqlite3_progress_handler(handle_, 0, nullptr, nullptr);
    sqlite3_set_authorizer(handle_, nullptr, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
    for (std::size_t i = 0; i < kLimits.size(); ++i) {
        sqlite3_limit(handle_, kLimits[i].first, before_->values[i]);
    }
}

int SqlGuard::authorize(void* self, int action, const char* first, const char* second, const char*,
                        const char* trigger) {
    const char* refused = refusal_of(action, first, second, trigger);
    if (refused == nullptr) {
        return SQLITE_OK;
    }
    static_cast<SqlGuard*>(self)->refused_ = refused;
    return SQLITE_DENY;
}

int SqlGuard::count_work(void* self) { return --static_cast<SqlGuard*>(self)->turns_left_ < 0 ? 1 : 0; }

void SqlGuard::allow_work(std::int64_t machine_steps) {
    turns_left_ = std::max<std::int64_t>(1, machine_steps / kTurnSteps);
}

Error SqlGuard::failed(int code) const {
    if (refused_ != nullptr) {
        return {refused_, ""};
    }
    // The sentence is for the person: without the number that error_of puts behind it.
    return {error_of(handle_, code).code, sqlite3_errmsg(handle_)};
}

Result<SqlStatement> SqlGuard::compile(std::string_view sql) {
    if (sql.size() > kMostSqlBytes) {
        return failure("sql_too_long", std::to_string(sql.size()) + " bytes");
    }
    sql = from_first_word(sql);
    if (sql.empty()) {
        return failure("nothing_to_run");
    }
    if (const char* refused = refusal_of(sql)) {
        return failure(refused);
    }
    refused_ = nullptr;
    allow_work(kMostSqlBytes); // compiling reads the schema
    sqlite3_stmt* raw = nullptr;
    const char* tail = nullptr;
    const int code = sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &raw, &tail);
    SqlStatement statement(raw);
    if (code != SQLITE_OK) {
        return std::unexpected(failed(code));
    }
    if (raw == nullptr) {
        return failure("nothing_to_run");
    }
    if (!from_first_word(sql.substr(static_cast<std::size_t>(tail - sql.data()))).empty()) {
        return failure("several_statements");
    }
    return statement;
}

} // namespace hypha::storage
