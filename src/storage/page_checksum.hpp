// The checksum in the last eight bytes of a database page: any flipped bit is found when the page is read.
// Format and sum are those of SQLite's own checksum VFS (ext/misc/cksumvfs, public domain), so its tools can verify our files:
// the database reserves eight bytes a page (byte 20 of its header), they hold two Fletcher-like sums over the rest, little-endian.
// Pages in the write-ahead log are not covered: each frame of the log has a checksum of its own.
#pragma once

#include <cstddef>
#include <span>

namespace hypha::storage {

inline constexpr int kChecksumBytes = 8;

// What the last eight bytes of `page` should be. page.size() is a multiple of 8, at least 16.
struct PageChecksum {
    std::byte bytes[kChecksumBytes];
};
PageChecksum page_checksum(std::span<const std::byte> page);
bool page_is_sound(std::span<const std::byte> page);

// What the first 100 bytes of a database file say: -1 when they are no header, 0 without checksums, else the page size.
int checksummed_page_bytes(std::span<const std::byte> header);

} // namespace hypha::storage
