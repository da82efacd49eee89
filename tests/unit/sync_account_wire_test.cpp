// The messages of accounts: what is encoded is decoded, and whatever is cut, longer, of another kind or out of bounds is nothing.
#include "core/sync/account_wire.hpp"

#include <functional>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/sync/cbor.hpp"

using namespace hypha::sync;
using namespace hypha::sync::account;

namespace {

template <typename T> void check(const T& message, const std::function<std::optional<T>(std::string_view)>& decode) {
    const std::string body = encode(message);
    const auto back = decode(body);
    REQUIRE(back);
    CHECK(*back == message);
    for (std::size_t size = 0; size < body.size(); ++size) {
        CHECK_FALSE(decode(body.substr(0, size)));
    }
    CHECK_FALSE(decode(body + '\0'));
    CHECK_FALSE(decode("<!doctype html>"));
    std::string newer = body;
    newer[1] = 2;
    CHECK_FALSE(decode(newer));
    std::string other_kind = body;
    other_kind[2] = other_kind[2] == 30 ? 31 : 30;
    CHECK_FALSE(decode(other_kind));
}

} // namespace

TEST_CASE("account messages: there and back, and nothing that is not wholly one", "[sync]") {
    const Key one{1, 2, 3};
    const Key two{4, 5};
    const Signature signature{9};
    check<Challenge>({std::string(56, 'c'), 1'700'000'000'000}, decode_challenge);
    check<Register>({one, two, "challenge", std::string("na\0me", 5), std::string(32, 't'), signature, {8}},
                    decode_register);
    check<SignIn>({StreamId{{7}}, two, "challenge", signature}, decode_sign_in);
    check<Entered>({StreamId{{7}}, 1'700'000'000'000}, decode_entered);
    check<Devices>({false, {{one, "a", 1, 2, 3, true}, {two, "", 4, 5, 0, false}}}, decode_devices);
    check<Rename>({one, "name"}, decode_rename);
    check<Revoke>({one, true}, decode_revoke);
    check<Words>({false}, decode_words);
    check<Offer>({{3}, "wrapped"}, decode_offer);
    check<Offered>({5}, decode_offered);
    check<Take>({{3}}, decode_take);
    check<Taken>({"wrapped", std::string(32, 't')}, decode_taken);
    check<Delete>({"challenge", signature}, decode_delete);
    check<Done>({}, decode_done);
}

TEST_CASE("account messages: bounds hold before anything is copied", "[sync]") {
    CHECK_FALSE(decode_rename(encode(Rename{{}, std::string(kMostName_bytes + 1, 'n')})));
    CHECK(decode_rename(encode(Rename{{}, std::string(kMostName_bytes, 'n')})));
    CHECK_FALSE(decode_offer(encode(Offer{{}, std::string(kMostWrapped_bytes + 1, 'w')})));
    CHECK_FALSE(decode_register(encode(Register{{}, {}, "c", "n", std::string(31, 't'), {}, {}})));
    CHECK_FALSE(decode_register(encode(Register{{}, {}, std::string(kMostChallenge_bytes + 1, 'c'), "", "", {}, {}})));
    CHECK_FALSE(decode_devices(encode(Devices{true, std::vector<Device>(kMostDevices + 1)})));
    CHECK(encode(Devices{true, std::vector<Device>(kMostDevices, Device{.name = std::string(kMostName_bytes, 'n')})})
              .size() < 32 * 1024);
}

TEST_CASE("account statements: one bit elsewhere is another statement, and no purpose is another's", "[sync]") {
    const Register message{{1}, {2}, "challenge", "name", std::string(32, 't'), {}, {}};
    const std::string said = statement("host", message);
    Register changed = message;
    changed.name = "nam";
    changed.ticket = "e" + message.ticket;
    CHECK(statement("host", changed) != said); // the same letters, cut elsewhere
    CHECK(statement("hos", message) != said);
    changed = message;
    changed.by_account = {1};
    CHECK(statement("host", changed) == said); // a signature is not in what it signs
    CHECK(statement("host", SignIn{StreamId{{1}}, {2}, "challenge", {}}) !=
          statement("host", StreamId{{1}}, Delete{"challenge", {}}));
    CHECK(stream_of({1}) != stream_of({2}));
}
