#include "core/fungi/genus_table.hpp"

#include <algorithm>

#include "generated/core/fungi/genera.hpp"

namespace hypha::fungi {

std::span<const GenusFacts> all_genera() { return generated::kGenera; }

const GenusFacts* find_genus(std::string_view genus) {
    const auto found = std::ranges::find(generated::kGenera, genus, &GenusFacts::genus);
    return found == std::end(generated::kGenera) ? nullptr : &*found;
}

} // namespace hypha::fungi
