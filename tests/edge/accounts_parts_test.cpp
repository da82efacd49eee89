// The pure parts of accounts: cookies, sessions in time, challenges, and whose page a request comes from.
#include "edge/accounts/challenges.hpp"
#include "edge/accounts/own_page.hpp"
#include "edge/accounts/session_cookie.hpp"
#include "fakes/fake_random.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace hypha;
using namespace hypha::edge;

TEST_CASE("a cookie is found among others, under its whole name, and never of two", "[accounts]") {
    CHECK(token_in("__Host-hypha=abc") == "abc");
    CHECK(token_in("a=1; __Host-hypha=abc; b=2") == "abc");
    CHECK(token_in("a=1;__Host-hypha=abc") == "abc");
    for (const char* none : {"", "__Host-hypha", "__Host-hyphae=abc", "x__Host-hypha=abc", "hypha=abc", ";;;", "=",
                             "__Host-hypha=abc; __Host-hypha=def", "__host-hypha=abc"}) {
        CAPTURE(none);
        CHECK_FALSE(token_in(none));
    }
}

TEST_CASE("a token names its stream and a hash, and is none where a byte is missing or too many", "[accounts]") {
    fakes::FakeRandom chance;
    const sync::StreamId stream{{1, 2, 3}};
    const std::string token = new_token(stream, chance);
    CHECK(token.size() == 64);
    const auto name = name_of_token(token);
    REQUIRE(name);
    CHECK(name->stream == stream);
    CHECK(new_token(stream, chance) != token);
    CHECK_FALSE(name_of_token(token.substr(1)));
    CHECK_FALSE(name_of_token(token + "AAAA"));
    CHECK_FALSE(name_of_token(token.substr(0, 63) + "="));
    CHECK_FALSE(name_of_token(""));
    CHECK(set_cookie(token, 60) == "__Host-hypha=" + token + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=60");
    CHECK(set_cookie("", 60) == "__Host-hypha=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
}

TEST_CASE("a session in time: good until it expires or is revoked; the one before for the grace only", "[accounts]") {
    const TokenHash now{1};
    const TokenHash before{2};
    DeviceRow device;
    device.token = now;
    device.previous = before;
    device.rotated_ms = 1'000;
    device.expires_ms = 5'000;
    CHECK(session_state(device, now, 4'999, 60) == SessionState::good);
    CHECK(session_state(device, now, 5'000, 60) == SessionState::none);
    CHECK(session_state(device, before, 1'059, 60) == SessionState::good);
    CHECK(session_state(device, before, 1'060, 60) == SessionState::reused);
    CHECK(session_state(device, {3}, 1'000, 60) == SessionState::none);
    device.previous.reset();
    CHECK(session_state(device, {}, 1'000, 60) == SessionState::none);
    device.revoked_ms = 1;
    CHECK(session_state(device, now, 2'000, 60) == SessionState::none);
}

TEST_CASE("a challenge is known again by whose secret made it, with its end; every flipped bit is none of ours",
          "[accounts]") {
    fakes::FakeRandom chance;
    const std::string secret(32, 's');
    const std::string made = make_challenge(secret, 1'700'000'000'123, chance);
    CHECK(made.size() <= sync::account::kMostChallenge_bytes);
    CHECK(end_of_challenge(secret, made) == 1'700'000'000'123);
    CHECK(make_challenge(secret, 1'700'000'000'123, chance) != made);
    CHECK_FALSE(end_of_challenge(std::string(32, 't'), made));
    for (std::size_t bit = 0; bit < 8 * made.size(); ++bit) {
        std::string wrong = made;
        wrong[bit / 8] = static_cast<char>(static_cast<std::uint8_t>(wrong[bit / 8]) ^ (1U << (bit % 8)));
        CHECK_FALSE(end_of_challenge(secret, wrong));
    }
    CHECK_FALSE(end_of_challenge(secret, made.substr(1)));
    CHECK_FALSE(end_of_challenge(secret, ""));
}

TEST_CASE("whose page: the app's own field, and nothing that a browser says against it", "[accounts]") {
    const auto own = [](std::string_view origin, std::string_view site, std::string_view app = "1",
                        std::string_view host = "edge.example:8443") { return is_own_page({host, origin, site, app}); };
    CHECK(own("", ""));
    CHECK(own("https://edge.example:8443", "same-origin"));
    CHECK(own("https://EDGE.example:8443", ""));
    CHECK(own("", "same-origin"));
    CHECK_FALSE(own("", "", ""));
    CHECK_FALSE(own("", "", "2"));
    CHECK_FALSE(own("https://edge.example", ""));       // another port is another origin
    CHECK_FALSE(own("https://edge.example:84430", "")); // nor one that begins alike
    CHECK_FALSE(own("https://evil.example", ""));
    CHECK_FALSE(own("https://edge.example:8443.evil.example", ""));
    CHECK_FALSE(own("null", ""));
    CHECK_FALSE(own("several", ""));
    CHECK_FALSE(own("https://", "", "1", ""));
    for (const char* site : {"cross-site", "same-site", "none", "several", "Same-Origin"}) {
        CAPTURE(site);
        CHECK_FALSE(own("https://edge.example:8443", site));
    }
}
