#include "core/fungi/genus_table.hpp"

#include <algorithm>
#include <iterator>

#include "generated/core/fungi/genera.hpp"

namespace hypha::fungi {

static_assert(std::ranges::is_sorted(generated::kGenera, {}, &GenusFacts::genus)); // searched by halves

std::span<const GenusFacts> all_genera() { return generated::kGenera; }

std::string_view tables_version() { return generated::kTablesVersion; }

const GenusFacts* find_genus(std::string_view genus) {
    const auto found = std::ranges::lower_bound(generated::kGenera, genus, {}, &GenusFacts::genus);
    return found == std::end(generated::kGenera) || found->genus != genus ? nullptr : &*found;
}

} // namespace hypha::fungi
