// For a class that stands on a std::variant of a hundred kinds and declares its copying, moving and ending: they are compiled once, in
// the .cpp that defines them, where a bare variant has each of them compiled anew in every file that holds one (half of its time).
// std::visit, std::get_if and std::holds_alternative take such a class as they take its variant.
#pragma once

#include <type_traits>
#include <variant>

namespace hypha {

template <typename Variant, typename Kind> inline constexpr bool is_kind_of = false;
template <typename... Kinds, typename Kind>
inline constexpr bool is_kind_of<std::variant<Kinds...>, Kind> = (std::is_same_v<Kinds, Kind> || ...);

// What a class can be made of: one of the kinds, by value or by reference.
template <typename Kind, typename Variant>
concept KindOf = is_kind_of<Variant, std::remove_cvref_t<Kind>>;

} // namespace hypha
