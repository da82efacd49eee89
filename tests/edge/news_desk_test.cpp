// News over HTTP without a session: what is asked, in which coding, and what is said to everything else. Nobody polls here; the rows are
// put beside the running server, as another process would.
#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "core/base/hex.hpp"
#include "core/news/story_index.hpp"
#include "core/sync/sha256.hpp"
#include "edge/api_stage.hpp"
#include "edge/gzip_body.hpp"
#include "edge/news/news_key.hpp"
#include "edge/news/news_room.hpp"

using namespace hypha;
using namespace hypha::edge;

namespace {

struct NewsStage {
    TemporarySite site;
    fakes::ScratchFolder scratch;
    RunningServer server{site.root(), {}, false, open_api()};
    std::unique_ptr<NewsStore> store = NewsStore::open(scratch.path() + "/news").value();
    std::int64_t now_s = HostSurroundings().wall_ms() / 1000;

    [[nodiscard]] std::shared_ptr<Api> open_api() const {
        std::vector<std::unique_ptr<ServedStore>> stores;
        stores.push_back(SqliteEdgeStore::open(scratch.path() + "/data").value());
        auto api = std::make_shared<Api>(std::make_unique<StoreThreads>(std::move(stores)),
                                         TokenFile::load(scratch.path() + "/sessions").value());
        NewsSettings settings;
        settings.polls = false;
        api->set_news(NewsRoom::open(scratch.path() + "/news", settings, "test", std::make_shared<Metrics>()).value());
        return api;
    }
    std::string put(const std::string& region, const std::string& text, std::int64_t age_s,
                    std::vector<NewsPicture> pictures = {}) {
        NewsSource source;
        source.url = "http://" + region + "/";
        source.region = region;
        REQUIRE(store->put_source(source));
        NewsStory story;
        story.place = text;
        story.hash = to_hex(sync::sha256(text));
        story.title = text.substr(0, 20);
        story.publisher = "P";
        story.placed_s = story.published_s = story.seen_s = now_s - age_s;
        story.text = pack_text(text, Brotli::tight).value();
        story.pictures = std::move(pictures);
        REQUIRE(store->finish_poll(source, {}, {story}) == 1);
        return story.hash;
    }
    [[nodiscard]] RawAnswer ask(const std::string& line, const std::string& fields = "") const {
        RawClient client(server.port());
        client.send(line + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n");
        const bool has_body = !line.starts_with("HEAD") && fields.find("None-Match") == std::string::npos;
        return client.read_answer(has_body);
    }
};

std::size_t stories_of(const RawAnswer& answer) {
    const auto parts = news::parse_signed(answer.body);
    REQUIRE(parts.has_value());
    CHECK(keys::verify(parts->key, parts->body, parts->signature));
    return news::parse_index(parts->body).value().stories.size();
}

} // namespace

TEST_CASE("news is anybody's to read, by GET and HEAD alone", "[news][api]") {
    NewsStage stage;
    const std::string hash = stage.put("andes", std::string(3'000, 'w') + " words", 60);
    for (const std::string& path : {std::string("/v1/news/regions"), std::string("/v1/news/andes/now"),
                                    "/v1/news/story/" + hash, "/v1/news/pack/" + hash}) {
        CAPTURE(path);
        const RawAnswer got = stage.ask("GET " + path);
        CHECK(got.status == 200);
        CHECK(got.fields.at("x-content-type-options") == "nosniff");
        CHECK(got.fields.at("vary") == "Accept-Encoding");
        CHECK_FALSE(got.fields.contains("set-cookie"));
        const RawAnswer head = stage.ask("HEAD " + path);
        CHECK(head.status == 200);
        CHECK(head.fields.at("content-length") == std::to_string(got.body.size()));
        CHECK(head.fields.at("etag") == got.fields.at("etag"));
        CHECK(stage.ask("GET " + path, "If-None-Match: W/" + got.fields.at("etag") + "\r\n").status == 304);
        const RawAnswer gzip = stage.ask("GET " + path, "Accept-Encoding: gzip\r\n");
        CHECK(gzip.fields.at("vary") == "Accept-Encoding");
        if (path != "/v1/news/regions") {
            CHECK(gzip.fields.at("etag") != got.fields.at("etag"));
            CHECK(unpacked_gzip(gzip.body, 100'000) == got.body);
        }
        CHECK(stage.ask("GET " + path, "Accept-Encoding: *;q=0\r\n").status == 406);
        for (const char* method : {"POST ", "PUT ", "DELETE ", "OPTIONS "}) {
            CHECK(stage.ask(method + path, "Content-Length: 0\r\n").status == 405);
        }
        CHECK(stage.ask("GET " + path + "?x=1").status == 400);
    }
    CHECK(stage.ask("GET /v1/news/story/" + hash).body == std::string(3'000, 'w') + " words");
    CHECK(stage.ask("GET /v1/news/story/" + std::string(64, '0')).status == 404);
    CHECK(stage.ask("GET /v1/news/nowhere/now").status == 404);
    CHECK(stage.ask("GET /v1/news/x/y/z").status == 404);
}

TEST_CASE("a list changes when a story comes, and only then; old stories are of their day", "[news][api]") {
    NewsStage stage;
    stage.put("andes", "one story of now", 60);
    const RawAnswer first = stage.ask("GET /v1/news/andes/now");
    CHECK(stories_of(first) == 1);
    CHECK(stage.ask("GET /v1/news/andes/now").body == first.body);
    stage.put("coast", "another region's", 60);
    CHECK(stage.ask("GET /v1/news/andes/now").body == first.body);
    stage.put("andes", "an old story", 4 * 86'400);
    CHECK(stage.ask("GET /v1/news/andes/now").fields.at("etag") == first.fields.at("etag"));
    stage.put("andes", "a second one", 30);
    CHECK(stories_of(stage.ask("GET /v1/news/andes/now")) == 2);
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(
        std::chrono::sys_seconds(std::chrono::seconds(stage.now_s - 4 * 86'400)))};
    const auto two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    const std::string path = "GET /v1/news/andes/day/" + std::to_string(static_cast<int>(day.year())) + "-" +
                             two(static_cast<unsigned>(day.month())) + "-" + two(static_cast<unsigned>(day.day()));
    CHECK(stories_of(stage.ask(path)) == 1);
    REQUIRE(stage.store->remove_source("http://andes/") == true);
    CHECK(stage.ask("GET /v1/news/andes/now").status == 404);
    CHECK(stage.ask(path).status == 404);
}

TEST_CASE("a pack leaves out what is not here, and is kept for ever only where it is whole", "[news][api]") {
    NewsStage stage;
    const std::string a = stage.put("andes", "first", 10), b = stage.put("andes", "second", 20), none(64, '1');
    const RawAnswer whole = stage.ask("GET /v1/news/pack/" + b + "," + a);
    CHECK(whole.body == "hypha-pack 1\n" + b + " 6\nsecond" + a + " 5\nfirst");
    CHECK(whole.fields.at("cache-control") == "public, max-age=31536000, immutable");
    const RawAnswer part = stage.ask("GET /v1/news/pack/" + none + "," + a);
    CHECK(part.body == "hypha-pack 1\n" + a + " 5\nfirst");
    CHECK(part.fields.at("cache-control") == "no-store");
    CHECK(stage.ask("GET /v1/news/pack/" + none).status == 404);
}

TEST_CASE("a picture is served as it is, for ever, under the name of its bytes", "[news][api][pictures]") {
    NewsStage stage;
    const std::string bytes = std::string("RIFF\0\0WEBP", 10) + std::string(200, 'p');
    const std::string hash = stage.put("andes", "a story", 10, {{to_hex(sync::sha256(bytes)), bytes}});
    const std::string path = "/v1/news/picture/" + to_hex(sync::sha256(bytes));
    const RawAnswer got = stage.ask("GET " + path, "Accept-Encoding: gzip, br\r\n");
    CHECK(got.status == 200);
    CHECK(got.body == bytes);
    CHECK(got.fields.at("content-type") == "image/webp");
    CHECK_FALSE(got.fields.contains("content-encoding"));
    CHECK(got.fields.at("cache-control") == "public, max-age=31536000, immutable");
    CHECK(got.fields.at("etag") == '"' + to_hex(sync::sha256(bytes)) + '"');
    CHECK(got.fields.at("x-content-type-options") == "nosniff");
    CHECK_FALSE(got.fields.contains("set-cookie"));
    const RawAnswer head = stage.ask("HEAD " + path);
    CHECK(head.status == 200);
    CHECK(head.fields.at("content-length") == std::to_string(bytes.size()));
    CHECK(stage.ask("GET " + path, "If-None-Match: " + got.fields.at("etag") + "\r\n").status == 304);
    CHECK(stage.ask("GET " + path, "Accept-Encoding: *;q=0\r\n").status == 406);
    CHECK(stage.ask("GET /v1/news/picture/" + hash).status == 404); // a story's name is no picture's
    CHECK(stage.ask("GET /v1/news/picture/x").status == 400);
    CHECK(stage.ask("GET " + path + "?w=20").status == 400);
    for (const char* method : {"POST ", "PUT ", "DELETE ", "OPTIONS "}) {
        const RawAnswer refused = stage.ask(method + path, "Content-Length: 0\r\n");
        CHECK(refused.status == 405);
        CHECK(refused.fields.at("allow") == "GET, HEAD");
    }
    REQUIRE(stage.store->remove_source("http://andes/") == true);
    CHECK(stage.ask("GET " + path).status == 404);
}

TEST_CASE("the key is made once, for its user alone, and a file that is no key is not written over", "[news]") {
    fakes::ScratchFolder scratch;
    const std::string file = scratch.path() + "/key";
    const auto made = load_news_key(file);
    REQUIRE(made.has_value());
    CHECK(load_news_key(file)->public_key == made->public_key);
    CHECK((std::filesystem::status(file).permissions() & std::filesystem::perms::mask) ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    std::ofstream(file) << "short\n";
    CHECK(load_news_key(file).error().code == "bad_key");
    CHECK(std::filesystem::file_size(file) == 6);
}
