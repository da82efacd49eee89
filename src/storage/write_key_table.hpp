// The idempotency keys of requests that are done. A request that can arrive twice (from another tab, from the outbox of a tab
// that died) carries a key made where the wish was born; its effect and add() share one transaction, so the key is there
// exactly when the effect is. A key that is found means: change nothing, acknowledge again.
// Bounded: the newest kAlwaysKept stay whatever their age, older ones go after kKept_ms, and none beyond kMost stays.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/error.hpp"

namespace hypha::storage {

class Database;

class WriteKeyTable {
public:
    static constexpr std::int64_t kAlwaysKept = 1024;
    static constexpr std::int64_t kMost = 16384;
    static constexpr std::int64_t kKept_ms = 90LL * 24 * 60 * 60 * 1000;

    explicit WriteKeyTable(Database& database) : database_(database) {}

    Result<bool> contains(const std::string& key);
    // Notes that the request is done and prunes. A key that is there already stays as it is.
    Result<void> add(const std::string& key, std::int64_t now_ms);
    Result<std::int64_t> count();

private:
    Database& database_;
};

} // namespace hypha::storage
