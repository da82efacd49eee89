#include "core/news/story_file.hpp"

#include <set>

#include "core/news/block_text.hpp"
#include "core/news/named_lines.hpp"
#include "core/news/picture_line.hpp"

namespace hypha::news {
namespace {

constexpr std::string_view kFirstLine = "hypha-story 1";
constexpr std::string_view kAnyVersion = "hypha-story ";

// The text values of a story and their names: one list for both ways.
struct NamedText {
    std::string_view name;
    std::string Story::* text;
};
constexpr NamedText kTexts[] = {
    {"title", &Story::title}, {"source", &Story::source},     {"url", &Story::url},         {"byline", &Story::byline},
    {"topic", &Story::topic}, {"language", &Story::language}, {"picture", &Story::picture},
};

std::unexpected<Error> malformed(std::size_t line) {
    return failure("story_malformed", "line " + std::to_string(line));
}

} // namespace

std::string write_story(const Story& story) {
    std::string file(kFirstLine);
    file += '\n';
    for (const auto& [name, text] : kTexts) {
        const std::string value = one_line(story.*text, kMostValue_bytes);
        if (!value.empty()) file.append(name).append(": ").append(value) += '\n';
    }
    if (story.published_s > 0) file += "published: " + std::to_string(story.published_s) + '\n';
    if (!story.pictures.empty()) file += "pictures: " + write_picture_line(story.pictures) + '\n';
    file += '\n';
    file += write_blocks(story.blocks);
    return file;
}

Result<Story> parse_story(std::string_view bytes) {
    if (bytes.size() > kMostStory_bytes) return failure("story_too_large", std::to_string(bytes.size()) + " bytes");
    if (!is_utf8(bytes)) return failure("story_not_utf8");
    std::size_t line = 1;
    const std::optional<std::string_view> first = take_line(bytes);
    if (!first || !first->starts_with(kAnyVersion)) return malformed(line);
    if (*first != kFirstLine) return failure("story_newer", std::string(first->substr(0, 40)));
    const auto head = take_named_lines(bytes, kMostValue_bytes, line);
    if (!head) return malformed(line);
    Story story;
    std::set<std::string_view> seen;
    for (const auto& [name, value] : *head) {
        if (!seen.insert(name).second) return malformed(line);
        for (const auto& [known, text] : kTexts) {
            if (known == name) story.*text = value;
        }
        if (name == "published") {
            const std::optional<std::int64_t> published = whole_number(value);
            if (!published) return malformed(line);
            story.published_s = *published;
        }
        if (name == "pictures") {
            auto pictures = parse_picture_line(value);
            if (!pictures) return malformed(line);
            story.pictures = *std::move(pictures);
        }
    }
    const auto is_address_or_none = [](const std::string& address) {
        return address.empty() || is_web_address(address);
    };
    if (story.title.empty() || story.source.empty() || !is_address_or_none(story.url) ||
        !is_address_or_none(story.picture))
        return malformed(line);
    Result<std::vector<Block>> blocks = parse_blocks(bytes);
    if (!blocks) return failure("story_malformed", blocks.error().code + " " + blocks.error().detail);
    story.blocks = std::move(*blocks);
    return story;
}

} // namespace hypha::news
