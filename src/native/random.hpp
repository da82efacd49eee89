// The kernel's entropy, drawn in blocks of 256 bytes.
#pragma once

#include <array>
#include <cstddef>

#include "ports/random.hpp"

namespace hypha::native {

class PosixRandom final : public ports::Random {
public:
    std::uint64_t next() override;

private:
    std::array<std::uint64_t, 32> block_{};
    std::size_t left_ = 0;
};

} // namespace hypha::native
