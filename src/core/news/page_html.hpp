// What pages for people are written with (story_page, list_page): escaping, tags, and the head with a style of their own, so that nothing
// else is fetched.
#pragma once

#include <string>
#include <string_view>

namespace hypha::news {

// Letters as text or inside of a quoted attribute.
void append_escaped(std::string& html, std::string_view text);

// Tags around what `content` writes. `attributes` begin with a blank, and are ours.
template <typename Content>
void in_tag(std::string& html, std::string_view tag, std::string_view attributes, Content content) {
    html += '<';
    html += tag;
    html += attributes;
    html += '>';
    content();
    html += "</";
    html += tag.substr(0, tag.find(' '));
    html += '>';
}

// Letters, digits and hyphens: it can stand in an attribute.
bool is_tag_of_language(std::string_view language);

// To <body> and no further. `language`: of the page; left out where it is none.
void begin_page(std::string& html, std::string_view language, std::string_view title);

} // namespace hypha::news
