#include "core/news/story_pack.hpp"

#include <algorithm>
#include <optional>

#include "core/base/sha256_hex.hpp"
#include "core/news/named_lines.hpp"
#include "core/news/story_file.hpp"

namespace hypha::news {
namespace {

constexpr std::string_view kAnyVersion = "hypha-pack ";
constexpr std::size_t kHash_digits = 64;

} // namespace

std::string pack_line(std::string_view hash, std::size_t bytes) {
    return std::string(hash) + ' ' + std::to_string(bytes) + '\n';
}

std::string write_pack(std::span<const Packed> stories) {
    std::string pack(kPackFirstLine);
    for (const Packed& story : stories) pack.append(pack_line(story.hash, story.bytes.size())).append(story.bytes);
    return pack;
}

Result<std::vector<Packed>> parse_pack(std::string_view bytes) {
    std::vector<Packed> stories;
    const auto malformed = [&stories] { return failure("pack_malformed", std::to_string(stories.size())); };
    const std::optional<std::string_view> first = take_line(bytes);
    if (!first || !first->starts_with(kAnyVersion)) return malformed();
    if (*first != kPackFirstLine.substr(0, kPackFirstLine.size() - 1)) return failure("pack_newer");
    while (!bytes.empty()) {
        const std::optional<std::string_view> line = take_line(bytes);
        if (!line || line->size() < kHash_digits + 2 || (*line)[kHash_digits] != ' ') return malformed();
        const std::string_view hash = line->substr(0, kHash_digits);
        const std::optional<std::int64_t> size = whole_number(line->substr(kHash_digits + 1));
        if (!is_sha256_hex(hash) || !size || *size > static_cast<std::int64_t>(kMostStory_bytes) ||
            static_cast<std::size_t>(*size) > bytes.size() || stories.size() == kMostPacked ||
            std::ranges::find(stories, hash, &Packed::hash) != stories.end()) {
            return malformed();
        }
        stories.push_back({hash, bytes.substr(0, static_cast<std::size_t>(*size))});
        bytes.remove_prefix(static_cast<std::size_t>(*size));
    }
    return stories;
}

} // namespace hypha::news
