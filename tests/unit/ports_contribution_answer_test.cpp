// What the edge says of contributions, read: all of it where it is whole; of bytes of anyone, nothing that was not said, and no trap.
#include <catch2/catch_test_macros.hpp>

#include "ports/contribution_answer.hpp"
#include "unit/attack.hpp"

using namespace hypha;
using namespace hypha::ports;

TEST_CASE("one contribution, a list, and a refusal are told apart", "[contribution_answer]") {
    const auto one = read_contribution_answer(
        R"({"id":"ab","rev":2,"state":"held","held_for":["links","flags"],"reason":"r","file":"f","photos_missing":["a1",2]})");
    REQUIRE(one.contributions.size() == 1);
    CHECK(one.contributions[0].rev == 2);
    CHECK(one.contributions[0].held_for == "links flags");
    CHECK(one.contributions[0].photos_missing == std::vector<std::string>{"a1"});
    CHECK(read_contribution_answer(R"({"sha256":"b2","type":"image/jpeg"})").sha256 == "b2");
    const auto list = read_contribution_answer(
        R"({"moderator":true,"waiting":7,"next":"5-a","contributions":[{"id":"a","author":"x","author_accepted":3,"flag_reasons":["w",4]},5,{"id":"b"}]})");
    CHECK(list.moderator);
    CHECK(list.waiting == 7);
    CHECK(list.next == "5-a");
    REQUIRE(list.contributions.size() == 2);
    CHECK(list.contributions[0].author_accepted == 3);
    CHECK(list.contributions[0].flag_reasons == std::vector<std::string>{"w"});
    const auto refused = read_contribution_answer(R"({"refused":"stale_rev","rev":9,"id":"a"})");
    CHECK(refused.refused == "stale_rev");
    CHECK(refused.rev == 9);
    CHECK(refused.contributions.empty());
}

TEST_CASE("what is no answer is empty", "[contribution_answer]") {
    for (const char* text :
         {"", "[]", "null", "<html>", R"({"contributions":{}})", R"({"rev":-1,"moderator":"yes","waiting":1e300})"}) {
        const auto answer = read_contribution_answer(text);
        CHECK(answer.contributions.empty());
        CHECK(answer.rev == 0);
        CHECK(answer.waiting == 0);
        CHECK_FALSE(answer.moderator);
    }
    std::string many = R"({"contributions":[)";
    for (int i = 0; i < 500; ++i) {
        many += (i > 0 ? "," : "") + std::string(R"({"id":"a"})");
    }
    CHECK(read_contribution_answer(many + "]}").contributions.size() == 100);
}

TEST_CASE("hostile bytes are read without a trap", "[contribution_answer]") {
    const std::string whole =
        R"({"moderator":true,"contributions":[{"id":"a","rev":2,"state":"held","held_for":["x"],"file":"\u00f1"}],"rev":3})";
    std::size_t read = 0;
    attack({whole.begin(), whole.end()}, [&read](std::span<const std::uint8_t> bytes) {
        read +=
            read_contribution_answer({reinterpret_cast<const char*>(bytes.data()), bytes.size()}).contributions.size();
    });
    CHECK(read > 0);
}

TEST_CASE("a decision is JSON whatever a moderator types", "[contribution_answer]") {
    CHECK(write_decision(true, "", 3) == R"({"decision":"accept","reason":"","rev":3})");
    CHECK(write_decision(false, "a \"b\"\n\xFF", 1).find("\"reason\":\"a \\\"b\\\"\\n") != std::string::npos);
}
