// Stories and lists of them as bytes: what is written comes back, and bytes of anyone become a sound value that is written as the
// same value again, or a named error. Under sanitizers a read outside of the bytes stops the test.
#include <catch2/catch_test_macros.hpp>

#include <span>

#include "core/news/story_file.hpp"
#include "core/news/story_index.hpp"
#include "unit/attack.hpp"

using namespace hypha;
using namespace hypha::news;

namespace {

PictureFile file_of(char digit, std::uint32_t bytes, std::uint32_t width_px, std::uint32_t height_px) {
    return {std::string(64, digit), bytes, width_px, height_px};
}

Story some_story() {
    Block paragraph;
    paragraph.spans = {{"Lluvia en ", false, false, false, ""},
                       {"Huaraz", false, true, false, "https://example.org/h"}};
    return {"El río creció",
            "Radio Ánimas",
            "https://example.org/a?b=1",
            "Equipo",
            1'764'200'000,
            "es",
            "society",
            "https://example.org/p.jpg",
            {paragraph},
            {{0, file_of('a', 9'034, 320, 213), file_of('b', 48'211, 960, 640)},
             {2, file_of('c', 1, 1, 1), file_of('d', 99'999, 9'999, 9'999)}}};
}

// A file with this line `pictures` alone.
std::string code_with(const std::string& line) {
    const Result<Story> read = parse_story("hypha-story 1\ntitle: a\nsource: b\npictures: " + line + "\n\n");
    return read ? "read" : read.error().code;
}

std::string hash_of(char digit) { return std::string(64, digit); }

StoryIndex some_index() {
    return {"andes",
            1'764'201'600,
            {"Radio Ánimas", "El Puente"},
            {{hash_of('a'), 4211, 1'764'200'000, "es", "society", 0, 0, "El río creció"},
             {hash_of('b'), 900, 1'764'190'000, "qu", "", 1, 0, "Mayu hunt'asqa"},
             {hash_of('c'), 12, 0, "", "", 1, 2, "Otro"}}};
}

std::string_view text_of(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

TEST_CASE("a story comes back as it was written", "[news][story]") {
    const Story story = some_story();
    const Result<Story> read = parse_story(write_story(story));
    REQUIRE(read.has_value());
    CHECK(*read == story);
    Story bare;
    bare.title = "Only a title";
    bare.source = "A source";
    CHECK(write_story(bare) == "hypha-story 1\ntitle: Only a title\nsource: A source\n\n");
    CHECK(parse_story(write_story(bare)) == bare);
}

TEST_CASE("the pictures of a story are one line that is read to the letter", "[news][story]") {
    const std::string a(64, 'a'), b(64, 'b');
    const std::string one = "0 " + a + " 10 20 30 " + b + " 40 50 60";
    CHECK(code_with(one) == "read");
    const Story read = parse_story("hypha-story 1\ntitle: a\nsource: b\npictures: " + one + "\n\n").value();
    CHECK(read.pictures == std::vector<StoryPicture>{{0, {a, 10, 20, 30}, {b, 40, 50, 60}}});
    CHECK(write_story(read).find("\npictures: " + one + "\n") != std::string::npos);
    CHECK(code_with("99 " + one.substr(2)) == "read");
    CHECK(code_with(one + ", 1 " + one.substr(2)) == "read");
    for (const std::string& line :
         {std::string("0"), one + ",", one + ", ", one + " ", one + " 7", one + ", " + one, one + ",1 " + one.substr(2),
          "1 " + one.substr(2) + ", " + one, "100 " + one.substr(2), "00 " + one.substr(2), "-1 " + one.substr(2),
          "0 " + a + " 0 20 30 " + b + " 40 50 60", "0 " + a + " 100000 20 30 " + b + " 40 50 60",
          "0 " + a + " 10 0 30 " + b + " 40 50 60", "0 " + a + " 10 20 10000 " + b + " 40 50 60",
          "0 " + a + " 10 20 030 " + b + " 40 50 60", "0 " + a + " 10 20 30 " + b.substr(1) + " 40 50 60",
          "0 " + std::string(64, 'A') + " 10 20 30 " + b + " 40 50 60", "0 " + a + " 10 20 30"}) {
        CAPTURE(line);
        CHECK(code_with(line) == "story_malformed");
    }
    CHECK(parse_story("hypha-story 1\ntitle: a\nsource: b\npictures: " + one + "\npictures: " + one + "\n\n")
              .error()
              .code == "story_malformed");
}

TEST_CASE("as many pictures as a story may have fit into a line that older readers skip", "[news][story]") {
    Story story = some_story();
    story.pictures.clear();
    for (std::uint32_t place = 80; place < 80 + kMostStoryPictures + 1; ++place) {
        story.pictures.push_back({place, file_of('a', 99'999, 9'999, 9'999), file_of('b', 99'999, 9'999, 9'999)});
    }
    const std::string file = write_story(story); // one too many is left out
    story.pictures.pop_back();
    CHECK(file == write_story(story));
    CHECK(parse_story(file) == story);
    const std::size_t begin = file.find("\npictures: ") + 11;
    const std::string line = file.substr(begin, file.find('\n', begin) - begin);
    CHECK(line.size() <= kMostValue_bytes);
    std::string later = file;
    later.replace(file.find("\npictures: ") + 1, 8, "unheard!");
    CHECK(parse_story(later).has_value());
    CHECK(code_with(line + ", 99 " + line.substr(3, line.find(',') - 3)) == "story_malformed");
}

TEST_CASE("no value of a story can begin a line of its own", "[news][story]") {
    Story story = some_story();
    story.title = " One\nurl: https://evil.example\n\r\ttwo\x7F ";
    story.byline = std::string(5'000, 'x');
    const Result<Story> read = parse_story(write_story(story));
    REQUIRE(read.has_value());
    CHECK(read->title == "One url: https://evil.example two");
    CHECK(read->url == some_story().url);
    CHECK(read->byline.size() == kMostValue_bytes);
}

TEST_CASE("stories that are none are refused by name", "[news][story]") {
    const auto code = [](std::string_view bytes) { return parse_story(bytes).error().code; };
    CHECK(code("") == "story_malformed");
    CHECK(code("hypha-story 2\ntitle: a\nsource: b\n\n") == "story_newer");
    CHECK(code("hypha-story 1\nsource: b\n\n") == "story_malformed");
    CHECK(code("hypha-story 1\ntitle: a\ntitle: b\nsource: b\n\n") == "story_malformed");
    CHECK(code("hypha-story 1\ntitle: a\nsource: b\nurl: javascript:alert(1)\n\n") == "story_malformed");
    CHECK(code("hypha-story 1\ntitle: a\nsource: b\npublished: -3\n\n") == "story_malformed");
    CHECK(code("hypha-story 1\ntitle: a\nsource: b\n") == "story_malformed");
    CHECK(code("hypha-story 1\ntitle: \xFF\nsource: b\n\n") == "story_not_utf8");
    CHECK(code(std::string(kMostStory_bytes + 1, 'x')) == "story_too_large");
    CHECK(parse_story("hypha-story 1\ntitle: a\nsource: b\nlater: what?\n\n").has_value());
}

TEST_CASE("an index comes back as it was written", "[news][story]") {
    CHECK(parse_index(write_index(some_index())) == some_index());
    const StoryIndex none{"x", 0, {}, {}};
    CHECK(parse_index(write_index(none)) == none);
    // Room for later fields.
    std::string longer = write_index(some_index());
    longer.insert(longer.size() - 1, "\tmore");
    CHECK(parse_index(longer) == some_index());
}

TEST_CASE("indexes that are none are refused by name and line", "[news][story]") {
    const auto error = [](const StoryIndex& index) { return parse_index(write_index(index)).error(); };
    StoryIndex index = some_index();
    index.stories[1].source = 2;
    CHECK(error(index) == Error{"index_malformed", "line 8"});
    index = some_index();
    index.stories[1].hash = hash_of('a');
    CHECK(error(index) == Error{"index_malformed", "line 8"});
    index = some_index();
    index.stories[2].group = 1; // names the second of a group, not its first
    CHECK(error(index) == Error{"index_malformed", "line 9"});
    index = some_index();
    index.stories[0].group = 1; // one that comes later
    CHECK(error(index) == Error{"index_malformed", "line 7"});
    index = some_index();
    index.region = "../etc";
    CHECK(error(index).code == "index_malformed");
    CHECK(parse_index("hypha-index 2\n\n").error().code == "index_newer");
    CHECK(parse_index(std::string(kMostIndex_bytes + 1, 'x')).error().code == "index_too_large");
}

TEST_CASE("a signed index gives its parts", "[news][story]") {
    SignedBytes parts;
    parts.key.fill(7);
    parts.signature.fill(9);
    const std::string body = write_index(some_index());
    parts.body = body;
    const std::string file = write_signed(parts);
    const Result<SignedBytes> read = parse_signed(file);
    REQUIRE(read.has_value());
    CHECK(read->key == parts.key);
    CHECK(read->signature == parts.signature);
    CHECK(read->body == body);
    CHECK(parse_signed("hypha-signed 2 x\n").error().code == "signed_newer");
    CHECK(parse_signed(file.substr(0, 100)).error().code == "signed_malformed");
}

TEST_CASE("any bytes are a story, an index, or a named error", "[news][story][attack]") {
    const std::string story = write_story(some_story());
    attack({story.begin(), story.end()}, [](std::span<const std::uint8_t> bytes) {
        if (const Result<Story> read = parse_story(text_of(bytes))) {
            CHECK(parse_story(write_story(*read)) == *read);
        } else {
            CHECK(read.error().code.starts_with("story_"));
        }
    });
    const std::string index = write_index(some_index());
    attack({index.begin(), index.end()}, [](std::span<const std::uint8_t> bytes) {
        if (const Result<StoryIndex> read = parse_index(text_of(bytes))) {
            CHECK(parse_index(write_index(*read)) == *read);
        } else {
            CHECK(read.error().code.starts_with("index_"));
        }
    });
}
