#include "core/taste/click_log.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

namespace hypha::taste {
namespace {

constexpr std::size_t kLongestLine = 4096;
constexpr std::size_t kLongestName = 64;
constexpr std::size_t kMostColumns = 64;
constexpr std::size_t kMissing = kMostColumns;
constexpr std::int64_t kLatest_s = 100'000'000'000; // the year 5138; milliseconds since 1970 are beyond it
constexpr std::size_t kMostClicks = std::size_t{1} << 31U;
constexpr std::int64_t kAssignedGap_s = 30;

struct Fields {
    std::array<std::string_view, kMostColumns> at;
    std::size_t count = 0; // kMostColumns + 1: too many
};

Fields split(std::string_view line) {
    Fields fields;
    for (;;) {
        const std::size_t comma = line.find(',');
        if (fields.count == kMostColumns) {
            ++fields.count;
            return fields;
        }
        fields.at[fields.count++] = line.substr(0, comma);
        if (comma == std::string_view::npos) {
            return fields;
        }
        line.remove_prefix(comma + 1);
    }
}

template <typename Names> std::uint32_t number_of(Names& names, std::string_view name) {
    if (const auto found = names.find(name); found != names.end()) {
        return found->second;
    }
    const auto number = static_cast<std::uint32_t>(names.size());
    names.emplace(std::string(name), number);
    return number;
}

template <typename Names> std::uint8_t small_number_of(Names& names, std::string_view name) {
    if (names.size() >= std::numeric_limits<std::uint8_t>::max() && !names.contains(name)) {
        return std::numeric_limits<std::uint8_t>::max();
    }
    return static_cast<std::uint8_t>(number_of(names, name));
}

void sort_by_time(std::vector<Click>& clicks) {
    std::vector<std::uint32_t> order(clicks.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t at) { return std::pair(clicks[at].t_s, at); });
    std::vector<Click> sorted;
    sorted.reserve(clicks.size());
    for (const std::uint32_t at : order) {
        sorted.push_back(clicks[at]);
    }
    clicks = std::move(sorted);
}

void mark_sessions(ClickLog& log) {
    constexpr std::int64_t never = -1;
    std::vector<std::int64_t> last_s(log.readers, never);
    for (Click& click : log.clicks) {
        const std::int64_t before_s = std::exchange(last_s[click.reader], click.t_s);
        click.opens = before_s == never || click.t_s - before_s >= kSilence_s;
        click.returns = before_s != never && click.opens;
        click.own_time = before_s == never || click.t_s - before_s != kAssignedGap_s;
    }
}

} // namespace

std::uint32_t ClickLog::days() const {
    return static_cast<std::uint32_t>((clicks.back().t_s - clicks.front().t_s) / kDay_s) + 1;
}

Result<void> ClickLogReader::feed(std::string_view piece) {
    for (;;) {
        const std::size_t end = piece.find('\n');
        const std::string_view begun = piece.substr(0, end);
        if (rest_.size() + begun.size() > kLongestLine) {
            return failure("log_line", std::to_string(line_ + 1) + ": it is longer than 4096 bytes");
        }
        if (end == std::string_view::npos) {
            rest_ += begun;
            return {};
        }
        Result<void> read;
        if (rest_.empty()) {
            read = read_line(begun);
        } else {
            rest_ += begun;
            read = read_line(rest_);
            rest_.clear();
        }
        if (!read) {
            return read;
        }
        piece.remove_prefix(end + 1);
    }
}

Result<ClickLog> ClickLogReader::finish() {
    if (!rest_.empty()) {
        if (auto read = read_line(rest_); !read) {
            return std::unexpected(read.error());
        }
    }
    if (log_.clicks.empty()) {
        return failure("log_empty");
    }
    log_.readers = static_cast<std::uint32_t>(readers_.size());
    log_.articles = static_cast<std::uint32_t>(articles_.size());
    if (log_.out_of_order > 0) {
        sort_by_time(log_.clicks);
    }
    mark_sessions(log_);
    return std::move(log_);
}

Result<void> ClickLogReader::read_line(std::string_view line) {
    ++line_;
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    if (line_ == 1 && line.starts_with("\xEF\xBB\xBF")) {
        line.remove_prefix(3);
    }
    if (line.empty()) {
        return {};
    }
    return columns_ == 0 ? read_header(line) : read_click(line);
}

Result<void> ClickLogReader::read_header(std::string_view line) {
    const Fields fields = split(line);
    if (fields.count > kMostColumns) {
        return failure("log_line", std::to_string(line_) + ": more than 64 columns");
    }
    const auto names = std::span(fields.at).first(fields.count);
    const auto place_of = [&](std::string_view name) {
        const auto found = std::ranges::find(names, name);
        return found == names.end() ? kMissing : static_cast<std::size_t>(found - names.begin());
    };
    for (const std::string_view name : {"t", "user", "article", "device", "referrer"}) {
        const auto times = std::ranges::count(names, name);
        if (times > 1 || (times == 0 && name != "device" && name != "referrer")) {
            return failure("log_header", std::string(name));
        }
    }
    t_at_ = place_of("t");
    user_at_ = place_of("user");
    article_at_ = place_of("article");
    device_at_ = place_of("device");
    referrer_at_ = place_of("referrer");
    columns_ = fields.count;
    return {};
}

Result<void> ClickLogReader::read_click(std::string_view line) {
    const auto refuse = [&](const std::string& why) { return failure("log_line", std::to_string(line_) + ": " + why); };
    const Fields fields = split(line);
    if (fields.count != columns_) {
        return refuse("not as many fields as the header has columns");
    }
    Click click;
    const std::string_view t = fields.at[t_at_];
    const auto [end, fault] = std::from_chars(t.data(), t.data() + t.size(), click.t_s);
    if (fault != std::errc{} || end != t.data() + t.size() || click.t_s < 0 || click.t_s > kLatest_s) {
        return refuse("t is not a time in whole seconds");
    }
    for (const std::string_view name : {fields.at[user_at_], fields.at[article_at_]}) {
        if (name.empty() || name.size() > kLongestName || name.find('"') != std::string_view::npos) {
            return refuse("user and article are names of 1 to 64 bytes without quotes");
        }
    }
    if (log_.clicks.size() == kMostClicks) {
        return refuse("more clicks than fit");
    }
    click.reader = number_of(readers_, fields.at[user_at_]);
    click.article = number_of(articles_, fields.at[article_at_]);
    if (device_at_ != kMissing) {
        click.device = small_number_of(devices_, fields.at[device_at_]);
    }
    if (referrer_at_ != kMissing) {
        click.referrer = small_number_of(referrers_, fields.at[referrer_at_]);
    }
    log_.out_of_order += !log_.clicks.empty() && click.t_s < log_.clicks.back().t_s ? 1U : 0U;
    log_.clicks.push_back(click);
    return {};
}

} // namespace hypha::taste
