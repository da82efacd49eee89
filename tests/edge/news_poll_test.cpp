// One poll of one source over a web that is a map of answers, at times that are numbers: what is asked for, what is kept, and when the
// source is asked again.
#include <catch2/catch_test_macros.hpp>

#include <map>

#include "edge/news/feed_poll.hpp"
#include "fakes/scratch_folder_native.hpp"

using namespace hypha;
using namespace hypha::edge;

namespace {

constexpr std::int64_t kNow_s = 1'800'000'000;

std::string paragraph(int number) {
    std::string text = "<p>Paragraph " + std::to_string(number) + " de una noticia del pueblo";
    for (int i = 0; i < 30; ++i) text += ", con palabras y " + std::to_string(number * 31 + i) + " de ellas";
    return text + ".</p>";
}

std::string page() {
    return "<html lang=\"es\"><body><article><h1>T</h1>" + paragraph(1) + paragraph(2) + paragraph(3) +
           "</article></body></html>";
}

std::string item(int number, const std::string& more = "") {
    const std::string n = std::to_string(number);
    return "<item><guid>g" + n + "</guid><title>Title " + n + "</title><link>http://a.example/" + n +
           "</link><description>Summary " + n + " of it.</description>" + more + "</item>";
}

std::string rss(const std::string& items) {
    return "<rss version=\"2.0\"><channel><title>Feed</title><link>http://a.example/</link>" + items +
           "</channel></rss>";
}

struct Stage {
    fakes::ScratchFolder scratch;
    std::unique_ptr<NewsStore> store = NewsStore::open(scratch.path() + "/news").value();
    std::map<std::string, Result<fetch::Fetched>> web;
    std::map<std::string, int> asked;
    std::string etag_sent;
    fetch::Fetch fetch = [this](const fetch::FetchRequest& request) -> Result<fetch::Fetched> {
        ++asked[request.url];
        if (request.url == "http://a.example/feed") etag_sent = request.etag;
        const auto found = web.find(request.url);
        if (found == web.end()) return answer(404, "");
        return found->second;
    };
    fetch::RobotsCache robots{fetch};
    NewsSettings settings;
    NewsSource source;

    Stage() {
        source.url = "http://a.example/feed";
        source.region = "andes";
        REQUIRE(store->put_source(source));
    }
    static fetch::Fetched answer(unsigned status, std::string body, std::string retry_after = "") {
        fetch::Fetched fetched;
        fetched.status = status;
        fetched.url = "http://a.example/feed";
        fetched.body = std::move(body);
        fetched.etag = "\"v1\"";
        fetched.retry_after = std::move(retry_after);
        return fetched;
    }
    PollDone poll(std::int64_t now_s = kNow_s) {
        PollDone done = FeedPoll(fetch, robots, *store, settings).poll(source, now_s, 0);
        REQUIRE(store->finish_poll(done.source, done.items, done.stories));
        source = done.source;
        return done;
    }
};

} // namespace

TEST_CASE("a poll makes stories of what is new and asks for no page twice", "[news][poll]") {
    Stage stage;
    stage.web.emplace("http://a.example/feed", Stage::answer(200, rss(item(1) + item(2))));
    stage.web.emplace("http://a.example/1", Stage::answer(200, page()));
    PollDone done = stage.poll();
    CHECK(done.result == PollResult::fresh);
    REQUIRE(done.stories.size() == 2);
    CHECK(unpack_text(done.stories[0].text)->find("Paragraph 3") != std::string::npos);
    CHECK(done.stories[0].language == "es");
    CHECK(unpack_text(done.stories[1].text)->find("Summary 2") != std::string::npos); // its page is a 404
    CHECK(done.stories[0].placed_s == kNow_s);
    CHECK(done.stories[1].placed_s == kNow_s - 1);
    CHECK(stage.source.plan.next_s == kNow_s + 1'800);
    done = stage.poll(kNow_s + 1'800);
    CHECK(stage.etag_sent == "\"v1\"");
    CHECK(done.result == PollResult::nothing_new);
    CHECK(stage.asked["http://a.example/1"] == 1);
    CHECK(stage.asked["http://a.example/2"] == 1);
    CHECK(stage.asked["http://a.example/robots.txt"] == 1);
}

TEST_CASE("a page that does not come is asked for three times in all, and the feed comes whole until then",
          "[news][poll]") {
    Stage stage;
    stage.web.emplace("http://a.example/feed", Stage::answer(200, rss(item(1))));
    stage.web.emplace("http://a.example/1", failure("too_slow"));
    for (int i = 1; i <= 2; ++i) {
        CHECK(stage.poll(kNow_s + i).result == PollResult::unfinished);
        CHECK(stage.source.etag.empty());
        CHECK(stage.source.plan.next_s == kNow_s + i + 600);
    }
    CHECK(stage.poll(kNow_s + 3).result == PollResult::nothing_new); // the summary is listed already
    CHECK(stage.source.etag == "\"v1\"");
    CHECK(stage.poll(kNow_s + 4).result == PollResult::nothing_new);
    CHECK(stage.asked["http://a.example/1"] == 3);
}

TEST_CASE("one poll asks for thirty pages and goes on soon", "[news][poll]") {
    Stage stage;
    std::string items;
    for (int i = 0; i < 40; ++i) items += item(i);
    stage.web.emplace("http://a.example/feed", Stage::answer(200, rss(items)));
    CHECK(stage.poll().stories.size() == 30);
    CHECK(stage.source.plan.next_s == kNow_s + 600);
    CHECK(stage.poll(kNow_s + 600).stories.size() == 10);
    CHECK(stage.store->listed("andes", 0, kNow_s * 2, 100)->size() == 40);
}

TEST_CASE("what is older than stories are kept is neither made nor asked for", "[news][poll]") {
    Stage stage;
    stage.web.emplace("http://a.example/feed",
                      Stage::answer(200, rss(item(1, "<pubDate>Sat, 01 Jan 2000 00:00:00 GMT</pubDate>"))));
    CHECK(stage.poll().stories.empty());
    CHECK(stage.asked.size() == 1);
}

TEST_CASE("an item that changed is made anew in its place", "[news][poll]") {
    Stage stage;
    stage.web.emplace("http://a.example/feed", Stage::answer(200, rss(item(1))));
    const std::string before = stage.poll().stories.at(0).hash;
    stage.web.insert_or_assign("http://a.example/feed",
                               Stage::answer(200, rss(item(1, "<author>Ana</author>") + item(2))));
    CHECK(stage.poll(kNow_s + 1).stories.size() == 1); // a byline alone is no change of what it says
    std::string changed = item(1);
    changed.replace(changed.find("Summary 1"), 9, "Summary of another kind");
    stage.web.insert_or_assign("http://a.example/feed", Stage::answer(200, rss(changed)));
    const std::string after = stage.poll(kNow_s + 2).stories.at(0).hash;
    CHECK(after != before);
    CHECK(stage.store->listed("andes", 0, kNow_s * 2, 100)->size() == 2);
}

TEST_CASE("what a server says instead of a feed decides when it is asked again", "[news][poll]") {
    const auto poll = [](const Result<fetch::Fetched>& answer) {
        Stage stage;
        stage.web.emplace("http://a.example/feed", answer);
        stage.poll();
        return stage.source;
    };
    CHECK(poll(Stage::answer(304, "")).result == "not_modified");
    CHECK(poll(Stage::answer(410, "")).plan.is_stopped);
    CHECK(poll(Stage::answer(503, "", "9000")).plan.next_s == kNow_s + 9'000);
    CHECK(poll(Stage::answer(500, "")).plan == PollPlan{3'600, 1, kNow_s + 7'200, false});
    CHECK(poll(Stage::answer(200, "<html><body>no</body></html>")).result == "not_a_feed");
    CHECK(poll(Stage::answer(200, "")).result == "feed_empty");
    CHECK(poll(failure("private_address")).result == "private_address");
}
