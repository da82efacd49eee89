// Pictures of a poll's stories over a web that is a map of answers: what is asked for, named and kept, and that what does not come costs
// nothing else. Over 300 lines because all cases share one stage.
#include <algorithm>
#include <map>

#include "core/base/hex.hpp"
#include "core/news/story_file.hpp"
#include "core/sync/sha256.hpp"
#include "edge/news/feed_poll.hpp"
#include "edge/news/story_maker.hpp"
#include "edge/picture_files.hpp"
#include "edge/scripted_site.hpp"
#include "fakes/scratch_folder_native.hpp"

using namespace hypha;
using namespace hypha::edge;

namespace {

constexpr std::int64_t kNow_s = 1'800'000'000;
const std::string kSite = "http://a.example/";

std::string text_of(const FileBytes& file) { return {file.begin(), file.end()}; }

std::string photo(int shade = 90) {
    return text_of(jpeg_file(640, 480, flat({static_cast<std::uint8_t>(shade), 60, 40, 255})));
}

// An item with its whole text, a lead picture and figures.
std::string item(int number, const std::string& lead, const std::vector<std::string>& figures = {}) {
    std::string html;
    for (int i = 0; i < 120; ++i) html += "palabra " + std::to_string(number * 1'000 + i) + " ";
    for (const std::string& figure : figures) html += "<figure><img src=\"" + figure + "\" alt=\"a\"></figure>";
    const std::string n = std::to_string(number);
    return "<item><guid>g" + n + "</guid><title>Title " + n + "</title><link>" + kSite + n + "</link>" +
           (lead.empty() ? "" : "<media:thumbnail url=\"" + lead + "\"/>") + "<content:encoded><![CDATA[<p>" + html +
           "</p>]]></content:encoded></item>";
}

std::string rss(const std::string& items) {
    return "<rss version=\"2.0\" "
           "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
           "xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><title>Feed</title>"
           "<link>" +
           kSite + "</link>" + items + "</channel></rss>";
}

struct Stage {
    fakes::ScratchFolder scratch;
    std::unique_ptr<NewsStore> store = NewsStore::open(scratch.path() + "/news").value();
    std::map<std::string, Result<fetch::Fetched>> web;
    std::vector<std::string> asked; // but for the feed and robots.txt
    std::size_t most_bytes = 0;     // of the last picture's request
    std::chrono::milliseconds time{0}, time_of_a_request{0};
    fetch::Fetch fetch = [this](const fetch::FetchRequest& request) -> Result<fetch::Fetched> {
        time += time_of_a_request;
        if (request.url != kSite + "feed" && !request.url.ends_with("/robots.txt")) {
            asked.push_back(request.url);
            most_bytes = request.most_bytes;
        }
        const auto found = web.find(request.url);
        return found == web.end() ? Result<fetch::Fetched>(answer(404, "")) : found->second;
    };
    fetch::RobotsCache robots{fetch};
    NewsSettings settings;
    NewsSource source;

    Stage() {
        source.url = kSite + "feed";
        source.region = "andes";
        REQUIRE(store->put_source(source));
    }
    static fetch::Fetched answer(unsigned status, std::string body) {
        fetch::Fetched fetched;
        fetched.status = status;
        fetched.url = kSite + "feed";
        fetched.body = std::move(body);
        return fetched;
    }
    void put(const std::string& address, Result<fetch::Fetched> answer) {
        web.insert_or_assign(address, std::move(answer));
    }
    PollDone poll(const std::string& items, std::int64_t now_s = kNow_s) {
        put(kSite + "feed", answer(200, rss(items)));
        PollDone done = FeedPoll(fetch, robots, *store, settings, [this] { return time; }).poll(source, now_s, 0);
        if (done.source.result != "stopped") {
            REQUIRE(store->finish_poll(done.source, done.items, done.stories));
        }
        return done;
    }
    [[nodiscard]] bool has_asked(const std::string& address) const {
        return std::ranges::find(asked, address) != asked.end();
    }
};

news::Story story_of(const NewsStory& row) { return news::parse_story(unpack_text(row.text).value()).value(); }

std::vector<std::uint32_t> places_of(const NewsStory& row) {
    std::vector<std::uint32_t> places;
    for (const news::StoryPicture& picture : story_of(row).pictures) places.push_back(picture.place);
    return places;
}

using Places = std::vector<std::uint32_t>;

} // namespace

TEST_CASE("a story names its pictures by their hashes, and the store has them", "[news][pictures]") {
    Stage stage;
    stage.put("http://b.example/lead.jpg", Stage::answer(200, photo(90)));
    stage.put(kSite + "f.jpg", Stage::answer(200, photo(200)));
    const PollDone done = stage.poll(item(1, "http://b.example/lead.jpg", {kSite + "f.jpg"}));
    REQUIRE(done.stories.size() == 1);
    const news::Story story = story_of(done.stories[0]);
    REQUIRE(story.pictures.size() == 2);
    CHECK(story.picture == "http://b.example/lead.jpg");
    CHECK(story.pictures[0].place == 0);
    CHECK(story.pictures[1].place == 1);
    CHECK(story.pictures[0].small.width_px == 320);
    CHECK(story.pictures[0].small.height_px == 240);
    CHECK(story.pictures[0].large.width_px == 640); // never enlarged
    CHECK(stage.most_bytes == kMostPicture_bytes);
    for (const news::StoryPicture& picture : story.pictures) {
        for (const news::PictureFile* const file : {&picture.small, &picture.large}) {
            const auto kept = stage.store->picture(file->sha256).value();
            REQUIRE(kept.has_value());
            CHECK(to_hex(sync::sha256(*kept)) == file->sha256);
            CHECK(kept->size() == file->bytes);
            const auto header =
                vision::read_image_header({reinterpret_cast<const std::uint8_t*>(kept->data()), kept->size()});
            REQUIRE(header.has_value());
            CHECK(header->kind == vision::ImageKind::webp);
            CHECK(header->width_px == file->width_px);
            CHECK(header->height_px == file->height_px);
        }
    }
    std::uint64_t bytes = 0;
    for (const NewsPicture& file : done.stories[0].pictures) bytes += file.bytes.size();
    CHECK(bytes > 0);
    CHECK(done.pictures.bytes == bytes);
    CHECK(stage.store->picture_bytes() == static_cast<std::int64_t>(bytes));
}

TEST_CASE("a picture that does not come, or is refused, costs its story nothing else", "[news][pictures]") {
    Stage stage;
    stage.put("http://i.example/inside", failure("private_address"));
    stage.put("http://i.example/page", Stage::answer(200, "<html>no picture</html>"));
    stage.put("http://i.example/counter", Stage::answer(200, text_of(png_file(33, 33, flat({1, 2, 3, 255})))));
    stage.put("http://i.example/good", Stage::answer(200, photo()));
    const PollDone done =
        stage.poll(item(1, "http://i.example/inside", {"http://i.example/page", "http://i.example/good"}) +
                   item(2, "http://i.example/nothing", {"http://i.example/counter"}));
    CHECK(done.result == PollResult::fresh);
    REQUIRE(done.stories.size() == 2);
    CHECK(places_of(done.stories[0]) == Places{2});
    CHECK(places_of(done.stories[1]).empty());
    CHECK(story_of(done.stories[1]).picture == "http://i.example/nothing");
    CHECK(stage.asked.size() == 5);
    CHECK(done.pictures.made == 1);
    CHECK(done.pictures.refused == 3);  // inside, a page, a counter
    CHECK(done.pictures.not_come == 1); // 404
    CHECK(done.pictures.not_asked == 0);
    CHECK(stage.store->listed("andes", 0, kNow_s * 2, 10)->size() == 2);
    CHECK(stage
              .poll(item(1, "http://i.example/inside", {"http://i.example/page", "http://i.example/good"}) +
                        item(2, "http://i.example/nothing", {"http://i.example/counter"}),
                    kNow_s + 10)
              .result == PollResult::nothing_new);
    CHECK(stage.asked.size() == 5); // and is not asked for again
}

TEST_CASE("the lead picture and five figures are asked for, an address once", "[news][pictures]") {
    Stage stage;
    std::vector<std::string> figures;
    for (int i = 0; i < 8; ++i) {
        figures.push_back("http://i.example/" + std::to_string(i));
        stage.put(figures.back(), Stage::answer(200, photo(20 * i)));
    }
    // Without a picture of the item's own the first figure leads.
    const PollDone done = stage.poll(item(1, "", figures) + item(2, figures[3]));
    CHECK(places_of(done.stories.at(0)) == Places{0, 1, 2, 3, 4, 5});
    CHECK(places_of(done.stories.at(1)) == Places{0});
    CHECK(stage.asked.size() == 5);
    CHECK(done.stories.at(0).pictures.size() == 10); // one hash, one file
    CHECK(done.stories.at(1).pictures.size() == 2);
}

TEST_CASE("what robots.txt forbids is not asked for, and off is off", "[news][pictures]") {
    Stage stage;
    stage.put("http://i.example/robots.txt", Stage::answer(200, "User-agent: hypha-edge\nDisallow: /\n"));
    stage.put("http://i.example/a", Stage::answer(200, photo()));
    CHECK(places_of(stage.poll(item(1, "http://i.example/a")).stories.at(0)).empty());
    CHECK(stage.asked.empty());
    stage.put("http://j.example/a", Stage::answer(200, photo()));
    stage.settings.pictures = false;
    const PollDone done = stage.poll(item(2, "http://j.example/a"), kNow_s + 1);
    CHECK(places_of(done.stories.at(0)).empty());
    CHECK(done.stories.at(0).pictures.empty());
    CHECK(stage.asked.empty());
}

TEST_CASE("a host that does not answer is left alone until the next poll", "[news][pictures]") {
    for (const Result<fetch::Fetched>& silence :
         {Result<fetch::Fetched>(failure("too_slow")), Result<fetch::Fetched>(failure("unreachable")),
          Result<fetch::Fetched>(Stage::answer(503, "")), Result<fetch::Fetched>(Stage::answer(429, ""))}) {
        Stage stage;
        stage.put("http://slow.example/1", silence);
        stage.put("http://slow.example/2", Stage::answer(200, photo()));
        stage.put("http://quick.example/1", Stage::answer(200, photo()));
        const PollDone done =
            stage.poll(item(1, "http://slow.example/1", {"http://slow.example/2"}) + item(2, "http://quick.example/1"));
        CHECK_FALSE(stage.has_asked("http://slow.example/2"));
        CHECK(done.pictures.made == 1);
        CHECK(done.pictures.not_come == 1);
        CHECK(done.pictures.not_asked == 1);
        CHECK(places_of(done.stories.at(1)) == Places{0});
        CHECK(places_of(stage.poll(item(3, "http://slow.example/2"), kNow_s + 1).stories.at(0)) == Places{0});
    }
}

TEST_CASE("a story whose words are listed keeps its hash, whether its pictures could come now or could no more",
          "[news][pictures]") {
    for (const bool came_first : {false, true}) {
        Stage stage;
        const Result<fetch::Fetched> silence = failure("too_slow"), picture = Stage::answer(200, photo());
        stage.put("http://i.example/a", came_first ? picture : silence);
        const std::string words = item(1, "http://i.example/a");
        const PollDone first = stage.poll(words);
        CHECK(places_of(first.stories.at(0)) == (came_first ? Places{0} : Places{}));
        stage.put("http://i.example/a", came_first ? silence : picture);
        // The feed says it in other markup, and the words are the same.
        std::string touched = words;
        touched.insert(touched.find("palabra"), "<!-- again -->");
        const PollDone second = stage.poll(touched, kNow_s + 10);
        REQUIRE(second.items.size() == 1);
        CHECK(second.items[0].content != first.items.at(0).content);
        CHECK(second.stories.empty());
        CHECK(second.result == PollResult::nothing_new);
        CHECK(stage.asked.size() == 1);
        const auto listed = stage.store->listed("andes", 0, kNow_s * 2, 10).value();
        REQUIRE(listed.size() == 1);
        CHECK(listed[0].hash == first.stories[0].hash);
    }
}

TEST_CASE("words that changed are a new story, with the pictures that come now; the old one is read for a while",
          "[news][pictures]") {
    Stage stage;
    stage.put("http://i.example/a", failure("unreachable"));
    const PollDone first = stage.poll(item(1, "http://i.example/a"));
    stage.put("http://i.example/a", Stage::answer(200, photo()));
    std::string edited = item(1, "http://i.example/a");
    edited.replace(edited.find("palabra"), 7, "palabras");
    const PollDone second = stage.poll(edited, kNow_s + 10);
    REQUIRE(second.stories.size() == 1);
    CHECK(places_of(second.stories[0]) == Places{0});
    const auto listed = stage.store->listed("andes", 0, kNow_s * 2, 10).value();
    REQUIRE(listed.size() == 1);
    CHECK(listed[0].hash == second.stories[0].hash);
    CHECK(stage.store->story(first.stories.at(0).hash)->has_value());
}

TEST_CASE("pictures of one poll have an end in time, and its stories come all the same", "[news][pictures]") {
    Stage stage;
    stage.time_of_a_request = std::chrono::seconds(7);
    std::string items;
    for (int i = 0; i < 40; ++i) items += item(i, "http://h" + std::to_string(i) + ".example/p");
    const PollDone done = stage.poll(items);
    CHECK(done.result == PollResult::fresh);
    CHECK(done.stories.size() == 40);
    CHECK(stage.asked.size() == 9); // each with its robots.txt: 14 s of 120
    CHECK(done.pictures.not_asked == 31);
    CHECK(stage.time < kPictureTime_poll + 3 * stage.time_of_a_request);
}

TEST_CASE("pictures of one poll have an end in number, lead pictures last of all", "[news][pictures]") {
    Stage stage;
    std::string items;
    for (int i = 0; i < 130; ++i) {
        const std::string n = std::to_string(i);
        items += item(i, "http://i.example/lead" + n, {"http://i.example/figure" + n});
    }
    CHECK(stage.poll(items).stories.size() == 130);
    CHECK(stage.asked.size() == 120);
    CHECK(std::ranges::count_if(stage.asked,
                                [](const std::string& one) { return one.find("figure") != std::string::npos; }) == 30);
}

TEST_CASE("attack: a picture that leads into the edge's own network is not fetched, by redirect neither",
          "[news][pictures][attack]") {
    const auto http = [](const std::string& head, const std::string& body) {
        return "HTTP/1.1 " + head + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    };
    ScriptedSite inner("127.0.0.2", [&](const std::string&) { return http("200 OK", photo()); });
    const std::string inside = "http://127.0.0.2:" + std::to_string(inner.port()) + "/";
    ScriptedSite outer("127.0.0.1", [&](const std::string& path) {
        if (path == "/robots.txt") return http("404 Not Found", "");
        return path == "/in" ? http("302 Found\r\nLocation: " + inside, "") : http("200 OK", photo());
    });
    fetch::FetchRules rules;
    rules.ports = {outer.port(), inner.port()};
    rules.is_public = [](const auto& address) { return address.to_string() == "127.0.0.1"; };
    fetch::WebClient client(rules);
    const fetch::Fetch fetch = [&client](const fetch::FetchRequest& request) { return client.fetch(request); };
    fetch::RobotsCache robots(fetch);
    StoryPictures pictures(fetch, robots, running_watch());
    news::Story story;
    const std::string outside = "http://127.0.0.1:" + std::to_string(outer.port());
    story.picture = outside + "/in";
    for (const std::string& address : {inside, outside + "/good"}) {
        news::Block figure;
        figure.kind = news::Block::Kind::figure;
        figure.address = address;
        story.blocks.push_back(figure);
    }
    CHECK(pictures.add_to(story, kNow_s).size() == 2);
    REQUIRE(story.pictures.size() == 1);
    CHECK(story.pictures[0].place == 2);
    CHECK(inner.asked().empty());
}

TEST_CASE("an edge that ends in the middle of pictures keeps nothing of that poll", "[news][pictures]") {
    Stage stage;
    stage.put("http://i.example/a", failure("stopped"));
    const PollDone done = stage.poll(item(1, "http://i.example/a"));
    CHECK(done.source.result == "stopped");
    CHECK(done.stories.empty());
}

TEST_CASE("a story too long for a file loses the pictures of the figures that it loses", "[news][pictures]") {
    StoryDraft draft;
    draft.story.title = "Long";
    draft.story.source = "S";
    news::Block paragraph, figure;
    paragraph.spans = {{std::string(300'000, 'x'), false, false, false, ""}};
    figure.kind = news::Block::Kind::figure;
    figure.address = "http://i.example/a";
    draft.story.blocks = {figure, paragraph, paragraph, paragraph, figure, paragraph};
    const news::PictureFile file{std::string(64, 'a'), 10, 20, 30};
    draft.story.pictures = {{0, file, file}, {1, file, file}, {2, file, file}};
    const auto bytes = finish_story(draft);
    REQUIRE(bytes.has_value());
    CHECK(news::parse_story(*bytes)->pictures.size() == 2);
}
