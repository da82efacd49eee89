#include "app/settings.hpp"

#include <charconv>

#include "storage/setting_table.hpp"

namespace hypha::app {

std::optional<std::string> read_setting(Workplace& work, const std::string& key) {
    if (!work.database) {
        return std::nullopt;
    }
    auto value = storage::SettingTable(*work.database).find(key);
    return work.keep(value) ? std::move(*value) : std::nullopt;
}

void write_setting(Workplace& work, const std::string& key, const std::string& value) {
    if (work.database && !work.database->read_only()) {
        work.keep(storage::SettingTable(*work.database).set(key, value));
    }
}

std::optional<int> read_choice(Workplace& work, const std::string& key, int count) {
    const auto value = read_setting(work, key);
    if (!value || value->size() != 1 || (*value)[0] < '0' || (*value)[0] >= '0' + count) {
        return std::nullopt;
    }
    return (*value)[0] - '0';
}

std::optional<std::int64_t> read_integer(Workplace& work, const std::string& key) {
    const auto text = read_setting(work, key);
    std::int64_t value = 0;
    if (!text || std::from_chars(text->data(), text->data() + text->size(), value).ec != std::errc{}) {
        return std::nullopt;
    }
    return value;
}

} // namespace hypha::app
