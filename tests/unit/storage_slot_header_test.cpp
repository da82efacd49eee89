// The decoder of slot headers under attack: only the exact record of a header is one.
#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

#include "storage/slot_header.hpp"

using namespace hypha::storage;

namespace {

std::vector<std::byte> record_of(const SlotHeader& header) {
    const SlotRecord record = encode_slot_header(header);
    return {record.begin(), record.end()};
}

} // namespace

TEST_CASE("a slot header keeps generation and name", "[slot_header]") {
    for (const SlotHeader& header :
         {SlotHeader{1, "hypha.db"}, SlotHeader{0, ""}, SlotHeader{~0ULL, std::string(kSlotNameLimit, 'x')},
          SlotHeader{258, "se\xc3\xb1"
                          "al.db-wal"}}) {
        CHECK(decode_slot_header(record_of(header)) == header);
    }
}

TEST_CASE("every truncation of a slot header is no header", "[slot_header]") {
    const auto whole = record_of({7, "hypha.db"});
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        const std::vector<std::byte> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        REQUIRE_FALSE(decode_slot_header(cut).has_value());
    }
}

TEST_CASE("every flipped bit of a slot header is no header", "[slot_header]") {
    const auto whole = record_of({7, "hypha.db"});
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        CAPTURE(bit);
        auto flipped = whole;
        flipped[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
        REQUIRE_FALSE(decode_slot_header(flipped).has_value());
    }
}

TEST_CASE("extra bytes, zeros and noise are no slot header", "[slot_header]") {
    auto longer = record_of({7, "hypha.db"});
    longer.push_back(std::byte{0});
    CHECK_FALSE(decode_slot_header(longer).has_value());
    CHECK_FALSE(decode_slot_header(std::vector<std::byte>(kSlotRecordBytes)).has_value());
    CHECK_FALSE(decode_slot_header(std::vector<std::byte>(kSlotRecordBytes, std::byte{0xff})).has_value());
}

TEST_CASE("a record torn between two headers is no header, at every byte", "[slot_header]") {
    const auto older = record_of({7, "hypha.db"});
    const auto newer = record_of({8, "hypha.db.damaged-1"});
    int mixed = 0;
    for (std::size_t at = 1; at < newer.size(); ++at) {
        std::vector<std::byte> torn(newer.begin(), newer.begin() + static_cast<std::ptrdiff_t>(at));
        torn.insert(torn.end(), older.begin() + static_cast<std::ptrdiff_t>(at), older.end());
        if (torn == older || torn == newer) {
            continue;
        }
        ++mixed;
        CAPTURE(at);
        REQUIRE_FALSE(decode_slot_header(torn).has_value());
    }
    CHECK(mixed > 400);
}

TEST_CASE("a sound checksum does not excuse a name with a NUL", "[slot_header]") {
    CHECK_FALSE(decode_slot_header(record_of({7, std::string("a\0b", 3)})).has_value());
}
