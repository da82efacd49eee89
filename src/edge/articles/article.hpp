// What a page of the web becomes: plain values for readers, no HTML. Texts are UTF-8 with single blanks; they are texts of
// strangers all the same and go nowhere as markup. Addresses are absolute http or https, or empty.
#pragma once

#include "core/news/article_blocks.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hypha::edge::articles {

struct Article {
    std::string title;
    std::string byline;
    std::string excerpt; // the page's own description, else the first paragraph
    std::string site_name;
    std::string language;                        // what the page claims, BCP 47; a hint, often wrong
    std::string published;                       // as written
    std::optional<std::int64_t> published_at_ms; // since 1970 UTC; empty when no form of feeds/date_forms.hpp reads it
    std::string lead_image;
    std::vector<news::Block> blocks;
    std::size_t letters = 0;   // code points of the blocks, blanks left out: few of them is no article
    bool from_json_ld = false; // the page held too little text, its JSON-LD more
};

} // namespace hypha::edge::articles
