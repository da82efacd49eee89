#include "contract/random_contract.hpp"
#include "native/random.hpp"

TEST_CASE("the system's entropy keeps the contract", "[random]") {
    hypha::native::PosixRandom random;
    hypha::check_random_contract(random);
    hypha::native::PosixRandom another;
    CHECK(random.next() != another.next());
}
