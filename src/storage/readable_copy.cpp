// Header layout: SQLite's database file format, section 1.3.
#include "storage/readable_copy.hpp"

#include <algorithm>
#include <cstring>
#include <span>
#include <vector>

#include "storage/big_endian.hpp"
#include "storage/in_turn.hpp"
#include "storage/log_frames.hpp"
#include "storage/page_checksum.hpp"
#include "storage/place_files.hpp"
#include "storage/pool_vfs.hpp"
#include "storage/slot_directory.hpp"

namespace hypha::storage {
namespace {

constexpr std::size_t kPageBytes = 16384, kHeaderBytes = 100;
constexpr std::string_view kMagic{"SQLite format 3\0", 16};

using Bytes = std::vector<std::byte>;

bool is_plausible(const Bytes& page) {
    const auto version = [&page](std::size_t at) { return page[at] == std::byte{1} || page[at] == std::byte{2}; };
    const int page_bytes = checksummed_page_bytes(page);
    const bool size_known = page_bytes == static_cast<int>(kPageBytes) || page_bytes == 0;
    return std::memcmp(page.data(), kMagic.data(), kMagic.size()) == 0 && version(18) && version(19) && size_known;
}

// An empty table takes the place of the schema: rows are then found by walking all pages.
void write_header(Bytes& page, bool has_log, bool has_checksums, std::uint32_t pages) {
    std::ranges::fill(page, std::byte{0});
    std::memcpy(page.data(), kMagic.data(), kMagic.size());
    put_big_endian(page, 16, 2, kPageBytes);
    page[18] = page[19] = static_cast<std::byte>(has_log ? 2 : 1);
    page[20] = static_cast<std::byte>(has_checksums ? kChecksumBytes : 0);
    page[21] = std::byte{64};
    page[22] = page[23] = std::byte{32};
    put_big_endian(page, 28, 4, pages);
    put_big_endian(page, 44, 4, 4);     // schema format
    put_big_endian(page, 56, 4, 1);     // UTF-8
    page[kHeaderBytes] = std::byte{13}; // a leaf of a table, without cells
    put_big_endian(page, kHeaderBytes + 5, 2,
                   static_cast<std::uint32_t>(kPageBytes) - (has_checksums ? kChecksumBytes : 0));
}

Result<void> copy(const DatabasePlace& place, const std::string& from, const std::string& to) {
    const auto target = place.pool->create(to);
    if (!target) {
        return std::unexpected(target.error());
    }
    ports::PoolFile& pool = place.pool->pool();
    const int source = place.pool->slot_of(from);
    Bytes part(16 * kPageBytes);
    for (std::int64_t at = kSlotHeadBytes;;) {
        const std::int64_t got = pool.read(source, part, at);
        if (got <= 0) {
            return got == 0 ? Result<void>{} : failure("storage_unavailable", from + " cannot be read");
        }
        const auto wrote = pool.write(*target, std::span(part).first(static_cast<std::size_t>(got)), at);
        if (wrote != ports::PoolWrite::done) {
            return failure(wrote == ports::PoolWrite::no_space ? "storage_full" : "storage_unavailable", to);
        }
        at += got;
    }
}

} // namespace

Result<std::string> file_to_read(const DatabasePlace& place, const std::string& damaged_file,
                                 const std::string& copy_file, ReadAs how) {
    ports::PoolFile& pool = place.pool->pool();
    const int slot = place.pool->slot_of(damaged_file);
    Bytes page(kPageBytes);
    const bool has_header = how == ReadAs::whole &&
                            pool.read(slot, page, kSlotHeadBytes) >= static_cast<std::int64_t>(kHeaderBytes) &&
                            is_plausible(page);
    const auto log_rotten = log_is_rotten(place, damaged_file);
    if (!log_rotten || (has_header && !*log_rotten)) {
        return log_rotten ? Result<std::string>(damaged_file) : std::unexpected(log_rotten.error());
    }
    const bool has_log = place.pool->exists(damaged_file + kLogSuffix);
    auto made = in_turn(
        [&] { return remove_file(place, copy_file); }, [&] { return copy(place, damaged_file, copy_file); },
        [&] { return has_log ? copy(place, damaged_file + kLogSuffix, copy_file + kLogSuffix) : Result<void>{}; },
        [&] { return mend_log(place, copy_file); });
    if (!made) {
        (void)remove_file(place, copy_file);
        return std::unexpected(made.error());
    }
    if (has_header) {
        return copy_file;
    }
    bool has_checksums = false;
    std::uint32_t pages = 1;
    for (std::int64_t at = kSlotHeadBytes + std::ssize(page); pool.read(slot, page, at) == std::ssize(page);
         at += std::ssize(page), ++pages) {
        has_checksums = has_checksums || page_is_sound(page);
    }
    write_header(page, has_log, has_checksums, pages);
    if (pool.write(place.pool->slot_of(copy_file), page, kSlotHeadBytes) != ports::PoolWrite::done) {
        return failure("storage_unavailable", copy_file + " cannot be written");
    }
    return copy_file;
}

} // namespace hypha::storage
