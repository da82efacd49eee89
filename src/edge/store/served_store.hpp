// What the server's store threads ask of a store beyond the port. A group is several transactions, one after the other, that become
// durable together: between begin_group and commit_group, commit() only says that the transaction will be part of the group, and
// whoever waits for it may be told only once commit_group() succeeded. If that fails nothing of the group has happened.
// A store that cannot group has group_size() 1 and commits each transaction by itself. Used from one thread at a time.
// The second half is upkeep: what an operator and the schedule ask. It counts and removes; sync never calls it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/sync/edge_store.hpp"
#include "edge/store/account_store.hpp"

namespace hypha::edge {

// Of one stream, counted.
struct StreamFigures {
    std::uint64_t operations = 0;
    std::uint64_t operation_bytes = 0; // those that wait for a blob too
    std::uint64_t waiting = 0;
    std::uint64_t cells = 0;
    std::uint64_t cell_bytes = 0;
    std::uint64_t blobs = 0;
    std::uint64_t blob_bytes = 0;
    std::uint64_t devices = 0;
    std::int64_t last_ms = 0; // when the last batch came; 0: none
    [[nodiscard]] std::uint64_t bytes() const { return operation_bytes + cell_bytes + blob_bytes; }
};

struct StoreFigures {
    std::uint64_t streams = 0;
    std::uint64_t blobs = 0;
    std::uint64_t blob_bytes = 0;
    std::uint64_t database_bytes = 0;
    std::uint64_t log_bytes = 0;
};

class ServedStore : public sync::EdgeStore, public AccountStore {
public:
    // The most transactions that are worth waiting for each other.
    [[nodiscard]] virtual std::size_t group_size() const { return 1; }
    virtual Result<void> begin_group() { return {}; }
    virtual Result<void> commit_group() { return {}; }

    // Whether the last transaction failed for a reason that may be gone at the next try: it lost a race, the connection ended.
    // Every request may be repeated, even one whose commit was not answered: a batch has a number, a part an offset.
    [[nodiscard]] virtual bool worth_another_try() const { return false; }
    // Asks the database something; an error while no transaction could begin.
    virtual Result<void> probe() = 0;

    // Outside of a transaction and of a group.
    virtual Result<std::vector<sync::StreamId>> streams_after(const std::optional<sync::StreamId>& after,
                                                              std::size_t limit) = 0;
    virtual Result<StoreFigures> store_figures() = 0;
    // Sentences about what the database itself finds wrong; none: nothing.
    virtual Result<std::vector<std::string>> find_damage() = 0;
    // Removes files that no row names and that nobody wrote to for `age_ms`: a transaction that is under way may be about to name
    // them. Answers how many.
    virtual Result<std::uint64_t> sweep(std::int64_t age_ms) = 0;

    // What was removed is nowhere any more that this store writes to. With SQLite, that its log was folded in and emptied:
    // "storage_unavailable" while somebody reads. PostgreSQL does so when it vacuums and recycles its log.
    virtual Result<void> settle() = 0;

    // Of the transaction's stream.
    virtual Result<StreamFigures> figures() = 0;
    virtual Result<void> set_usage(std::uint64_t bytes) = 0;
    virtual Result<void> set_quota(std::optional<std::uint64_t> bytes) = 0;
    virtual Result<std::vector<std::pair<sync::BlobHash, sync::BlobRow>>> blobs_after(const sync::BlobHash& hash,
                                                                                      std::size_t limit) = 0;
    // Operations that wait for a blob, with their numbers, from the one after `number` on.
    virtual Result<std::vector<std::pair<std::int64_t, sync::Operation>>> waiting_after(std::int64_t number,
                                                                                        std::size_t limit) = 0;
    // Removes at most `limit` rows of each kind, and the bytes of blobs with theirs, whatever they hold; account, devices and offer
    // too. The stream's own row stays.
    // Answers how many; 0: there is nothing more.
    virtual Result<std::uint64_t> erase_some(std::size_t limit) = 0;
};

} // namespace hypha::edge
