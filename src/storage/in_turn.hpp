// Runs steps one after the other until one fails, and answers that failure. Each is callable as Result<void>().
#pragma once

#include "core/base/error.hpp"

namespace hypha::storage {

template <typename... Steps> Result<void> in_turn(Steps&&... steps) {
    Result<void> last;
    (void)((last = steps()).has_value() && ...);
    return last;
}

} // namespace hypha::storage
