// Bounds of what a feed may ask of this program. Beyond `document_bytes` and `depth` reading fails with a named error; beyond
// the counts the rest is left out and the feed stays usable. Entities of a document's own are never nested, so text cannot
// grow; nothing outside of the bytes is ever opened.
#pragma once

#include <cstddef>

namespace hypha::edge::feeds {

struct FeedLimits {
    std::size_t document_bytes = std::size_t{8} << 20;
    std::size_t depth = 200;
    std::size_t elements = 400'000;
    std::size_t items = 5'000;
    std::size_t values_per_item = 500; // links, people, categories, extensions
    std::size_t outlines = 20'000;
    std::size_t discovered = 100;
    std::size_t attributes_per_tag = 200; // of a page; libxml2 compares each with those before it
};

} // namespace hypha::edge::feeds
