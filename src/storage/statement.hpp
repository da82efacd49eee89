// A prepared SQL statement. Bind in order with bind(...), step() until it says there is no row, reset() to run it again.
// A failed bind is remembered and answered by the next step(). Text and blobs read from a row live until the next step().
// A Statement must not outlive its Database.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/base/error.hpp"
#include "core/base/id.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace hypha::storage {

// The Error for an SQLite result code; `handle` may be null.
Error error_of(sqlite3* handle, int code);

// What a value is as it stands in a row; a column may hold any of them.
enum class ColumnType { integer, real, text, blob, null };

class Statement {
public:
    explicit Statement(sqlite3_stmt* owned) : owned_(owned) {}

    // Binds all parameters, first to last: integers, bool, double, text, blobs, Id<…>, std::optional and std::nullptr_t (NULL).
    template <typename... Values> Statement& bind(const Values&... values) {
        next_ = 1;
        (bind_one(values), ...);
        return *this;
    }

    // True: a row can be read. False: done.
    Result<bool> step();
    // Steps a statement that returns no rows; resets it.
    Result<void> run();
    // bind() and run() in one, for which text and blobs are read where they are, not copied first.
    template <typename... Values> Result<void> run_with(const Values&... values) {
        borrows_ = true;
        bind(values...);
        borrows_ = false;
        const auto done = run();
        forget_values(); // they are not ours
        return done;
    }
    void reset();

    // Of the result; 0 for a statement that answers no rows.
    [[nodiscard]] int columns() const;
    [[nodiscard]] std::string_view column_name(int column) const;
    // As the table's definition says it; empty for an expression.
    [[nodiscard]] std::string_view declared_type(int column) const;
    // Whether running it leaves every database as it was.
    [[nodiscard]] bool changes_nothing() const;

    [[nodiscard]] ColumnType type(int column) const;
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::string_view text_view(int column) const;
    [[nodiscard]] std::span<const std::byte> blob(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };

    void forget_values();
    void bind_integer(std::int64_t value);
    void bind_one(double value);
    void bind_one(std::string_view value);
    void bind_one(std::span<const std::byte> value);
    void bind_one(std::nullptr_t);
    void bind_one(const char* value) { bind_one(std::string_view(value)); }
    void bind_one(const std::string& value) { bind_one(std::string_view(value)); }
    void bind_one(float value) { bind_one(static_cast<double>(value)); }
    template <typename Integer>
        requires std::is_integral_v<Integer>
    void bind_one(Integer value) {
        bind_integer(static_cast<std::int64_t>(value));
    }
    template <typename Tag> void bind_one(const Id<Tag>& id) { bind_integer(id.value); }
    template <typename Value> void bind_one(const std::optional<Value>& value) {
        if (value.has_value()) {
            bind_one(*value);
        } else {
            bind_one(nullptr);
        }
    }

    std::unique_ptr<sqlite3_stmt, Finalize> owned_;
    int next_ = 1;
    int bind_code_ = 0;
    bool borrows_ = false; // what is bound now outlives the step
};

} // namespace hypha::storage
