// Items to stories, stories to packed bytes, rows to signed lists, paths to questions: the pure parts of news.
#include <catch2/catch_test_macros.hpp>

#include <array>

#include "core/base/hex.hpp"
#include "core/news/story_file.hpp"
#include "core/news/story_index.hpp"
#include "core/sync/sha256.hpp"
#include "edge/articles/article_reader.hpp"
#include "edge/feeds/feed_reader.hpp"
#include "edge/feeds_samples.hpp"
#include "edge/gzip_body.hpp"
#include "edge/news/index_maker.hpp"
#include "edge/news/news_paths.hpp"
#include "edge/news/packed_story.hpp"
#include "edge/news/story_maker.hpp"

using namespace hypha;
using namespace hypha::edge;

namespace {

constexpr std::int64_t kNow_s = 1'800'000'000;

feeds::Feed feed_of(std::string_view bytes) {
    auto feed = feeds::read_feed(bytes, {"https://valle.example/rss", "", "", "", true});
    REQUIRE(feed.has_value());
    return *std::move(feed);
}

StoryDraft draft_of(std::string_view bytes) {
    const feeds::Feed feed = feed_of(bytes);
    REQUIRE_FALSE(feed.items.empty());
    return draft_story(feed.items.front(), feed, "A source", "", kNow_s);
}

keys::SigningKey key_of(std::uint8_t first) {
    keys::Secret<32> seed;
    seed.bytes[0] = first;
    return keys::signing_key_of(seed);
}

NewsStory row(char digit, std::int64_t placed_s, const std::string& words, const std::string& publisher = "P") {
    NewsStory story;
    story.hash = std::string(64, digit);
    story.title = "Title " + std::string(1, digit);
    story.publisher = publisher;
    story.language = "es";
    story.published_s = story.placed_s = placed_s;
    story.seen_s = placed_s + 5;
    story.text.bytes = 100;
    story.resemblance = articles::minhash_of(words);
    return story;
}

} // namespace

TEST_CASE("an item becomes a story without markup", "[news][attack]") {
    StoryDraft draft = draft_of(feeds::kRss);
    CHECK(draft.id == "nota-1");
    CHECK(draft.needs_page);
    CHECK(draft.story.title == "Feria & lluvia");
    CHECK(draft.story.url == "https://valle.example/noticias/1?a=1&b=2");
    CHECK(draft.story.byline == "Ana Quispe");
    CHECK(draft.story.language == "es");
    CHECK(draft.story.published_s == 1'772'540'100);
    CHECK(draft.placed_s == draft.story.published_s);
    const auto file = finish_story(draft);
    REQUIRE(file.has_value());
    CHECK(file->find("alert") == std::string::npos);
    CHECK(file->find('<') == std::string::npos);
    CHECK(news::parse_story(*file) == draft.story);
    StoryDraft other = draft_of(feeds::kAtom);
    CHECK(other.story.language == "qu");
    CHECK(finish_story(other).has_value());
    StoryDraft json = draft_of(feeds::kJson);
    CHECK(json.story.title == "Seven");
    CHECK(json.story.byline == "Eva");
    StoryDraft bare = draft_of(feeds::kRdf);
    CHECK(finish_story(bare).error().code == "no_text");
}

TEST_CASE("a page's text is taken where it is more, its language with it", "[news]") {
    StoryDraft draft = draft_of(feeds::kRss);
    articles::Article page;
    page.language = "qu-PE";
    page.letters = 3;
    page.lead_image = "https://valle.example/p.jpg";
    add_page(draft, page, kNow_s);
    CHECK(draft.story.language == "es");
    page.letters = 5'000;
    news::Block block;
    block.spans = {{"Much more text.", false, false, false, ""}};
    page.blocks = {block};
    add_page(draft, page, kNow_s);
    CHECK(draft.story.language == "qu");
    CHECK(draft.story.blocks == page.blocks);
}

TEST_CASE("what the feed says of an item has a name that changes with it", "[news]") {
    const feeds::Feed feed = feed_of(feeds::kRss);
    feeds::Item item = feed.items.front();
    const auto name = [&] { return name_item(item).content; };
    const std::string first = name();
    CHECK(name() == first);
    item.title.value += "!";
    CHECK(name() != first);
    item = feed.items.front();
    item.content.front().value += "<p>more</p>";
    CHECK(name() != first);
}

TEST_CASE("a story that comes from the future stands where it was seen", "[news]") {
    const feeds::Feed feed = feed_of(feeds::kRss);
    const StoryDraft draft = draft_story(feed.items.front(), feed, "S", "", 1'700'000'000);
    CHECK(draft.placed_s == 1'700'000'000);
}

TEST_CASE("a language is its first subtag, or none", "[news]") {
    CHECK(primary_language("es-419") == "es");
    CHECK(primary_language(" QU_pe ") == "qu");
    CHECK(primary_language("quz") == "quz");
    for (const char* text : {"", "und", "x-klingon", "mul", "spanish", "e1", "*"})
        CHECK(primary_language(text).empty());
}

TEST_CASE("packed texts put behind each other are one gzip of all of them", "[news]") {
    const std::array texts{std::string("first words\n"), std::string(), std::string(70'000, 'x'), std::string("last")};
    std::vector<PackedText> parts;
    std::string whole;
    for (const std::string& text : texts) {
        auto packed = pack_text(text, Brotli::tight);
        REQUIRE(packed.has_value());
        CHECK(unpack_text(*packed) == text);
        parts.push_back(*std::move(packed));
        whole += text;
    }
    CHECK(unpacked_gzip(gzip_of(parts), 100'000) == whole);
    CHECK(unpacked_gzip(gzip_of({}), 10) == "");
    parts[0].deflated[3] = static_cast<char>(parts[0].deflated[3] ^ 4);
    CHECK(unpack_text(parts[0]).error().code == "damaged");
}

TEST_CASE("a list is signed, the same for the same rows, and groups what is told twice", "[news]") {
    const std::string told =
        "the bridge over the river was woven again by four families in the month of june this year";
    const std::array rows{row('a', 300, told), row('b', 200, "quite another thing that nobody else tells", "Q"),
                          row('c', 100, told + " again", "R")};
    const SignedIndex made = make_index("andes", rows, key_of(1));
    CHECK(made.stories == 3);
    CHECK(made.made_s == 305);
    CHECK(make_index("andes", rows, key_of(1)).bytes == made.bytes);
    const auto parts = news::parse_signed(made.bytes);
    REQUIRE(parts.has_value());
    CHECK(parts->key == key_of(1).public_key);
    CHECK(keys::verify(parts->key, parts->body, parts->signature));
    CHECK_FALSE(keys::verify(key_of(2).public_key, parts->body, parts->signature));
    const auto index = news::parse_index(parts->body);
    REQUIRE(index.has_value());
    CHECK(index->sources == std::vector<std::string>{"P", "Q", "R"});
    CHECK(index->stories[2].group == 0);
    CHECK(index->stories[1].group == 1);
    CHECK(news::parse_index(news::parse_signed(make_index("x", {}, key_of(1)).bytes)->body)->stories.empty());
}

TEST_CASE("a list of more publishers than it can name is sound", "[news]") {
    std::vector<NewsStory> rows;
    for (std::size_t i = 0; i < news::kMostSources + 20; ++i) {
        rows.push_back(
            row('a', 10'000 - static_cast<std::int64_t>(i), "words " + std::to_string(i), "P" + std::to_string(i)));
        rows.back().hash = to_hex(sync::sha256(std::to_string(i)));
    }
    const SignedIndex made = make_index("andes", rows, key_of(1));
    CHECK(made.stories == news::kMostSources);
    CHECK(news::parse_index(news::parse_signed(made.bytes)->body).has_value());
}

TEST_CASE("paths of news are a question, none of ours, or malformed", "[news][attack]") {
    const std::string a(64, 'a'), b(64, 'b');
    const auto what = [](const std::string& path) { return news_ask_of(path)->what; };
    CHECK(what("/v1/news/regions") == NewsAsk::What::regions);
    CHECK(what("/v1/news/andes/now") == NewsAsk::What::now);
    CHECK(news_ask_of("/v1/news/andes/day/1970-01-02")->day_s == 86'400);
    CHECK(news_ask_of("/v1/news/andes/day/2024-02-29")->day_s == 1'709'164'800);
    CHECK(news_ask_of("/v1/news/pack/" + a + "," + b)->hashes == std::vector{a, b});
    CHECK(what("/v1/news/story/" + a) == NewsAsk::What::story);
    CHECK(what("/v1/news/picture/" + a) == NewsAsk::What::picture);
    CHECK(news_ask_of("/v1/news/picture/" + a)->hashes == std::vector{a});
    CHECK_FALSE(is_served_region("picture"));
    CHECK(what("/read/" + a) == NewsAsk::What::page);
    CHECK(news_ask_of("/read/" + a)->hashes == std::vector{a});
    CHECK(what("/read/andes") == NewsAsk::What::list_page);
    CHECK(news_ask_of("/read/andes")->region == "andes");
    CHECK(what("/read") == NewsAsk::What::regions_page);
    CHECK(what("/read/") == NewsAsk::What::regions_page);
    for (const std::string& path : {std::string("/reader"), std::string("/rea"), "/Read/" + a}) {
        CHECK_FALSE(is_news_page_path(path));
    }
    const auto code = [](const std::string& path) { return news_ask_of(path).error().code; };
    for (const char* path : {"/v1/news/", "/v1/news/x", "/v1/news/andes/then", "/v1/news/andes/", "/v1/push", ""}) {
        CAPTURE(path);
        CHECK(code(path) == "no_path");
    }
    std::string many = "/v1/news/pack/" + a;
    for (int i = 0; i < 20; ++i) many += "," + to_hex(sync::sha256(std::to_string(i)));
    for (const std::string& path :
         {std::string("/v1/news/An%64es/now"), std::string("/v1/news/../now"), "/read/" + a + "0", "/read/" + a + "/",
          std::string("/v1/news/andes/day/2023-02-29"), std::string("/v1/news/andes/day/20-01-01x"),
          std::string("/v1/news/andes/day/"), "/v1/news/story/" + a + "0", "/v1/news/story/" + std::string(64, 'A'),
          "/v1/news/picture/" + a + "0", std::string("/v1/news/picture/now"), "/v1/news/picture/" + a + "," + b,
          std::string("/v1/news/pack/"), "/v1/news/pack/" + a + "," + a, "/v1/news/pack/," + a, many,
          "/v1/news/" + std::string(41, 'a') + "/now"}) {
        CAPTURE(path);
        CHECK(code(path) == "malformed");
    }
}
