// Title, author, date and picture of a page from what it says about itself: JSON-LD, OpenGraph, Dublin Core, Twitter's and
// Parse.ly's <meta>, microdata, <title>. The order of trust is that of the fields in the .cpp; the page's text is another room's.
#pragma once

#include "edge/articles/article_limits.hpp"
#include "edge/articles/html_tree.hpp"

#include <string>

namespace hypha::edge::articles {

struct PageMetadata {
    std::string title;
    std::string byline;
    std::string published; // as written
    std::string site_name;
    std::string language; // BCP 47 as written; empty when nobody says
    std::string image;    // as written
    std::string excerpt;
    std::string body; // the article's text, where JSON-LD has it
};

// The tree as it was read: with its <head> and its scripts.
PageMetadata read_page_metadata(const HtmlTree& tree, const ArticleLimits& limits);

// The part of a <title> that names the article: without the name of the site before or after " | ", " - ", " » ", ": ".
std::string title_without_site(const HtmlTree& tree);

} // namespace hypha::edge::articles
