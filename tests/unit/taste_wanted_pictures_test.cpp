// Which files of a story's pictures come by themselves.
#include <catch2/catch_test_macros.hpp>

#include "core/taste/wanted_pictures.hpp"

using namespace hypha;
using namespace hypha::taste;

namespace {

news::PictureFile file(char digit) { return {std::string(64, digit), 1'000, 320, 200}; }

news::Story story() {
    news::Story story;
    story.picture = "https://example.org/lead.jpg";
    story.blocks.resize(3);
    story.blocks[1].kind = story.blocks[2].kind = news::Block::Kind::figure;
    story.pictures = {{0, file('a'), file('b')}, {1, file('c'), file('d')}, {3, file('e'), file('f')}};
    return story;
}

std::string firsts(const std::vector<news::PictureFile>& files) {
    std::string digits;
    for (const news::PictureFile& each : files) {
        digits += each.sha256.front();
    }
    return digits;
}

} // namespace

TEST_CASE("of each picture that has a place, in the text or below it, the file of the wanted size comes, in the order "
          "of the text",
          "[wanted_pictures]") {
    CHECK(firsts(wanted_pictures(story(), PictureWish::never)).empty());
    CHECK(firsts(wanted_pictures(story(), PictureWish::small)) == "ace");
    CHECK(firsts(wanted_pictures(story(), PictureWish::all)) == "bdf");
}

TEST_CASE("a story without a lead picture has no place for one, and one file at two places comes once",
          "[wanted_pictures]") {
    news::Story plain = story();
    plain.picture.clear();
    CHECK(firsts(wanted_pictures(plain, PictureWish::small)) == "ce");
    news::Story twice = story();
    twice.pictures[1].small = file('a');
    CHECK(firsts(wanted_pictures(twice, PictureWish::small)) == "ae");
}
