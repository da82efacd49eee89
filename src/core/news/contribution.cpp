#include "core/news/contribution.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "core/base/sha256_hex.hpp"
#include "core/base/utf8.hpp"
#include "core/news/block_text.hpp"
#include "core/news/named_lines.hpp"
#include "core/news/story_index.hpp"

namespace hypha::news {
namespace {

constexpr std::string_view kFirstLine = "hypha-contribution 1";
constexpr std::string_view kAnyVersion = "hypha-contribution ";
constexpr std::string_view kPurpose = "hypha contribution 1";
constexpr std::size_t kMostValue_bytes = 2'000;
constexpr std::size_t kMostLanguage_bytes = 35;
constexpr std::size_t kMostTopic_bytes = 40;
constexpr std::int64_t kMostNumber = std::int64_t{1} << 53;

struct NamedText {
    std::string_view name;
    std::string Contribution::* text;
};
constexpr NamedText kTexts[] = {
    {"id", &Contribution::id},       {"region", &Contribution::region},
    {"title", &Contribution::title}, {"language", &Contribution::language},
    {"topic", &Contribution::topic}, {"byline", &Contribution::byline},
};

std::unexpected<Error> malformed(std::string where) { return failure("contribution_malformed", std::move(where)); }

bool is_line_of(std::string_view text, std::size_t most_points) {
    if (!is_utf8(text) || !is_one_line(text, kMostValue_bytes)) return false;
    std::size_t points = 0;
    for (std::string_view rest = text; !rest.empty(); ++points) (void)take_code_point(rest);
    return points <= most_points;
}

bool consists_of(std::string_view text, std::string_view letters, std::size_t most_bytes) {
    return text.size() <= most_bytes && text.find_first_not_of(letters) == std::string_view::npos;
}

bool is_allowed(const Block& block) {
    const bool is_text = block.kind == Block::Kind::paragraph || block.kind == Block::Kind::heading ||
                         block.kind == Block::Kind::list_item || block.kind == Block::Kind::quote;
    return is_text && std::ranges::none_of(block.spans, &Span::code);
}

bool is_sound(const ContributedPhoto& photo) {
    const auto is_side = [](std::uint32_t side) {
        return side >= kLeastContributedSide_px && side <= kMostContributedSide_px;
    };
    return is_sha256_hex(photo.sha256) && photo.bytes > 0 &&
           photo.bytes <= static_cast<std::int64_t>(kMostContributedPhoto_bytes) && is_side(photo.width_px) &&
           is_side(photo.height_px);
}

Result<void> check_photos(const std::vector<ContributedPhoto>& photos) {
    if (photos.size() > kMostContributedPhotos) return failure("contribution_many_photos");
    for (std::size_t at = 0; at < photos.size(); ++at) {
        const auto earlier = photos.begin() + static_cast<std::ptrdiff_t>(at);
        const bool is_twice = std::find_if(photos.begin(), earlier,
                                           [&](const auto& one) { return one.sha256 == photos[at].sha256; }) != earlier;
        if (is_twice || !is_sound(photos[at])) return failure("contribution_bad_photo", std::to_string(at + 1));
    }
    return {};
}

Result<void> check_text(const std::vector<Block>& blocks) {
    if (blocks.empty()) return failure("contribution_no_text");
    for (std::size_t at = 0; at < blocks.size(); ++at) {
        if (!is_allowed(blocks[at])) return failure("contribution_bad_block", std::to_string(at + 1));
    }
    const std::string text = write_blocks(blocks);
    if (text.size() > kMostContributedText_bytes) return failure("contribution_long_text", std::to_string(text.size()));
    // Blocks that are not canonical would come back as others than were signed.
    const auto again = parse_blocks(text);
    if (!again || *again != blocks) return failure("contribution_bad_block");
    return {};
}

// "-0.3" of -3: one digit behind the point, always.
std::string tenths_text(int tenths) {
    const int size = std::abs(tenths);
    return (tenths < 0 ? "-" : "") + std::to_string(size / 10) + '.' + std::to_string(size % 10);
}

std::optional<int> tenths_of(std::string_view text, int most) {
    const bool is_negative = text.starts_with('-');
    if (is_negative) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    if (point > 3 || text.size() != point + 2) return std::nullopt; // none is the largest there is
    const auto whole = whole_number(text.substr(0, point)), part = whole_number(text.substr(point + 1));
    if (!whole || !part) return std::nullopt;
    const int tenths = static_cast<int>(*whole) * 10 + static_cast<int>(*part);
    if (tenths > most || (is_negative && tenths == 0)) return std::nullopt;
    return is_negative ? -tenths : tenths;
}

std::string_view take_word(std::string_view& rest) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    return word;
}

bool read_place(std::string_view value, ContributedPlace& place) {
    const auto latitude = tenths_of(take_word(value), 900), longitude = tenths_of(take_word(value), 1'800);
    if (!latitude || !longitude) return false;
    place = {true, *latitude, *longitude, std::string(value)};
    return true;
}

bool read_photo(std::string_view value, ContributedPhoto& photo) {
    photo.sha256 = take_word(value);
    const auto bytes = whole_number(take_word(value)), width = whole_number(take_word(value)),
               height = whole_number(take_word(value));
    constexpr auto kMost = std::int64_t{kMostContributedSide_px};
    if (!bytes || !width || !height || *width > kMost || *height > kMost || !value.empty()) return false;
    photo.bytes = *bytes;
    photo.width_px = static_cast<std::uint32_t>(*width);
    photo.height_px = static_cast<std::uint32_t>(*height);
    return true;
}

bool read_value(std::string_view name, std::string_view value, Contribution& into) {
    for (const auto& [known, text] : kTexts) {
        if (known != name) continue;
        into.*text = value;
        return true;
    }
    if (name == "base_rev" || name == "made") {
        const auto number = whole_number(value);
        if (!number) return false;
        (name == "made" ? into.made_ms : into.base_rev) = *number;
        return true;
    }
    if (name == "place") return read_place(value, into.place);
    if (name != "photo" || into.photos.size() == kMostContributedPhotos) return false;
    return read_photo(value, into.photos.emplace_back());
}

void add_line(std::string& file, std::string_view name, std::string_view value) {
    if (!value.empty()) file.append(name).append(": ").append(value) += '\n';
}

std::size_t bare_addresses(std::string_view text) {
    std::size_t count = 0;
    for (const std::string_view mark : {"://", "www."}) {
        for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + mark.size()))
            ++count;
    }
    return count;
}

} // namespace

ContributedPlace rounded_place(double latitude_deg, double longitude_deg, std::string_view name) {
    if (!std::isfinite(latitude_deg) || !std::isfinite(longitude_deg)) return {};
    const auto tenths = [](double degrees, double most) {
        return static_cast<int>(std::lround(std::clamp(degrees, -most, most) * 10));
    };
    std::string short_name;
    std::string_view rest = name;
    for (std::size_t points = 0; points < kMostContributedName_points && !rest.empty(); ++points)
        append_code_point(short_name, take_code_point(rest));
    return {true, tenths(latitude_deg, 90), tenths(longitude_deg, 180), one_line(short_name, kMostValue_bytes)};
}

Result<void> check_contribution(const Contribution& one) {
    const ContributedPlace& place = one.place;
    const bool is_place = place.is_known
                              ? std::abs(place.latitude_tenths) <= 900 && std::abs(place.longitude_tenths) <= 1'800
                              : place == ContributedPlace{};
    constexpr std::string_view kTag = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    constexpr std::string_view kTopic = "abcdefghijklmnopqrstuvwxyz0123456789-_";
    if (!is_hex(one.id, kContributionId_digits)) return failure("contribution_bad_id");
    if (!is_region_name(one.region)) return failure("contribution_bad_region");
    if (one.title.empty()) return failure("contribution_no_title");
    if (!is_line_of(one.title, kMostContributedTitle_points)) return failure("contribution_long_title");
    if (one.language.empty() || !consists_of(one.language, kTag, kMostLanguage_bytes))
        return failure("contribution_no_language");
    if (!consists_of(one.topic, kTopic, kMostTopic_bytes)) return failure("contribution_bad_topic");
    if (!is_line_of(one.byline, kMostContributedName_points) || !is_line_of(place.name, kMostContributedName_points))
        return failure("contribution_long_name");
    if (!is_place) return failure("contribution_bad_place");
    if (one.made_ms < 0 || one.made_ms > kMostNumber || one.base_rev < 0 || one.base_rev > kMostNumber)
        return failure("contribution_bad_time");
    if (auto photos = check_photos(one.photos); !photos) return photos;
    return check_text(one.blocks);
}

Result<std::string> write_contribution(const Contribution& one) {
    if (const auto checked = check_contribution(one); !checked) return std::unexpected(checked.error());
    std::string file(kFirstLine);
    file += '\n';
    add_line(file, "id", one.id);
    add_line(file, "base_rev", std::to_string(one.base_rev));
    add_line(file, "region", one.region);
    add_line(file, "title", one.title);
    add_line(file, "language", one.language);
    add_line(file, "topic", one.topic);
    add_line(file, "byline", one.byline);
    if (one.place.is_known) {
        const std::string degrees =
            tenths_text(one.place.latitude_tenths) + ' ' + tenths_text(one.place.longitude_tenths);
        add_line(file, "place", one.place.name.empty() ? degrees : degrees + ' ' + one.place.name);
    }
    add_line(file, "made", std::to_string(one.made_ms));
    for (const ContributedPhoto& photo : one.photos) {
        add_line(file, "photo",
                 photo.sha256 + ' ' + std::to_string(photo.bytes) + ' ' + std::to_string(photo.width_px) + ' ' +
                     std::to_string(photo.height_px));
    }
    file += '\n';
    file += write_blocks(one.blocks);
    return file;
}

Result<Contribution> parse_contribution(std::string_view bytes) {
    if (bytes.size() > kMostContribution_bytes)
        return failure("contribution_too_large", std::to_string(bytes.size()) + " bytes");
    if (!is_utf8(bytes)) return failure("contribution_not_utf8");
    const std::string_view whole = bytes;
    std::size_t line = 1;
    const std::optional<std::string_view> first = take_line(bytes);
    if (!first || !first->starts_with(kAnyVersion)) return malformed("line 1");
    if (*first != kFirstLine) return failure("contribution_newer", std::string(first->substr(0, 40)));
    const auto head = take_named_lines(bytes, kMostValue_bytes, line);
    if (!head) return malformed("line " + std::to_string(line));
    Contribution read;
    for (const auto& [name, value] : *head) {
        if (!read_value(name, value, read)) return malformed(std::string(name.substr(0, 40)));
    }
    auto blocks = parse_blocks(bytes);
    if (!blocks) return malformed(blocks.error().code + ' ' + blocks.error().detail);
    read.blocks = *std::move(blocks);
    const auto again = write_contribution(read);
    if (!again) return std::unexpected(again.error());
    if (*again != whole) return malformed("not as it is written");
    return read;
}

std::vector<Block> blocks_of_typed(std::string_view text) {
    const std::string letters = repaired_utf8(text);
    if (auto blocks = parse_blocks(letters); blocks && std::ranges::all_of(*blocks, is_allowed)) {
        // Once more: what was typed need not be canonical, what is signed must be.
        if (auto again = parse_blocks(write_blocks(*blocks))) return *std::move(again);
    }
    std::vector<Block> plain;
    std::string_view rest = letters;
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        Block block;
        append_span(block.spans, {std::string(line), false, false, false, ""});
        trim_spans(block.spans);
        if (!block.spans.empty()) plain.push_back(std::move(block));
    }
    return plain;
}

std::string contribution_statement(std::string_view file) { return std::string(kPurpose).append(file); }

std::size_t count_links(const Contribution& one) {
    std::size_t count = bare_addresses(one.title);
    for (const Block& block : one.blocks) {
        const std::string* before = nullptr;
        for (const Span& span : block.spans) {
            const bool begins = !span.link.empty() && (before == nullptr || *before != span.link);
            count += begins ? 1 : 0;
            before = &span.link;
        }
        count += bare_addresses(plain_text(block));
    }
    return count;
}

std::string plain_text(const Contribution& one) { return plain_text(one.title, one.blocks); }

} // namespace hypha::news
