// sync::EdgeStore on a PostgreSQL that any number of edges share. begin() locks the row of the stream, so that transactions on one
// stream come one after the other and those on others do not meet; each statement then sees all that was committed before
// (READ COMMITTED). Where a database makes that serialisable instead and one of two loses (SQLSTATE class 40), where a server ends or
// a leader changes, worth_another_try() says so. Writes are sent and not waited for: their error comes with the next answer, at the
// latest with commit(). The row of the stream is read once, by begin().
// Errors: "no_transaction", "transaction_open", and those of postgres_connection.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "edge/store/postgres_connection.hpp"
#include "edge/store/served_store.hpp"

namespace hypha::edge {

class PostgresEdgeStore final : public ServedStore {
public:
    // Connects when it is first used: a server may start before its database.
    explicit PostgresEdgeStore(std::string url) : connection_(std::move(url)) {}

    [[nodiscard]] bool worth_another_try() const override { return worth_another_try_; }
    Result<void> probe() override;

    Result<void> begin(const sync::StreamId& stream) override;
    Result<void> commit() override;
    void rollback() override;
    Result<std::optional<sync::StreamRow>> stream() override;
    Result<void> put_stream(const sync::StreamRow& row) override;
    Result<std::uint64_t> last_batch(sync::DeviceId device) override;
    Result<std::optional<sync::BatchRow>> batch(sync::DeviceId device, std::uint64_t batch_no) override;
    Result<void> put_batch(sync::DeviceId device, std::uint64_t batch_no, const sync::BatchRow& row) override;
    Result<std::optional<sync::Cell>> cell(const sync::CellName& name) override;
    Result<void> put_cell(const sync::CellName& name, const sync::Cell& cell) override;
    Result<std::vector<std::pair<sync::CellName, sync::Cell>>> cells_after(const sync::CellName& name,
                                                                           std::size_t limit) override;
    Result<void> append_operation(const sync::OperationRow& row) override;
    Result<std::optional<sync::OperationRow>> operation(std::uint64_t seq) override;
    Result<std::vector<sync::OperationRow>> operations_after(std::uint64_t seq, std::size_t limit) override;
    Result<void> forget(std::uint64_t up_to_seq, std::int64_t batches_before_ms) override;
    Result<void> put_waiting(const sync::OperationRow& row) override;
    Result<std::vector<sync::OperationRow>> take_waiting(const sync::BlobHash& hash) override;
    Result<std::optional<sync::BlobRow>> blob(const sync::BlobHash& hash) override;
    Result<void> append_blob(const sync::BlobHash& hash, std::uint64_t size, const sync::Bytes& part) override;
    Result<sync::Bytes> read_blob(const sync::BlobHash& hash, std::uint64_t offset, std::size_t length) override;
    Result<void> finish_blob(const sync::BlobHash& hash) override;
    Result<void> drop_blob(const sync::BlobHash& hash) override;

private:
    enum class State { closed, open, spoilt };

    Result<void> change(std::string_view sql, const std::vector<PostgresParameter>& parameters);
    Result<PostgresRows> ask(std::string_view sql, const std::vector<PostgresParameter>& parameters);
    template <typename Value> Result<Value> noted(Result<Value> result);

    PostgresConnection connection_;
    State state_ = State::closed;
    bool worth_another_try_ = false;
    sync::StreamId stream_;
    std::optional<sync::StreamRow> row_;
};

} // namespace hypha::edge
