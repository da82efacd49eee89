#include "browser/pool_file.hpp"
#include "contract/pool_file_contract.hpp"

TEST_CASE("the pool behind the JavaScript imports keeps the contract", "[pool_file][browser]") {
    hypha::browser::OpfsPoolFile pool;
    hypha::check_pool_file_contract(pool);
}
