// What the worker says of an account, read: all of it, or as much as is of the right kind.
#include <catch2/catch_test_macros.hpp>

#include "ports/account_answer.hpp"

using namespace hypha;
using ports::read_account_answer;

TEST_CASE("an answer about the account is read field by field", "[account_answer]") {
    const auto answer = read_account_answer(
        R"({"words":"a b","untilMs":1758000000000,"modules":["01","10"],"wordsOpen":true,"devices":[{"key":"k","name":"Phone",
            "addedMs":1,"seenMs":2,"revokedMs":3,"isAsking":true},{"key":"l","name":null}]})");
    CHECK(answer.words == "a b");
    CHECK(answer.until_ms == 1758000000000);
    CHECK(answer.modules == std::vector<std::string>{"01", "10"});
    CHECK(answer.words_open);
    REQUIRE(answer.devices.size() == 2);
    CHECK(answer.devices[0].name == "Phone");
    CHECK(answer.devices[0].revoked_ms == 3);
    CHECK(answer.devices[0].is_this);
    CHECK(answer.devices[1].key == "l");
    CHECK(answer.devices[1].name.empty());
}

TEST_CASE("what is no JSON, or of another kind, comes out empty", "[account_answer]") {
    const std::string whole = R"({"words":"a","modules":["1"],"devices":[{"key":"k"}]})";
    for (std::size_t length = 0; length < whole.size(); ++length) {
        CHECK(read_account_answer(whole.substr(0, length)).words.empty());
    }
    const auto answer =
        read_account_answer(R"({"words":7,"untilMs":"soon","modules":{"a":1},"wordsOpen":1,"devices":[3,[],{}]})");
    CHECK(answer.words.empty());
    CHECK(answer.until_ms == 0);
    CHECK(answer.modules.empty());
    CHECK_FALSE(answer.words_open);
    CHECK(answer.devices.size() == 1);
}
