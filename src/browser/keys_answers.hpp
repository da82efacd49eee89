// What the exports of keys.wasm share: the answer that lies there until the next call, and bytes at a pointer.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "browser/imports.hpp"
#include "core/base/error.hpp"
#include "keys/pairing.hpp"
#include "keys/sealed_photo.hpp"

namespace hypha::browser {

class KeysRandom final : public ports::Random {
public:
    std::uint64_t next() override {
        return (static_cast<std::uint64_t>(hypha_random_bits()) << 32U) | hypha_random_bits();
    }
};

struct Held {
    KeysRandom random;
    std::string answer;
    std::string code;
    std::optional<keys::PhotoSealer> sealer;
    std::optional<keys::PhotoOpener> opener;
};

inline Held& held() {
    static Held state;
    return state;
}

inline std::string& fresh() {
    std::string& answer = held().answer;
    keys::wipe(answer.data(), answer.size());
    answer.clear();
    return answer;
}

inline const char* answered(std::string_view bytes) {
    fresh() += bytes;
    return "";
}

inline const char* failed(const Error& error) {
    fresh() += error.detail;
    held().code = error.code;
    return held().code.c_str();
}

inline const char* answered_or_failed(const Result<std::string>& made) {
    return made ? answered(*made) : failed(made.error());
}

template <std::size_t N> keys::Secret<N> secret_at(const std::uint8_t* bytes) {
    keys::Secret<N> secret;
    std::copy_n(bytes, N, secret.bytes.begin());
    return secret;
}

template <std::size_t N> std::array<std::uint8_t, N> array_at(const std::uint8_t* bytes) {
    std::array<std::uint8_t, N> array{};
    std::copy_n(bytes, N, array.begin());
    return array;
}

template <std::size_t N> std::string_view view(const std::array<std::uint8_t, N>& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), N};
}

inline keys::PairingKeys pairing_at(const std::uint8_t* bytes) {
    return {array_at<16>(bytes), secret_at<32>(bytes + 16)};
}

} // namespace hypha::browser
