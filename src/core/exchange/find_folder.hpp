// How a zip's entries are finds: a README first, then for each find its photos and find.json behind them, all in one folder. Nothing
// else, nothing twice, no find.json without its find and no photo that it does not name.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/exchange/find_record.hpp"
#include "core/exchange/zip_layout.hpp"

namespace hypha::exchange {

inline constexpr std::uint64_t kMostReadmeBytes = 64U << 10U, kMostPhotoBytes = 64U << 20U;

// A photo that lies before the find.json that names it.
struct FindPhoto {
    std::string file, sha256;
    std::int64_t size_bytes = 0;
    bool operator==(const FindPhoto&) const = default;
};

// The order and the sizes of all entries: not_our_zip.
Result<void> check_folders(const std::vector<ZipEntry>& entries);
std::size_t count_finds(const std::vector<ZipEntry>& entries);
std::size_t count_photos(const std::vector<ZipEntry>& entries);
// Whether the find.json of folder `entry` speaks of its own folder and of exactly these photos. hashes: also of these bytes.
Result<void> check_record(const FindRecord& record, const ZipEntry& entry, const std::vector<FindPhoto>& photos,
                          bool hashes);

} // namespace hypha::exchange
