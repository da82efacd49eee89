// Numbers about the text below an element, added up from its children, so that a whole page is measured in one walk.
#pragma once

#include "edge/articles/html_tree.hpp"

namespace hypha::edge::articles {

struct Measure {
    std::size_t letters = 0;     // code points that are no blanks
    std::size_t blanks = 0;      // runs of blanks
    std::size_t commas = 0;      // of Latin, Arabic and Chinese text
    double linked = 0;           // length() within <a>; a link within the page counts 0.3
    std::size_t headed = 0;      // length() within headings
    std::size_t listed = 0;      // length() within <ul> and <ol>
    bool has_plain_text = false; // some within an element that carries text
    std::size_t paragraphs = 0;
    std::size_t pictures = 0;
    std::size_t items = 0;
    std::size_t inputs = 0;
    std::size_t embeds = 0;
    std::size_t fact_tables = 0; // counted by cleaning, which knows them

    std::size_t length() const { return letters + blanks; } // in code points, as read
    double link_density() const { return length() == 0 ? 0 : linked / static_cast<double>(length()); }
};

// What the text of one node has.
Measure measure_text(std::string_view text);

// Adds what lies below a child, and the child itself.
void add_child(Measure& parent, const Measure& child, const HtmlTree& tree, NodeIndex child_node);

// Of one node, in one walk.
Measure measure(const HtmlTree& tree, NodeIndex node);

// Of every node at or below `top`; indexed by NodeIndex.
std::vector<Measure> measure_all(const HtmlTree& tree, NodeIndex top);

} // namespace hypha::edge::articles
