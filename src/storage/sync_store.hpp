// What syncing keeps on this device, in the journal's own database (migrations/v4_sync.hpp): the port sync::ReplicaStore over
// SQLite, and what only the app needs of it. begin() to commit() is a Transaction, which nests in one of the caller's, so that a
// row of the journal and the cells that say so are there together or not at all.
// A blob is a photo's original or thumbnail, sealed. Its bytes need not lie here: a described blob can be sealed again from the
// photo store whenever it is to be sent, and counts as whole. Staged bytes are those that wait to be sent or that came.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/sync/replica_store.hpp"
#include "storage/transaction.hpp"

namespace hypha::storage {

class Database;

struct BlobSource {
    std::string photo_sha256;
    std::string part; // "original" or "thumbnail"
    bool operator==(const BlobSource&) const = default;
};

class SyncStore final : public sync::ReplicaStore {
public:
    explicit SyncStore(Database& database) : database_(database) {}

    Result<void> begin() override;
    Result<void> commit() override;
    void rollback() override;
    Result<sync::ReplicaState> state() override;
    Result<void> put_state(const sync::ReplicaState& state) override;
    Result<std::optional<sync::Cell>> cell(const sync::CellName& name) override;
    Result<void> put_cell(const sync::CellName& name, const sync::Cell& cell) override;
    Result<std::vector<std::pair<sync::CellName, sync::Cell>>> unconfirmed(std::uint64_t life,
                                                                           std::size_t limit) override;
    Result<std::vector<sync::OutboxRow>> outbox(std::size_t limit) override;
    Result<void> append_outbox(const sync::Operation& operation, bool fresh) override;
    Result<void> put_outbox(const sync::OutboxRow& row) override;
    Result<void> remove_outbox(std::uint64_t ordinal) override;
    Result<void> set_aside(const sync::SetAside& refused) override;
    Result<std::optional<sync::BlobHash>> next_transfer(sync::Transfer direction, const sync::BlobHash& after) override;
    Result<void> put_transfer(const sync::BlobHash& hash, sync::Transfer direction) override;
    // The end of an upload also drops the staged bytes of a described blob; the description stays.
    Result<void> remove_transfer(const sync::BlobHash& hash, sync::Transfer direction) override;
    Result<std::uint64_t> blob_bytes(const sync::BlobHash& hash) override;
    Result<bool> blob_whole(const sync::BlobHash& hash) override;
    // "not_staged" where the bytes are not here: stage() them and ask again.
    Result<sync::Bytes> read_blob(const sync::BlobHash& hash, std::uint64_t offset, std::size_t length) override;
    Result<void> append_blob(const sync::BlobHash& hash, const sync::Bytes& part) override;
    Result<void> finish_blob(const sync::BlobHash& hash) override;
    // The description too.
    Result<void> drop_blob(const sync::BlobHash& hash) override;

    // Cells whose write (stamp, value) changed since the last call, each once, those that say whether a find is kept first. In
    // memory: what a rolled back transaction changed is not among them. Where a find is kept again whose row was purged here, all
    // cells of it are, so that applying them makes it whole.
    std::vector<sync::CellName> take_changed();

    // The photo store of this device has that photo, and this is what it is when sealed.
    Result<void> describe_blob(const sync::BlobHash& hash, const std::string& photo_sha256, const std::string& part,
                               std::uint64_t sealed_bytes);
    // Nothing for a blob that was never described.
    Result<std::optional<BlobSource>> blob_source(const sync::BlobHash& hash);
    // The bytes of that photo are not on this device any more: its blobs are as if never described, wanted when they come up again,
    // and it is none of unsent_photos().
    Result<void> photo_gone(const std::string& photo_sha256);
    // All bytes of a blob are here.
    Result<bool> is_staged(const sync::BlobHash& hash);
    // The next part of a blob that is to be sent, in order from its beginning.
    Result<void> stage(const sync::BlobHash& hash, const sync::Bytes& part);
    // Staged bytes that are not to be gone on with.
    Result<void> unstage(const sync::BlobHash& hash);
    // A blob that was downloaded whole and is not in the photo store; the same one until arrived_kept() or drop_blob().
    Result<std::optional<sync::BlobHash>> next_arrived();
    // It is in the photo store now: its staged bytes go.
    Result<void> arrived_kept(const sync::BlobHash& hash, const std::string& photo_sha256, const std::string& part);

    // What this device still has to send, photos aside: operations, and marks that no operation was made of.
    Result<std::int64_t> waiting();
    Result<std::int64_t> transfers(sync::Transfer direction);
    // Oldest first.
    Result<std::vector<sync::SetAside>> set_aside_rows();

private:
    Result<void> note_changed(const sync::CellName& name);
    Result<void> append(const sync::BlobHash& hash, const sync::Bytes& part);

    Database& database_;
    std::optional<Transaction> transaction_;
    std::vector<sync::CellName> changed_;
    std::size_t changed_before_ = 0; // of the open transaction
};

} // namespace hypha::storage
