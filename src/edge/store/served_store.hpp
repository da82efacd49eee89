// What the server's store threads ask of a store beyond the port. A group is several transactions, one after the other, that become
// durable together: between begin_group and commit_group, commit() only says that the transaction will be part of the group, and
// whoever waits for it may be told only once commit_group() succeeded. If that fails nothing of the group has happened.
// A store that cannot group has group_size() 1 and commits each transaction by itself. Used from one thread at a time.
#pragma once

#include <cstddef>

#include "core/sync/edge_store.hpp"

namespace hypha::edge {

class ServedStore : public sync::EdgeStore {
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
};

} // namespace hypha::edge
