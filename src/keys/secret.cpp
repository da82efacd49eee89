#include "keys/secret.hpp"

#include <algorithm>

#include <sodium.h>

namespace hypha::keys {

void wipe(void* bytes, std::size_t size) { sodium_memzero(bytes, size); }

bool same(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

void fill(ports::Random& random, std::uint8_t* bytes, std::size_t size) {
    for (std::size_t at = 0; at < size; at += 8) {
        std::uint64_t drawn = random.next();
        for (std::size_t i = at; i < std::min(size, at + 8); ++i) {
            bytes[i] = static_cast<std::uint8_t>(drawn);
            drawn >>= 8;
        }
        wipe(&drawn, sizeof drawn);
    }
}

} // namespace hypha::keys
