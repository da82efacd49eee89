// The four views of one mushroom. Order of the enum is the order on the home screen, left to right, top to bottom;
// kMostUsefulFirst is the order in which the app asks for them: the whole mushroom first, then what tells deadly kinds apart.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace hypha::app {

enum class Slot { underside, profile, base, habitat };

inline constexpr std::size_t kSlotCount = 4;
inline constexpr std::array<Slot, kSlotCount> kSlots{Slot::underside, Slot::profile, Slot::base, Slot::habitat};
inline constexpr std::array<Slot, kSlotCount> kMostUsefulFirst{Slot::profile, Slot::base, Slot::underside,
                                                               Slot::habitat};
inline constexpr std::array<std::string_view, kSlotCount> kSlotNames{"underside", "profile", "base", "habitat"};

constexpr std::size_t index_of(Slot slot) { return static_cast<std::size_t>(slot); }

constexpr std::string_view name_of(Slot slot) { return kSlotNames[index_of(slot)]; }

constexpr std::optional<Slot> slot_named(std::string_view name) {
    for (const Slot slot : kSlots) {
        if (name_of(slot) == name) {
            return slot;
        }
    }
    return std::nullopt;
}

} // namespace hypha::app
