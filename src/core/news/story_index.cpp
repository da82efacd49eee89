#include "core/news/story_index.hpp"

#include <algorithm>
#include <set>

#include "core/base/hex.hpp"
#include "core/base/sha256_hex.hpp"
#include "core/news/named_lines.hpp"
#include "core/news/story_file.hpp"

namespace hypha::news {
namespace {

constexpr std::string_view kFirstLine = "hypha-index 1";
constexpr std::string_view kAnyVersion = "hypha-index ";
constexpr std::string_view kSignedLine = "hypha-signed 1 ";
constexpr std::string_view kAnySigned = "hypha-signed ";
constexpr std::size_t kMostTag_bytes = 40;   // a language or a topic
constexpr std::size_t kMostName_bytes = 200; // of a source

std::unexpected<Error> malformed(std::size_t line) {
    return failure("index_malformed", "line " + std::to_string(line));
}

std::string_view take_field(std::string_view& line) {
    const std::size_t end = std::min(line.find('\t'), line.size());
    const std::string_view field = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return field;
}

std::optional<Listed> read_listed(std::string_view line, std::size_t number, std::size_t sources) {
    Listed listed;
    listed.hash = take_field(line);
    const std::optional<std::int64_t> bytes = whole_number(take_field(line)),
                                      published_s = whole_number(take_field(line));
    listed.language = take_field(line);
    listed.topic = take_field(line);
    const std::optional<std::int64_t> source = whole_number(take_field(line)), group = whole_number(take_field(line));
    listed.title = take_field(line);
    if (!is_sha256_hex(listed.hash) || !bytes || *bytes > static_cast<std::int64_t>(kMostStory_bytes) || !published_s ||
        !source || !group || static_cast<std::size_t>(*source) >= sources ||
        static_cast<std::size_t>(*group) > number || listed.title.empty() ||
        !is_one_line(listed.title, kMostTitle_bytes) || !is_one_line(listed.language, kMostTag_bytes) ||
        !is_one_line(listed.topic, kMostTag_bytes)) {
        return std::nullopt;
    }
    listed.bytes = *bytes;
    listed.published_s = *published_s;
    listed.source = static_cast<std::size_t>(*source);
    listed.group = static_cast<std::size_t>(*group);
    return listed;
}

} // namespace

bool is_region_name(std::string_view name) {
    return !name.empty() && name.size() <= 40 &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

std::string write_index(const StoryIndex& index) {
    std::string text =
        std::string(kFirstLine) + "\nregion: " + index.region + "\nmade: " + std::to_string(index.made_s) + '\n';
    for (const std::string& source : index.sources) text += "source: " + one_line(source, kMostName_bytes) + '\n';
    text += '\n';
    for (const Listed& listed : index.stories) {
        text += listed.hash + '\t' + std::to_string(listed.bytes) + '\t' + std::to_string(listed.published_s) + '\t' +
                one_line(listed.language, kMostTag_bytes) + '\t' + one_line(listed.topic, kMostTag_bytes) + '\t' +
                std::to_string(listed.source) + '\t' + std::to_string(listed.group) + '\t' +
                one_line(listed.title, kMostTitle_bytes) + '\n';
    }
    return text;
}

Result<StoryIndex> parse_index(std::string_view bytes) {
    if (bytes.size() > kMostIndex_bytes) return failure("index_too_large", std::to_string(bytes.size()) + " bytes");
    if (!is_utf8(bytes)) return failure("index_not_utf8");
    std::size_t line_number = 1;
    const std::optional<std::string_view> first = take_line(bytes);
    if (!first || !first->starts_with(kAnyVersion)) return malformed(line_number);
    if (*first != kFirstLine) return failure("index_newer", std::string(first->substr(0, 40)));
    const auto head = take_named_lines(bytes, kMostName_bytes, line_number);
    if (!head) return malformed(line_number);
    StoryIndex index;
    bool has_made = false;
    for (const auto& [name, value] : *head) {
        if (name == "source") index.sources.emplace_back(value);
        if (name == "region") {
            if (!index.region.empty() || !is_region_name(value)) return malformed(line_number);
            index.region = value;
        }
        if (name == "made") {
            const std::optional<std::int64_t> made_s = whole_number(value);
            if (has_made || !made_s) return malformed(line_number);
            has_made = true;
            index.made_s = *made_s;
        }
    }
    if (index.region.empty() || !has_made || index.sources.size() > kMostSources) return malformed(line_number);
    std::set<std::string> hashes;
    while (!bytes.empty()) {
        ++line_number;
        const std::optional<std::string_view> line = take_line(bytes);
        std::optional<Listed> listed =
            line ? read_listed(*line, index.stories.size(), index.sources.size()) : std::nullopt;
        if (!listed || index.stories.size() == kMostListed || !hashes.insert(listed->hash).second)
            return malformed(line_number);
        // A group is named by its first story, which names itself.
        if (listed->group != index.stories.size() && index.stories[listed->group].group != listed->group)
            return malformed(line_number);
        index.stories.push_back(std::move(*listed));
    }
    return index;
}

std::string write_signed(const SignedBytes& parts) {
    return std::string(kSignedLine) + to_hex(parts.key) + ' ' + to_hex(parts.signature) + '\n' +
           std::string(parts.body);
}

Result<SignedBytes> parse_signed(std::string_view bytes) {
    const std::optional<std::string_view> line = take_line(bytes);
    if (!line || !line->starts_with(kAnySigned)) return failure("signed_malformed");
    if (!line->starts_with(kSignedLine)) return failure("signed_newer", std::string(line->substr(0, 40)));
    const std::string_view rest = line->substr(kSignedLine.size());
    SignedBytes parts;
    if (rest.size() != 64 + 1 + 128 || rest[64] != ' ' || !from_hex(rest.substr(0, 64), parts.key) ||
        !from_hex(rest.substr(65), parts.signature)) {
        return failure("signed_malformed");
    }
    parts.body = bytes;
    return parts;
}

} // namespace hypha::news
