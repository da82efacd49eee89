#include "edge/news/news_paths.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

#include "core/base/sha256_hex.hpp"
#include "core/news/story_index.hpp"
#include "core/news/story_pack.hpp"

namespace hypha::edge {
namespace {

constexpr std::string_view kPages = "/read";

std::optional<unsigned> digits(std::string_view text) {
    unsigned value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_number = problem == std::errc{} && end == text.data() + text.size();
    return is_number ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> day_of(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return std::nullopt;
    }
    const auto year = digits(text.substr(0, 4)), month = digits(text.substr(5, 2)), day = digits(text.substr(8, 2));
    if (!year || !month || !day || *year < 1970) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                                           std::chrono::day(*day)};
    if (!date.ok()) {
        return std::nullopt;
    }
    return std::int64_t{std::chrono::sys_days(date).time_since_epoch().count()} * 86'400;
}

Result<NewsAsk> malformed() { return failure("malformed"); }

Result<NewsAsk> pack_of(std::string_view names) {
    NewsAsk ask{NewsAsk::What::pack, "", 0, {}};
    while (!names.empty()) {
        const std::string_view name = names.substr(0, names.find(','));
        names.remove_prefix(std::min(name.size() + 1, names.size()));
        if (!is_sha256_hex(name) || ask.hashes.size() == news::kMostPacked ||
            std::ranges::find(ask.hashes, name) != ask.hashes.end()) {
            return malformed();
        }
        ask.hashes.emplace_back(name);
    }
    return ask.hashes.empty() ? malformed() : ask;
}

Result<NewsAsk> page_of(std::string_view name) {
    if (name.empty()) {
        return NewsAsk{NewsAsk::What::regions_page, "", 0, {}};
    }
    if (is_sha256_hex(name)) {
        return NewsAsk{NewsAsk::What::page, "", 0, {std::string(name)}};
    }
    return is_served_region(name) ? NewsAsk{NewsAsk::What::list_page, std::string(name), 0, {}} : malformed();
}

} // namespace

bool is_served_region(std::string_view name) {
    return news::is_region_name(name) && name != "story" && name != "pack" && name != "picture" && name != "regions";
}

bool is_news_page_path(std::string_view path) {
    return path == kPages || (path.starts_with(kPages) && path[kPages.size()] == '/');
}

Result<NewsAsk> news_ask_of(std::string_view path) {
    if (is_news_page_path(path)) {
        return page_of(path.substr(std::min(path.size(), kPages.size() + 1)));
    }
    if (!path.starts_with(kNewsPath)) {
        return failure("no_path");
    }
    path.remove_prefix(kNewsPath.size());
    if (path == "regions") {
        return NewsAsk{};
    }
    const std::string_view first = path.substr(0, path.find('/'));
    if (first.size() == path.size()) {
        return failure("no_path");
    }
    const std::string_view rest = path.substr(first.size() + 1);
    if (first == "story") {
        return is_sha256_hex(rest) ? NewsAsk{NewsAsk::What::story, "", 0, {std::string(rest)}} : malformed();
    }
    if (first == "picture") {
        return is_sha256_hex(rest) ? NewsAsk{NewsAsk::What::picture, "", 0, {std::string(rest)}} : malformed();
    }
    if (first == "pack") {
        return pack_of(rest);
    }
    const bool is_day = rest.starts_with("day/");
    if (rest != "now" && !is_day) {
        return failure("no_path");
    }
    if (!news::is_region_name(first)) {
        return malformed();
    }
    if (!is_day) {
        return NewsAsk{NewsAsk::What::now, std::string(first), 0, {}};
    }
    const auto day_s = day_of(rest.substr(4));
    return day_s ? NewsAsk{NewsAsk::What::day, std::string(first), *day_s, {}} : malformed();
}

} // namespace hypha::edge
