// SHA-256 (FIPS 180-4), incremental, in portable C++: blob hashes, batch digests and the check of a log, without a library in
// either build. Not for secrets: nothing here is written to run in constant time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hypha::sync {

class Sha256 {
public:
    using Digest = std::array<std::uint8_t, 32>;

    Sha256& add(std::string_view bytes);
    [[nodiscard]] Digest finish() const;

private:
    void block(const std::uint8_t* bytes);

    std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::uint8_t, 64> pending_{};
    std::uint64_t length_ = 0;
};

inline Sha256::Digest sha256(std::string_view bytes) { return Sha256().add(bytes).finish(); }

// A short name of what was summed; never 0, so that 0 can mean nothing.
inline std::uint64_t first_number(const Sha256::Digest& digest) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        number = number << 8 | digest[i];
    }
    return number | 1;
}

} // namespace hypha::sync
