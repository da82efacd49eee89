// Unpredictable bits, from outside, so that ids are unique between devices and tests can replay them.
// Every implementation must pass tests/contract/random_contract.hpp.
#pragma once

#include <cstdint>

namespace hypha::ports {

class Random {
public:
    virtual ~Random() = default;
    virtual std::uint64_t next() = 0;
};

} // namespace hypha::ports
