// Bounds of what a page may ask of this program. Beyond the first four reading fails with a named error; beyond the others what
// is left over is left out and the article stays usable. There is no clock here: the work is linear in the bytes times the
// depth, so these bounds are the bound on time.
#pragma once

#include <cstddef>

namespace hypha::edge::articles {

struct ArticleLimits {
    std::size_t page_bytes = std::size_t{8} << 20;
    std::size_t depth = 400; // open elements; the deepest of 60 real pages has 41
    std::size_t nodes = 400'000;
    std::size_t attributes = 800'000;
    std::size_t attributes_per_tag = 200;
    std::size_t metadata_bytes = 4'000; // title, byline, site name
    std::size_t json_ld_bytes = std::size_t{1} << 20;
    std::size_t blocks = 20'000;
};

} // namespace hypha::edge::articles
