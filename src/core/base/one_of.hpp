// One value of one of many kinds, as std::variant, for a hundred of them and more: a file that makes or holds one compiles what
// the kinds it names need, where std::variant compiles copying, moving and ending of every kind in every file (two thirds of the
// time of a screen's file, measured with -ftime-trace). get_if, holds_alternative and visit read as those of std::variant.
// Moving never throws; copying may, and then what it would have replaced stands. A moved-from value keeps its kind.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace hypha {

// What a OneOf does with what it holds. Outside of it, so that the names do not repeat the hundred kinds.
struct KindWays {
    void (*copy)(void* to, const void* from);
    void (*move)(void* to, void* from) noexcept;
    void (*end)(void* at) noexcept;
};
template <typename Kind>
inline constexpr KindWays kWaysOf = {
    [](void* to, const void* from) { ::new (to) Kind(*static_cast<const Kind*>(from)); },
    [](void* to, void* from) noexcept {
        static_assert(std::is_nothrow_move_constructible_v<Kind>);
        ::new (to) Kind(std::move(*static_cast<Kind*>(from)));
    },
    [](void* at) noexcept { std::destroy_at(static_cast<Kind*>(at)); }};

template <typename First, typename... Others> class OneOf {
public:
    template <typename Kind>
    static constexpr bool kIsKind = std::is_same_v<First, Kind> || (std::is_same_v<Others, Kind> || ...);
    template <typename Kind> [[nodiscard]] static consteval std::size_t place_of() {
        constexpr std::array kIsIt = {std::is_same_v<First, Kind>, std::is_same_v<Others, Kind>...};
        return static_cast<std::size_t>(std::ranges::find(kIsIt, true) - kIsIt.begin());
    }

    OneOf() noexcept : OneOf(First{}) {}
    template <typename Kind>
        requires(kIsKind<std::remove_cvref_t<Kind>>)
    OneOf(Kind&& value) : ways_(&kWaysOf<std::remove_cvref_t<Kind>>), place_(place_of<std::remove_cvref_t<Kind>>()) {
        ::new (at()) std::remove_cvref_t<Kind>(std::forward<Kind>(value));
    }
    OneOf(const OneOf& other) : ways_(other.ways_), place_(other.place_) { ways_->copy(at(), other.at()); }
    OneOf(OneOf&& other) noexcept : ways_(other.ways_), place_(other.place_) { ways_->move(at(), other.at()); }
    OneOf& operator=(const OneOf& other) {
        if (this != &other) {
            *this = OneOf(other);
        }
        return *this;
    }
    OneOf& operator=(OneOf&& other) noexcept {
        if (this != &other) {
            ways_->end(at());
            ways_ = other.ways_;
            place_ = other.place_;
            ways_->move(at(), other.at());
        }
        return *this;
    }
    ~OneOf() { ways_->end(at()); }

    // Which kind of the list it is, from 0.
    [[nodiscard]] std::size_t index() const { return place_; }
    // Where it lies, as what index() says.
    [[nodiscard]] void* at() { return bytes_.data(); }
    [[nodiscard]] const void* at() const { return bytes_.data(); }

private:
    const KindWays* ways_;
    std::size_t place_;
    alignas(std::max({alignof(First),
                      alignof(Others)...})) std::array<std::byte, std::max({sizeof(First), sizeof(Others)...})> bytes_;
};

template <typename Kind, typename... Kinds>
    requires(OneOf<Kinds...>::template kIsKind<Kind>)
[[nodiscard]] bool holds_alternative(const OneOf<Kinds...>& one) {
    return one.index() == OneOf<Kinds...>::template place_of<Kind>();
}

// Null where it is another kind, or none.
template <typename Kind, typename... Kinds> [[nodiscard]] const Kind* get_if(const OneOf<Kinds...>* one) {
    return one != nullptr && holds_alternative<Kind>(*one) ? static_cast<const Kind*>(one->at()) : nullptr;
}
template <typename Kind, typename... Kinds> [[nodiscard]] Kind* get_if(OneOf<Kinds...>* one) {
    return one != nullptr && holds_alternative<Kind>(*one) ? static_cast<Kind*>(one->at()) : nullptr;
}

template <typename Answer, typename Visitor, typename Kind> Answer visit_kind(Visitor& visitor, const void* at) {
    return visitor(*static_cast<const Kind*>(at));
}
template <typename Answer, typename Visitor, typename Kind> Answer visit_kind_to_change(Visitor& visitor, void* at) {
    return visitor(*static_cast<Kind*>(at));
}

// What `visitor` answers for the kind that is there; it answers one type for all.
template <typename Visitor, typename First, typename... Others>
auto visit(Visitor&& visitor, const OneOf<First, Others...>& one) {
    using V = std::remove_reference_t<Visitor>;
    using Answer = std::invoke_result_t<V&, const First&>;
    static constexpr std::array kRoads = {&visit_kind<Answer, V, First>, &visit_kind<Answer, V, Others>...};
    return kRoads[one.index()](visitor, one.at());
}
template <typename Visitor, typename First, typename... Others>
auto visit(Visitor&& visitor, OneOf<First, Others...>& one) {
    using V = std::remove_reference_t<Visitor>;
    using Answer = std::invoke_result_t<V&, First&>;
    static constexpr std::array kRoads = {&visit_kind_to_change<Answer, V, First>,
                                          &visit_kind_to_change<Answer, V, Others>...};
    return kRoads[one.index()](visitor, one.at());
}

} // namespace hypha
