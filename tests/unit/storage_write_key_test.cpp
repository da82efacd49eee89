// Keys of requests that are done: there exactly when the effect is, over crashes too, and never more than a bounded number.
#include <catch2/catch_test_macros.hpp>

#include "storage/setting_table.hpp"
#include "storage/transaction.hpp"
#include "storage/write_key_table.hpp"
#include "storage_shelf.hpp"

using namespace hypha;
using namespace hypha::storage;

TEST_CASE("a key that was added is found, also after a restart; another is not", "[write_key]") {
    Shelf shelf;
    {
        const auto database = shelf.open().value();
        WriteKeyTable keys(*database);
        CHECK_FALSE(keys.contains("a").value());
        REQUIRE(keys.add("a", 10));
        REQUIRE(keys.add("a", 20));
        CHECK(keys.count() == 1);
    }
    const auto database = shelf.open().value();
    CHECK(WriteKeyTable(*database).contains("a").value());
    CHECK_FALSE(WriteKeyTable(*database).contains("b").value());
}

TEST_CASE("key and effect are kept together or not at all", "[write_key]") {
    Shelf shelf;
    const auto database = shelf.open().value();
    WriteKeyTable keys(*database);
    {
        const auto undone = Transaction::begin(*database);
        REQUIRE(SettingTable(*database).set("effect", "1"));
        REQUIRE(keys.add("a", 10));
    }
    CHECK_FALSE(keys.contains("a").value());
    CHECK_FALSE(SettingTable(*database).find("effect").value().has_value());
    auto kept = Transaction::begin(*database);
    REQUIRE(SettingTable(*database).set("effect", "1"));
    REQUIRE(keys.add("a", 10));
    REQUIRE(kept->commit());
    CHECK(keys.contains("a").value());
}

TEST_CASE("old keys go, but never the newest ones, whatever their age", "[write_key]") {
    Shelf shelf;
    const auto database = shelf.open().value();
    WriteKeyTable keys(*database);
    auto transaction = Transaction::begin(*database); // only for speed
    constexpr std::int64_t kOld = WriteKeyTable::kAlwaysKept + 500;
    for (std::int64_t i = 1; i <= kOld; ++i) {
        REQUIRE(keys.add(std::to_string(i), i));
    }
    CHECK(keys.count() == kOld); // none is old yet
    const std::int64_t later = WriteKeyTable::kKept_ms + kOld + 1;
    for (std::int64_t i = kOld + 1; i <= 2 * kOld; ++i) {
        REQUIRE(keys.add(std::to_string(i), later));
    }
    CHECK_FALSE(keys.contains("1").value());
    CHECK_FALSE(keys.contains(std::to_string(kOld)).value());
    CHECK(keys.contains(std::to_string(kOld + 1)).value());
    CHECK(keys.count() == kOld);
}

TEST_CASE("never more keys than the limit", "[write_key]") {
    Shelf shelf;
    const auto database = shelf.open().value();
    WriteKeyTable keys(*database);
    const auto transaction = Transaction::begin(*database); // only for speed
    for (std::int64_t i = 1; i <= WriteKeyTable::kMost + 50; ++i) {
        REQUIRE(keys.add(std::to_string(i), 1));
    }
    CHECK(keys.count() == WriteKeyTable::kMost);
    CHECK_FALSE(keys.contains("50").value());
    CHECK(keys.contains("51").value());
}
