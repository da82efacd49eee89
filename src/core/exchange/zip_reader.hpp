// Reads our zip and nothing else: each record must be, byte for byte, what zip_layout writes for the numbers in it, entries lie back to
// back from the first byte on, the directory right behind them, the end last. So every bit is accounted for: one that flipped, bytes
// that overlap, are missing or too many, compressed entries (and with them every bomb) are not_our_zip. The contents' CRCs and the
// headers before them are the caller's to check, with is_header_of.
// Total: any bytes give an answer. What it allocates is bounded by the bytes it is given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/error.hpp"
#include "core/exchange/zip_layout.hpp"

namespace hypha::exchange {

inline constexpr std::uint64_t kMostDirectoryBytes = 64U << 20U; // about 500,000 entries

// `tail`: the last min(kMostEndBytes, file) bytes of a file of `file_bytes`. not_our_zip; too_large for the directory.
Result<ZipEnd> read_zip_end(std::span<const std::byte> tail, std::uint64_t file_bytes);
// `directory`: exactly the bytes that `end` names.
Result<std::vector<ZipEntry>> read_zip_directory(std::span<const std::byte> directory, const ZipEnd& end);
// Whether these bytes are the local header of that entry.
bool is_header_of(std::span<const std::byte> bytes, const ZipEntry& entry);

} // namespace hypha::exchange
