#include "storage/setting_table.hpp"

#include "storage/database.hpp"

namespace hypha::storage {

Result<std::optional<std::string>> SettingTable::find(const std::string& key) {
    auto statement = database_.prepare("SELECT value FROM setting WHERE key = ?");
    if (!statement) {
        return std::unexpected(statement.error());
    }
    const auto row = statement->bind(key).step();
    if (!row) {
        return std::unexpected(row.error());
    }
    return *row ? std::optional(statement->text(0)) : std::nullopt;
}

Result<void> SettingTable::set(const std::string& key, const std::string& value) {
    return database_.change(
        "INSERT INTO setting(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value", key,
        value);
}

Result<void> SettingTable::remove(const std::string& key) {
    return database_.change("DELETE FROM setting WHERE key = ?", key);
}

} // namespace hypha::storage
