// The rows of news: what a source, an item and a story do when they come again, change, move, expire; two connections on one file.
#include <catch2/catch_test_macros.hpp>

#include "edge/store/news_store.hpp"
#include "fakes/scratch_folder_native.hpp"

using namespace hypha;
using namespace hypha::edge;

namespace {

NewsSource source_of(const std::string& url, const std::string& region = "andes") {
    NewsSource source;
    source.url = url;
    source.region = region;
    source.title = "T " + url;
    source.folders = {"A & B", "C/D"};
    source.added_s = 10;
    return source;
}

NewsStory story_of(const std::string& place, char digit, std::int64_t placed_s = 1'000) {
    NewsStory story;
    story.place = place;
    story.hash = std::string(64, digit);
    story.title = "Title";
    story.publisher = "P";
    story.placed_s = placed_s;
    story.seen_s = placed_s;
    story.text = pack_text("text " + std::string(1, digit), Brotli::tight).value();
    story.resemblance = articles::minhash_of("some words of it");
    return story;
}

struct Stage {
    fakes::ScratchFolder scratch;
    std::unique_ptr<NewsStore> store = NewsStore::open(scratch.path() + "/news").value();

    std::size_t poll(const std::string& url, std::vector<NewsStory> stories, std::vector<NewsItem> items = {}) {
        NewsSource source = source_of(url);
        source.plan = {600, 0, 2'000, false};
        source.etag = "\"e\"";
        source.result = "ok";
        return store->finish_poll(source, items, stories).value();
    }
    std::vector<std::string> listed(const std::string& region = "andes") {
        std::vector<std::string> hashes;
        for (const NewsStory& story : store->listed(region, 0, 1'000'000, 100).value()) {
            hashes.push_back(story.hash.substr(0, 1));
        }
        return hashes;
    }
};

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("a source is kept as it was said, is due at once, and then when its plan says", "[news][store]") {
    Stage stage;
    CHECK(stage.store->put_source(source_of("http://a/")) == true);
    CHECK(stage.store->put_source(source_of("http://a/")) == false);
    const auto due = stage.store->due_sources(0, 10).value();
    REQUIRE(due.size() == 1);
    CHECK(due[0].folders == Names{"A & B", "C/D"});
    stage.poll("http://a/", {});
    CHECK(stage.store->due_sources(1'999, 10)->empty());
    CHECK(stage.store->due_sources(2'000, 10)->front().etag == "\"e\"");
    NewsSource gone = source_of("http://a/");
    gone.plan.is_stopped = true;
    REQUIRE(stage.store->finish_poll(gone, {}, {}));
    CHECK(stage.store->due_sources(9'000, 10)->empty());
    REQUIRE(stage.store->put_source(source_of("http://a/")));
    CHECK(stage.store->due_sources(9'000, 10)->size() == 1);
}

TEST_CASE("a story that changed takes its place, and the one before can still be had", "[news][store]") {
    Stage stage;
    REQUIRE(stage.store->put_source(source_of("http://a/")));
    CHECK(stage.poll("http://a/", {story_of("p1", 'a'), story_of("p2", 'b', 2'000)}) == 2);
    CHECK(stage.listed() == Names{"b", "a"});
    CHECK(stage.poll("http://a/", {story_of("p1", 'a')}) == 0);
    CHECK(stage.poll("http://a/", {story_of("p1", 'c', 3'000)}) == 1);
    CHECK(stage.listed() == Names{"c", "b"});
    CHECK(unpack_text(stage.store->story(std::string(64, 'a')).value().value()) == "text a");
    CHECK(stage.store->story(std::string(64, 'd'))->has_value() == false);
    CHECK(stage.store->listed("andes", 2'500, 3'500, 10)->size() == 1);
    CHECK(stage.store->listed("andes", 0, 9'000, 1)->front().resemblance == articles::minhash_of("some words of it"));
    CHECK(stage.store->figures()->stories == 2);
}

TEST_CASE("one place is one story of a region, of the source that came first; one file is listed once",
          "[news][store]") {
    Stage stage;
    REQUIRE(stage.store->put_source(source_of("http://a/")));
    REQUIRE(stage.store->put_source(source_of("http://b/")));
    REQUIRE(stage.store->put_source(source_of("http://c/", "coast")));
    CHECK(stage.poll("http://a/", {story_of("p1", 'a')}) == 1);
    CHECK(stage.poll("http://b/", {story_of("p1", 'b'), story_of("p2", 'a')}) == 0);
    CHECK(stage.poll("http://c/", {story_of("p1", 'c')}) == 1); // where the source is now, whatever the poll began with
    CHECK(stage.listed() == Names{"a"});
    CHECK(stage.listed("coast") == Names{"c"});
    REQUIRE(stage.store->put_source(source_of("http://c/", "andes")));
    CHECK(stage.listed("coast").empty());
    CHECK(stage.store->regions()->size() == 1);
}

TEST_CASE("a source that is removed takes its stories along, and a poll under way brings none back", "[news][store]") {
    Stage stage;
    REQUIRE(stage.store->put_source(source_of("http://a/")));
    stage.poll("http://a/", {story_of("p1", 'a')}, {{"i", "c", 0, 5}});
    CHECK(stage.store->item("http://a/", "i")->value().content == "c");
    CHECK(stage.store->remove_source("http://a/") == true);
    CHECK(stage.store->remove_source("http://a/") == false);
    CHECK(stage.poll("http://a/", {story_of("p1", 'a')}, {{"i", "c", 0, 5}}) == 0);
    CHECK(stage.listed().empty());
    CHECK(stage.store->item("http://a/", "i")->has_value() == false);
}

TEST_CASE("what is old, replaced or too many expires", "[news][store]") {
    Stage stage;
    REQUIRE(stage.store->put_source(source_of("http://a/")));
    stage.poll("http://a/",
               {story_of("p1", 'a', 100), story_of("p2", 'b', 200), story_of("p3", 'c', 300), story_of("p4", 'd', 50)},
               {{"old", "", 0, 10}, {"new", "", 0, 1'000}});
    stage.poll("http://a/", {story_of("p1", 'e', 400)});
    CHECK(stage.store->expire(60, 2, 500, 500) == 3); // d is old, a was replaced, b is one too many
    CHECK(stage.listed() == Names{"e", "c"});
    CHECK(stage.store->item("http://a/", "old")->has_value() == false);
    CHECK(stage.store->item("http://a/", "new")->has_value());
}

TEST_CASE("pictures are kept by their hash and go with the last story that names them", "[news][store][pictures]") {
    Stage stage;
    REQUIRE(stage.store->put_source(source_of("http://a/")));
    REQUIRE(stage.store->put_source(source_of("http://b/")));
    const auto with = [](NewsStory story, std::vector<NewsPicture> pictures) {
        story.pictures = std::move(pictures);
        return story;
    };
    const auto has = [&](char digit) { return stage.store->picture(std::string(64, digit))->has_value(); };
    const NewsPicture one{std::string(64, '1'), std::string("RI\0FF", 5)}, shared{std::string(64, '2'), "shared"},
        other{std::string(64, '3'), "other"}, fourth{std::string(64, '4'), "fourth"};
    stage.poll("http://a/",
               {with(story_of("p1", 'a', 100), {one, shared}), with(story_of("p2", 'b', 900), {shared, other})});
    stage.poll("http://b/", {with(story_of("p3", 'c', 900), {fourth})});
    CHECK(stage.store->picture(one.hash)->value() == one.bytes);
    CHECK_FALSE(has('9'));
    CHECK(stage.store->expire(50, 100, 50, 0) == 0);
    CHECK((has('1') && has('2') && has('3') && has('4')));
    CHECK(stage.store->expire(500, 100, 500, 0) == 1);
    CHECK_FALSE(has('1'));
    CHECK((has('2') && has('3') && has('4')));
    // A story that is not taken leaves no picture.
    stage.poll("http://b/", {with(story_of("p2", 'd', 900), {{std::string(64, '5'), "not taken"}})});
    CHECK_FALSE(has('5'));
    REQUIRE(stage.store->remove_source("http://a/") == true);
    CHECK_FALSE(has('2'));
    CHECK_FALSE(has('3'));
    CHECK(has('4'));
}

TEST_CASE("a second connection sees what the first one commits, and notices that something did", "[news][store]") {
    Stage stage;
    const auto other = NewsStore::open(stage.scratch.path() + "/news").value();
    const std::int64_t before = other->version().value();
    CHECK(other->version() == before);
    REQUIRE(stage.store->put_source(source_of("http://a/")));
    stage.poll("http://a/", {story_of("p1", 'a')});
    CHECK(other->version() != before);
    CHECK(other->listed("andes", 0, 9'000, 9)->size() == 1);
    REQUIRE(other->put_source(source_of("http://b/")));
    CHECK(stage.store->sources()->size() == 2);
    REQUIRE(stage.store->copy_to(stage.scratch.path() + "/copy.db"));
}
