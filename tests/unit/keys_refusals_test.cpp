// What src/keys must not take: every truncation, every flipped bit, another place, another key, words with a mistake. Each refusal is a
// code of its own, and nothing of the plaintext comes with it.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/base/hex.hpp"
#include "core/sync/associated_bytes.hpp"
#include "core/sync/sha256.hpp"
#include "fakes/fake_random.hpp"
#include "keys/english_words.hpp"
#include "keys/recovery_words.hpp"
#include "keys/sealed_photo.hpp"
#include "keys/sealed_value.hpp"

using namespace hypha;
using namespace hypha::keys;

namespace {

// Every way to flip one bit.
std::vector<std::string> flipped(const std::string& bytes) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < 8 * bytes.size(); ++i) {
        all.push_back(bytes);
        all.back()[i / 8] = static_cast<char>(static_cast<std::uint8_t>(all.back()[i / 8]) ^ (1U << (i % 8)));
    }
    return all;
}

} // namespace

TEST_CASE("a sealed value: every cut, every flipped bit, what is longer, another key and another place are refused",
          "[keys]") {
    fakes::FakeRandom chance;
    const auto key = Secret<32>::by_chance(chance);
    const sync::StreamId stream{{1, 2, 3}};
    const sync::Operation operation{"find", "k", {sync::Hlc{9}, sync::DeviceId{4}}, sync::Hlc{8}, {}};
    const std::string bound = sync::associated_bytes(stream, operation, "note");
    const std::string sealed = seal(key, bound, "under an oak", chance);
    REQUIRE(open_sealed(key, bound, sealed).value() == "under an oak");
    CHECK(sealed.find("oak") == std::string::npos);
    CHECK(seal(key, bound, "under an oak", chance) != sealed); // a nonce of its own
    for (std::size_t size = 0; size < sealed.size(); ++size) {
        CHECK(open_sealed(key, bound, sealed.substr(0, size)).error().code == "sealed_broken");
    }
    for (const std::string& wrong : flipped(sealed)) {
        CHECK(open_sealed(key, bound, wrong).error().code == (wrong[0] == 1 ? "sealed_broken" : "sealed_newer"));
    }
    CHECK(open_sealed(key, bound, sealed + '\0').error().code == "sealed_broken");
    CHECK(open_sealed(Secret<32>::by_chance(chance), bound, sealed).error().code == "sealed_broken");
    for (const std::string& wrong : flipped(bound)) {
        CHECK_FALSE(open_sealed(key, wrong, sealed));
    }
    sync::Operation moved = operation;
    moved.table = "findk"; // table and key run together would be the same text
    moved.key = "";
    CHECK_FALSE(open_sealed(key, sync::associated_bytes(stream, moved, "note"), sealed));
    moved = operation;
    moved.stamp.device.value = 5;
    CHECK_FALSE(open_sealed(key, sync::associated_bytes(stream, moved, "note"), sealed));
    moved = operation;
    moved.authored.value = 9;
    CHECK_FALSE(open_sealed(key, sync::associated_bytes(stream, moved, "note"), sealed));
    CHECK_FALSE(open_sealed(key, sync::associated_bytes(sync::StreamId{{1, 2, 4}}, operation, "note"), sealed));
    CHECK_FALSE(open_sealed(key, sync::associated_bytes(stream, operation, "name"), sealed));
    moved = operation;
    moved.stamp.hlc.value = 77; // an edge that stamped it again breaks no seal
    CHECK(open_sealed(key, sync::associated_bytes(stream, moved, "note"), sealed));
}

TEST_CASE("a sealed photo: the same bytes each time, and no part may be cut, changed, left out, added or moved",
          "[keys]") {
    fakes::FakeRandom chance;
    const auto key = Secret<32>::by_chance(chance);
    const std::string small = "a small photo";
    const PhotoSealer sealer(key, small);
    const std::string sealed = sealer.part(0);
    CHECK(PhotoSealer(key, small).part(0) == sealed);
    CHECK(PhotoSealer(Secret<32>::by_chance(chance), small).part(0) != sealed);
    CHECK(PhotoSealer(key, "a small photO").part(0).substr(1, 32) != sealed.substr(1, 32));
    const auto open_all = [&](const std::string& bytes) -> Result<std::string> {
        const auto opener = PhotoOpener::begin(key, bytes, bytes.size());
        return opener ? opener->part(0, bytes) : std::unexpected(opener.error());
    };
    CHECK(open_all(sealed).value() == small);
    for (const std::string& wrong : flipped(sealed)) {
        CHECK(open_all(wrong).error().code == (wrong[0] == 1 ? "sealed_broken" : "sealed_newer"));
    }
    for (std::size_t size = 0; size < sealed.size(); ++size) {
        CHECK(open_all(sealed.substr(0, size)).error().code == "sealed_broken");
    }
    const std::string large(3 * sync::kPart_bytes, 'x');
    const PhotoSealer several(key, large);
    REQUIRE(several.parts() == 4);
    const std::vector<std::string> parts{several.part(0), several.part(1), several.part(2), several.part(3)};
    const auto opener = PhotoOpener::begin(key, parts[0], several.sealed_bytes()).value();
    CHECK(opener.part(1, parts[1]));
    CHECK_FALSE(opener.part(1, parts[2])); // moved, though of the same plaintext
    CHECK_FALSE(opener.part(2, parts[1]));
    CHECK_FALSE(opener.part(0, parts[1]));
    CHECK_FALSE(opener.part(4, parts[3]));
    CHECK_FALSE(opener.part(1, parts[1] + "x"));
    // An edge that hides the end, or the beginning of another photo of the account under this head.
    const auto shorter = PhotoOpener::begin(key, parts[0], 3 * sync::kPart_bytes).value();
    CHECK_FALSE(shorter.part(2, parts[2]));
    const auto longer = PhotoOpener::begin(key, parts[0], several.sealed_bytes() + sync::kPart_bytes).value();
    CHECK_FALSE(longer.part(3, parts[3]));
    const std::string other(3 * sync::kPart_bytes, 'y');
    CHECK_FALSE(opener.part(1, PhotoSealer(key, other).part(1)));
    CHECK_FALSE(PhotoOpener::begin(key, parts[0], sync::kMostBlob_bytes + 1));
}

TEST_CASE("recovery words: as people type them; a wrong one is named, a swapped one is noticed", "[keys]") {
    fakes::FakeRandom chance;
    const auto secret = AccountSecret::by_chance(chance);
    const std::string words = recovery_words(secret);
    std::string shouted = "\n  ";
    std::string short_words;
    std::size_t in_word = 0;
    for (const char c : words) {
        shouted += c == ' ' ? std::string("\t \n") : std::string(1, static_cast<char>(c - 'a' + 'A'));
        in_word = c == ' ' ? 0 : in_word + 1;
        if (in_word <= 4) {
            short_words += c;
        }
    }
    CHECK(secret_of_words(shouted + " ").value() == secret);
    CHECK(secret_of_words(short_words).value() == secret);
    CHECK(secret_of_words("").error().code == "words_count");
    CHECK(secret_of_words(words + " zoo").error().detail == "25");
    CHECK(secret_of_words(words.substr(0, words.rfind(' '))).error().detail == "23");
    const auto unknown = secret_of_words("hypha" + words.substr(words.find(' ')));
    CHECK(unknown.error().code == "words_unknown");
    CHECK(unknown.error().detail == "1");
    CHECK(secret_of_words("zo" + words.substr(words.find(' '))).error().code == "words_unknown"); // 'zo' is no word
    const std::string first = words.substr(0, words.find(' '));
    const std::string rest = words.substr(first.size() + 1);
    CHECK(secret_of_words(rest + " " + first).error().code == "words_checksum");
    CHECK(pairing_of_words(words).error().code == "words_count");
    std::string list(kEnglishWords);
    std::ranges::replace(list, ' ', '\n');
    CHECK(to_hex(sync::sha256(list + "\n")) == "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
}

TEST_CASE("pairing: another code opens nothing, and a code that is none is refused", "[keys]") {
    fakes::FakeRandom chance;
    const auto secret = AccountSecret::by_chance(chance);
    const auto mine = pairing_keys(PairingSecret::by_chance(chance)).value();
    const auto other = pairing_keys(PairingSecret::by_chance(chance)).value();
    CHECK(mine.lookup != other.lookup);
    const std::string wrapped = wrap_secret(mine, secret, chance);
    CHECK(unwrap_secret(mine, wrapped).value() == secret);
    CHECK_FALSE(unwrap_secret(other, wrapped));
    CHECK_FALSE(unwrap_secret({other.lookup, mine.wrapping}, wrapped)); // moved to another offer
    for (const std::string& wrong : flipped(wrapped)) {
        CHECK_FALSE(unwrap_secret(mine, wrong));
    }
    const std::string text = pairing_text(PairingSecret::by_chance(chance));
    for (const std::string& wrong : {std::string(), text.substr(1), text + "A", text.substr(0, text.size() - 1),
                                     "hypha-pair:2:" + text.substr(13), std::string("https://example.org/")}) {
        CHECK(pairing_of_text(wrong).error().code == "pairing_text");
    }
}

TEST_CASE("signatures: another message, another key, a flipped bit, a key of small order and an S that is not reduced "
          "are refused",
          "[keys]") {
    fakes::FakeRandom chance;
    const SigningKey key = signing_key_of(Secret<32>::by_chance(chance));
    const SigningKey other = signing_key_of(Secret<32>::by_chance(chance));
    const Signature signature = sign(key, "message");
    CHECK(verify(key.public_key, "message", signature));
    CHECK_FALSE(verify(key.public_key, "messagf", signature));
    CHECK_FALSE(verify(other.public_key, "message", signature));
    for (std::size_t i = 0; i < 8 * signature.size(); ++i) {
        Signature wrong = signature;
        wrong[i / 8] = static_cast<std::uint8_t>(wrong[i / 8] ^ (1U << (i % 8)));
        CHECK_FALSE(verify(key.public_key, "message", wrong));
    }
    // With the neutral element as key, R = S·B of S = 0 would fit every message.
    PublicKey neutral{1};
    Signature empty{};
    empty[0] = 1;
    CHECK_FALSE(verify(neutral, "any message", empty));
    // S + the order of the group: the same equation, another spelling.
    constexpr std::array<std::uint8_t, 32> kOrder{0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                                                  0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                                                  0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
    Signature spelled = signature;
    unsigned carry = 0;
    for (std::size_t i = 0; i < 32; ++i) {
        carry += static_cast<unsigned>(spelled[32 + i]) + kOrder[i];
        spelled[32 + i] = static_cast<std::uint8_t>(carry);
        carry >>= 8;
    }
    CHECK_FALSE(verify(key.public_key, "message", spelled));
}
