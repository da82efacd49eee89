#include "edge/contributions/contribution_export.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "core/base/hex.hpp"
#include "core/sync/attempt.hpp"
#include "core/sync/base64url.hpp"
#include "edge/accounts/export_page.hpp"
#include "edge/contributions/contribution_json.hpp"
#include "edge/contributions/contribution_question.hpp"

namespace hypha::edge {
namespace {

using Json = nlohmann::ordered_json;

// Eight of the largest files with their reasons are less than half of what a page may be (connection_accounts): JSON may double them.
constexpr std::size_t kStories = 8;
constexpr std::size_t kFlags = 50;
constexpr std::array<std::string_view, 3> kSections{"contributions", "flags", "contributor"};

Result<ExportRows> stories_page(ContributionStore& store, const sync::StreamId& stream,
                                const std::optional<ContributionCursor>& after) {
    const auto rows = store.own(stream, after, kStories);
    HYPHA_SYNC_TRY(rows);
    ExportRows page;
    for (const ContributionRow& row : *rows) {
        const auto flags = store.open_flags(row.id);
        HYPHA_SYNC_TRY(flags);
        const auto missing = store.missing_photos(row.id);
        HYPHA_SYNC_TRY(missing);
        Json one = json_of(row, flags->size(), *missing);
        one["published_ms"] = row.published_s * 1000;
        one["device"] = to_hex(row.device);
        one["signature"] = sync::to_base64url(row.signature);
        page.rows.push_back(std::move(one));
    }
    if (rows->size() == kStories) {
        page.next = cursor_text({rows->back().received_ms, rows->back().id});
    }
    return page;
}

Result<ExportRows> flags_page(ContributionStore& store, const sync::StreamId& stream,
                              const std::optional<ContributionCursor>& after) {
    const auto flags = store.own_flags(stream, after, kFlags);
    HYPHA_SYNC_TRY(flags);
    ExportRows page;
    for (const OwnFlag& one : *flags) {
        page.rows.push_back(
            {{"contribution", one.contribution}, {"reason", one.flag.reason}, {"at_ms", one.flag.at_ms}});
    }
    if (flags->size() == kFlags) {
        page.next = cursor_text({flags->back().flag.at_ms, flags->back().contribution});
    }
    return page;
}

Result<ExportRows> contributor_page(ContributionStore& store, const sync::StreamId& stream) {
    const auto moderates = store.is_moderator(stream);
    HYPHA_SYNC_TRY(moderates);
    const auto figures = store.contributor(stream);
    HYPHA_SYNC_TRY(figures);
    const auto times = store.submission_times(stream);
    HYPHA_SYNC_TRY(times);
    ExportRows page;
    page.rows.push_back({{"moderator", *moderates},
                         {"accepted", figures->accepted},
                         {"rejected", figures->rejected},
                         {"accepted_in_row", figures->accepted_in_row},
                         {"submitted_ms", *times}});
    return page;
}

} // namespace

bool is_contribution_section(std::string_view from) {
    return std::ranges::find(kSections, export_place(from).section) != kSections.end();
}

Result<std::string> contribution_export_page(ContributionStore& store, const sync::StreamId& stream,
                                             std::string_view from, std::int64_t now_ms) {
    const auto [section, after] = export_place(from);
    const auto cursor = cursor_of(after);
    if (!is_contribution_section(from) || (!after.empty() && (!cursor || section == "contributor"))) {
        return failure("malformed");
    }
    return store.within([&]() -> Result<std::string> {
        auto page = section == "contributions" ? stories_page(store, stream, cursor)
                    : section == "flags"       ? flags_page(store, stream, cursor)
                                               : contributor_page(store, stream);
        HYPHA_SYNC_TRY(page);
        return export_text(section, *std::move(page), now_ms);
    });
}

} // namespace hypha::edge
