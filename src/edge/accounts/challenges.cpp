#include "edge/accounts/challenges.hpp"

#include <array>

#include "keys/keyed_hash.hpp"
#include "keys/secret.hpp"

namespace hypha::edge {
namespace {

constexpr std::size_t kSaid_bytes = 8 + 16;
constexpr std::size_t kMark_bytes = 32;

std::string mark_of(std::string_view secret, std::string_view said) {
    const auto mark = keys::keyed_hash(secret, "hypha challenge 1" + std::string(said));
    return {mark.begin(), mark.end()};
}

} // namespace

std::string make_challenge(std::string_view secret, std::int64_t ends_ms, ports::Random& random) {
    std::string said;
    for (int shift = 56; shift >= 0; shift -= 8) {
        said += static_cast<char>(static_cast<std::uint64_t>(ends_ms) >> shift);
    }
    const auto chance = keys::Secret<16>::by_chance(random);
    said += chance.view();
    return said + mark_of(secret, said);
}

std::optional<std::int64_t> end_of_challenge(std::string_view secret, std::string_view challenge) {
    if (challenge.size() != kSaid_bytes + kMark_bytes ||
        !keys::same(challenge.substr(kSaid_bytes), mark_of(secret, challenge.substr(0, kSaid_bytes)))) {
        return std::nullopt;
    }
    std::uint64_t ends_ms = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        ends_ms = ends_ms << 8 | static_cast<std::uint8_t>(challenge[i]);
    }
    return static_cast<std::int64_t>(ends_ms);
}

} // namespace hypha::edge
