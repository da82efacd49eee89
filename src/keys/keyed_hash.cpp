#include "keys/keyed_hash.hpp"

#include <sodium.h>

namespace hypha::keys {

std::array<std::uint8_t, 32> keyed_hash(std::string_view key, std::string_view bytes) {
    std::array<std::uint8_t, 32> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                       reinterpret_cast<const unsigned char*>(key.data()), key.size());
    return hash;
}

} // namespace hypha::keys
