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
            {paragraph}};
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
