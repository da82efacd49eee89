// Keys of synced rows that hang on a find: said uuid:created_ms:by, photo uuid:slot. Nothing for what is no such key.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/words.hpp"

namespace hypha::storage {

struct SaidKey {
    std::string uuid;
    std::int64_t created_ms = 0;
    IdentifiedBy by = IdentifiedBy::model;
};

struct PhotoKey {
    std::string uuid;
    std::string slot;
};

inline std::optional<PhotoKey> photo_key_of(std::string_view key) {
    const std::size_t colon = key.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == key.size()) {
        return std::nullopt;
    }
    return PhotoKey{std::string(key.substr(0, colon)), std::string(key.substr(colon + 1))};
}

inline std::optional<SaidKey> said_key_of(std::string_view key) {
    const std::size_t second = key.rfind(':');
    const std::size_t first = second == 0 || second == std::string_view::npos ? second : key.rfind(':', second - 1);
    if (first == 0 || first == std::string_view::npos) {
        return std::nullopt;
    }
    SaidKey said{std::string(key.substr(0, first)), 0, IdentifiedBy::model};
    const std::string_view number = key.substr(first + 1, second - first - 1);
    const auto [end, mistake] = std::from_chars(number.data(), number.data() + number.size(), said.created_ms);
    const auto by = identified_by_of(key.substr(second + 1));
    if (mistake != std::errc{} || end != number.data() + number.size() || !by) {
        return std::nullopt;
    }
    said.by = *by;
    return said;
}

} // namespace hypha::storage
