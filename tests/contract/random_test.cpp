#include "contract/random_contract.hpp"
#include "fakes/fake_random.hpp"

TEST_CASE("the random that repeats in every run keeps the contract", "[random]") {
    hypha::fakes::FakeRandom random(42);
    hypha::check_random_contract(random);
    hypha::fakes::FakeRandom one(7);
    hypha::fakes::FakeRandom same(7);
    hypha::fakes::FakeRandom other(8);
    const std::uint64_t first = one.next();
    CHECK(first == same.next());
    CHECK(first != other.next());
}
