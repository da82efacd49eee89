// Bytes that nobody else may have. They are wiped when they go; copies are wiped each by itself. Compare with same(), whose time
// says nothing about where two differ.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ports/random.hpp"

namespace hypha::keys {

// Never optimised away, unlike a memset before the end of a life.
void wipe(void* bytes, std::size_t size);
bool same(std::string_view a, std::string_view b);
void fill(ports::Random& random, std::uint8_t* bytes, std::size_t size);

template <std::size_t N> struct Secret {
    std::array<std::uint8_t, N> bytes{};

    Secret() = default;
    Secret(const Secret&) = default;
    Secret& operator=(const Secret&) = default;
    ~Secret() { wipe(bytes.data(), N); }

    static Secret by_chance(ports::Random& random) {
        Secret secret;
        fill(random, secret.bytes.data(), N);
        return secret;
    }
    [[nodiscard]] std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), N}; }
    bool operator==(const Secret& other) const { return same(view(), other.view()); }
};

} // namespace hypha::keys
