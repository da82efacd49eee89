#include "contract/pool_file_contract.hpp"
#include "fakes/fake_pool_file.hpp"

TEST_CASE("the pool in memory that tests break keeps the contract", "[pool_file]") {
    hypha::fakes::FakePoolFile pool(3);
    hypha::check_pool_file_contract(pool);
}

TEST_CASE("the breakable pool fails the call it was told to, and forgets what was not flushed", "[pool_file]") {
    using Fake = hypha::fakes::FakePoolFile;
    Fake pool(1);
    REQUIRE(pool.write(0, hypha::pool_bytes("old!"), 0) == hypha::ports::PoolWrite::done);
    REQUIRE(pool.flush(0));
    pool.fail(2, Fake::Failure::io, Fake::Lasting::once);
    CHECK(pool.write(0, hypha::pool_bytes("new!"), 0) == hypha::ports::PoolWrite::done);
    CHECK_FALSE(pool.flush(0));
    CHECK(pool.has_failed());
    CHECK(hypha::pool_text(pool, 0, 4, 0) == "new!");
    pool.lose_power(Fake::PowerLoss::drops_unflushed, 1);
    CHECK(hypha::pool_text(pool, 0, 4, 0) == "old!");
    pool.fail(1, Fake::Failure::no_space, Fake::Lasting::for_good);
    CHECK(pool.size(0) == 4);
    CHECK(pool.write(0, hypha::pool_bytes("more"), 4) == hypha::ports::PoolWrite::no_space);
    CHECK(pool.write(0, hypha::pool_bytes("more"), 4) == hypha::ports::PoolWrite::no_space);
}
