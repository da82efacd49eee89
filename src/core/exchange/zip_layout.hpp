// The bytes of our zip (PKWARE APPNOTE 6.3.10): stored entries back to back, the directory, its end; nothing between, no comments,
// no times (1 January 1980 everywhere: the same finds are the same bytes, and nobody learns when). ZIP64 records stand where a number
// does not fit into the old ones, and only there: an entry beyond 4 GiB, more than 65,534 of them.
// Writer and reader both build these texts, which is what makes the reader strict.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hypha::exchange {

struct ZipEntry {
    std::string name;
    std::uint64_t size_bytes = 0; // at most kMostEntryBytes
    std::uint32_t crc = 0;
    std::uint64_t offset = 0; // of its local header
    bool operator==(const ZipEntry&) const = default;
};

// The directory: where it lies, how long it is, how many entries it has.
struct ZipEnd {
    std::uint64_t entries = 0, directory_offset = 0, directory_bytes = 0;
    bool operator==(const ZipEnd&) const = default;
};

inline constexpr std::size_t kLocalHeaderBytes = 30, kDirectoryRecordBytes = 46, kZip64OffsetBytes = 12;
inline constexpr std::size_t kEndBytes = 22, kZip64EndBytes = 56, kZip64LocatorBytes = 20;
inline constexpr std::size_t kMostEndBytes = kEndBytes + kZip64EndBytes + kZip64LocatorBytes;
inline constexpr std::uint64_t kMostEntryBytes = 0xFFFFFFFEU;

std::string local_header(const ZipEntry& entry);
std::string directory_record(const ZipEntry& entry);
std::string zip_end(const ZipEnd& end);

// Where the content of an entry ends, and so the next one begins.
inline std::uint64_t end_of(const ZipEntry& entry) {
    return entry.offset + kLocalHeaderBytes + entry.name.size() + entry.size_bytes;
}

} // namespace hypha::exchange
