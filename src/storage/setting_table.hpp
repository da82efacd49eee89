// Small texts under a key: the user's choices that must survive a restart.
#pragma once

#include <optional>
#include <string>

#include "core/base/error.hpp"

namespace hypha::storage {

class Database;

class SettingTable {
public:
    explicit SettingTable(Database& database) : database_(database) {}

    // std::nullopt when it was never set.
    Result<std::optional<std::string>> find(const std::string& key);
    Result<void> set(const std::string& key, const std::string& value);
    Result<void> remove(const std::string& key);

private:
    Database& database_;
};

} // namespace hypha::storage
