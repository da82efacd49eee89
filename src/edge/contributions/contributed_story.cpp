#include "edge/contributions/contributed_story.hpp"

#include <algorithm>
#include <utility>

#include "core/base/hex.hpp"
#include "core/news/named_lines.hpp"
#include "core/news/story_file.hpp"
#include "core/sync/sha256.hpp"
#include "edge/news/story_judge.hpp"
#include "edge/news/story_maker.hpp"

namespace hypha::edge {
namespace {

// What a line of a list may hold (story_index.hpp).
constexpr std::size_t kMostTitle_bytes = 500;

} // namespace

Result<NewsStory> contributed_story(const news::Contribution& contribution, std::string_view address,
                                    std::span<const ContributedPicture> pictures, std::int64_t published_s,
                                    std::int64_t now_s) {
    news::Story story;
    story.title = news::one_line(contribution.title, kMostTitle_bytes);
    story.source = news::kContributedSource;
    story.byline = contribution.byline;
    if (!contribution.place.name.empty()) {
        story.byline += (story.byline.empty() ? "" : " · ") + contribution.place.name;
    }
    story.published_s = published_s;
    story.language = primary_language(contribution.language);
    story.topic = is_known_topic(contribution.topic)
                      ? contribution.topic
                      : judge_story(news::plain_text(contribution), story.language).topic;
    story.blocks = contribution.blocks;
    for (const news::ContributedPhoto& photo : contribution.photos) {
        if (address.empty()) {
            break;
        }
        news::Block figure;
        figure.kind = news::Block::Kind::figure;
        figure.address = std::string(address).append(kContributedPhotoPath) + photo.sha256;
        if (story.picture.empty()) {
            story.picture = figure.address;
        }
        story.blocks.push_back(std::move(figure));
    }
    NewsStory row;
    for (const ContributedPicture& picture : pictures) {
        story.pictures.push_back(picture.named);
        for (const NewsPicture* file : {&picture.small, &picture.large}) {
            if (std::ranges::find(row.pictures, file->hash, &NewsPicture::hash) == row.pictures.end()) {
                row.pictures.push_back(*file);
            }
        }
    }
    const std::string file = news::write_story(story);
    if (!news::parse_story(file)) {
        return failure("bad_story");
    }
    auto text = pack_text(file, Brotli::tight);
    if (!text) {
        return std::unexpected(text.error());
    }
    row.hash = to_hex(sync::sha256(file));
    row.title = story.title;
    row.publisher = story.source;
    row.language = story.language;
    row.topic = story.topic;
    row.published_s = row.placed_s = published_s;
    row.seen_s = now_s;
    row.text = *std::move(text);
    row.resemblance = articles::minhash_of(news::plain_text(contribution));
    return row;
}

} // namespace hypha::edge
