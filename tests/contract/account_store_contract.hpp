// What every edge::AccountStore promises. `open` answers the same store again, as after a restart of the program.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include <functional>
#include <string>

#include "edge/store/served_store.hpp"

namespace hypha::edge {

inline void check_account_store_contract(const std::function<ServedStore&()>& open) {
    const sync::StreamId mine{{21}};
    const sync::StreamId other{{22}};
    const TokenHash first{1};
    const TokenHash second{2};
    const AccountRow account{{9, 8}, 100, true, std::nullopt, 0};
    const DeviceRow phone{{5}, std::string("na\0me", 5), 20, 21, 0, first, std::nullopt, 22, 1'000};
    const DeviceRow tablet{{4}, "", 30, 31, 0, {7}, std::nullopt, 32, 1'000};

    ServedStore* store = &open();
    CHECK_FALSE(store->account());                 // no transaction
    CHECK_FALSE(store->has_account(mine).value()); // and a question makes no row
    CHECK_FALSE(store->device_of_token(mine, first)->has_value());
    REQUIRE(store->begin(mine));
    CHECK_FALSE(store->account()->has_value());
    CHECK(store->devices()->empty());
    REQUIRE(store->put_account(account));
    REQUIRE(store->put_device(tablet));
    REQUIRE(store->put_device(phone));
    REQUIRE(store->commit());

    store = &open();
    CHECK(store->has_account(mine).value());
    CHECK_FALSE(store->has_account(other).value());
    CHECK(store->device_of_token(mine, first).value() == phone);
    CHECK_FALSE(store->device_of_token(other, first)->has_value()); // a token is one stream's
    CHECK_FALSE(store->device_of_token(mine, second)->has_value());
    REQUIRE(store->begin(mine));
    CHECK(store->account().value() == account);
    REQUIRE(store->devices()->size() == 2);
    CHECK(store->devices()->at(0) == phone); // as they came
    CHECK(store->devices()->at(1) == tablet);
    DeviceRow rotated = phone;
    rotated.token = second;
    rotated.previous = first;
    rotated.rotated_ms = 500;
    REQUIRE(store->put_device(rotated));
    AccountRow closed = account;
    closed.words_open = false;
    closed.ticket = TokenHash{3};
    closed.ticket_until_ms = 77;
    REQUIRE(store->put_account(closed));
    REQUIRE(store->commit());
    CHECK(store->device_of_token(mine, first).value() == rotated);
    CHECK(store->device_of_token(mine, second).value() == rotated);
    REQUIRE(store->begin(mine));
    CHECK(store->account().value() == closed);
    REQUIRE(store->drop_device(phone.key));
    CHECK(store->devices()->size() == 1);
    store->rollback();
    CHECK(store->device_of_token(mine, second)->has_value()); // nothing of what was rolled back

    REQUIRE(store->begin(mine)); // a challenge is used once, and forgotten once it has ended
    CHECK(store->use_challenge("one", 100, 50).value());
    CHECK_FALSE(store->use_challenge("one", 100, 50).value());
    CHECK(store->use_challenge("two", 200, 50).value());
    REQUIRE(store->commit());
    store = &open();
    REQUIRE(store->begin(mine));
    CHECK_FALSE(store->use_challenge("one", 100, 100).value());
    CHECK(store->use_challenge("one", 300, 101).value());
    CHECK_FALSE(store->use_challenge("two", 200, 101).value());
    REQUIRE(store->commit());

    const sync::account::Lookup here{1};
    const sync::account::Lookup there{2};
    REQUIRE(store->begin(mine));
    CHECK(store->put_offer(here, std::string("wr\0apped", 8), 1'000, 10).value());
    CHECK(store->put_offer(there, "newer", 1'000, 20).value()); // in place of the one before
    REQUIRE(store->commit());
    REQUIRE(store->begin(other));
    CHECK_FALSE(store->put_offer(there, "thief", 1'000, 20).value()); // nobody takes another's place
    CHECK(store->put_offer(here, std::string("ot\0her", 6), 500, 20).value());
    REQUIRE(store->commit());
    store = &open();
    CHECK_FALSE(store->take_offer({3}, 30)->has_value());
    CHECK(store->take_offer(there, 999).value() == OfferRow{mine, "newer"});
    CHECK_FALSE(store->take_offer(there, 999)->has_value()); // once
    CHECK_FALSE(store->take_offer(here, 500)->has_value());  // too late
    CHECK_FALSE(store->take_offer(here, 400)->has_value());  // and gone with the attempt

    const std::string secret = store->shared_secret(std::string(32, 's')).value();
    store = &open();
    CHECK(store->shared_secret(std::string(32, 't')).value() == secret);
    CHECK(secret.size() == 32);

    REQUIRE(store->begin(other)); // streams know nothing of each other
    CHECK_FALSE(store->account()->has_value());
    CHECK(store->devices()->empty());
    CHECK(store->use_challenge("two", 200, 101).value());
    store->rollback();
    REQUIRE(store->begin(mine));
    REQUIRE(store->erase_some(1'000));
    CHECK(store->erase_some(1'000).value() == 0);
    REQUIRE(store->commit());
    CHECK_FALSE(store->has_account(mine).value());
    CHECK_FALSE(store->device_of_token(mine, second)->has_value());
}

} // namespace hypha::edge
