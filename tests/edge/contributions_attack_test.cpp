// Who could try what with contributed stories, over real sockets; the rows of src/edge/THREATS.md.
#include <catch2/catch_test_macros.hpp>

#include "core/news/story_file.hpp"
#include "core/news/story_page.hpp"
#include "edge/contribution_stage.hpp"
#include "edge/watched_sessions.hpp"

using namespace hypha;
using namespace hypha::edge;

TEST_CASE("attack: a contribution that is not signed by the device that sends it", "[contributions][attack]") {
    const ContributionStage stage;
    const Writer author(stage), other(stage);
    const std::string file = news::write_contribution(contribution_of(1)).value();
    const auto sent = [&](const keys::PublicKey& key, const keys::Signature& signature, std::string_view body) {
        return refused(author.send(news::write_signed({key, signature, body})));
    };
    const auto signature = keys::sign(author.key, news::contribution_statement(file));
    CHECK(sent(author.key.public_key, keys::sign(other.key, news::contribution_statement(file)), file) ==
          "signature_wrong");
    CHECK(sent(author.key.public_key, keys::sign(author.key, file), file) == "signature_wrong"); // for no purpose
    CHECK(sent(author.key.public_key, signature, file + "x") == "signature_wrong");
    // Recorded from another account, and said in its name or in one's own.
    CHECK(refused(author.send(other.signed_body(contribution_of(1)))) == "signature_wrong");
    CHECK(sent(other.key.public_key, signature, file) == "signature_wrong");
    CHECK(sent(author.keys().signing.public_key, keys::sign(author.keys().signing, news::contribution_statement(file)),
               file) == "signature_wrong"); // the account's key is no device
    CHECK(author.own()["contributions"].empty());
    CHECK(sent(author.key.public_key, signature, file).empty());
}

TEST_CASE("attack: a stranger neither sees, edits, takes back nor decides", "[contributions][attack]") {
    const ContributionStage stage;
    const Writer author(stage), stranger(stage);
    REQUIRE(author.send(contribution_of(1)).status == 200);
    news::Contribution edit = contribution_of(1);
    edit.base_rev = 1;
    edit.title = "Theirs";
    CHECK(refused(stranger.send(edit)) == "not_author");
    CHECK(refused(stranger.send(contribution_of(1))) == "not_author");
    CHECK(refused(stranger.withdraw(1)) == "not_found");
    CHECK(stranger.flag(id_of(1)).status == 404); // what is not public is not there
    CHECK(stranger.own()["contributions"].empty());
    for (const Writer* who : {&author, &stranger}) {
        CHECK(refused(who->get("/v1/moderation")) == "not_moderator");
        CHECK(refused(who->decide(1, "accept")) == "not_moderator");
        CHECK(refused(who->decide(2, "accept")) == "not_moderator");
    }
    CHECK(author.only()["state"] == "held");
    CHECK(author.only()["title"] == contribution_of(1).title);
}

TEST_CASE("attack: contributions without a session, by a machine's token, from another site",
          "[contributions][attack]") {
    ContributionStage stage;
    Writer author(stage);
    stage.make_moderator(author);
    const std::string body = author.signed_body(contribution_of(1));
    const std::vector<std::pair<std::string, std::string>> all{
        {"POST /v1/contributions", body},
        {"GET /v1/contributions", ""},
        {"DELETE /v1/contributions/" + id_of(1), ""},
        {"POST /v1/contributions/" + id_of(1) + "/flag", "{\"reason\":\"\"}"},
        {"PUT /v1/contributions/photo/" + std::string(64, 'a'), "x"},
        {"GET /v1/moderation", ""},
        {"POST /v1/moderation/" + id_of(1), "{}"}};
    const NewSession machine = add_session(stage.scratch.path() + "/sessions", "machine", "").value();
    stage.server.server().api()->set_authenticator(WatchedSessions::open(stage.scratch.path() + "/sessions").value());
    for (const auto& [line, content] : all) {
        CAPTURE(line);
        const std::string length = "Content-Length: " + std::to_string(content.size()) + "\r\n";
        CHECK(author.ask(line, kOwnPage + length, content).status == 401);
        CHECK(refused(author.ask(line, bearer(machine.token) + length, content)) == "device_only");
        const std::string cookie = "Cookie: __Host-hypha=" + author.cookie + "\r\n";
        CHECK(refused(author.ask(line, cookie + length, content)) == "cross_site");
        CHECK(refused(author.ask(line, cookie + "Hypha-App: 1\r\nOrigin: https://evil.example\r\n" + length,
                                 content)) == "cross_site");
    }
    CHECK(author.own()["contributions"].empty());
    REQUIRE(author.send(body).status == 200);
    REQUIRE(author.revoke(author.key.public_key).status == 200);
    CHECK(author.get("/v1/contributions").status == 401);
}

TEST_CASE("attack: markup in a contribution is letters, in the list, the story and its page",
          "[contributions][attack]") {
    const ContributionStage stage;
    const Writer author(stage);
    stage.make_trusted(author);
    news::Contribution one = contribution_of(1);
    one.title = "<script>alert('title')</script>";
    one.byline = "<img src=x onerror=alert(1)>";
    one.place = news::rounded_place(0, 0, "\"><svg onload=alert(2)>");
    one.blocks = news::blocks_of_typed("<iframe src='https://evil.example'></iframe>\n\n# <b>bold</b>");
    REQUIRE(author.send(one).status == 200);
    const std::string hash = stage.list().stories.at(0).hash;
    CHECK(stage.list().stories[0].title == one.title);
    const auto story = news::parse_story(request(stage.server.port(), "GET /v1/news/story/" + hash).body);
    REQUIRE(story.has_value());
    CHECK(story->blocks == one.blocks);
    const RawAnswer page = request(stage.server.port(), "GET /read/" + hash);
    REQUIRE(page.status == 200);
    for (const std::string_view markup : {"<script", "<img", "<svg", "<iframe", "<b>"}) {
        CHECK(page.body.find(markup) == std::string::npos);
    }
    CHECK(page.body.find("&lt;script&gt;") != std::string::npos);
    // What is a program elsewhere is no address here.
    const std::string file = news::write_contribution(contribution_of(2)).value() + "\n\n[x](javascript:alert(1))";
    CHECK(author.send(author.signed_file(file)).status == 400);
    const std::string figure =
        news::write_contribution(contribution_of(2)).value() + "\n\n![x](https://evil.example/1)";
    CHECK(refused(author.send(author.signed_file(figure))) == "contribution_bad_block");
    CHECK(author.get("/v1/contributions").fields.at("content-type") == "application/json");
}

TEST_CASE("attack: a flood of contributions of one account ends at its limits", "[contributions][attack]") {
    const ContributionStage stage;
    const Writer author(stage), trusted(stage);
    for (int number = 1; number <= 5; ++number) CHECK(author.send(contribution_of(number)).status == 200);
    const RawAnswer sixth = author.send(contribution_of(6));
    CHECK(sixth.status == 429);
    CHECK(refused(sixth) == "too_many_waiting");
    CHECK(sixth.fields.at("retry-after") == "3600");
    stage.make_trusted(trusted);
    for (int number = 11; number <= 20; ++number) CHECK(trusted.send(contribution_of(number)).status == 200);
    CHECK(refused(trusted.send(contribution_of(21))) == "too_many");
    CHECK(stage.list().stories.size() == 10);
    // Links, and the same words again.
    const Writer spammer(stage);
    news::Contribution links = contribution_of(30);
    std::string text;
    for (int at = 0; at < 11; ++at) text += "[x](https://spam.example/" + std::to_string(at) + ") y ";
    links.blocks = news::blocks_of_typed(text);
    CHECK(refused(spammer.send(links)) == "many_links");
    news::Contribution copy = contribution_of(11);
    copy.id = id_of(31);
    CHECK(refused(spammer.send(copy)) == "duplicate");
    // A flood of flags.
    const Writer flagger(stage);
    REQUIRE(stage.store->within([&]() -> Result<void> {
        for (int at = 0; at < 20; ++at) {
            if (auto put = stage.store->put_flag(id_of(900 + at), flagger.keys().stream,
                                                 {"", stage.stories ? HostSurroundings().wall_ms() : 0});
                !put)
                return std::unexpected(put.error());
        }
        return {};
    }));
    CHECK(refused(flagger.flag(id_of(11))) == "too_many");
}

TEST_CASE("attack: near copies of a story wait for a person", "[contributions][attack]") {
    const ContributionStage stage;
    const Writer author(stage), copyist(stage);
    stage.make_trusted(author);
    stage.make_trusted(copyist);
    REQUIRE(author.send(contribution_of(1)).status == 200);
    news::Contribution near = contribution_of(1);
    near.id = id_of(2);
    std::string text = news::plain_text(near.blocks[0]);
    for (const char* word : {"w1010 ", "w1030 ", "w1050 "}) text.replace(text.find(word), 5, "other");
    near.blocks = news::blocks_of_typed(text);
    CHECK(TestJson::parse(copyist.send(near).body)["held_for"] == TestJson({"resembles"}));
    CHECK(stage.list().stories.size() == 1);
}

TEST_CASE("attack: a photo that another sent, or that is none, is not kept", "[contributions][attack]") {
    const ContributionStage stage;
    const Writer author(stage);
    stage.make_trusted(author);
    const std::string page = "<!doctype html><script>alert(1)</script>" + std::string(100, ' ');
    news::Contribution one = contribution_of(1);
    one.photos = {{to_hex(sync::sha256(page)), static_cast<std::int64_t>(page.size()), 640, 480}};
    REQUIRE(author.send(one).status == 200);
    const RawAnswer answer = author.put_photo(one.photos[0].sha256, page);
    CHECK(answer.status == 422);
    CHECK(TestJson::parse(answer.body) == TestJson({{"refused", "photo_wrong"}, {"detail", "kind"}}));
    CHECK(author.put_photo(one.photos[0].sha256, page, "text/html").status == 415);
    CHECK(author.put_photo(one.photos[0].sha256, clean_photo().bytes).status == 422);
    CHECK(request(stage.server.port(), "GET /v1/contributions/photo/" + one.photos[0].sha256).status == 404);
    CHECK(refused(author.put_photo(one.photos[0].sha256, std::string(400'001, 'x'))) == "too_large");
    CHECK(author.only()["state"] == "held");
    CHECK(stage.list().stories.empty());
}

TEST_CASE("attack: wrong types, sizes and nonsense at every path of a contribution", "[contributions][attack]") {
    const ContributionStage stage;
    const Writer one(stage);
    stage.make_moderator(one);
    CHECK(one.post("/v1/contributions", "x", kCbor).status == 415);
    CHECK(one.post("/v1/contributions", "x", kOctets + "Content-Encoding: gzip\r\n").status == 415);
    CHECK(refused(one.send("")) == "malformed");
    CHECK(refused(one.send("hypha-signed 1 xx")) == "malformed");
    CHECK(refused(one.send(std::string(news::kMostSignedContribution_bytes + 1, 'x'))) == "too_large");
    CHECK(refused(one.send(one.signed_file("hypha-contribution 2\n"))) == "contribution_newer");
    CHECK(refused(one.send(contribution_of(1, "nowhere"))) == "region_unknown");
    for (const std::string& body :
         {std::string("{"), std::string("[]"), std::string("{\"decision\":\"accept\"}"),
          std::string("{\"decision\":\"maybe\",\"rev\":1}"), std::string("{\"decision\":\"accept\",\"rev\":-1}"),
          std::string("{\"decision\":\"accept\",\"rev\":1,\"more\":1}"), std::string("\xFF"),
          "{\"decision\":" + std::string(1'000, '[') + "}"}) {
        CAPTURE(body);
        CHECK(refused(one.post("/v1/moderation/" + id_of(1), body, "Content-Type: application/json\r\n")) ==
              "malformed");
        CHECK(refused(one.post("/v1/contributions/" + id_of(1) + "/flag", body,
                               "Content-Type: application/json\r\n")) == "malformed");
    }
    CHECK(refused(one.post("/v1/moderation/" + id_of(1), std::string(4'097, ' '),
                           "Content-Type: application/json\r\n")) == "too_large");
    CHECK(refused(one.decide(1, "accept")) == "not_found");
    CHECK(one.get("/v1/contributions?before=x").status == 400);
    CHECK(one.ask("PATCH /v1/contributions", one.fields()).status == 405);
    CHECK(one.get("/v1/contributions/").status == 404);
}
