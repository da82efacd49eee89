#include "contract/clock_contract.hpp"
#include "fakes/fake_clock.hpp"

TEST_CASE("the clock that tests move keeps the contract", "[clock]") {
    hypha::fakes::FakeClock clock;
    hypha::check_clock_contract(clock, false);
    const double before = clock.monotonic_ms();
    clock.advance(250);
    CHECK(clock.monotonic_ms() == before + 250);
    clock.set_wall(clock.wall_ms() - 3600000);
    CHECK(clock.monotonic_ms() == before + 250);
}
