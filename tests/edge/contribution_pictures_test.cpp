// Photos of contributed stories as pictures for readers: two small files each, named in the story, there as long as it is listed; a photo
// that cannot be decoded costs its picture and nothing else.
#include <catch2/catch_test_macros.hpp>

#include "core/news/story_file.hpp"
#include "edge/contribution_stage.hpp"
#include "edge/contributions/contributed_pictures.hpp"
#include "edge/contributions/contributed_story.hpp"
#include "edge/picture_files.hpp"

using namespace hypha;
using namespace hypha::edge;

namespace {

// A picture of a colour, clean as an app sends it.
TestPhoto photo_of(int shade, int width = 640, int height = 480) {
    const auto file = jpeg_file(width, height, flat({static_cast<std::uint8_t>(shade), 60, 40, 255}));
    const auto bare = vision::strip_metadata(file).value();
    TestPhoto photo{std::string(bare.begin(), bare.end()), {}};
    photo.named = {to_hex(sync::sha256(photo.bytes)), static_cast<std::int64_t>(photo.bytes.size()),
                   static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
    return photo;
}

news::Story listed_story(const ContributionStage& stage) {
    const auto list = stage.list();
    REQUIRE(list.stories.size() == 1);
    const RawAnswer file = request(stage.server.port(), "GET /v1/news/story/" + list.stories[0].hash);
    REQUIRE(file.status == 200);
    return news::parse_story(file.body).value();
}

RawAnswer picture(const ContributionStage& stage, const news::PictureFile& file) {
    return request(stage.server.port(), "GET /v1/news/picture/" + file.sha256);
}

} // namespace

TEST_CASE("an accepted story's photos are pictures for its readers, and go with it", "[contributions][pictures]") {
    const ContributionStage stage;
    const Writer author(stage), moderator(stage);
    stage.make_moderator(moderator);
    const TestPhoto first = photo_of(90, 1'600, 1'200), second = photo_of(200);
    news::Contribution one = contribution_of(1);
    one.photos = {first.named, second.named};
    REQUIRE(author.send(one).status == 200);
    REQUIRE(author.put_photo(second.named.sha256, second.bytes).status == 200);
    REQUIRE(author.put_photo(first.named.sha256, first.bytes).status == 200);
    REQUIRE(moderator.decide(1, "accept").status == 200);
    const news::Story story = listed_story(stage);
    REQUIRE(story.pictures.size() == 2);
    CHECK(story.pictures[0].place == 1);
    CHECK(story.pictures[1].place == 2);
    CHECK(story.pictures[0].large.width_px == kLargePicture_px);
    CHECK(story.pictures[0].small.width_px == kSmallPicture_px);
    for (const news::StoryPicture& each : story.pictures) {
        const RawAnswer small = picture(stage, each.small), large = picture(stage, each.large);
        REQUIRE(small.status == 200);
        REQUIRE(large.status == 200);
        CHECK(small.body.size() == each.small.bytes);
        CHECK(to_hex(sync::sha256(large.body)) == each.large.sha256);
        CHECK(large.fields.at("content-type") == "image/webp");
    }
    // The figures that they belong to.
    REQUIRE(story.blocks.size() == one.blocks.size() + 2);
    CHECK(story.blocks.back().address == "https://edge.example/v1/contributions/photo/" + second.named.sha256);
    REQUIRE(author.withdraw(1).status == 200);
    CHECK(picture(stage, story.pictures[0].small).status == 404);
    CHECK(picture(stage, story.pictures[1].large).status == 404);
}

TEST_CASE("a photo that is not decodable costs the picture, not the story", "[contributions][pictures]") {
    const ContributionStage stage;
    const Writer author(stage), moderator(stage);
    stage.make_moderator(moderator);
    const TestPhoto noise = clean_photo(), good = photo_of(90); // of the first only the head is a JPEG's
    news::Contribution one = contribution_of(1);
    one.photos = {noise.named, good.named};
    REQUIRE(author.send(one).status == 200);
    REQUIRE(author.put_photo(noise.named.sha256, noise.bytes).status == 200);
    REQUIRE(author.put_photo(good.named.sha256, good.bytes).status == 200);
    REQUIRE(moderator.decide(1, "accept").status == 200);
    const news::Story story = listed_story(stage);
    REQUIRE(story.pictures.size() == 1);
    CHECK(story.pictures[0].place == 2);
    CHECK(picture(stage, story.pictures[0].large).status == 200);
}

TEST_CASE("a trusted author's story has its pictures as soon as it is listed, and keeps them through an edit",
          "[contributions][pictures]") {
    const ContributionStage stage;
    const Writer author(stage);
    stage.make_trusted(author);
    const TestPhoto photo = photo_of(90);
    news::Contribution one = contribution_of(1);
    one.photos = {photo.named};
    REQUIRE(author.send(one).status == 200);
    REQUIRE(author.put_photo(photo.named.sha256, photo.bytes).status == 200);
    const news::Story story = listed_story(stage);
    REQUIRE(story.pictures.size() == 1);
    one.base_rev = 1;
    one.title = "Edited";
    REQUIRE(author.send(one).status == 200);
    const news::Story edited = listed_story(stage);
    CHECK(edited.title == "Edited");
    CHECK(edited.pictures == story.pictures);
    CHECK(picture(stage, edited.pictures.at(0).small).status == 200);
    REQUIRE(stage.store->within([&] { return stage.store->erase(author.keys().stream); }) == 1);
    CHECK(picture(stage, edited.pictures.at(0).small).status == 404);
}

TEST_CASE("without an address of the edge the photos are pictures below the text", "[contributions][pictures]") {
    const TestPhoto photo = photo_of(90);
    news::Contribution one = contribution_of(1);
    one.photos = {clean_photo().named, photo.named};
    ContributedPictures pictures;
    const std::vector made{*pictures.made(photo.named.sha256, photo.bytes, 2)};
    const auto row = contributed_story(one, "", made, 1, 2);
    REQUIRE(row.has_value());
    CHECK(row->pictures.size() == 2);
    const auto story = news::parse_story(unpack_text(row->text).value());
    REQUIRE(story.has_value());
    CHECK(story->blocks == one.blocks); // no figure: nobody has an address for it
    CHECK(story->picture.empty());
    REQUIRE(story->pictures.size() == 1);
    CHECK(story->pictures[0].place == 2);
    CHECK(story->pictures[0].large.sha256 == row->pictures.back().hash);
}

TEST_CASE("what was made of a photo is remembered by its hash, a refusal too, and not for ever",
          "[contributions][pictures]") {
    ContributedPictures pictures;
    const TestPhoto photo = photo_of(90);
    const auto first = pictures.made(photo.named.sha256, photo.bytes, 1);
    REQUIRE(first.has_value());
    const auto again = pictures.made(photo.named.sha256, "nothing is read again", 3);
    REQUIRE(again.has_value());
    CHECK(again->named.place == 3);
    CHECK(again->large.hash == first->large.hash);
    const std::string bad(64, 'b');
    CHECK_FALSE(pictures.made(bad, "no picture", 1).has_value());
    CHECK(pictures.knows(bad));
    for (std::size_t other = 0; other + 1 < kRememberedPictures; ++other) {
        (void)pictures.made(std::to_string(other), "no picture", 1);
    }
    CHECK(pictures.knows(bad));
    CHECK_FALSE(pictures.knows(photo.named.sha256));
}
