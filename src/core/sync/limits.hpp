// The bounds of one request, the same for both sides; what is beyond them is refused before anything is allocated for it.
// An edge may be stricter (EdgeLimits): then it sets single operations aside, it never refuses a batch for one of them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace hypha::sync {

inline constexpr std::size_t kMostOperations = 500;
inline constexpr std::size_t kMostBody_bytes = 256 * 1024;
// A batch is closed here, so that what frames it still fits.
inline constexpr std::size_t kFullBatch_bytes = 240 * 1024;
inline constexpr std::size_t kMostOperation_bytes = 128 * 1024;
inline constexpr std::size_t kMostName_bytes = 64;
// What an edge adds to a column's name for words that lost (edge.cpp).
inline constexpr std::size_t kKeptMark_bytes = 33;
inline constexpr std::size_t kMostKey_bytes = 64;
inline constexpr std::size_t kMostColumns = 64;
inline constexpr std::size_t kMostSeen = 64;
inline constexpr std::size_t kPart_bytes = 1024 * 1024;
inline constexpr std::uint64_t kMostBlob_bytes = 256ULL * 1024 * 1024;
inline constexpr std::int64_t kKept_ms = 90LL * 24 * 60 * 60 * 1000;
// A stamp further ahead of the edge's clock than this is stamped again.
inline constexpr std::int64_t kFarFuture_ms = 60'000;

inline constexpr std::uint64_t kNoQuota = UINT64_MAX;

struct EdgeLimits {
    std::size_t value_bytes = 64 * 1024;
    std::size_t part_bytes = kPart_bytes;
    std::uint64_t blob_bytes = kMostBlob_bytes;
    std::size_t page_operations = kMostOperations;
    std::int64_t kept_ms = kKept_ms;
    std::uint64_t quota_bytes = kNoQuota; // of a stream that has none of its own
    std::uint64_t check_bytes =
        UINT64_MAX; // of a blob whose last part came, that are summed at once: others wait for it
    std::size_t compact_operations = 5'000; // the most that one transaction forgets: others wait for it
};

} // namespace hypha::sync
