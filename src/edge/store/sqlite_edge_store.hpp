// sync::EdgeStore on embedded SQLite in a folder of its own: edge.db (WAL, FULL), blobs/, lock. One process holds the folder, one
// thread at a time the store (a connection is for one). Grouped transactions are savepoints of one that is committed at the end.
// A file of a blob is written and synced before the row that counts its bytes; files that rows stop naming go after the commit.
// Errors: "folder_in_use", "newer_database", "no_transaction", "transaction_open", and those of src/storage.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "edge/store/blob_files.hpp"
#include "edge/store/folder_lock.hpp"
#include "edge/store/served_store.hpp"
#include "edge/store/sqlite_rows.hpp"
#include "native/random.hpp"
#include "storage/transaction.hpp"

namespace hypha::edge {

class SqliteEdgeStore final : public ServedStore {
public:
    // Makes what is not there yet.
    static Result<std::unique_ptr<SqliteEdgeStore>> open(const std::filesystem::path& folder);
    // Beside an edge that runs, for upkeep: without the lock, and only where there is a store. Each waits for the other's transactions.
    // "no_store": there is none.
    static Result<std::unique_ptr<SqliteEdgeStore>> open_beside(const std::filesystem::path& folder);
    ~SqliteEdgeStore() override;
    SqliteEdgeStore(const SqliteEdgeStore&) = delete;
    SqliteEdgeStore& operator=(const SqliteEdgeStore&) = delete;

    [[nodiscard]] std::size_t group_size() const override { return 64; }
    Result<void> begin_group() override;
    Result<void> commit_group() override;
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

    // A copy of all that is committed now, as edge.db and blobs/ in a folder that is there and empty; others go on writing. What is
    // copied is on disk when it answers. Rows whose file went meanwhile are left out. Answers the figures of the copy.
    Result<StoreFigures> copy_to(const std::filesystem::path& folder);

private:
    struct NamedFile {
        sync::StreamId stream;
        std::string name;
    };
    struct BlobFile {
        sync::BlobRow row;
        std::string name;
    };

    static Result<std::unique_ptr<SqliteEdgeStore>> open_locked(std::optional<FolderLock> lock,
                                                                const std::filesystem::path& folder);
    SqliteEdgeStore(std::optional<FolderLock> lock, std::unique_ptr<storage::Database> database,
                    const std::filesystem::path& folder)
        : lock_(std::move(lock)),
          database_(std::move(database)),
          rows_(*database_),
          folder_(folder),
          files_(folder / "blobs") {}

    Result<std::optional<BlobFile>> blob_file(const sync::BlobHash& hash);
    void remove_files(std::vector<NamedFile>& files, std::size_t from);

    std::optional<FolderLock> lock_; // first, so that it is let go when all else is closed
    std::unique_ptr<storage::Database> database_;
    SqliteRows rows_;
    std::filesystem::path folder_;
    BlobFiles files_;
    native::PosixRandom random_;
    std::optional<storage::Transaction> group_;
    std::optional<storage::Transaction> open_;
    sync::StreamId stream_;
    std::int64_t grown_bytes_ = 0;   // by the transaction that is open
    std::vector<NamedFile> created_; // by what is not durable yet
    std::vector<NamedFile> dropped_;
    std::size_t created_before_ = 0; // by the transactions of the group that came before the one that is open
    std::size_t dropped_before_ = 0;
};

} // namespace hypha::edge
