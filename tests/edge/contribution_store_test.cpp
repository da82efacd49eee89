// The store of contributed stories as an edge and an operator's commands have it open: an older database is brought up, both sides see each
// other's commits, and what fails in a transaction leaves nothing.
#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <thread>

#include "edge/contribution_stage.hpp"
#include "edge/store/news_database.hpp"
#include "edge/store/news_schema.hpp"
#include "storage/migrations.hpp"

using namespace hypha;
using namespace hypha::edge;

namespace {

ContributionRow row_of(int number) {
    ContributionRow row;
    row.id = id_of(number);
    row.stream.value.fill(static_cast<std::uint8_t>(number));
    row.rev = 1;
    row.region = "andes";
    row.title = "T";
    row.file = news::write_contribution(contribution_of(number)).value();
    row.signature = std::string(64, 's');
    row.received_ms = row.changed_ms = number;
    row.resemblance = articles::minhash_of(row.file);
    return row;
}

} // namespace

TEST_CASE("news of an edge from before contributions is kept, and takes contributions", "[contributions][store]") {
    const fakes::ScratchFolder scratch;
    const std::string folder = scratch.path() + "/news";
    std::filesystem::create_directory(folder);
    {
        auto before = storage::Database::open_foreign(storage::DatabasePlace::at_path(folder + "/news.db")).value();
        constexpr std::array<storage::Migration, 1> kBefore{{{1, kNewsSchema1}}};
        REQUIRE(storage::migrate(*before, kBefore));
        REQUIRE(before->run("INSERT INTO source(url, region, title, site_url, folders, language, added_s) "
                            "VALUES('http://andes/', 'andes', '', '', '', '', 1)"));
    }
    const auto store = ContributionStore::open(folder).value();
    CHECK(store->within([&] { return store->has_region("andes"); }) == true);
    CHECK(store->within([&] { return store->has_region("nowhere"); }) == false);
    REQUIRE(store->within([&] { return store->put(row_of(1), {}); }));
    CHECK(NewsStore::open(folder).value()->sources()->size() == 1);
    CHECK(store->within([&] { return store->find(id_of(1)); })->value().file == row_of(1).file);
}

TEST_CASE("a transaction of contributions that fails leaves nothing", "[contributions][store]") {
    const fakes::ScratchFolder scratch;
    const auto store = ContributionStore::open(scratch.path() + "/news").value();
    const auto failed = store->within([&]() -> Result<void> {
        REQUIRE(store->put(row_of(1), {clean_photo().named}));
        REQUIRE(store->put_photo(row_of(1).stream, clean_photo().named.sha256, {"image/jpeg", "x"}));
        return failure("on_purpose");
    });
    CHECK(failed.error().code == "on_purpose");
    CHECK_FALSE(store->within([&] { return store->find(id_of(1)); })->has_value());
    CHECK_FALSE(store->within([&] { return store->any_photo(clean_photo().named.sha256); })->has_value());
    CHECK(store->find(id_of(1)).error().code == "no_transaction");
}

TEST_CASE("an edge and a command wait for each other and lose nothing", "[contributions][store]") {
    const fakes::ScratchFolder scratch;
    const std::string folder = scratch.path() + "/news";
    const auto one = ContributionStore::open(folder).value(), other = ContributionStore::open(folder).value();
    constexpr int kEach = 40;
    const auto write = [](ContributionStore& store, int from) {
        for (int number = from; number < from + kEach; ++number) {
            if (!store.within([&] { return store.put(row_of(number), {}); })) return;
        }
    };
    std::thread thread([&] { write(*other, 100); });
    write(*one, 0);
    thread.join();
    CHECK(one->within([&] { return one->count_waiting(); }) == 2 * kEach);
    CHECK(other->within([&] { return other->count_waiting(); }) == 2 * kEach);
}

TEST_CASE("a photo stays as long as a contribution of its account names it", "[contributions][store]") {
    const fakes::ScratchFolder scratch;
    const auto store = ContributionStore::open(scratch.path() + "/news").value();
    const news::ContributedPhoto photo = clean_photo().named;
    ContributionRow first = row_of(1), second = row_of(2);
    second.stream = first.stream;
    const auto is_here = [&] { return store->within([&] { return store->any_photo(photo.sha256); })->has_value(); };
    REQUIRE(store->within([&]() -> Result<void> {
        REQUIRE(store->put(first, {photo}));
        REQUIRE(store->put(second, {photo}));
        return store->put_photo(first.stream, photo.sha256, {"image/jpeg", "x"});
    }));
    REQUIRE(store->within([&] { return store->put(first, {}); }));
    CHECK(is_here());
    REQUIRE(store->within([&] { return store->put(row_of(3), {}); })); // another account's
    CHECK(is_here());
    REQUIRE(store->within([&] { return store->put(second, {}); }));
    CHECK_FALSE(is_here());
}
