// Distinct id types: an ObservationId cannot be passed where a PhotoId is meant. 0 is "none".
#pragma once

#include <compare>
#include <cstdint>

namespace hypha {

template <typename Tag> struct Id {
    std::int64_t value = 0;
    explicit operator bool() const { return value != 0; }
    auto operator<=>(const Id&) const = default;
};

using ObservationId = Id<struct ObservationTag>;
using IdentificationId = Id<struct IdentificationTag>;

} // namespace hypha
