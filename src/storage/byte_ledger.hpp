// What news cost over the network, by local day and source, as it was counted where it came in. '' is the source of lists.
// Days are counted from 1970 in the person's own time. Days older than kKeptDays go with the next entry.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.hpp"

namespace hypha::storage {

class Database;

struct LedgerRow {
    std::int64_t day = 0;
    std::string source;
    std::int64_t bytes = 0, answers = 0;
    bool operator==(const LedgerRow&) const = default;
};

class ByteLedger {
public:
    static constexpr std::int64_t kKeptDays = 62;

    explicit ByteLedger(Database& database) : database_(database) {}

    Result<void> add(std::int64_t day, const std::string& source, std::int64_t bytes);
    Result<std::int64_t> spent(std::int64_t day);
    // From that day on: the newest day first, in it the largest first.
    Result<std::vector<LedgerRow>> since(std::int64_t day);

private:
    Database& database_;
};

} // namespace hypha::storage
