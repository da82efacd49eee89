// A transaction is whole or it is nothing, nested or not, and also after SQLite undid it by itself.
#include <catch2/catch_test_macros.hpp>

#include "storage/database.hpp"
#include "storage/setting_table.hpp"
#include "storage/transaction.hpp"
#include "storage_shelf.hpp"

using namespace hypha;
using namespace hypha::storage;

namespace {

std::string value_of(Database& database, const char* key) {
    return SettingTable(database).find(key).value().value_or("none");
}

void set(Database& database, const char* key, const char* value) {
    REQUIRE(SettingTable(database).set(key, value).has_value());
}

} // namespace

TEST_CASE("a transaction that ends without a commit leaves nothing", "[transaction]") {
    const auto database = Database::open(DatabasePlace::in_memory()).value().release();
    const std::unique_ptr<Database> owner(database);
    {
        auto transaction = Transaction::begin(*database);
        REQUIRE(transaction.has_value());
        set(*database, "a", "1");
    }
    CHECK(value_of(*database, "a") == "none");
    {
        auto transaction = Transaction::begin(*database);
        REQUIRE(transaction.has_value());
        set(*database, "a", "2");
        REQUIRE(transaction->commit().has_value());
        CHECK(transaction->commit().error().code == "sql_failed");
    }
    CHECK(value_of(*database, "a") == "2");
}

TEST_CASE("an inner transaction can be undone alone, and goes with the outer one", "[transaction]") {
    auto opened = Database::open(DatabasePlace::in_memory());
    REQUIRE(opened.has_value());
    Database& database = **opened;
    {
        auto outer = Transaction::begin(database);
        REQUIRE(outer.has_value());
        set(database, "outer", "kept");
        {
            auto inner = Transaction::begin(database);
            REQUIRE(inner.has_value());
            set(database, "inner", "undone");
        }
        {
            auto inner = Transaction::begin(database);
            REQUIRE(inner.has_value());
            set(database, "second", "kept");
            REQUIRE(inner->commit().has_value());
        }
        REQUIRE(outer->commit().has_value());
    }
    CHECK(value_of(database, "outer") == "kept");
    CHECK(value_of(database, "inner") == "none");
    CHECK(value_of(database, "second") == "kept");
    {
        auto outer = Transaction::begin(database);
        auto inner = Transaction::begin(database);
        REQUIRE((outer.has_value() && inner.has_value()));
        set(database, "second", "changed");
        REQUIRE(inner->commit().has_value());
    }
    CHECK(value_of(database, "second") == "kept");
}

TEST_CASE("after SQLite undid a transaction by itself, its commit fails and nothing is called kept", "[transaction]") {
    Shelf shelf;
    auto opened = shelf.open();
    REQUIRE(opened.has_value());
    Database& database = **opened;
    auto outer = Transaction::begin(database);
    REQUIRE(outer.has_value());
    set(database, "a", "1");
    // A statement with ON CONFLICT ROLLBACK is the sure way to make SQLite end the transaction.
    CHECK(database.run("INSERT OR ROLLBACK INTO setting(key, value) VALUES('a', '2')").error().code == "sql_failed");
    CHECK_FALSE(Transaction::begin(database).has_value());
    CHECK(SettingTable(database).set("alone", "half of it").error().code == "storage_unavailable");
    CHECK(value_of(database, "alone") == "none");
    CHECK(outer->commit().error().code == "storage_unavailable");
    CHECK(value_of(database, "a") == "none");
    auto next = Transaction::begin(database);
    REQUIRE(next.has_value());
    set(database, "a", "3");
    REQUIRE(next->commit().has_value());
    CHECK(value_of(database, "a") == "3");
}
