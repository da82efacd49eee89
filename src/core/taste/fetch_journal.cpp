#include "core/taste/fetch_journal.hpp"

#include <algorithm>
#include <optional>

#include "core/base/sha256_hex.hpp"
#include "core/news/named_lines.hpp"
#include "core/taste/tab_fields.hpp"

namespace hypha::taste {
namespace {

constexpr std::string_view kFirstLine = "hypha-journal 1 ";
constexpr std::string_view kAnyVersion = "hypha-journal ";
constexpr std::size_t kId_digits = 32;
constexpr std::size_t kMostSource_bytes = 200;

bool is_id(std::string_view id) {
    return id.size() == kId_digits && id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<ReceivedEntry> read_entry(std::string_view line) {
    ReceivedEntry entry;
    const auto number = news::whole_number(take_field(line)), day = news::whole_number(take_field(line));
    const auto kind = received_kind(take_field(line));
    const auto bytes = news::whole_number(take_field(line));
    entry.hash = take_field(line);
    entry.source = take_field(line);
    if (!number || !day || !kind || !bytes || (!entry.hash.empty() && !is_sha256_hex(entry.hash)) ||
        !news::is_one_line(entry.source, kMostSource_bytes) || !line.empty()) {
        return std::nullopt;
    }
    entry.number = *number;
    entry.day = *day;
    entry.kind = *kind;
    entry.bytes = *bytes;
    return entry;
}

} // namespace

Result<FetchJournal> parse_journal(std::string_view bytes) {
    if (bytes.size() > kMostJournal_bytes) {
        return failure("journal_too_large", std::to_string(bytes.size()) + " bytes");
    }
    const auto first = news::take_line(bytes);
    if (!first || !first->starts_with(kAnyVersion)) {
        return failure("journal_malformed");
    }
    if (!first->starts_with(kFirstLine)) {
        return failure("journal_newer", std::string(first->substr(0, 40)));
    }
    if (!is_id(first->substr(kFirstLine.size()))) {
        return failure("journal_malformed");
    }
    FetchJournal journal{std::string(first->substr(kFirstLine.size())), {}};
    while (const auto line = news::take_line(bytes)) {
        const bool is_text = is_utf8(*line);
        if (auto entry = is_text ? read_entry(*line) : std::nullopt;
            entry && (journal.entries.empty() || entry->number > journal.entries.back().number)) {
            journal.entries.push_back(*std::move(entry));
        }
    }
    return journal;
}

std::int64_t spent_bytes(const FetchJournal& journal, std::int64_t day, std::int64_t above) {
    std::int64_t bytes = 0;
    for (const ReceivedEntry& entry : journal.entries) {
        if (entry.day == day && entry.number > above && entry.kind != ReceivedKind::app) {
            bytes = std::min(bytes + entry.bytes, std::int64_t{1} << 53);
        }
    }
    return bytes;
}

} // namespace hypha::taste
