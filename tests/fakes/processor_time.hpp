// How long work took, in milliseconds of this process's processor: whoever else runs beside a test does not count.
#pragma once

#include <ctime>

namespace hypha::fakes {

double processor_ms(const auto& work) {
    const std::clock_t start = std::clock();
    work();
    return 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

} // namespace hypha::fakes
