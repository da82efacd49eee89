// What a page says of its article in JSON-LD (schema.org), as evidence: not every page has it, and some of it is wrong.
#pragma once

#include "edge/articles/article_limits.hpp"
#include "edge/articles/html_tree.hpp"

#include <string>

namespace hypha::edge::articles {

struct JsonLdArticle {
    bool is_found = false;
    std::string name;
    std::string headline;
    std::string byline; // names, joined by ", "
    std::string description;
    std::string site_name;
    std::string published;
    std::string language;
    std::string image; // as written
    std::string body;  // articleBody, plain text
};

// The first Article, NewsArticle, BlogPosting … of the page's scripts. What is malformed, too deep or too large is passed over.
JsonLdArticle read_json_ld(const HtmlTree& tree, const ArticleLimits& limits);

} // namespace hypha::edge::articles
