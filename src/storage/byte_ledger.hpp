// What came over the network, by local day, kind and source, as it was counted where it came in. '' is the source of what comes of several.
// Days are counted from 1970 in the person's own time. Days older than kKeptDays go with the next entry.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/taste/received_kind.hpp"

namespace hypha::storage {

class Database;

struct LedgerRow {
    std::int64_t day = 0;
    taste::ReceivedKind kind = taste::ReceivedKind::lists;
    std::string source;
    std::int64_t bytes = 0, answers = 0;
    bool operator==(const LedgerRow&) const = default;
};

class ByteLedger {
public:
    static constexpr std::int64_t kKeptDays = 62;

    explicit ByteLedger(Database& database) : database_(database) {}

    Result<void> add(std::int64_t day, taste::ReceivedKind kind, const std::string& source, std::int64_t bytes);
    // Without what is the app's own, which no limit counts.
    Result<std::int64_t> spent(std::int64_t day);
    // From that day on: the newest day first, in it the largest first. Kinds of a later version are left out.
    Result<std::vector<LedgerRow>> since(std::int64_t day);

private:
    Database& database_;
};

} // namespace hypha::storage
