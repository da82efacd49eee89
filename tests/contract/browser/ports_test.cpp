// The browser's clock and random numbers against the contracts that their native twins keep.
#include "browser/browser_ports.hpp"
#include "contract/clock_contract.hpp"
#include "contract/random_contract.hpp"

TEST_CASE("the browser's clock keeps the contract", "[clock]") {
    const hypha::browser::BrowserClock clock;
    hypha::check_clock_contract(clock, true);
}

TEST_CASE("the browser's random numbers keep the contract", "[random]") {
    hypha::browser::BrowserRandom random;
    hypha::check_random_contract(random);
}
