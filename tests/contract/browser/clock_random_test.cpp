#include "browser/browser_ports.hpp"
#include "contract/clock_contract.hpp"
#include "contract/random_contract.hpp"

TEST_CASE("the browser's clock keeps the contract", "[clock][browser]") {
    const hypha::browser::BrowserClock clock;
    hypha::check_clock_contract(clock, true);
}

TEST_CASE("the browser's random keeps the contract", "[random][browser]") {
    hypha::browser::BrowserRandom random;
    hypha::check_random_contract(random);
}
