#include "contract/clock_contract.hpp"
#include "native/clock.hpp"

TEST_CASE("the system's clock keeps the contract", "[clock]") {
    const hypha::native::PosixClock clock;
    hypha::check_clock_contract(clock, true);
}
