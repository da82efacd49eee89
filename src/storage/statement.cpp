#include "storage/statement.hpp"

#include <sqlite3.h>

namespace hypha::storage {

Error error_of(sqlite3* handle, int code) {
    std::string detail = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    detail += " (" + std::to_string(code) + ")";
    if (code == SQLITE_IOERR_DATA) {
        return {"database_corrupt", std::move(detail)}; // a page whose checksum is wrong (pool_vfs)
    }
    switch (code & 0xff) {
    case SQLITE_FULL: return {"storage_full", std::move(detail)};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return {"database_corrupt", std::move(detail)};
    case SQLITE_NOMEM: return {"out_of_memory", std::move(detail)};
    case SQLITE_READONLY: return {"read_only", std::move(detail)};
    case SQLITE_TOOBIG: return {"too_large", std::move(detail)};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PERM:
    case SQLITE_PROTOCOL: return {"storage_unavailable", std::move(detail)};
    default: return {"sql_failed", std::move(detail)};
    }
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Result<bool> Statement::step() {
    const int code = bind_code_ != 0 ? bind_code_ : sqlite3_step(owned_.get());
    if (code == SQLITE_ROW || code == SQLITE_DONE) {
        return code == SQLITE_ROW;
    }
    sqlite3* handle = sqlite3_db_handle(owned_.get());
    Error error = error_of(handle, bind_code_ != 0 ? code : sqlite3_extended_errcode(handle));
    reset();
    return std::unexpected(std::move(error));
}

Result<void> Statement::run() {
    const auto stepped = step();
    if (!stepped) {
        return std::unexpected(stepped.error());
    }
    reset();
    return {};
}

void Statement::reset() {
    sqlite3_reset(owned_.get());
    bind_code_ = 0;
}

void Statement::forget_values() { sqlite3_clear_bindings(owned_.get()); }

int Statement::columns() const { return sqlite3_column_count(owned_.get()); }

std::string_view Statement::column_name(int column) const {
    const char* name = sqlite3_column_name(owned_.get(), column);
    return name == nullptr ? std::string_view() : name;
}

std::string_view Statement::declared_type(int column) const {
    const char* type = sqlite3_column_decltype(owned_.get(), column);
    return type == nullptr ? std::string_view() : type;
}

bool Statement::changes_nothing() const { return sqlite3_stmt_readonly(owned_.get()) != 0; }

ColumnType Statement::type(int column) const {
    switch (sqlite3_column_type(owned_.get(), column)) {
    case SQLITE_INTEGER: return ColumnType::integer;
    case SQLITE_FLOAT: return ColumnType::real;
    case SQLITE_TEXT: return ColumnType::text;
    case SQLITE_BLOB: return ColumnType::blob;
    default: return ColumnType::null;
    }
}

bool Statement::is_null(int column) const { return sqlite3_column_type(owned_.get(), column) == SQLITE_NULL; }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(owned_.get(), column); }

double Statement::real(int column) const { return sqlite3_column_double(owned_.get(), column); }

std::string_view Statement::text_view(int column) const {
    const unsigned char* bytes = sqlite3_column_text(owned_.get(), column);
    const int size = sqlite3_column_bytes(owned_.get(), column);
    return bytes == nullptr ? std::string_view()
                            : std::string_view(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::string Statement::text(int column) const { return std::string(text_view(column)); }

std::span<const std::byte> Statement::blob(int column) const {
    const void* bytes = sqlite3_column_blob(owned_.get(), column);
    const int size = sqlite3_column_bytes(owned_.get(), column);
    return {static_cast<const std::byte*>(bytes), static_cast<std::size_t>(size)};
}

void Statement::bind_integer(std::int64_t value) {
    const int code = sqlite3_bind_int64(owned_.get(), next_++, value);
    bind_code_ = bind_code_ != 0 ? bind_code_ : code;
}

void Statement::bind_one(double value) {
    const int code = sqlite3_bind_double(owned_.get(), next_++, value);
    bind_code_ = bind_code_ != 0 ? bind_code_ : code;
}

void Statement::bind_one(std::string_view value) {
    const char* bytes = value.empty() ? "" : value.data();
    const int code = sqlite3_bind_text64(owned_.get(), next_++, bytes, value.size(),
                                         borrows_ ? SQLITE_STATIC : SQLITE_TRANSIENT, SQLITE_UTF8);
    bind_code_ = bind_code_ != 0 ? bind_code_ : code;
}

void Statement::bind_one(std::span<const std::byte> value) {
    const void* bytes = value.empty() ? static_cast<const void*>("") : value.data();
    const int code =
        sqlite3_bind_blob64(owned_.get(), next_++, bytes, value.size(), borrows_ ? SQLITE_STATIC : SQLITE_TRANSIENT);
    bind_code_ = bind_code_ != 0 ? bind_code_ : code;
}

void Statement::bind_one(std::nullptr_t) {
    const int code = sqlite3_bind_null(owned_.get(), next_++);
    bind_code_ = bind_code_ != 0 ? bind_code_ : code;
}

} // namespace hypha::storage
