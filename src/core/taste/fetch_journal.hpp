// What the service worker received while nobody counted: one line an answer, written by service-worker/fetch_keep.ts.
//   journal = "hypha-journal 1 " id LF *( number HT day HT kind HT bytes HT hash HT source LF )
// id: 32 hexadecimal digits of the journal, made with it. number: rises, and none is given twice in one journal. day: since 1970, local.
// kind: received_kind.hpp. hash: of the story, or empty. A line that is none is left out: it must not keep the others from being counted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/taste/received_kind.hpp"

namespace hypha::taste {

inline constexpr std::size_t kMostJournal_bytes = std::size_t{4} << 20;

struct ReceivedEntry {
    std::int64_t number = 0;
    std::int64_t day = 0;
    ReceivedKind kind = ReceivedKind::lists;
    std::int64_t bytes = 0;
    std::string hash;   // 64 hexadecimal digits, or empty
    std::string source; // empty: of several
    bool operator==(const ReceivedEntry&) const = default;
};

struct FetchJournal {
    std::string id;
    std::vector<ReceivedEntry> entries;
    bool operator==(const FetchJournal&) const = default;
};

// For bytes of anyone. Errors: journal_too_large, journal_newer (another version), journal_malformed (its first line).
Result<FetchJournal> parse_journal(std::string_view bytes);

// Of that day, of entries above that number, without what is the app's own.
std::int64_t spent_bytes(const FetchJournal& journal, std::int64_t day, std::int64_t above);

} // namespace hypha::taste
