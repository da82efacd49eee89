// One connection to PostgreSQL by libpq, in its pipeline mode: what only writes is sent and not waited for; its error, if there is
// one, is the answer of whatever is waited for next, a query or finish(). Statements are prepared once; their text is their name and
// must be a literal. Numbers go as text, all else and every answer in binary form. It connects when it is first needed, and again
// after it was lost; who asks within half a second of an attempt that failed is told so at once, for attempts may take seconds.
// Several hosts in the URL are tried in turn until one takes writes. Errors: "storage_unavailable" (no connection, or it ended),
// "lost_race" (SQLSTATE class 40), "storage_full", "newer_database", "sql_failed" (detail: SQLSTATE and the server's sentence).
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"

struct pg_conn;
struct pg_result;

namespace hypha::edge {

class PostgresParameter {
public:
    PostgresParameter(std::int64_t number) : number_(std::to_string(number)) {}
    PostgresParameter(std::string_view text) : bytes_(text) {}
    PostgresParameter(const std::string& text) : bytes_(text) {}
    PostgresParameter(std::span<const std::byte> bytes)
        : bytes_(reinterpret_cast<const char*>(bytes.data()), bytes.size()) {}
    static PostgresParameter null() {
        PostgresParameter none(std::string_view{});
        none.is_null_ = true;
        return none;
    }
    [[nodiscard]] const char* value() const {
        return is_null_ ? nullptr : !number_.empty() ? number_.c_str() : bytes_.data() == nullptr ? "" : bytes_.data();
    }
    [[nodiscard]] int length() const { return static_cast<int>(bytes_.size()); }
    // Of text too, where it is the same as its bytes: it need not end in a 0 then.
    [[nodiscard]] int format() const { return number_.empty() ? 1 : 0; }

private:
    std::string number_;
    std::string_view bytes_;
    bool is_null_ = false;
};

class PostgresRows {
public:
    PostgresRows() = default;
    explicit PostgresRows(pg_result* owned) : owned_(owned) {}
    [[nodiscard]] int size() const;
    [[nodiscard]] std::int64_t number(int row, int column) const; // of int8; 0 for NULL
    [[nodiscard]] std::string_view bytes(int row, int column) const;
    [[nodiscard]] bool is_null(int row, int column) const;

private:
    struct Clear {
        void operator()(pg_result* result) const;
    };
    std::unique_ptr<pg_result, Clear> owned_;
};

class PostgresConnection {
public:
    explicit PostgresConnection(std::string url);
    ~PostgresConnection();
    PostgresConnection(const PostgresConnection&) = delete;
    PostgresConnection& operator=(const PostgresConnection&) = delete;

    // There is a connection, and the tables of this build are there.
    Result<void> open();
    void close();
    [[nodiscard]] bool is_open() const { return connection_ != nullptr; }

    // Sends; answers nothing but that it could not even be sent.
    Result<void> send(std::string_view sql, const std::vector<PostgresParameter>& parameters = {});
    // Waits for all that was sent; the rows are of the last query.
    Result<PostgresRows> finish();
    Result<PostgresRows> ask(std::string_view sql, const std::vector<PostgresParameter>& parameters = {});

private:
    // A name is used once: after an error nobody knows whether the server took a statement that was sent before it.
    struct Prepared {
        std::string name;
        bool is_known = false;
    };

    Error lost();
    Result<void> make_schema();

    std::string url_;
    pg_conn* connection_ = nullptr;
    std::map<std::string_view, Prepared> prepared_;
    std::uint64_t names_ = 0;
    std::optional<std::chrono::steady_clock::time_point> failed_at_;
};

} // namespace hypha::edge
