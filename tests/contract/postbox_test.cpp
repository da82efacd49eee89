// The postbox that flows are tested with.
#include "contract/postbox_contract.hpp"
#include "fakes/fake_postbox.hpp"

TEST_CASE("the postbox that tests read keeps the contract", "[postbox]") {
    hypha::fakes::FakePostbox postbox;
    hypha::check_postbox_contract(postbox, [&postbox] { return postbox.sent(); });
}
