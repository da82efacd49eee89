// Finds the part of a page that is its article. The method is Readability's (mozilla/readability, Apache-2.0; Arc90's before it),
// written anew: every paragraph of some length gives points to its ancestors, by its commas and length, fewer the farther up; names
// of classes add or take; a candidate loses by its share of links; the best one is taken with its like siblings.
#pragma once

#include "edge/articles/html_tree.hpp"

#include <set>
#include <string>

namespace hypha::edge::articles {

struct FindOptions {
    bool strips_unlikely = true; // by class names and roles
    bool weighs_classes = true;
    std::string title;        // a heading that says the same is not part of the content
    bool seeks_byline = true; // takes the first byline out of the page, because no metadata name an author
};

struct FoundContent {
    NodeIndex top = kNoNode; // a <div> that holds the content and nothing else; detached from the page
    std::string byline;
};

// The tree is consumed: what is not content is detached. kNoNode when the page has no body.
FoundContent find_content(HtmlTree& tree, const FindOptions& options);

// The words of a title, to compare many headings with.
class TitleWords {
public:
    explicit TitleWords(std::string_view title);
    // Share of the words of a text that the title has too, by letters, case ignored: 1 all, 0 none.
    double share_in(std::string_view text) const;
    bool is_empty() const { return words_.empty(); }

private:
    std::set<std::string> words_;
};

} // namespace hypha::edge::articles
