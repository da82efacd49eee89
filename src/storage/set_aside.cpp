#include "storage/set_aside.hpp"

#include "storage/pool_vfs.hpp"

namespace hypha::storage {
namespace {

constexpr int kMostDamaged = 1000; // far above any number of slots

std::string damaged_name(const DatabasePlace& place, int number) {
    return place.name + ".damaged-" + std::to_string(number);
}

std::string free_name(const DatabasePlace& place) {
    int number = 1;
    while (place.pool->exists(damaged_name(place, number)) ||
           place.pool->exists(damaged_name(place, number) + kLogSuffix)) {
        ++number;
    }
    return damaged_name(place, number);
}

} // namespace

Result<std::string> set_aside(const DatabasePlace& place) {
    if (place.kind != DatabasePlace::Kind::pool) {
        return place.name;
    }
    std::string name = free_name(place);
    if (place.pool->exists(place.name + kLogSuffix)) {
        if (auto renamed = place.pool->rename(place.name + kLogSuffix, name + kLogSuffix); !renamed) {
            return std::unexpected(renamed.error());
        }
    }
    if (auto renamed = place.pool->rename(place.name, name); !renamed) {
        return std::unexpected(renamed.error());
    }
    return name;
}

Result<void> finish_setting_aside(const DatabasePlace& place) {
    if (place.kind != DatabasePlace::Kind::pool) {
        return {};
    }
    for (int number = 1; number < kMostDamaged; ++number) {
        const std::string name = damaged_name(place, number);
        if (place.pool->exists(name + kLogSuffix) && !place.pool->exists(name) && place.pool->exists(place.name)) {
            auto renamed = place.pool->rename(place.name, name);
            return renamed ? failure("database_corrupt", name) : renamed;
        }
    }
    for (const std::string& file : place.pool->files()) {
        if (file.starts_with("lost-")) {
            const std::string name = free_name(place);
            auto renamed = place.pool->rename(file, name);
            return renamed ? failure("database_corrupt", name) : renamed;
        }
    }
    return {};
}

std::vector<std::string> names_set_aside(const DatabasePlace& place) {
    std::vector<std::string> out;
    for (int number = 1; place.kind == DatabasePlace::Kind::pool && number < kMostDamaged; ++number) {
        const std::string name = damaged_name(place, number);
        if (place.pool->exists(name)) {
            out.push_back(name);
        }
    }
    return out;
}

} // namespace hypha::storage
