#include "core/news/picture_line.hpp"

#include <algorithm>

#include "core/base/sha256_hex.hpp"
#include "core/news/named_lines.hpp"
#include "core/news/story_file.hpp"

namespace hypha::news {
namespace {

constexpr std::int64_t kMostPlace = 99, kMostFile_bytes = 99'999, kMostSide_px = 9'999;
constexpr std::string_view kNext = ", ";

// The longest line: a place of two digits and two files, ", " between pictures.
constexpr std::size_t kLongestFile = 1 + 64 + 1 + 5 + 1 + 4 + 1 + 4;
static_assert(kMostStoryPictures * (2 + 2 * kLongestFile + kNext.size()) <= kMostValue_bytes);

std::string written(const PictureFile& file) {
    return " " + file.sha256 + " " + std::to_string(file.bytes) + " " + std::to_string(file.width_px) + " " +
           std::to_string(file.height_px);
}

// The word up to the next blank, which is taken off too.
std::string_view take_word(std::string_view& rest) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    return word;
}

bool take_number(std::string_view& rest, std::int64_t least, std::int64_t most, std::uint32_t& into) {
    const std::optional<std::int64_t> number = whole_number(take_word(rest));
    if (!number || *number < least || *number > most) return false;
    into = static_cast<std::uint32_t>(*number);
    return true;
}

bool take_file(std::string_view& rest, PictureFile& file) {
    file.sha256 = take_word(rest);
    return is_sha256_hex(file.sha256) && take_number(rest, 1, kMostFile_bytes, file.bytes) &&
           take_number(rest, 1, kMostSide_px, file.width_px) && take_number(rest, 1, kMostSide_px, file.height_px);
}

} // namespace

std::string write_picture_line(const std::vector<StoryPicture>& pictures) {
    std::string line;
    for (std::size_t i = 0; i < std::min(pictures.size(), kMostStoryPictures); ++i) {
        if (i > 0) line += kNext;
        line += std::to_string(pictures[i].place) + written(pictures[i].small) + written(pictures[i].large);
    }
    return line;
}

std::optional<std::vector<StoryPicture>> parse_picture_line(std::string_view line) {
    std::vector<StoryPicture> pictures;
    for (std::string_view rest = line; !rest.empty() && pictures.size() < kMostStoryPictures;) {
        std::string_view one = rest.substr(0, rest.find(kNext));
        rest.remove_prefix(std::min(one.size() + kNext.size(), rest.size()));
        StoryPicture picture;
        if (!take_number(one, 0, kMostPlace, picture.place) || !take_file(one, picture.small) ||
            !take_file(one, picture.large))
            return std::nullopt;
        if (!pictures.empty() && picture.place <= pictures.back().place) return std::nullopt;
        pictures.push_back(std::move(picture));
    }
    // What was too much, stood at an end or was one blank more is missing in what is written again.
    if (pictures.empty() || write_picture_line(pictures) != line) return std::nullopt;
    return pictures;
}

} // namespace hypha::news
