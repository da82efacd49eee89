// SHA-256 against the examples of FIPS 180-4 and NIST, whole and in pieces.
#include <catch2/catch_test_macros.hpp>

#include <string>

#include "core/sync/sha256.hpp"

using hypha::sync::Sha256;

namespace {

std::string hex(const Sha256::Digest& digest) {
    constexpr char kDigits[] = "0123456789abcdef";
    std::string out;
    for (const std::uint8_t byte : digest) {
        out += {kDigits[byte >> 4], kDigits[byte & 15]};
    }
    return out;
}

} // namespace

TEST_CASE("SHA-256 answers the published examples", "[sync]") {
    using hypha::sync::sha256;
    CHECK(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(hex(sha256(std::string(1000000, 'a'))) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 in pieces of any length is SHA-256 of the whole", "[sync]") {
    std::string all;
    for (int i = 0; i < 300; ++i) {
        all += static_cast<char>(i * 7);
    }
    for (std::size_t piece = 1; piece < 140; ++piece) {
        Sha256 sum;
        for (std::size_t at = 0; at < all.size(); at += piece) {
            sum.add(std::string_view(all).substr(at, piece));
        }
        CHECK(sum.finish() == hypha::sync::sha256(all));
    }
}
