// What a person's own SQL may do on a connection, for as long as a SqlGuard stands on it: read, change rows, and make tables of its
// own in one database. Refused, by the first word and again by SQLite's authorizer: ATTACH, DETACH, VACUUM, load_extension, every
// PRAGMA that is not known to be a question, BEGIN to RELEASE, anything temporary, other shapes for Hypha's own tables, and writing to
// those of syncing but through the triggers of a find.
// Limits on depth keep hostile text from running out of stack; work is counted in steps of SQLite's machine, so that it can be cut.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/base/error.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace hypha::storage {

class Database;

inline constexpr std::size_t kMostSqlBytes = 1'000'000;

struct FinalizeSql {
    void operator()(sqlite3_stmt* statement) const;
};
using SqlStatement = std::unique_ptr<sqlite3_stmt, FinalizeSql>;

class SqlGuard {
public:
    explicit SqlGuard(Database& database);
    // Takes its callbacks and limits back.
    ~SqlGuard();
    SqlGuard(const SqlGuard&) = delete;
    SqlGuard& operator=(const SqlGuard&) = delete;

    // One statement. Errors: nothing_to_run, sql_too_long, several_statements, refused_attach, refused_pragma, refused_schema,
    // refused_temporary, refused_transaction, refused_vacuum; else SQLite's, with its own sentence as detail.
    Result<SqlStatement> compile(std::string_view sql);
    // The next step may work for so many steps of the machine; then it ends with SQLITE_INTERRUPT.
    void allow_work(std::int64_t machine_steps);
    // Why the last step failed. A refusal that only running brought out is a refusal here, too.
    [[nodiscard]] Error failed(int code) const;

private:
    struct Limits;
    static int authorize(void* self, int action, const char* first, const char* second, const char* database,
                         const char* trigger);
    static int count_work(void* self);

    sqlite3* handle_;
    std::unique_ptr<Limits> before_;
    const char* refused_ = nullptr; // of the statement being compiled
    std::int64_t turns_left_ = 0;
};

// Machine steps that a statement has made since it was compiled.
std::int64_t work_of(sqlite3_stmt* statement);

} // namespace hypha::storage
