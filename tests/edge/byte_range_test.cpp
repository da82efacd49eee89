// Range as a table, for a file of 10 bytes.
#include "edge/byte_range.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string_view>

using namespace hypha::edge;

namespace {

using Kind = ByteRange::Kind;

struct Row {
    std::string_view field;
    ByteRange wanted;
};

constexpr ByteRange kWhole{};
constexpr ByteRange kUnsatisfiable{Kind::unsatisfiable, 0, 0};
constexpr ByteRange part(std::uint64_t first, std::uint64_t length) { return {Kind::part, first, length}; }

constexpr Row kTable[] = {
    {"bytes=0-0", part(0, 1)},
    {"bytes=0-9", part(0, 10)},
    {"bytes=0-", part(0, 10)},
    {"bytes=3-5", part(3, 3)},
    {"bytes=9-", part(9, 1)},
    {"bytes=5-99", part(5, 5)},
    {"bytes=5-99999999999999999999999", part(5, 5)},
    {"bytes=-3", part(7, 3)},
    {"bytes=-10", part(0, 10)},
    {"bytes=-99999999999999999999999", part(0, 10)},
    {"bytes=-0", kUnsatisfiable},
    {"bytes=10-", kUnsatisfiable},
    {"bytes=10-20", kUnsatisfiable},
    {"bytes=18446744073709551615-", kUnsatisfiable},
    {"bytes=18446744073709551616-18446744073709551617", kUnsatisfiable},
    {"bytes=5-3", kWhole},
    {"bytes=0-1,3-4", kWhole},
    {"bytes=", kWhole},
    {"bytes=-", kWhole},
    {"bytes=a-b", kWhole},
    {"bytes=0x1-2", kWhole},
    {"bytes= 0-1", kWhole},
    {"bytes=+0-1", kWhole},
    {"bytes=--1", kWhole},
    {"lines=0-1", kWhole},
    {"bytes 0-1", kWhole},
    {"", kWhole},
};

} // namespace

TEST_CASE("one byte range is understood, anything else is the whole file", "[byte_range]") {
    for (const Row& row : kTable) {
        CAPTURE(row.field);
        const ByteRange found = parse_byte_range(row.field, 10);
        CHECK(static_cast<int>(found.kind) == static_cast<int>(row.wanted.kind));
        CHECK(found.first == row.wanted.first);
        CHECK(found.length == row.wanted.length);
    }
}

TEST_CASE("no range of an empty file can be satisfied", "[byte_range]") {
    for (const std::string_view field : {"bytes=0-", "bytes=0-0", "bytes=-1", "bytes=-0"}) {
        CAPTURE(field);
        CHECK(parse_byte_range(field, 0) == kUnsatisfiable);
    }
}
