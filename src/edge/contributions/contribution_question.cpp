#include "edge/contributions/contribution_question.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "core/base/sha256_hex.hpp"
#include "core/news/contribution.hpp"
#include "core/news/named_lines.hpp"

namespace hypha::edge {
namespace {

using What = ContributionQuestion::What;

constexpr std::string_view kContributions = "/v1/contributions";
constexpr std::string_view kModeration = "/v1/moderation";
constexpr std::string_view kPhoto = "/v1/contributions/photo/";
constexpr std::string_view kJson = "application/json";
constexpr std::string_view kBytes = "application/octet-stream";
constexpr std::size_t kMostJson_bytes = 4'096;

constexpr std::array kOnList{ContributionMethod{"GET", What::own, "", 0},
                             ContributionMethod{"POST", What::submit, kBytes, news::kMostSignedContribution_bytes}};
constexpr std::array kOnPhoto{
    ContributionMethod{"GET", What::get_photo, "", 0},
    ContributionMethod{"PUT", What::put_photo, "image/jpeg image/webp", news::kMostContributedPhoto_bytes}};
constexpr std::array kOnOne{ContributionMethod{"DELETE", What::withdraw, "", 0}};
constexpr std::array kOnFlag{ContributionMethod{"POST", What::flag, kJson, kMostJson_bytes}};
constexpr std::array kOnQueue{ContributionMethod{"GET", What::queue, "", 0}};
constexpr std::array kOnDecision{ContributionMethod{"POST", What::decide, kJson, kMostJson_bytes}};

bool is_id(std::string_view text) { return is_hex(text, news::kContributionId_digits); }

struct Known {
    std::span<const ContributionMethod> methods;
    std::string_view allow;
    std::string_view name;
    bool is_named_well = true;
};

std::optional<Known> known(std::string_view path) {
    if (path == kContributions) {
        return Known{kOnList, "GET, POST", "", true};
    }
    if (path == kModeration) {
        return Known{kOnQueue, "GET", "", true};
    }
    if (path.starts_with(kPhoto)) {
        const std::string_view name = path.substr(kPhoto.size());
        return Known{kOnPhoto, "GET, PUT", name, is_sha256_hex(name)};
    }
    const bool is_moderation = path.starts_with(kModeration);
    const std::string_view root = is_moderation ? kModeration : kContributions;
    if (!path.starts_with(root) || path.size() <= root.size() + 1 || path[root.size()] != '/') {
        return std::nullopt;
    }
    std::string_view name = path.substr(root.size() + 1);
    constexpr std::string_view kFlag = "/flag";
    if (!is_moderation && name.ends_with(kFlag)) {
        name.remove_suffix(kFlag.size());
        return Known{kOnFlag, "POST", name, is_id(name) || is_sha256_hex(name)};
    }
    if (name.find('/') != std::string_view::npos) {
        return std::nullopt;
    }
    return Known{is_moderation ? std::span<const ContributionMethod>(kOnDecision) : kOnOne,
                 is_moderation ? "POST" : "DELETE", name, is_id(name)};
}

} // namespace

bool is_contribution_path(std::string_view path) { return known(path.substr(0, path.find('?'))).has_value(); }

Result<ContributionPath> contribution_path_of(std::string_view method, std::string_view target) {
    const std::string_view path = target.substr(0, target.find('?'));
    const auto found = known(path);
    if (!found) {
        return failure("no_path");
    }
    const auto asked = std::ranges::find(found->methods, method, &ContributionMethod::method);
    if (asked == found->methods.end()) {
        return failure("no_method", std::string(found->allow));
    }
    ContributionPath one{found->allow, {asked->what, std::string(found->name), std::nullopt, std::nullopt, ""}, *asked};
    const std::string_view query = target.substr(path.size());
    if (!found->is_named_well) {
        return failure("malformed");
    }
    if (!query.empty()) {
        const std::string_view name = asked->what == What::own ? "?before=" : "?after=";
        const bool has_pages = asked->what == What::own || asked->what == What::queue;
        one.question.cursor = query.starts_with(name) ? cursor_of(query.substr(name.size())) : std::nullopt;
        if (!has_pages || !one.question.cursor) {
            return failure("malformed");
        }
    }
    return one;
}

std::string cursor_text(const ContributionCursor& cursor) { return std::to_string(cursor.at_ms) + '-' + cursor.id; }

std::optional<ContributionCursor> cursor_of(std::string_view text) {
    const std::size_t dash = text.find('-');
    const auto at_ms = news::whole_number(text.substr(0, dash));
    if (dash == std::string_view::npos || !at_ms || !is_id(text.substr(dash + 1))) {
        return std::nullopt;
    }
    return ContributionCursor{*at_ms, std::string(text.substr(dash + 1))};
}

} // namespace hypha::edge
