// Contributed stories over real sockets: written, signed, held, accepted, in the list; rejected with a reason; edited, taken back, flagged.
#include <catch2/catch_test_macros.hpp>

#include <set>

#include "core/news/story_file.hpp"
#include "edge/contribution_stage.hpp"

using namespace hypha;
using namespace hypha::edge;

namespace {

std::string file_of(const news::Contribution& one) { return news::write_contribution(one).value(); }

} // namespace

TEST_CASE("a new contributor's story waits, is accepted, and stands in the list as a story", "[contributions]") {
    const ContributionStage stage;
    const Writer author(stage), moderator(stage), reader(stage);
    stage.make_moderator(moderator);
    CHECK(author.own() == TestJson({{"moderator", false}, {"contributions", TestJson::array()}, {"next", nullptr}}));
    CHECK(moderator.own()["moderator"] == true);
    const news::Contribution one = contribution_of(1);
    const RawAnswer sent = author.send(one);
    REQUIRE(sent.status == 200);
    const TestJson said = TestJson::parse(sent.body);
    CHECK(said["state"] == "held");
    CHECK(said["rev"] == 1);
    CHECK(said["held_for"] == TestJson({"new_contributor"}));
    CHECK(said["file"] == file_of(one));
    CHECK(author.only() == said);
    CHECK_FALSE(stage.lists(one.title));

    const TestJson queue = moderator.queue();
    CHECK(queue["waiting"] == 1);
    CHECK(queue["next"] == nullptr);
    CHECK(queue["contributions"][0]["id"] == one.id);
    CHECK(queue["contributions"][0]["author"].get<std::string>().size() == 16);
    CHECK(queue.dump().find(to_hex(author.keys().stream.value)) == std::string::npos);
    REQUIRE(moderator.decide(1, "accept").status == 200);
    CHECK(moderator.queue()["waiting"] == 0);

    const news::StoryIndex list = stage.list();
    REQUIRE(list.stories.size() == 1);
    CHECK(list.stories[0].title == one.title);
    CHECK(list.sources[list.stories[0].source] == "Contributed by people");
    CHECK(list.stories[0].topic == "society");
    CHECK(list.stories[0].language == "es");
    const RawAnswer file = request(stage.server.port(), "GET /v1/news/story/" + list.stories[0].hash);
    const auto story = news::parse_story(file.body);
    REQUIRE(story.has_value());
    CHECK(story->byline == "Quilla");
    CHECK(story->blocks == one.blocks);
    CHECK(request(stage.server.port(), "GET /v1/news/pack/" + list.stories[0].hash).status == 200);
    CHECK(author.only()["state"] == "published");
    CHECK(author.only()["story"] == list.stories[0].hash);
}

TEST_CASE("the list has the topic that its author chose, and the moderator reads it before", "[contributions]") {
    const ContributionStage stage;
    const Writer author(stage), moderator(stage);
    stage.make_moderator(moderator);
    news::Contribution one = contribution_of(1);
    one.topic = "science";
    REQUIRE(author.send(one).status == 200);
    const auto file = moderator.queue()["contributions"][0]["file"].get<std::string>();
    CHECK(news::parse_contribution(file)->topic == "science");
    REQUIRE(moderator.decide(1, "accept").status == 200);
    REQUIRE(stage.list().stories.size() == 1);
    CHECK(stage.list().stories[0].topic == "science");
}

TEST_CASE("a rejection tells its author why, and nobody else", "[contributions]") {
    const ContributionStage stage;
    const Writer author(stage), moderator(stage), stranger(stage);
    stage.make_moderator(moderator);
    REQUIRE(author.send(contribution_of(1)).status == 200);
    CHECK(refused(moderator.decide(1, "reject")) == "no_reason");
    CHECK(refused(moderator.decide(1, "reject", 2, "later")) == "stale_rev");
    REQUIRE(moderator.decide(1, "reject", 1, "Names a child.\nPlease leave it out.").status == 200);
    CHECK(author.only()["state"] == "rejected");
    CHECK(author.only()["reason"] == "Names a child. Please leave it out.");
    CHECK_FALSE(stage.lists(contribution_of(1).title));
    CHECK(stranger.own()["contributions"].empty());
    // Mended, it waits again.
    news::Contribution mended = contribution_of(1);
    mended.base_rev = 1;
    mended.title = "Mended";
    const TestJson said = TestJson::parse(author.send(mended).body);
    CHECK(said["state"] == "held");
    CHECK(said["held_for"] == TestJson({"new_contributor", "rejected_before"}));
    CHECK(said["reason"] == "");
    REQUIRE(moderator.decide(1, "accept", 2).status == 200);
    CHECK(stage.lists("Mended"));
}

TEST_CASE("an edit names the revision that it replaces; a request said again changes nothing", "[contributions]") {
    const ContributionStage stage;
    const Writer author(stage);
    stage.make_trusted(author);
    const std::string first = author.signed_body(contribution_of(1));
    const RawAnswer sent = author.send(first);
    CHECK(TestJson::parse(sent.body)["state"] == "published");
    CHECK(author.send(first).body == sent.body);
    CHECK(stage.list().stories.size() == 1);
    news::Contribution edit = contribution_of(1);
    edit.title = "Edited";
    CHECK(refused(author.send(edit)) == "stale_rev");
    edit.base_rev = 2;
    const RawAnswer stale = author.send(edit);
    CHECK(stale.status == 409);
    CHECK(TestJson::parse(stale.body) == TestJson({{"refused", "stale_rev"}, {"rev", 1}, {"state", "published"}}));
    edit.base_rev = 1;
    const std::string hash = stage.list().stories[0].hash;
    CHECK(TestJson::parse(author.send(edit).body)["rev"] == 2);
    REQUIRE(stage.list().stories.size() == 1);
    CHECK(stage.lists("Edited"));
    CHECK(request(stage.server.port(), "GET /v1/news/story/" + hash).status == 200); // for whoever has the list before
    CHECK(Writer(stage).flag(hash).status == 200); // and may say what is wrong with it
    CHECK(author.only()["flags"] == 1);
    CHECK(refused(author.send(first)) == "stale_rev");
    news::Contribution other = contribution_of(2);
    other.base_rev = 1; // of nothing
    const RawAnswer none = author.send(other);
    CHECK(none.status == 409);
    CHECK(TestJson::parse(none.body)["rev"] == 0);
}

TEST_CASE("taken back, a story is out of the next list and its words are gone from the edge", "[contributions]") {
    const ContributionStage stage;
    const Writer author(stage), stranger(stage);
    stage.make_trusted(author);
    REQUIRE(author.send(contribution_of(1)).status == 200);
    const std::string hash = stage.list().stories.at(0).hash;
    CHECK(stranger.withdraw(1).status == 404);
    CHECK(stage.list().stories.size() == 1);
    REQUIRE(author.withdraw(1).status == 200);
    CHECK(stage.list().stories.empty());
    CHECK(request(stage.server.port(), "GET /v1/news/story/" + hash).status == 404);
    CHECK(author.only()["state"] == "withdrawn");
    CHECK(author.only()["file"] == "");
    CHECK(author.only()["title"] == "");
    CHECK(author.withdraw(1).status == 200);
    CHECK(author.withdraw(2).status == 404);
    const Writer moderator(stage);
    stage.make_moderator(moderator);
    CHECK(refused(moderator.decide(1, "accept")) == "withdrawn");
}

TEST_CASE("a photo is sent after the story that names it, and is public with it", "[contributions]") {
    const ContributionStage stage;
    const Writer author(stage), moderator(stage), stranger(stage);
    stage.make_moderator(moderator);
    const TestPhoto photo = clean_photo();
    const std::string path = "/v1/contributions/photo/" + photo.named.sha256;
    CHECK(refused(author.put_photo(photo.named.sha256, photo.bytes)) == "photo_not_named");
    news::Contribution one = contribution_of(1);
    one.photos = {photo.named};
    const TestJson said = TestJson::parse(author.send(one).body);
    CHECK(said["held_for"] == TestJson({"new_contributor", "photos"}));
    CHECK(said["photos_missing"] == TestJson({photo.named.sha256}));
    CHECK(refused(moderator.decide(1, "accept")) == "photos_missing");
    CHECK(refused(stranger.put_photo(photo.named.sha256, photo.bytes)) == "photo_not_named");
    CHECK(author.put_photo(photo.named.sha256, photo.bytes).status == 200);
    CHECK(author.only()["photos_missing"].empty());
    CHECK(author.only()["held_for"] == TestJson({"new_contributor"}));
    const RawAnswer mine = author.get(path);
    CHECK(mine.status == 200);
    CHECK(mine.body == photo.bytes);
    CHECK(mine.fields.at("cache-control") == "no-store");
    CHECK(moderator.get(path).status == 200);
    CHECK(stranger.get(path).status == 404);
    CHECK(request(stage.server.port(), "GET " + path).status == 404);
    REQUIRE(moderator.decide(1, "accept").status == 200);
    const RawAnswer anybodys = request(stage.server.port(), "GET " + path);
    CHECK(anybodys.status == 200);
    CHECK(anybodys.body == photo.bytes);
    CHECK(anybodys.fields.at("content-type") == "image/jpeg");
    CHECK(anybodys.fields.at("x-content-type-options") == "nosniff");
    REQUIRE(author.withdraw(1).status == 200);
    CHECK(request(stage.server.port(), "GET " + path).status == 404);
    CHECK(author.get(path).status == 404);
}

TEST_CASE("a trusted author's story is listed as soon as its last photo is here", "[contributions]") {
    const ContributionStage stage;
    const Writer author(stage), moderator(stage);
    stage.make_moderator(moderator);
    stage.make_trusted(author);
    const TestPhoto photo = clean_photo();
    news::Contribution one = contribution_of(1);
    one.photos = {photo.named};
    CHECK(TestJson::parse(author.send(one).body)["held_for"] == TestJson({"photos"}));
    CHECK(moderator.queue()["waiting"] == 0); // nobody need look
    CHECK(stage.list().stories.empty());
    CHECK(author.put_photo(photo.named.sha256, photo.bytes).status == 200);
    CHECK(author.only()["state"] == "published");
    CHECK(stage.list().stories.size() == 1);
}

TEST_CASE("three accounts' flags take a story back to the moderators", "[contributions]") {
    const ContributionStage stage;
    const Writer author(stage), moderator(stage), a(stage), b(stage), c(stage);
    stage.make_trusted(author);
    stage.make_moderator(moderator);
    REQUIRE(author.send(contribution_of(1)).status == 200);
    const std::string story = stage.list().stories.at(0).hash;
    CHECK(refused(author.flag(story)) == "own_story");
    CHECK(a.flag(std::string(64, 'f')).status == 404);
    CHECK(a.flag(story, "a lie").status == 200);
    CHECK(a.flag(id_of(1)).status == 200);
    CHECK(a.flag(id_of(1)).status == 200); // one account, one flag
    CHECK(b.flag(id_of(1)).status == 200);
    CHECK(stage.list().stories.size() == 1);
    CHECK(c.flag(id_of(1)).status == 200);
    CHECK(stage.list().stories.empty());
    CHECK(c.flag(id_of(1)).status == 404);
    CHECK(author.only()["held_for"] == TestJson({"flags"}));
    CHECK(author.only()["flags"] == 3);
    const TestJson queue = moderator.queue();
    CHECK(queue["contributions"][0]["flag_reasons"] == TestJson({"a lie", "wrong", "wrong"}));
    REQUIRE(moderator.decide(1, "accept").status == 200);
    CHECK(stage.list().stories.size() == 1);
    CHECK(author.only()["flags"] == 0);
    for (const Writer* who : {&a, &b, &c}) CHECK(who->flag(id_of(1)).status == 200); // they have been heard
    CHECK(stage.list().stories.size() == 1);
}

TEST_CASE("the queue goes page by page, who waits longest first", "[contributions]") {
    const ContributionStage stage;
    const Writer moderator(stage);
    stage.make_moderator(moderator);
    for (int at = 0; at < 5; ++at) {
        const Writer author(stage);
        for (int number = at * 5; number < at * 5 + 5; ++number) {
            REQUIRE(author.send(contribution_of(number)).status == 200);
        }
    }
    const TestJson first = moderator.queue();
    CHECK(first["waiting"] == 25);
    REQUIRE(first["contributions"].size() == 20);
    const RawAnswer rest = moderator.get("/v1/moderation?after=" + first["next"].get<std::string>());
    const TestJson second = TestJson::parse(rest.body);
    CHECK(second["contributions"].size() == 5);
    CHECK(second["next"] == nullptr);
    std::set<std::string> ids;
    for (const TestJson* page : {&first, &second}) {
        for (const TestJson& one : (*page)["contributions"]) ids.insert(one["id"].get<std::string>());
    }
    CHECK(ids.size() == 25);
}

TEST_CASE("three accepted in a row are trusted, a rejection begins the row anew", "[contributions]") {
    const ContributionStage stage;
    const Writer author(stage), moderator(stage);
    stage.make_moderator(moderator);
    for (int number = 1; number <= 3; ++number) {
        CHECK(TestJson::parse(author.send(contribution_of(number)).body)["state"] == "held");
        CHECK(moderator.decide(number, "accept").status == 200);
        CHECK(moderator.decide(number, "accept").status == 200); // counts once
    }
    CHECK(TestJson::parse(author.send(contribution_of(4)).body)["state"] == "published");
    CHECK(moderator.decide(4, "reject", 1, "an advertisement").status == 200);
    CHECK_FALSE(stage.lists(contribution_of(4).title));
    CHECK(TestJson::parse(author.send(contribution_of(5)).body)["state"] == "held");
}
