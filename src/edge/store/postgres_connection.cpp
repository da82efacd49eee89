#include "edge/store/postgres_connection.hpp"

#include <array>
#include <utility>

#include <libpq-fe.h>

#include "edge/store/postgres_schema.hpp"

namespace hypha::edge {
namespace {

constexpr std::chrono::milliseconds kPause{500};
constexpr int kBinary = 1;

// A name in front of the URL is a default that the URL may override, one behind it is ours.
constexpr std::array<std::pair<const char*, const char*>, 6> kDefaults{{
    {"connect_timeout", "3"},
    {"target_session_attrs", "read-write"},
    {"keepalives_idle", "10"},
    {"tcp_user_timeout", "15000"},
    // An edge that hangs with a stream's row in its hands must not hold up that stream on the other edges for ever.
    {"options", "-c idle_in_transaction_session_timeout=30000 -c statement_timeout=30000"},
    {"application_name", "hypha-edge"},
}};

Error error_of(const PGresult* result) {
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char* sentence = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const std::string_view code = state == nullptr ? "" : state;
    const std::string detail =
        std::string(code) + " " + (sentence == nullptr ? PQresultErrorMessage(result) : sentence);
    if (code.starts_with("40")) {
        return {"lost_race", detail};
    }
    if (code == "53100") {
        return {"storage_full", detail};
    }
    // No state: libpq's own. 08, 57P: the connection or the server ends. 25006: this server no longer takes writes.
    const bool ended = code.empty() || code.starts_with("08") || code.starts_with("57P") || code == "25006";
    return {ended ? "storage_unavailable" : "sql_failed", detail};
}

} // namespace

void PostgresRows::Clear::operator()(pg_result* result) const { PQclear(result); }

int PostgresRows::size() const { return owned_ ? PQntuples(owned_.get()) : 0; }

std::int64_t PostgresRows::number(int row, int column) const {
    std::uint64_t value = 0;
    for (const char byte : bytes(row, column)) {
        value = value << 8 | static_cast<std::uint8_t>(byte);
    }
    return static_cast<std::int64_t>(value);
}

std::string_view PostgresRows::bytes(int row, int column) const {
    return {PQgetvalue(owned_.get(), row, column), static_cast<std::size_t>(PQgetlength(owned_.get(), row, column))};
}

bool PostgresRows::is_null(int row, int column) const { return PQgetisnull(owned_.get(), row, column) != 0; }

PostgresConnection::PostgresConnection(std::string url) : url_(std::move(url)) {}

PostgresConnection::~PostgresConnection() { close(); }

void PostgresConnection::close() {
    PQfinish(connection_);
    connection_ = nullptr;
    prepared_.clear();
}

Error PostgresConnection::lost() {
    Error error{"storage_unavailable", connection_ == nullptr ? "no connection" : PQerrorMessage(connection_)};
    close();
    return error;
}

Result<void> PostgresConnection::open() {
    if (connection_ != nullptr) {
        return {};
    }
    const auto now = std::chrono::steady_clock::now();
    if (failed_at_ && now - *failed_at_ < kPause) {
        return failure("storage_unavailable", "no connection yet");
    }
    std::vector<const char*> names;
    std::vector<const char*> values;
    for (const auto& [name, value] : kDefaults) {
        names.push_back(name);
        values.push_back(value);
    }
    names.insert(names.end(), {"dbname", "client_encoding", nullptr});
    values.insert(values.end(), {url_.c_str(), "UTF8", nullptr});
    connection_ = PQconnectdbParams(names.data(), values.data(), 1);
    auto made = PQstatus(connection_) == CONNECTION_OK ? make_schema() : std::unexpected(lost());
    if (made && PQenterPipelineMode(connection_) != 1) {
        made = std::unexpected(lost());
    }
    if (!made) {
        failed_at_ = std::chrono::steady_clock::now();
        close();
        return made;
    }
    failed_at_.reset();
    return {};
}

// Several edges may start at once on an empty database: one makes the tables, the others find that they could not, and look again.
Result<void> PostgresConnection::make_schema() {
    PQsetNoticeProcessor(connection_, [](void*, const char*) {}, nullptr);
    Error last;
    for (int tries = 0; tries < 10; ++tries) {
        std::int64_t version = 0;
        const PostgresRows known(PQexecParams(connection_, "SELECT max(version) FROM schema_version", 0, nullptr,
                                              nullptr, nullptr, nullptr, kBinary));
        if (known.size() == 1 && !known.is_null(0, 0)) {
            version = known.number(0, 0);
        }
        if (version > kPostgresVersion) {
            return failure("newer_database",
                           "schema " + std::to_string(version) + ", known up to " + std::to_string(kPostgresVersion));
        }
        if (version == kPostgresVersion) {
            return {};
        }
        const std::string_view step = kPostgresSchema[static_cast<std::size_t>(version)];
        PGresult* made = PQexec(connection_, std::string(step).c_str()); // one transaction
        const bool done = PQresultStatus(made) == PGRES_COMMAND_OK;
        last = done ? Error{} : error_of(made);
        PQclear(made);
        if (!done && PQstatus(connection_) != CONNECTION_OK) {
            return std::unexpected(lost());
        }
    }
    return std::unexpected(last);
}

Result<void> PostgresConnection::send(std::string_view sql, const std::vector<PostgresParameter>& parameters) {
    if (connection_ == nullptr) {
        return std::unexpected(lost());
    }
    const auto [entry, is_new] = prepared_.try_emplace(sql);
    if (is_new) {
        entry->second.name = "s" + std::to_string(++names_);
        if (PQsendPrepare(connection_, entry->second.name.c_str(), std::string(sql).c_str(), 0, nullptr) != 1) {
            return std::unexpected(lost());
        }
    }
    std::vector<const char*> values;
    std::vector<int> lengths;
    std::vector<int> formats;
    for (const PostgresParameter& parameter : parameters) {
        values.push_back(parameter.value());
        lengths.push_back(parameter.length());
        formats.push_back(parameter.format());
    }
    const int sent = PQsendQueryPrepared(connection_, entry->second.name.c_str(), static_cast<int>(parameters.size()),
                                         values.data(), lengths.data(), formats.data(), kBinary);
    return sent == 1 ? Result<void>{} : std::unexpected(lost());
}

Result<PostgresRows> PostgresConnection::finish() {
    if (connection_ == nullptr || PQpipelineSync(connection_) != 1) {
        return std::unexpected(lost());
    }
    PostgresRows rows;
    std::optional<Error> error;
    for (bool ended = false, was_null = false; !ended;) {
        PGresult* result = PQgetResult(connection_);
        if (result == nullptr) { // once between two commands; again and again, where the connection is gone
            if (was_null || PQstatus(connection_) != CONNECTION_OK) {
                return std::unexpected(lost());
            }
            was_null = true;
            continue;
        }
        was_null = false;
        PostgresRows owned(result);
        switch (PQresultStatus(result)) {
        case PGRES_TUPLES_OK: rows = std::move(owned); break;
        case PGRES_PIPELINE_SYNC: ended = true; break;
        case PGRES_COMMAND_OK:
            // What COMMIT says where it rolled back.
            if (std::string_view(PQcmdStatus(result)) == "ROLLBACK" && !error) {
                error = Error{"lost_race", "the transaction was rolled back"};
            }
            break;
        case PGRES_PIPELINE_ABORTED: break; // because of the error that is known
        default:
            error = error ? error : error_of(result);
            if (error->code == "storage_unavailable") { // the last that this server says
                close();
                return std::unexpected(*error);
            }
            break;
        }
    }
    if (error) {
        std::erase_if(prepared_, [](const auto& entry) { return !entry.second.is_known; });
    }
    for (auto& [sql, statement] : prepared_) {
        statement.is_known = true;
    }
    return error ? Result<PostgresRows>(std::unexpected(*error)) : std::move(rows);
}

Result<PostgresRows> PostgresConnection::ask(std::string_view sql, const std::vector<PostgresParameter>& parameters) {
    if (auto sent = send(sql, parameters); !sent) {
        return std::unexpected(sent.error());
    }
    return finish();
}

} // namespace hypha::edge
