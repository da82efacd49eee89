#include "edge/contributions/contribution_json.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/hex.hpp"
#include "core/sync/sha256.hpp"

namespace hypha::edge {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::pair<std::string_view, unsigned>, 23> kStatuses{
    {{"malformed", 400},      {"no_reason", 400},        {"signature_wrong", 403}, {"cross_site", 403},
     {"device_only", 403},    {"not_author", 403},       {"not_moderator", 403},   {"not_found", 404},
     {"stale_rev", 409},      {"withdrawn", 409},        {"photos_missing", 409},  {"photo_not_named", 409},
     {"own_story", 409},      {"not_published", 409},    {"story_twin", 409},      {"too_large", 413},
     {"region_unknown", 422}, {"many_links", 422},       {"duplicate", 422},       {"photo_wrong", 422},
     {"too_many", 429},       {"too_many_waiting", 429}, {"edge_full", 429}}};
constexpr std::uint32_t kRetryLater_s = 3'600;
constexpr std::uint32_t kRetrySoon_s = 1;

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(word.size() + 1, text.size()));
        words.emplace_back(word);
    }
    return words;
}

std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"; }

} // namespace

Json json_of(const ContributionRow& row, std::size_t flags, const std::vector<std::string>& missing) {
    return {{"id", row.id},
            {"rev", row.rev},
            {"state", name_of(row.state)},
            {"held_for", words_of(row.held_for)},
            {"reason", row.reason},
            {"region", row.region},
            {"title", row.title},
            {"received_ms", row.received_ms},
            {"changed_ms", row.changed_ms},
            {"flags", flags},
            {"story", row.story},
            {"photos_missing", missing},
            {"file", row.file}};
}

void add_author(Json& json, const ContributionRow& row, const ContributorFigures& figures) {
    const std::string who = "hypha author 1" + std::string(row.stream.value.begin(), row.stream.value.end());
    json["author"] = to_hex(sync::sha256(who)).substr(0, 16);
    json["author_accepted"] = figures.accepted;
    json["author_rejected"] = figures.rejected;
}

void add_flags(Json& json, const std::vector<ContributionFlag>& flags) {
    json["flag_reasons"] = Json::array();
    for (const ContributionFlag& flag : flags) {
        json["flag_reasons"].push_back(flag.reason);
    }
}

ContributionReply reply_of(const Json& json) {
    ContributionReply reply;
    reply.body = text_of(json);
    return reply;
}

ContributionReply refusal_of(std::string_view code, const Json& more) {
    const auto* const known = std::ranges::find(kStatuses, code, &std::pair<std::string_view, unsigned>::first);
    const bool is_text = code.starts_with("contribution_"); // what the parser says of a file
    ContributionReply reply;
    reply.status = is_text ? 400 : known == kStatuses.end() ? 503 : known->second;
    reply.code = reply.status == 503 ? "store_failed" : std::string(code);
    reply.retry_after_s = reply.status == 503 ? kRetrySoon_s : reply.status == 429 ? kRetryLater_s : 0;
    Json json = {{"refused", reply.code}};
    json.update(more);
    reply.body = text_of(json);
    return reply;
}

} // namespace hypha::edge
