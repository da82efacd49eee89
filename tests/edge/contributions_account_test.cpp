// Contributions as a part of their author's account: they go when it is deleted, and are in its export.
#include <catch2/catch_test_macros.hpp>

#include <map>

#include "edge/contribution_stage.hpp"

using namespace hypha;
using namespace hypha::edge;

TEST_CASE("an account that is deleted takes its stories along, listed or not, and its photos and flags",
          "[contributions]") {
    const ContributionStage stage;
    Writer author(stage);
    const Writer other(stage), second(stage), third(stage);
    stage.make_trusted(author);
    stage.make_trusted(other);
    stage.make_moderator(author);
    REQUIRE(author.send(contribution_of(1)).status == 200);
    REQUIRE(stage.list().stories.size() == 1);
    const TestPhoto photo = clean_photo();
    news::Contribution held = contribution_of(2);
    held.photos = {photo.named};
    REQUIRE(TestJson::parse(author.send(held).body)["state"] == "held"); // until its photo is here
    REQUIRE(TestJson::parse(author.send(contribution_of(5)).body)["state"] == "published");
    for (const Writer* reader : {&other, &second, &third}) REQUIRE(reader->flag(id_of(5)).status == 200);
    REQUIRE(author.put_photo(photo.named.sha256, photo.bytes).status == 200);
    REQUIRE(author.send(contribution_of(3)).status == 200);
    REQUIRE(author.decide(3, "reject", 1, "late").status == 200);
    REQUIRE(other.send(contribution_of(4)).status == 200);
    REQUIRE(author.flag(id_of(4)).status == 200);
    REQUIRE(author.post("/v1/account/delete", author.deletion(author.challenge())).status == 200);
    CHECK(stage.list().stories.size() == 1); // the other's
    for (const int number : {1, 2, 3, 5}) {
        CHECK(stage.store->within([&] { return stage.store->find(id_of(number)); })->has_value() == false);
    }
    CHECK(stage.store->within([&] { return stage.store->any_photo(photo.named.sha256); })->has_value() == false);
    CHECK(stage.store->within([&] { return stage.store->accounts(); }) == std::vector{other.keys().stream});
}

TEST_CASE("an export holds a person's contributions in every state, their flags and their role, and nobody else's",
          "[contributions][accounts]") {
    const ContributionStage stage;
    const Writer author(stage), other(stage);
    stage.make_moderator(other);
    // More than a page of them; held ones have a limit, so the first ones are decided at once.
    for (int number = 1; number <= 9; ++number) {
        REQUIRE(author.send(contribution_of(number)).status == 200);
        if (number <= 5) REQUIRE(other.decide(number, number == 5 ? "reject" : "accept", 1, "a rumour").status == 200);
    }
    REQUIRE(author.withdraw(9).status == 200);
    REQUIRE(other.send(contribution_of(20)).status == 200);
    REQUIRE(other.decide(20, "accept").status == 200);
    REQUIRE(author.flag(id_of(20), "not so").status == 200);

    std::map<std::string, TestJson> rows;
    std::size_t pages = 0;
    for (std::string from = "contributions"; !from.empty(); ++pages) {
        REQUIRE(pages < 10);
        const RawAnswer answer = author.get("/v1/export?from=" + from);
        REQUIRE(answer.status == 200);
        CHECK(answer.fields.at("content-type") == "application/json");
        const TestJson page = TestJson::parse(answer.body);
        CHECK(page["export"] == "hypha-edge-1");
        for (const TestJson& row : page["rows"]) rows[page["section"].get<std::string>()].push_back(row);
        from = page["next"].is_null() ? "" : page["next"].get<std::string>();
    }
    CHECK(pages == 4); // two of contributions
    std::map<std::string, TestJson> stories;
    for (const TestJson& row : rows["contributions"]) stories[row["id"].get<std::string>()] = row;
    REQUIRE(stories.size() == 9);
    CHECK(stories[id_of(1)]["state"] == "published");
    CHECK(stories[id_of(1)]["published_ms"] > 0);
    CHECK(stories[id_of(5)]["state"] == "rejected");
    CHECK(stories[id_of(5)]["reason"] == "a rumour");
    CHECK(stories[id_of(6)]["state"] == "held"); // was never listed, and is here with its text
    CHECK(stories[id_of(6)]["file"] == news::write_contribution(contribution_of(6)).value());
    CHECK(stories[id_of(6)]["device"] == to_hex(author.key.public_key));
    CHECK(stories[id_of(6)]["published_ms"] == 0);
    CHECK(stories[id_of(9)]["state"] == "withdrawn");
    CHECK(stories[id_of(9)]["file"] == "");
    REQUIRE(rows["flags"].size() == 1);
    CHECK(rows["flags"][0]["contribution"] == id_of(20));
    CHECK(rows["flags"][0]["reason"] == "not so");
    REQUIRE(rows["contributor"].size() == 1);
    CHECK(rows["contributor"][0]["moderator"] == false);
    CHECK(rows["contributor"][0]["accepted"] == 3); // then trusted
    CHECK(rows["contributor"][0]["rejected"] == 1);
    CHECK(rows["contributor"][0]["submitted_ms"].size() == 9);

    for (const std::string wrong : {"contributions.1", "contributions.x-", "flags.-", "contributor.0-"}) {
        CHECK(author.get("/v1/export?from=" + wrong + id_of(1)).status == 400);
    }
    CHECK(request(stage.server.port(), "GET /v1/export?from=contributions").status == 401);
}
