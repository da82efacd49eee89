// What holds one of many kinds: which kind it is, that each value ends once, and that a copy that throws replaces nothing.
#include <catch2/catch_test_macros.hpp>

#include <memory>
#include <stdexcept>
#include <string>

#include "core/base/one_of.hpp"

using namespace hypha;

namespace {

struct Counted {
    explicit Counted(int& of) : alive(&of) { ++*alive; }
    Counted(const Counted& other) : alive(other.alive) { ++*alive; }
    Counted(Counted&& other) noexcept : alive(other.alive) { ++*alive; }
    Counted& operator=(const Counted&) = delete;
    Counted& operator=(Counted&&) = delete;
    ~Counted() { --*alive; }
    int* alive;
};
struct ThrowsWhenCopied {
    ThrowsWhenCopied() = default;
    ThrowsWhenCopied(const ThrowsWhenCopied&) { throw std::runtime_error("no copy"); }
    ThrowsWhenCopied(ThrowsWhenCopied&&) noexcept {}
    ThrowsWhenCopied& operator=(const ThrowsWhenCopied&) = delete;
    ThrowsWhenCopied& operator=(ThrowsWhenCopied&&) = delete;
    ~ThrowsWhenCopied() = default;
};
struct alignas(32) Wide {
    double number = 4;
};
using Kinds = OneOf<int, std::string, Counted, ThrowsWhenCopied, Wide>;
struct One : Kinds {
    using Kinds::Kinds;
};

} // namespace

TEST_CASE("one of many kinds says which it is and is visited as that", "[base][one_of]") {
    const auto name = [](const One& one) {
        return visit(
            []<typename Kind>(const Kind& value) -> std::string {
                if constexpr (std::is_same_v<Kind, std::string>) {
                    return "text " + value;
                } else if constexpr (std::is_same_v<Kind, Wide>) {
                    return reinterpret_cast<std::uintptr_t>(&value) % alignof(Wide) == 0 ? "wide" : "slanted";
                } else {
                    return std::is_same_v<Kind, int> ? "number" : "other";
                }
            },
            one);
    };
    CHECK(name(One()) == "number");
    CHECK(*get_if<int>(&static_cast<const One&>(One())) == 0);
    One one(std::string("long enough to be somewhere else in memory"));
    CHECK(holds_alternative<std::string>(one));
    CHECK_FALSE(holds_alternative<int>(one));
    CHECK(get_if<Wide>(&one) == nullptr);
    CHECK(get_if<std::string>(static_cast<One*>(nullptr)) == nullptr);
    CHECK(one.index() == 1);
    CHECK(name(one) == "text long enough to be somewhere else in memory");
    visit(
        []<typename Kind>(Kind& value) {
            if constexpr (std::is_same_v<Kind, std::string>) value = "changed";
        },
        one);
    CHECK(*get_if<std::string>(&one) == "changed");
    one = Wide{};
    CHECK(name(one) == "wide");
    CHECK(get_if<Wide>(&one)->number == 4);
}

TEST_CASE("what one of many kinds holds ends exactly once", "[base][one_of]") {
    int alive = 0;
    {
        One first(Counted{alive});
        CHECK(alive == 1);
        One second = first;
        CHECK(alive == 2);
        One third = std::move(first); // what was moved from is still there, and ends with its holder
        CHECK(alive == 3);
        second = third;
        CHECK(alive == 3);
        const One& itself = second;
        second = itself;
        CHECK(alive == 3);
        third = 7;
        CHECK(alive == 2);
        second = std::move(third);
        CHECK(alive == 1);
        CHECK(*get_if<int>(&second) == 7);
    }
    CHECK(alive == 0);
}

TEST_CASE("a copy that throws replaces nothing", "[base][one_of]") {
    const One refused{ThrowsWhenCopied{}};
    One kept(std::string("kept"));
    CHECK_THROWS_AS(kept = refused, std::runtime_error);
    CHECK(*get_if<std::string>(&kept) == "kept");
}
