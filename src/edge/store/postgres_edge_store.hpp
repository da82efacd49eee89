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
    Result<sync::Usage> usage() override;
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

    Result<std::vector<sync::StreamId>> streams_after(const std::optional<sync::StreamId>& after,
                                                      std::size_t limit) override;
    Result<StoreFigures> store_figures() override;
    Result<std::vector<std::string>> find_damage() override;
    Result<std::uint64_t> sweep(std::int64_t age_ms) override;
    Result<void> settle() override;
    Result<StreamFigures> figures() override;
    Result<void> set_usage(std::uint64_t bytes) override;
    Result<void> set_quota(std::optional<std::uint64_t> bytes) override;
    Result<std::vector<std::pair<sync::BlobHash, sync::BlobRow>>> blobs_after(const sync::BlobHash& hash,
                                                                              std::size_t limit) override;
    Result<std::uint64_t> erase_some(std::size_t limit) override;
    Result<std::vector<std::pair<std::int64_t, sync::Operation>>> waiting_after(std::int64_t number,
                                                                                std::size_t limit) override;

    Result<std::optional<AccountRow>> account() override;
    Result<void> put_account(const AccountRow& row) override;
    Result<std::vector<DeviceRow>> devices() override;
    Result<void> put_device(const DeviceRow& row) override;
    Result<void> drop_device(const sync::account::Key& key) override;
    Result<bool> use_challenge(std::string_view challenge, std::int64_t ends_ms, std::int64_t now_ms) override;
    Result<bool> put_offer(const sync::account::Lookup& lookup, std::string_view wrapped, std::int64_t until_ms,
                           std::int64_t now_ms) override;
    Result<bool> has_account(const sync::StreamId& stream) override;
    Result<std::optional<DeviceRow>> device_of_token(const sync::StreamId& stream, const TokenHash& token) override;
    Result<std::optional<OfferRow>> take_offer(const sync::account::Lookup& lookup, std::int64_t now_ms) override;
    Result<std::string> shared_secret(std::string_view proposed) override;

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
    sync::Usage usage_;
    std::int64_t grown_bytes_ = 0; // by this transaction, not yet sent
};

} // namespace hypha::edge
